//! Generates from random documents, and compiles the output.
//!
//! The names are those that could collide in generated code; the schemas use all of OpenAPI. The generator must reject
//! each document or write code that compiles without warnings.

mod arguments;
mod grammar;
mod judge;
mod shrink;
mod words;

use std::{
    collections::BTreeMap,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Parser;
use openapi_bindgen::{Generated, output};
use serde_json::Value;

use crate::{
    corpus::{
        check::{self, Check},
        single::lines_of_code,
    },
    document::Document,
    exit_code,
    workspace::Workspace,
};
use arguments::Arguments;
use judge::{FEATURES, Verdict, judge, options};
use shrink::shrink;

/// The number of documents that are compiled before their code is removed.
const BATCH: u64 = 300;

/// The number of documents that are judged between two looks at the clock if nothing is compiled.
const LARGE_BATCH: u64 = 5_000;

/// Runs the command with the arguments of the process.
///
/// The last line of its output is `documents: N, generated: N, compiled: N, rejected: N, faults: N`. It succeeds when there
/// is no fault.
pub fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    if arguments.show {
        println!("{:#}", grammar::document(arguments.seed));
        return Ok(true);
    }
    let started = Instant::now();
    let end = arguments.minutes.map(|minutes| started + Duration::from_secs(60 * minutes));
    let mut run = Run { arguments, counts: Counts::default(), rejections: BTreeMap::new() };
    let batch = if arguments.generate_only { LARGE_BATCH } else { BATCH };
    let mut seed = arguments.seed;
    loop {
        let count = match end {
            Some(end) if Instant::now() >= end => break,
            Some(_) => batch,
            None => batch.min(arguments.documents - run.counts.documents),
        };
        if count == 0 {
            break;
        }
        run.batch(seed, count)?;
        seed += count;
        eprintln!("{} s, {}", started.elapsed().as_secs(), run.counts);
    }
    let mut rejections: Vec<(&String, &u64)> = run.rejections.iter().collect();
    rejections.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (why, count) in rejections.into_iter().take(10) {
        println!("rejected {count} times: {why}");
    }
    println!("{}", run.counts);
    Ok(run.counts.faults == 0)
}

/// The counts of all verdicts.
#[derive(Debug, Default)]
struct Counts {
    documents: u64,
    generated: u64,
    compiled: u64,
    rejected: u64,
    faults: u64,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { documents, generated, compiled, rejected, faults } = self;
        write!(
            f,
            "documents: {documents}, generated: {generated}, compiled: {compiled}, rejected: {rejected}, faults: {faults}"
        )
    }
}

struct Run<'a> {
    arguments: &'a Arguments,
    counts: Counts,
    /// The number of rejected documents, by the first line of the message.
    rejections: BTreeMap<String, u64>,
}

