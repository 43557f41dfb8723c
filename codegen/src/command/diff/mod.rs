//! `openapi-bindgen diff`.

mod entry;
pub(super) mod html;
mod inputs;
mod json;
mod listed;
pub(super) mod markdown;
pub(super) mod section;
mod terminal;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use openapi_bindgen::diff::{Difference, Level, Version, compare};
use openapi_bindgen::{Diagnostic, Pointer, Source};

use super::Exit;
use super::display::{Display, json_text, print, print_plain};
use super::file::write_file;
use inputs::{DiffInputs, Inputs};
pub(super) use json::Json;

/// Compare two versions of a document, and report what the changes mean for users of the generated
/// code
///
/// For each change, the report has the places in both documents, the Rust code before and after,
/// what it breaks (compilation, behaviour on the wire, or nothing), and which part of the crate's
/// version number it raises.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    #[command(flatten)]
    inputs: DiffInputs,

    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,

    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// The file to write to; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,

    /// Exit with 1 if a change has this level or a higher one
    #[arg(long, value_name = "LEVEL", default_value = "never")]
    fail_on: FailOn,

    /// Print only errors: the exit code answers `--fail-on`, and `--output` names a file for the
    /// report
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen diff old.yaml new.yaml
          Compare two files
  git show HEAD:openapi/api.json | openapi-bindgen diff - openapi/api.json --fail-on major
          Fail if the working copy breaks users of the committed version; `--quiet` prints nothing else
  openapi-bindgen diff old.json new.json --format markdown --output diff.md
          Write a report for a pull request
  openapi-bindgen diff old.json new.json --format html --output diff.html
          Write a page with the documents and the code side by side

Overlays and options come from the command line or from the project file, as in `generate`, since the generated
code is compared. In a crate below 1.0.0, `major` raises the second number, and `minor` the third.

Exit codes:
  0  the documents are compared
  1  a change has the level that `--fail-on` names, or a higher one
  2  a document or the command line has a mistake, or a file cannot be read or written";

/// The format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text, in colour on a terminal
    Terminal,
    /// Markdown for a pull request
    Markdown,
    /// One self-contained HTML page with the documents and the code side by side
    Html,
    /// One JSON object
    Json,
}

/// The changes that count as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Changes that break users
    Major,
    /// Changes that add something or break users
    Minor,
    /// All changes
    Patch,
    /// No changes
    Never,
}

impl Diff {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let display = Display::of_failures(self.format() == Format::Json);
        let Inputs { old, new, options } = match self.inputs.read() {
            Ok(inputs) => inputs,
            Err(errors) => return display.failure(&errors, &[]),
        };
        let sources: Vec<&Source> = [&old, &new]
            .into_iter()
            .flat_map(|(document, overlays)| std::iter::once(document).chain(overlays))
            .collect();
        let (before, after) = match Version::generate_both((&old.0, &old.1), (&new.0, &new.1), &options) {
            Ok(versions) => versions,
            Err(errors) => return display.failure(&errors, &sources),
        };
        let difference = compare(&before, &after);
        if let Err(error) = self.write(&difference, &before, &after) {
            return display.failure(&Diagnostic::error(&Pointer::root(), error).into(), &[]);
        }
        if self.fail_on.is_met(difference.level()) { Exit::Differs } else { Exit::Success }
    }

    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    fn write(&self, difference: &Difference, old: &Version, new: &Version) -> Result<(), String> {
        let format = self.format();
        let is_printed = self.output == Path::new("-");
        // JSON is printed nevertheless, since a program reads it.
        if is_printed && self.quiet && format != Format::Json {
            return Ok(());
        }
        let text = match format {
            Format::Terminal => terminal::text(difference),
            Format::Markdown => markdown::text(difference),
            Format::Html => html::text(difference, old, new, &[]),
            Format::Json => json_text(&Json(difference)),
        };
        if is_printed {
            // Only text for a terminal has colours to remove. The other formats keep the text of
            // the document unchanged.
            if format == Format::Terminal {
                print(&text);
            } else {
                print_plain(&text);
            }
            return Ok(());
        }
        let text = if format == Format::Terminal { anstream::adapter::strip_str(&text).to_string() } else { text };
        write_file(&self.output, &text).map_err(|error| error.to_string())
    }
}

impl FailOn {
    fn is_met(self, level: Option<Level>) -> bool {
        let least = match self {
            Self::Major => Level::Major,
            Self::Minor => Level::Minor,
            Self::Patch => Level::Patch,
            Self::Never => return false,
        };
        level.is_some_and(|level| level >= least)
    }
}

/// The levels, the highest first.
const LEVELS: [Level; 3] = [Level::Major, Level::Minor, Level::Patch];

/// Returns the verdict on one line: `major: 1 major change, 2 minor changes`.
fn verdict(difference: &Difference) -> String {
    let Some(level) = difference.level() else {
        return "The generated code is the same.".to_owned();
    };
    let numbers = LEVELS.iter().map(|level| (difference.count(*level), level)).filter(|(count, _)| *count > 0);
    let numbers: Vec<String> = numbers.map(|(count, level)| super::count(count, &format!("{level} change"))).collect();
    format!("{level}: {}", numbers.join(", "))
}
