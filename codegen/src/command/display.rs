//! The output of a command: text, or JSON.

use std::io::{self, IsTerminal, Write};

use anstream::adapter::strip_str;
use clap::Args;
use openapi_bindgen::{Diagnostics, Severity, Source, visible, visible_json};
use serde_core::Serialize;
use serde_json::{Value, json};

use super::{Exit, diagnostics};

/// The number of diagnostics that are shown by default, so that the important ones are not lost
/// among many.
const MOST_SHOWN: usize = 20;

/// The amount and the form of a command's output.
#[derive(Debug, Args)]
pub(super) struct Display {
    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Print every error, warning and note, not only the first twenty
    #[arg(short, long)]
    verbose: bool,

    /// Print one JSON object to standard output instead of text
    #[arg(long)]
    json: bool,
}

impl Display {
    /// Creates a display that shows only failures, as `json` or as text.
    pub(super) fn of_failures(json: bool) -> Self {
        Self { quiet: false, verbose: false, json }
    }

    /// Creates a display that shows only diagnostics, or only errors if `quiet`.
    pub(super) fn of_diagnostics(quiet: bool) -> Self {
        Self { quiet, verbose: false, json: false }
    }

    /// Prints a message on a terminal at the beginning of long work.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet && !self.json && io::stderr().is_terminal() {
            print_error(&format!("{text} …\n"));
        }
    }

    /// Prints the outcome of a run whose result is on standard output.
    pub(super) fn status(&self, text: &str) {
        if !self.quiet && !self.json {
            print_error(text);
        }
    }

    /// Prints the warnings of a run that succeeded.
    pub(super) fn warn(&self, warnings: &Diagnostics, sources: &[&Source]) {
        if !self.quiet && !self.json {
            print_error(&diagnostics::render(warnings, sources, self.most()));
        }
    }

    /// Prints the result in the requested form.
    pub(super) fn result(&self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) {
        if self.json {
            print_plain(&json_text(&json()));
        } else if !self.quiet {
            print(&text());
        }
    }

    /// Prints a patch, or the result as JSON, even if quiet, since the caller asked for nothing else.
    pub(super) fn patch(&self, patch: impl FnOnce() -> String, json: impl FnOnce() -> Value) {
        if self.json {
            print_plain(&json_text(&json()));
        } else {
            print_patch(&patch());
        }
    }

    /// Prints the errors of a run that failed.
    pub(super) fn failure(&self, errors: &Diagnostics, sources: &[&Source]) -> Exit {
        if self.json {
            print_plain(&json_text(&json!({ "diagnostics": diagnostics::json(errors) })));
        } else {
            let shown = errors.iter().filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error);
            print_error(&diagnostics::render(shown, sources, self.most()));
        }
        Exit::Failure
    }

    /// Prints the warnings, and the reason why they are a failure.
    pub(super) fn strict_failure(&self, warnings: &Diagnostics, sources: &[&Source], reason: &str) -> Exit {
        if self.json {
            print_plain(&json_text(&json!({ "diagnostics": diagnostics::json(warnings) })));
        } else {
            self.warn(warnings, sources);
            print_error(&format!("{reason}\n"));
        }
        Exit::Strict
    }

    fn most(&self) -> usize {
        if self.verbose { usize::MAX } else { MOST_SHOWN }
    }
}

/// Returns a value as indented JSON with a line break at its end. No text in it controls a terminal.
pub(super) fn json_text(value: &impl Serialize) -> String {
    // This fails only for a map whose keys are no strings, and no output of a command has one.
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|error| error.to_string());
    visible_json(&text).into_owned() + "\n"
}

/// Writes to standard output, in colour if that is a terminal and the environment permits it.
pub(super) fn print(text: &str) {
    // `println!` would panic after the reader has closed the pipe, as `head` does after some lines.
    let mut stdout = anstream::stdout();
    let _ = stdout.write_all(without_controls(text).as_bytes()).and_then(|()| stdout.flush());
}

/// Writes to standard output without changes, or on a terminal without what controls it.
pub(super) fn print_plain(text: &str) {
    let mut stdout = io::stdout().lock();
    let shown = if stdout.is_terminal() { &without_controls(text) } else { text };
    // The reader may have closed the pipe here too.
    let _ = stdout.write_all(shown.as_bytes()).and_then(|()| stdout.flush());
}

/// Writes a patch to standard output: in colour on a terminal, and else without changes.
fn print_patch(text: &str) {
    if io::stdout().is_terminal() { print(text) } else { print_plain(&strip_str(text).to_string()) }
}

/// Writes to standard error, in colour if that is a terminal and the environment permits it.
fn print_error(text: &str) {
    // An error of standard error itself cannot be reported.
    let _ = anstream::stderr().write_all(without_controls(text).as_bytes());
}

/// Escapes the characters in each line of a text that are invisible or control a terminal, except the sequences that begin
/// and end a style.
fn without_controls(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches('\n').trim_end_matches('\r');
        for (index, part) in content.split("\u{1b}[").enumerate() {
            let rest = part.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';');
            if index == 0 {
                shown.push_str(&visible(part));
            } else if let Some(rest) = rest.strip_prefix('m') {
                shown.extend(["\u{1b}[", &part[..part.len() - rest.len()], &visible(rest)]);
            } else {
                shown.extend([&visible("\u{1b}"), "[", &visible(part)]);
            }
        }
        shown.push_str(&line[content.len()..]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_lines_are_all_that_a_terminal_obeys() {
        assert_eq!(without_controls("\u{1b}[1;31ma\u{1b}[0m\tb\nc\n"), "\u{1b}[1;31ma\u{1b}[0m\tb\nc\n");
        assert_eq!(without_controls("a\u{1b}[2Jb\u{1b}]0;c\u{7}"), r"a\u{1b}[2Jb\u{1b}]0;c\u{7}");
        assert_eq!(without_controls("a\r\nb\rc\u{9b}31m\u{202e}"), "a\r\nb\\rc\\u{9b}31m\\u{202e}");
    }
}
