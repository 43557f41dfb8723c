//! Runs other generators on the same documents, measured in the same manner.

mod generator;
mod table;

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    corpus::{
        child::{self, End},
        single::lines_of_code,
    },
    document::Document,
    usage,
    workspace::Workspace,
};

pub(crate) use generator::Generator;
pub(crate) use table::text;

/// The results of other generators, by generator and module.
pub(crate) type Peers = BTreeMap<(Generator, String), Made>;

/// The result of another generator for a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Made {
    /// No code, for this reason.
    Nothing(String),
    Code(Code),
}

/// Code, with the CPU seconds to generate and to check it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Code {
    pub lines: u64,
    pub generate: f64,
    pub check: f64,
    pub compiles: bool,
}

/// Runs every other generator that has its program in `programs` on every document, and checks its
/// output.
///
/// # Errors
/// Returns an error if there is no such program, if one cannot be started, or if a file cannot be
/// written.
pub(crate) fn run(
    programs: &Path,
    workspace: &Workspace,
    documents: &[Document],
    limit: Duration,
) -> io::Result<Peers> {
    let found: Vec<(Generator, PathBuf)> = Generator::ALL
        .into_iter()
        .map(|generator| (generator, programs.join(generator.program())))
        .filter(|(_, program)| program.exists())
        .collect();
    if found.is_empty() {
        let names = Generator::ALL.map(Generator::program).join("` and no `");
        return Err(io::Error::other(format!("`{}` has no `{names}`: install one there", programs.display())));
    }
    let mut peers = Peers::new();
    for (generator, program) in found {
        let folder = workspace.folder().join(generator.program());
        for (position, document) in documents.iter().enumerate() {
            if io::stderr().is_terminal() {
                eprintln!("{}, {} of {}: {}", generator.program(), position + 1, documents.len(), document.name);
            }
            let made =
                run_one(generator, &program, document, &folder.join(&document.module), workspace.target(), limit)?;
            peers.insert((generator, document.module.clone()), made);
        }
    }
    Ok(peers)
}

fn run_one(
    generator: Generator,
    program: &Path,
    document: &Document,
    folder: &Path,
    target: &Path,
    limit: Duration,
) -> io::Result<Made> {
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    let before = usage::children_seconds();
    let mut command = Command::new(program);
    command.args(generator.arguments(&std::path::absolute(&document.path)?)).current_dir(folder);
    let finished = child::finish(&mut command, limit)?;
    let generate = since(before);
    let wrote = generator.complete(folder);
    match finished.end {
        End::Exit(status) if status.success() && wrote.is_ok() => {}
        end => {
            let error = child::first_lines(&finished.stderr);
            return Ok(Made::Nothing(format!("{end}: {error}")));
        }
    }
    let library = source.join("lib.rs");
    let text = fs::read_to_string(&library)?;
    let lines = lines(&source)?;
    // The dependencies are compiled before the measured check, as for our own output.
    fs::write(&library, "")?;
    if !check(folder, target)? {
        return Ok(Made::Nothing("its dependencies do not compile".to_owned()));
    }
    fs::write(&library, text)?;
    let before = usage::children_seconds();
    let compiles = check(folder, target)?;
    Ok(Made::Code(Code { lines, generate, check: since(before), compiles }))
}

fn since(before: Option<f64>) -> f64 {
    usage::children_seconds().zip(before).map_or(f64::NAN, |(after, before)| after - before)
}

fn check(folder: &Path, target: &Path) -> io::Result<bool> {
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
        .args(["check", "--quiet", "--target-dir"])
        .arg(target)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    Ok(status.success())
}

fn lines(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sum += lines_of_code(&fs::read_to_string(path)?) as u64;
        }
    }
    Ok(sum)
}
