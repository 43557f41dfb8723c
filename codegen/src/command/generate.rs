//! `openapi-bindgen generate`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use openapi_bindgen::output::{OutputError, compare, existing_files, write};
use openapi_bindgen::{Generated, Options, Severity, generate};

use super::display::Display;
use super::inputs::{InputArgs, Inputs, sources};
use super::summary::Summary;
use super::{Exit, freshness, strict_error};

/// Generate the Rust client of an OpenAPI document
///
/// Writes the files that change, and removes those that an earlier run wrote to this folder and
/// that are no longer generated. Only files that its `mod.rs` refers to are removed. All other
/// files are kept, including those generated from other documents.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, mut_arg("document", |document| document.requires("output")))]
pub(super) struct Generate {
    #[command(flatten)]
    inputs: InputArgs,

    /// The folder to write to
    #[arg(short, long, value_name = "DIR", requires = "document")]
    output: Option<PathBuf>,

    /// The Cargo feature that enables the client and the operations
    #[arg(long, value_name = "FEATURE", requires = "document")]
    client_feature: Option<String>,

    /// The Cargo feature that enables example values of the models
    #[arg(long, value_name = "FEATURE", requires = "document")]
    example_feature: Option<String>,

    /// Write nothing and exit with 1 if the output would lack something that the document describes
    #[arg(long)]
    strict: bool,

    /// Write nothing; show how the output folder differs from the generated files, and exit with 1
    /// if it does
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    display: Display,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen generate
          Generate the project of `openapi/bindgen.yaml`
  openapi-bindgen generate --check
          Fail if the output folder is out of date, in CI
  openapi-bindgen generate api.yaml --output src/generated --overlay overlay.yaml --envelope data
          Generate without a project file
  openapi-bindgen generate api.yaml --output src/generated --tag Avatars --operation getUser
          Generate these operations and the types that they need, and nothing else
  openapi-bindgen generate --json
          Print the result for every operation and component, with the reason, as JSON

A project file names all inputs; its paths are relative to its own folder:
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

/// The size of a document, in bytes, from which progress is shown.
const LARGE: usize = 1_000_000;

impl Generate {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let started = Instant::now();
        let mut inputs = match self.inputs.read() {
            Ok(inputs) => inputs,
            Err(errors) => return self.display.failure(&errors, &[]),
        };
        if self.client_feature.is_some() {
            inputs.options.client_feature.clone_from(&self.client_feature);
        }
        if self.example_feature.is_some() {
            inputs.options.example_feature.clone_from(&self.example_feature);
        }
        if inputs.document.text().len() > LARGE {
            self.display.progress(&format!("Generating from {}", inputs.document.name()));
        }
        let sources = sources(&inputs.document, &inputs.overlays);
        let generated = match generate(&inputs.document, &inputs.overlays, &inputs.options) {
            Ok(generated) => generated,
            Err(errors) => return self.display.failure(&errors, &sources),
        };
        let warnings = generated.warnings.count(Severity::Warning);
        if self.strict && warnings > 0 {
            return self.display.strict_failure(&generated.warnings, &sources, &strict_error(warnings));
        }
        self.display.warn(&generated.warnings, &sources);
        // A document on the command line requires `--output`; a project file names its own output.
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

    /// Returns the command line that updates the output.
    fn regenerate_command(&self, options: &Options) -> String {
        if let Some(command) = &options.regenerate_command {
            return command.clone();
        }
        let mut command = vec!["openapi-bindgen generate".to_owned()];
        command.extend(self.inputs.written());
        command.extend(self.output.as_ref().map(|path| format!("--output {}", path.display())));
        command.extend(self.client_feature.iter().map(|feature| format!("--client-feature {feature}")));
        command.extend(self.example_feature.iter().map(|feature| format!("--example-feature {feature}")));
        command.join(" ")
    }
}
