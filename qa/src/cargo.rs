//! Runs Cargo, and reads the messages of the compiler.

use std::{
    env,
    ffi::OsString,
    io,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{usage, workspace::Workspace};

/// A run of Cargo.
#[derive(Debug)]
pub(crate) struct Run {
    pub messages: Vec<Message>,
    pub succeeded: bool,
    /// The CPU seconds of Cargo and the compiler, if they could be measured.
    pub seconds: Option<f64>,
    /// The output of Cargo itself.
    pub complaint: String,
}

/// An error or a warning of the compiler.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub is_error: bool,
    /// The problem, without the place.
    pub summary: String,
    /// The whole message as the compiler shows it.
    pub text: String,
    /// The module that it is about, if any.
    pub module: Option<String>,
}

/// Checks the crate `name` of the workspace.
///
/// # Errors
/// Returns an error if Cargo cannot be run. An error that it reports is not one.
pub(crate) fn check(workspace: &Workspace, name: &str) -> io::Result<Run> {
    run(workspace, "check", name)
}

/// Builds the program in the crate `name` of the workspace.
///
/// # Errors
/// Returns an error if Cargo cannot be run. An error that it reports is not one.
pub(crate) fn build(workspace: &Workspace, name: &str) -> io::Result<Run> {
    run(workspace, "build", name)
}

fn run(workspace: &Workspace, command: &str, name: &str) -> io::Result<Run> {
    let before = usage::children_seconds();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
        .args([command, "--offline", "--quiet", "--message-format=json", "--package", name, "--target-dir"])
        .arg(workspace.target())
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(workspace.folder())
        .stdin(Stdio::null())
        .output()?;
    let seconds = usage::children_seconds().zip(before).map(|(after, before)| after - before);
    let messages = String::from_utf8_lossy(&output.stdout).lines().filter_map(Message::read).collect();
    let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Ok(Run { messages, succeeded: output.status.success(), seconds, complaint })
}

impl Message {
    /// Reads a line of Cargo's JSON. Returns `None` if it is neither an error nor a warning.
    fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        if value["reason"] != "compiler-message" {
            return None;
        }
        let value = &value["message"];
        let level = value["level"].as_str()?;
        let is_error = level.starts_with("error");
        if !is_error && level != "warning" {
            return None;
        }
        let spans = value["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let message = value["message"].as_str()?;
        // The compiler ends with the numbers of errors and warnings.
        if spans.is_empty() && (message.starts_with("aborting due to") || message.ends_with("emitted")) {
            return None;
        }
        let code = value["code"]["code"].as_str().map_or_else(String::new, |code| format!("[{code}] "));
        Some(Self {
            is_error,
            summary: format!("{code}{message}"),
            text: value["rendered"].as_str().unwrap_or(message).trim().to_owned(),
            module: spans.iter().find_map(module),
        })
    }
}

/// Returns the module that contains a place. A place in a macro of the runtime belongs to the
/// caller of the macro.
fn module(span: &Value) -> Option<String> {
    let mut span = span;
    loop {
        if let Some(module) = span["file_name"].as_str().and_then(Workspace::module_of) {
            return Some(module.to_owned());
        }
        span = span.get("expansion").filter(|expansion| !expansion.is_null())?.get("span")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(level: &str, text: &str, spans: &str) -> String {
        format!(
            r#"{{"reason": "compiler-message", "message": {{"level": "{level}", "message": "{text}", "code": null,
                "rendered": "shown", "spans": {spans}}}}}"#
        )
    }

    #[test]
    fn a_place_in_a_macro_belongs_to_the_caller() {
        let spans = r#"[{"file_name": "/runtime/src/object.rs", "expansion":
            {"span": {"file_name": "crates/a/src/../../../modules/api_b/models.rs", "expansion": null}}}]"#;
        let message = Message::read(&line("error", "mismatched types", spans)).unwrap();
        assert_eq!(message.module.as_deref(), Some("api_b"));
        assert!(message.is_error);
    }

    #[test]
    fn the_final_count_is_not_a_message() {
        assert!(Message::read(&line("error", "aborting due to 2 previous errors", "[]")).is_none());
        assert!(Message::read(&line("warning", "3 warnings emitted", "[]")).is_none());
        assert!(Message::read(&line("note", "see here", "[]")).is_none());
        assert!(Message::read(&line("warning", "unused", "[]")).is_some());
    }
}
