//! Runs a framework, from the start of its server to the verdicts on its calls.

use std::fs;
use std::process::{Command, Stdio};

use openapi_bindgen::{Diagnostics, Project, generate, output};
use openapi_bindgen_interop::{Check, SERVER};

use crate::framework::Framework;
use crate::install::install;
use crate::server::Server;
use crate::workspace::Workspace;

/// The result for a framework.
pub enum Trial {
    /// Its packages are not installed, for this reason.
    NotInstalled(String),
    /// Its server, the generator or the compiler failed.
    Broken(String),
    /// Its calls were made.
    Made {
        /// The number of operations of the client.
        operations: usize,
        /// The number of warnings of the generator.
        warnings: usize,
        /// The checks, in the order of the calls.
        checks: Vec<Check>,
    },
}

/// Installs the packages, starts the server, generates and compiles the client, and makes the calls.
pub fn attempt(framework: &Framework) -> Trial {
    let workspace = match Workspace::create(framework) {
        Ok(workspace) => workspace,
        Err(error) => return Trial::Broken(error),
    };
    if let Err(reason) = install(framework, &workspace) {
        return Trial::NotInstalled(reason);
    }
    call(framework, &workspace).unwrap_or_else(Trial::Broken)
}

fn call(framework: &Framework, workspace: &Workspace) -> Result<Trial, String> {
    let mut server = Server::start(framework, workspace)?;
    let document = server.document(framework, workspace)?;
    let (operations, warnings) = write_client(&document, framework, workspace)?;
    workspace.build(framework.name)?;
    let calls = Command::new(workspace.binary(framework.name))
        .env(SERVER, &server.base_url)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("the calls do not start: {error}"))?;
    if !calls.status.success() {
        return Err(format!("the calls ended with {}\n{}", calls.status, String::from_utf8_lossy(&calls.stderr)));
    }
    let lines = String::from_utf8_lossy(&calls.stdout);
    let read = |line: &str| Check::from_line(line).ok_or_else(|| format!("not the line of a check: {line}"));
    let checks = lines.lines().map(read).collect::<Result<Vec<_>, _>>()?;
    if checks.is_empty() {
        return Err("no call was made".to_owned());
    }
    Ok(Trial::Made { operations, warnings, checks })
}

/// Writes the client of the document with a project file, as a user of the generator does.
fn write_client(document: &str, framework: &Framework, workspace: &Workspace) -> Result<(usize, usize), String> {
    let is_yaml = framework.document.ends_with(".yaml");
    let file = workspace.folder.join(if is_yaml { "openapi.yaml" } else { "openapi.json" });
    let text = |diagnostics: Diagnostics| diagnostics.to_string();
    fs::write(file, document).map_err(|error| error.to_string())?;
    workspace.copy(&["bindgen.yaml"])?;
    if workspace.sources.join("overlay.yaml").exists() {
        workspace.copy(&["overlay.yaml"])?;
    }
    let project = Project::load(workspace.folder.join("bindgen.yaml")).map_err(text)?;
    let generated = generate(&project.document, &project.overlays, &project.options).map_err(text)?;
    output::write(&project.output, &generated.files).map_err(|error| error.to_string())?;
    fs::write(workspace.folder.join("diagnostics.txt"), generated.warnings.to_string())
        .map_err(|error| error.to_string())?;
    Ok((generated.summary.operations, generated.warnings.count(openapi_bindgen::Severity::Warning)))
}
