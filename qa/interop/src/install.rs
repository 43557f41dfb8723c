//! Installs the packages in the lock file of a framework into its folder.

use std::fs;
use std::process::{Command, Stdio};

use crate::framework::{Framework, Language};
use crate::workspace::Workspace;

/// Installs the packages of a server, unless those of the same lock file are installed.
///
/// Returns the reason if they cannot be installed.
pub fn install(framework: &Framework, workspace: &Workspace) -> Result<(), String> {
    let (program, lock) = match framework.language {
        Language::Python => ("python3", "requirements.txt"),
        Language::Node => ("npm", "package-lock.json"),
        Language::Rust => return Ok(()),
    };
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        return Err(format!("there is no `{program}`"));
    }
    let pinned = fs::read_to_string(workspace.sources.join(lock)).map_err(|error| format!("{lock}: {error}"))?;
    let stamp = workspace.folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == pinned) {
        return Ok(());
    }
    match framework.language {
        Language::Python => install_python(workspace)?,
        _ => install_node(workspace)?,
    }
    fs::write(&stamp, pinned).map_err(|error| error.to_string())
}

fn install_python(workspace: &Workspace) -> Result<(), String> {
    let environment = workspace.folder.join("venv");
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv"]).arg(&environment);
    workspace.run(venv, "install.log")?;
    let mut pip = Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]);
    pip.arg(workspace.sources.join("requirements.txt"));
    workspace.run(pip, "install.log")
}

fn install_node(workspace: &Workspace) -> Result<(), String> {
    workspace.copy(&["package.json", "package-lock.json"])?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&workspace.folder);
    workspace.run(npm, "install.log")
}
