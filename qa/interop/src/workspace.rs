//! The folders and commands of one framework.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::framework::Framework;

/// The folders of a framework: for its files, its installed packages, its document and its client.
pub struct Workspace {
    /// The folder with the server and the calls.
    pub sources: PathBuf,
    /// The framework's own folder under `target`.
    pub folder: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Creates the folder of a framework.
    pub fn create(framework: &Framework) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let target = program.ancestors().nth(2).ok_or("the program is not in a target folder")?.to_owned();
        let folder = target.join("interop").join(framework.name);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join(framework.name);
        Ok(Self { sources, folder, target })
    }

    /// Returns the path of a binary of this package.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// Builds a binary of this package.
    pub fn build(&self, binary: &str) -> Result<(), String> {
        let client = self.folder.join("client");
        let mut cargo = Command::new("cargo");
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["build", "--quiet", "--locked", "--features", "calls", "--bin", binary, "--target-dir"]);
        cargo.arg(&self.target).env("INTEROP_CLIENT", client);
        // The variables that Cargo sets for this program would cause `ring` to be built again.
        let of_this_program = |name: &String| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(of_this_program).for_each(|name| {
            cargo.env_remove(name);
        });
        self.run(cargo, &format!("build-{binary}.log"))
    }

    /// Copies files of the framework into its folder.
    pub fn copy(&self, names: &[impl AsRef<Path>]) -> Result<(), String> {
        for name in names {
            let from = self.sources.join(name.as_ref());
            fs::copy(&from, self.folder.join(name.as_ref())).map_err(|error| format!("{}: {error}", from.display()))?;
        }
        Ok(())
    }

    /// Copies the programs for Node: `server.mjs`, and the files that it compiles.
    pub fn copy_programs(&self) -> Result<(), String> {
        let entries = fs::read_dir(&self.sources).map_err(|error| format!("{}: {error}", self.sources.display()))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let programs: Vec<String> = names.filter(|name| name.ends_with(".mjs") || name.ends_with(".ts")).collect();
        self.copy(&programs)
    }

    /// Runs a command with its output in a log file. The end of that file is the error.
    pub fn run(&self, mut command: Command, log: &str) -> Result<(), String> {
        let path = self.folder.join(log);
        let (out, err) = self.log(log)?;
        let status = command.stdin(Stdio::null()).stdout(out).stderr(err).status();
        let program = command.get_program().to_string_lossy().into_owned();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{program}: {status}\n{}", end_of(&path))),
            Err(error) => Err(format!("{program}: {error}")),
        }
    }

    /// Creates a log file for both outputs of a command.
    pub fn log(&self, name: &str) -> Result<(File, File), String> {
        let path = self.folder.join(name);
        let open = || -> std::io::Result<_> {
            let file = File::create(&path)?;
            Ok((file.try_clone()?, file))
        };
        open().map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// Returns the last lines of a log.
pub fn end_of(path: &Path) -> String {
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
