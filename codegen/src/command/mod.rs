//! The command line: one file for each command.

mod add;
mod bundle;
mod check;
mod completions;
mod diagnostics;
mod diff;
mod display;
mod document_files;
mod explain;
mod file;
mod freshness;
mod generate;
mod github;
mod import;
mod inputs;
mod line_diff;
mod man;
mod new;
mod overlay;
mod pages;
mod parts;
mod scaffold;
mod summary;
mod update;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generates small, typed, readable Rust clients from OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 documents.
#[derive(Debug, Parser)]
#[command(name = "openapi-bindgen", version, propagate_version = true, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Add(add::Add),
    Generate(generate::Generate),
    Check(check::Check),
    Explain(explain::Explain),
    Diff(diff::Diff),
    Import(import::Import),
    Update(update::Update),
    Overlay(overlay::Overlay),
    Bundle(bundle::Bundle),
    Completions(completions::Completions),
    Man(man::Man),
}

const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  `generate --check`: the output is out of date
     `--strict`: there is a warning
     `import`: a page contradicts the document
     `diff --fail-on`: a change has that level
  2  the input or the command line has a mistake, or a file cannot be read
     or written";

/// Runs the command that the command line names.
pub(crate) fn run() -> ExitCode {
    match CommandLine::parse().command {
        Command::New(new) => new.run().into(),
        Command::Add(add) => add.run().into(),
        Command::Generate(generate) => generate.run().into(),
        Command::Check(check) => check.run().into(),
        Command::Explain(explain) => explain.run().into(),
        Command::Diff(diff) => diff.run().into(),
        Command::Import(import) => import.run().into(),
        Command::Update(update) => update.run().into(),
        Command::Overlay(overlay) => overlay.run().into(),
        Command::Bundle(bundle) => bundle.run().into(),
        Command::Completions(completions) => completions.run().into(),
        Command::Man(man) => man.run().into(),
    }
}

/// The result of a command; see [`EXIT_CODES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Success,
    Stale,
    Differs,
    Strict,
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Stale | Exit::Differs | Exit::Strict => 1,
            Exit::Failure => 2,
        })
    }
}

/// Returns a number with its noun: `1 file`, `2 files`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Returns the error of `--strict`.
fn strict_error(warnings: usize) -> String {
    format!("{}, and `--strict` allows none", count(warnings, "warning"))
}
