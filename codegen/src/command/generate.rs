//! `openapi-bindgen generate`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use openapi_bindgen::output::{OutputError, compare, existing_files, write};
use openapi_bindgen::{Generated, Options, Severity, Source, generate};

use super::display::Display;
use super::inputs::{InputArgs, Inputs};
use super::summary::Summary;
use super::{Exit, freshness, strict_error};

/// Generate the Rust client of an OpenAPI document
///
/// Writes the files that change, and removes those that an earlier run wrote to this folder and that are no longer generated.
/// These are the ones that its `mod.rs` leads to; all other files are left alone, those of other documents as well.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_arg("document", |document| document.requires("output")))]
pub(super) struct Generate {
    #[command(flatten)]
    inputs: InputArgs,

    /// The folder to write to
    #[arg(short, long, value_name = "DIR", requires = "document")]
    output: Option<PathBuf>,

    /// The Cargo feature to put the client and the operations behind
    #[arg(long, value_name = "FEATURE", requires = "document")]
    client_feature: Option<String>,

    /// Write nothing and end with 1 if the output would lack something that the document says
    #[arg(long)]
    strict: bool,

    /// Write nothing; show how the output folder differs from what would be written, and end with 1 if it does
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    display: Display,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen generate
          Generate what `openapi/bindgen.yaml` says
  openapi-bindgen generate --check
          Fail if that is not what the output folder holds, as CI should
  openapi-bindgen generate api.yaml --output src/generated --overlay overlay.yaml --envelope data
          Generate without a project file
  openapi-bindgen generate api.yaml --output src/generated --tag Avatars --operation getUser
          Generate these operations and the types that they need, and nothing else
  openapi-bindgen generate --json
          Print what became of every operation and every component, and why, for a program

A project file names everything; its paths are relative to its own folder:
  document: external-api.json
  overlays: [overlay.yaml]
  output: ../generated
  options:
    envelopes: [data, error]
    client-feature: client

Exit codes:
  0  the output is written, or `--check` found it up to date
  1  `--check` found the output out of date, or `--strict` a warning
  2  the input or the command line has a mistake, or a file cannot be read or written";

/// A document larger than this, in bytes, is worth a line while it is worked on.
const LARGE: usize = 1_000_000;

impl Generate {
    /// Runs the command, and says what came of it.
    pub(super) fn run(&self) -> Exit {
        let started = Instant::now();
        let mut inputs = match self.inputs.read() {
            Ok(inputs) => inputs,
            Err(errors) => return self.display.failure(&errors, &[]),
        };
        if self.client_feature.is_some() {
            inputs.options.client_feature.clone_from(&self.client_feature);
        }
        if inputs.document.text().len() > LARGE {
            self.display.progress(&format!("Generating from {}", inputs.document.name()));
        }
        let sources: Vec<&Source> = std::iter::once(&inputs.document).chain(&inputs.overlays).collect();
        let generated = match generate(&inputs.document, &inputs.overlays, &inputs.options) {
            Ok(generated) => generated,
            Err(errors) => return self.display.failure(&errors, &sources),
        };
        let warnings = generated.warnings.count(Severity::Warning);
        if self.strict && warnings > 0 {
            return self.display.refused(&generated.warnings, &sources, &strict_error(warnings));
        }
        self.display.warn(&generated.warnings, &sources);
        // A document on the command line has `--output` beside it; a project file has an output of its own.
        let output = self.output.as_ref().or(inputs.output.as_ref()).cloned().unwrap_or_default();
        let done = if self.check {
            self.check(&inputs, &output, &generated)
        } else {
            self.write(&inputs, &output, &generated, started)
        };
        done.unwrap_or_else(|error| self.display.failure(&error.into(), &[]))
    }

    fn check(&self, inputs: &Inputs, output: &Path, generated: &Generated) -> Result<Exit, OutputError> {
        let differences = compare(&existing_files(output, &generated.files)?, &generated.files);
        let command = self.regenerate_command(&inputs.options);
        self.display.result(
            || freshness::text(&differences, output, &command),
            || freshness::json(&differences, &generated.warnings),
        );
        Ok(if differences.is_fresh() { Exit::Success } else { Exit::Stale })
    }

    fn write(
        &self,
        inputs: &Inputs,
        output: &Path,
        generated: &Generated,
        started: Instant,
    ) -> Result<Exit, OutputError> {
        let written = write(output, &generated.files)?;
        let summary = Summary { inputs, output, generated, written: &written, started };
        self.display.result(|| summary.text(), || summary.json());
        Ok(Exit::Success)
    }

    /// The command line that brings the output up to date.
    fn regenerate_command(&self, options: &Options) -> String {
        if let Some(command) = &options.regenerate_command {
            return command.clone();
        }
        let mut command = vec!["openapi-bindgen generate".to_owned()];
        command.extend(self.inputs.written());
        command.extend(self.output.as_ref().map(|path| format!("--output {}", path.display())));
        command.extend(self.client_feature.iter().map(|feature| format!("--client-feature {feature}")));
        command.join(" ")
    }
}
