//! What a command shows: text for people, or JSON for programs.

use std::io::{self, IsTerminal, Write};

use clap::Args;
use openapi_bindgen::{Diagnostics, Severity, Source};
use serde_json::{Value, json};

use super::{Exit, diagnostics};

/// How many diagnostics are shown, unless all are asked for: what nobody reads hides what somebody should.
const MOST_SHOWN: usize = 20;

/// How much a command says, and to whom.
#[derive(Debug, Args)]
pub(super) struct Display {
    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Print every error, warning and note, not the first twenty only
    #[arg(short, long)]
    verbose: bool,

    /// Print one JSON object to standard output in place of all text
    #[arg(long)]
    json: bool,
}

impl Display {
    /// Shows failures, and nothing else; as `json` or as text.
    pub(super) fn of_failures(json: bool) -> Self {
        Self { quiet: false, verbose: false, json }
    }

    /// Shows diagnostics, and nothing else; with `quiet`, only errors.
    pub(super) fn of_diagnostics(quiet: bool) -> Self {
        Self { quiet, verbose: false, json: false }
    }

    /// Says on a terminal that long work has begun.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet && !self.json && io::stderr().is_terminal() {
            print_error(&format!("{text} …\n"));
        }
    }

    /// Shows what is worth a look in an output that is good.
    pub(super) fn warn(&self, warnings: &Diagnostics, sources: &[&Source]) {
        if !self.quiet && !self.json {
            print_error(&diagnostics::render(warnings, sources, self.most()));
        }
    }

    /// Shows the result, in the form that was asked for.
    pub(super) fn result(&self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) {
        if self.json {
            print(&format!("{:#}\n", json()));
        } else if !self.quiet {
            print(&text());
        }
    }

    /// Shows why there is no result.
    pub(super) fn failure(&self, errors: &Diagnostics, sources: &[&Source]) -> Exit {
        if self.json {
            print(&format!("{:#}\n", json!({ "diagnostics": diagnostics::json(errors) })));
        } else {
            let shown = errors.iter().filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error);
            print_error(&diagnostics::render(shown, sources, self.most()));
        }
        Exit::Failure
    }

    /// Shows why what is good enough for others is refused, in one line after the warnings.
    pub(super) fn refused(&self, warnings: &Diagnostics, sources: &[&Source], reason: &str) -> Exit {
        if self.json {
            print(&format!("{:#}\n", json!({ "diagnostics": diagnostics::json(warnings) })));
        } else {
            self.warn(warnings, sources);
            print_error(&format!("{reason}\n"));
        }
        Exit::Refused
    }

    fn most(&self) -> usize {
        if self.verbose { usize::MAX } else { MOST_SHOWN }
    }
}

/// Writes to standard output, in colour where that is a terminal and the environment does not forbid it.
pub(super) fn print(text: &str) {
    // `println!` would panic when the reader has gone, as `head` goes after some lines. It does not want to hear of it.
    let mut stdout = anstream::stdout();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Writes to standard output just as it is.
pub(super) fn print_plain(text: &str) {
    let mut stdout = io::stdout().lock();
    // The reader may have gone, likewise.
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

/// Writes to standard error, likewise.
fn print_error(text: &str) {
    // There is nowhere left to tell that standard error cannot be written.
    let _ = anstream::stderr().write_all(text.as_bytes());
}