impl Run<'_> {
    /// Judges the documents of `count` seeds from `seed` on.
    fn batch(&mut self, seed: u64, count: u64) -> Result<(), Box<dyn Error>> {
        let mut generated = Vec::new();
        for (seed, verdict) in self.verdicts(seed, count) {
            self.counts.documents += 1;
            match verdict {
                Verdict::Generated(made) => {
                    self.counts.generated += 1;
                    generated.push((seed, made));
                }
                Verdict::Rejected(why) => {
                    self.counts.rejected += 1;
                    *self.rejections.entry(without_names(&why)).or_default() += 1;
                }
                Verdict::Fault(fault) => self.fault_of_generator(seed, &fault)?,
            }
        }
        if self.arguments.generate_only || generated.is_empty() { Ok(()) } else { self.compile(&generated) }
    }

    /// Returns the verdicts in the order of their seeds.
    fn verdicts(&self, first: u64, count: u64) -> Vec<(u64, Verdict)> {
        let next = AtomicU64::new(first);
        let done = Mutex::new(Vec::new());
        let is_kept = !self.arguments.generate_only;
        thread::scope(|scope| {
            for _ in 0..self.arguments.jobs.get() {
                scope.spawn(|| {
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= first + count {
                            break;
                        }
                        let mut verdict = judge(&grammar::document(seed), &options(seed));
                        if let (false, Verdict::Generated(made)) = (is_kept, &mut verdict) {
                            made.files.clear();
                        }
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((seed, verdict));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(seed, _)| *seed);
        done
    }

    /// Compiles the code of each seed.
    fn compile(&mut self, generated: &[(u64, Box<Generated>)]) -> Result<(), Box<dyn Error>> {
        let workspace = Workspace::create(None, FEATURES)?;
        let mut documents = Vec::new();
        for (seed, generated) in generated {
            let module = format!("seed_{seed}");
            documents.push(write(&workspace, &module, generated)?);
        }
        let with_lines: Vec<(&Document, u64)> = documents.iter().map(|(document, lines)| (document, *lines)).collect();
        let checks = check::all(&workspace, &with_lines)?;
        for (seed, _) in generated {
            match checks.of_module.get(&format!("seed_{seed}")) {
                Some(check) if is_clean(check) => self.counts.compiled += 1,
                Some(check) => self.fault_of_code(*seed, check)?,
                None => return Err(format!("the code of seed {seed} was not compiled").into()),
            }
        }
        Ok(())
    }

    fn fault_of_generator(&mut self, seed: u64, fault: &str) -> Result<(), Box<dyn Error>> {
        let options = options(seed);
        let kind = kind(fault);
        let smaller = shrink(grammar::document(seed), 50 * self.arguments.shrink, |candidates| {
            let is_same = |candidate: &Value| match judge(candidate, &options) {
                Verdict::Fault(other) => self::kind(&other) == kind,
                _ => false,
            };
            Ok::<_, Box<dyn Error>>(candidates.iter().map(is_same).collect())
        })?;
        self.report(seed, &smaller, fault)
    }

    fn fault_of_code(&mut self, seed: u64, check: &Check) -> Result<(), Box<dyn Error>> {
        let Some(first) = check.errors.first().or(check.warnings.first()) else { return Ok(()) };
        let (options, kind) = (options(seed), kind(&first.summary));
        let smaller = shrink(grammar::document(seed), self.arguments.shrink, |candidates| {
            let workspace = Workspace::create(None, FEATURES)?;
            let mut documents = Vec::new();
            for (index, candidate) in candidates.iter().enumerate() {
                if let Verdict::Generated(generated) = judge(candidate, &options) {
                    documents.push(write(&workspace, &format!("candidate_{index}"), &generated)?);
                }
            }
            let with_lines: Vec<(&Document, u64)> = documents.iter().map(|(document, _)| (document, 1)).collect();
            let checks = check::all(&workspace, &with_lines)?;
            let is_same = |index: usize| {
                let check = checks.of_module.get(&format!("candidate_{index}"));
                let mut messages = check.into_iter().flat_map(|check| check.errors.iter().chain(&check.warnings));
                messages.any(|message| self::kind(&message.summary) == kind)
            };
            Ok::<_, Box<dyn Error>>((0..candidates.len()).map(is_same).collect())
        })?;
        self.report(seed, &smaller, &first.text)
    }

    /// Writes a fault to a file and prints it.
    fn report(&mut self, seed: u64, smaller: &Value, fault: &str) -> Result<(), Box<dyn Error>> {
        self.counts.faults += 1;
        let folder = &self.arguments.faults;
        fs::create_dir_all(folder)?;
        let whole = write_document(folder, &format!("{seed}.json"), &grammar::document(seed))?;
        let small = write_document(folder, &format!("{seed}.small.json"), smaller)?;
        println!("seed {seed}: {}, smaller: {}\n{fault}\n", whole.display(), small.display());
        Ok(())
    }
}

fn is_clean(check: &Check) -> bool {
    check.errors.is_empty() && check.warnings.is_empty()
}

fn write(workspace: &Workspace, module: &str, generated: &Generated) -> Result<(Document, u64), Box<dyn Error>> {
    output::write(&workspace.module(module), &generated.files)?;
    let lines: usize = generated.files.iter().map(|file| lines_of_code(&file.text)).sum();
    let document = Document { path: PathBuf::new(), name: module.to_owned(), module: module.to_owned() };
    Ok((document, lines as u64))
}

fn write_document(folder: &Path, name: &str, document: &Value) -> io::Result<PathBuf> {
    let path = folder.join(name);
    fs::write(&path, format!("{document:#}\n"))?;
    Ok(path)
}

/// Returns a message without its names. Faults with the same result count as the same fault.
fn kind(message: &str) -> String {
    without_names(message.lines().next().unwrap_or_default())
}

/// Returns a line without its quoted texts and numbers.
fn without_names(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let outside: Vec<&str> = line.split('`').step_by(2).collect();
    outside.join("`…`").chars().filter(|letter| !letter.is_ascii_digit()).collect()
}
