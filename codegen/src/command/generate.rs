//! `openapi-bindgen generate`.

use std::io::{self, IsTerminal};
use std::time::Instant;

use clap::Args;
use openapi_bindgen::{Diagnostic, Diagnostics, Pointer, Source, generate, output};

use super::inputs::{InputArgs, Inputs};
use super::summary::Summary;
use super::{Exit, check, diagnostics, print, print_error};

/// Generate the Rust client of an OpenAPI document
///
/// Files that change are written, files that were generated once and no longer are, are removed, and files that somebody
/// else wrote are left alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Generate {
    #[command(flatten)]
    inputs: InputArgs,

    /// Write nothing; show how the output folder differs from what would be written, and end with 1 if it does
    #[arg(long)]
    check: bool,

    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Print every warning and note, not the first twenty only
    #[arg(short, long)]
    verbose: bool,

    /// Print one JSON object to standard output in place of all text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen generate
          Generate what `openapi/bindgen.yaml` says
  openapi-bindgen generate --check
          Fail if that is not what the output folder holds, as CI should
  openapi-bindgen generate api.yaml --output src/generated --overlay overlay.yaml --envelope data
          Generate without a project file

A project file names everything; its paths are relative to its own folder:
  document: external-api.json
  overlays: [overlay.yaml]
  output: ../generated
  options:
    envelopes: [data, error]
    client-feature: client

Exit codes:
  0  the output is written, or `--check` found it up to date
  1  `--check` found the output out of date
  2  the input or the command line has a mistake, or a file cannot be read or written";

/// A document larger than this, in bytes, is worth a line while it is worked on.
const LARGE: usize = 1_000_000;

impl Generate {
    /// Runs the command, and says what came of it.
    pub(super) fn run(&self) -> Exit {
        let started = Instant::now();
        let inputs = match self.inputs.read() {
            Ok(inputs) => inputs,
            Err(errors) => return self.fail(&errors, &[]),
        };
        self.announce(&inputs);
        let sources = || std::iter::once(&inputs.document).chain(&inputs.overlays).collect::<Vec<&Source>>();
        let generated = match generate(&inputs.document, &inputs.overlays, &inputs.options) {
            Ok(generated) => generated,
            Err(errors) => return self.fail(&errors, &sources()),
        };
        if !self.quiet && !self.json {
            print_error(&diagnostics::render(&generated.warnings, &sources(), !self.verbose));
        }
        if self.check {
            return match output::existing_files(&inputs.output) {
                Ok(existing) => {
                    let differences = output::compare(&existing, &generated.files);
                    let command = self.inputs.regenerate_command(&inputs.options);
                    self.tell(
                        || check::text(&differences, &inputs.output, &generated.files, &command),
                        || check::json(&differences, &generated.warnings),
                    );
                    if differences.is_fresh() { Exit::Success } else { Exit::Stale }
                }
                Err(error) => self.fail(&from_output(&error), &[]),
            };
        }
        match output::write(&inputs.output, &generated.files) {
            Ok(written) => {
                let summary = Summary { inputs: &inputs, generated: &generated, written: &written, started };
                self.tell(|| summary.text(), || summary.json());
                Exit::Success
            }
            Err(error) => self.fail(&from_output(&error), &[]),
        }
    }

    fn announce(&self, inputs: &Inputs) {
        let size = inputs.document.text().len();
        if size > LARGE && !self.quiet && !self.json && io::stderr().is_terminal() {
            print_error(&format!("Generating from {} …\n", inputs.document.name()));
        }
    }

    fn tell(&self, text: impl FnOnce() -> String, json: impl FnOnce() -> serde_json::Value) {
        if self.json {
            print(&format!("{:#}\n", json()));
        } else if !self.quiet {
            print(&text());
        }
    }

    fn fail(&self, errors: &Diagnostics, sources: &[&Source]) -> Exit {
        if self.json {
            print(&format!("{:#}\n", serde_json::json!({ "diagnostics": diagnostics::json(errors) })));
        } else {
            print_error(&diagnostics::render(errors, sources, false));
        }
        Exit::Failure
    }
}

fn from_output(error: &output::OutputError) -> Diagnostics {
    Diagnostic::error(&Pointer::root(), error.to_string()).into()
}
