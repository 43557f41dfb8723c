//! `openapi-bindgen check`.

use clap::{Args, ValueEnum};
use openapi_bindgen::{Diagnostics, Generated, Severity, Source, generate};
use serde_json::json;

use super::display::{json_text, print, print_plain};
use super::inputs::{InputArgs, Inputs};
use super::{Exit, count, diagnostics, github, strict_error};

/// Check a document for errors, and for parts that its Rust client would lack
///
/// Nothing is written. An error stops the generator. A warning is about a part of the document that
/// the client would lack. A note needs no action.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    #[command(flatten)]
    inputs: InputArgs,

    /// Exit with 1 if there is a warning
    #[arg(long)]
    strict: bool,

    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    format: Format,

    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// Print only errors, and with `--strict` warnings
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen check api.yaml
          Show each diagnostic with the line that it is about
  openapi-bindgen check api.yaml --overlay overlay.yaml --strict
          Fail if the client would lack a part of the document with this overlay
  openapi-bindgen check --format github
          Annotate a pull request with the diagnostics of the document in `openapi/bindgen.yaml`
  curl --fail https://api.example.com/openapi.json | openapi-bindgen check - --format json
          Check standard input, for a program

With `--format json` it prints one object: `diagnostics` is a list of objects with `severity` (\"error\", \"warning\" or
\"note\"), `message`, `help`, `file`, `line` and `column` (both from 1) and `pointer` (a JSON Pointer). An unknown value
is null. `errors`, `warnings` and `notes` are the counts of diagnostics.

Exit codes:
  0  code can be generated from the document
  1  `--strict` found a warning
  2  the document, an overlay, the project file or the command line has a mistake, or a file cannot be read";

/// The format of the diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text with lines of the document, in colour on a terminal
    Terminal,
    /// One JSON object
    Json,
    /// Workflow commands of GitHub Actions, which annotate the lines of a pull request
    Github,
}

impl Check {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let (found, sources, generated) = match self.inputs.read() {
            Ok(Inputs { document, overlays, options, .. }) => {
                let made = generate(&document, &overlays, &options);
                let sources: Vec<Source> = std::iter::once(document).chain(overlays).collect();
                match made {
                    Ok(generated) => (generated.warnings.clone(), sources, Some(generated)),
                    Err(errors) => (errors, sources, None),
                }
            }
            Err(errors) => (errors, Vec::new(), None),
        };
        let warnings = found.count(Severity::Warning);
        let exit = match generated {
            None => Exit::Failure,
            Some(_) if self.strict && warnings > 0 => Exit::Strict,
            Some(_) => Exit::Success,
        };
        let least = match (self.quiet, self.strict) {
            (false, _) => Severity::Note,
            (true, true) => Severity::Warning,
            (true, false) => Severity::Error,
        };
        let shown: Diagnostics = found.iter().filter(|diagnostic| diagnostic.severity <= least).cloned().collect();
        match if self.json { Format::Json } else { self.format } {
            Format::Terminal => {
                let sources: Vec<&Source> = sources.iter().collect();
                print(&diagnostics::render(&shown, &sources, usize::MAX));
                if !self.quiet {
                    print(&verdict(&found, generated.as_ref()));
                }
                if exit == Exit::Strict {
                    print(&format!("{}\n", strict_error(warnings)));
                }
            }
            Format::Json => print_plain(&json_text(&json!({
                "diagnostics": diagnostics::json(&shown),
                "errors": found.count(Severity::Error),
                "warnings": warnings,
                "notes": found.count(Severity::Note),
            }))),
            Format::Github => print_plain(&github::annotations(&shown)),
        }
        exit
    }
}

/// Returns the counts of diagnostics and of generated items.
fn verdict(found: &Diagnostics, generated: Option<&Generated>) -> String {
    let severities = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let numbers = severities.map(|(severity, noun)| (found.count(severity), noun));
    let numbers: Vec<String> =
        numbers.iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(*number, noun)).collect();
    let numbers = if numbers.is_empty() { "no problems found".to_owned() } else { numbers.join(", ") };
    match generated {
        None => format!("{numbers}: nothing can be generated\n"),
        Some(Generated { summary, .. }) => format!(
            "{numbers}; {} {} becomes {} and {}\n",
            summary.title,
            summary.version,
            count(summary.operations, "operation"),
            count(summary.types, "type")
        ),
    }
}
