//! `openapi-bindgen bundle`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use openapi_bindgen::{Diagnostics, Effective, Severity, apply_overlays};

use super::display::{Display, print_plain};
use super::file::write_file;
use super::inputs::{RootArg, STANDARD_INPUT, sources};
use super::{Exit, strict_error};

/// Print a document in several files as one
///
/// References to other files become references to components, whose names come from the names of the files: `models/Pet.yaml`
/// and `common.yaml#/definitions/Pet` become `Pet`. If both exist, they get longer names. All commands read a document in
/// several files; use this one to pass the document to other tools.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Bundle {
    /// The OpenAPI document, JSON or YAML, which refers to the other files
    #[arg(value_name = "DOCUMENT")]
    document: PathBuf,

    #[command(flatten)]
    root: RootArg,

    /// An overlay to apply to the bundle; several are applied in order
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,

    /// The file to write to; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = STANDARD_INPUT)]
    output: PathBuf,

    /// The format to write [default: that of the name of the output, or of the document]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Write nothing and exit with 1 if a reference has no target
    #[arg(long)]
    strict: bool,

    /// Print nothing but the document and errors
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen bundle openapi/api.yaml --output api.json
          Write one document for another tool
  openapi-bindgen bundle apis/shop/api.yaml --root apis
          Print a document whose files are in other folders as well
  git worktree add ../old v1 && openapi-bindgen bundle ../old/api.yaml | openapi-bindgen diff - api.yaml
          Compare with an older version

Exit codes:
  0  the document is written
  1  `--strict` found a reference without a target
  2  the document, an overlay or the command line has a mistake, or a file cannot be read or written";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// YAML
    Yaml,
    /// JSON on several lines
    Json,
}

impl Bundle {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let display = Display::of_diagnostics(self.quiet);
        let (document, overlays) = match self.root.read_with_overlays(&self.document, &self.overlays) {
            Ok(inputs) => inputs,
            Err(errors) => return display.failure(&errors, &[]),
        };
        let sources = sources(&document, &overlays);
        let effective = match apply_overlays(&document, &overlays) {
            Ok(effective) => effective,
            Err(errors) => return display.failure(&errors, &sources),
        };
        let warnings = effective.warnings.count(Severity::Warning);
        if self.strict && warnings > 0 {
            return display.strict_failure(&effective.warnings, &sources, &strict_error(warnings));
        }
        display.warn(&effective.warnings, &sources);
        match self.write(&effective) {
            Ok(()) => Exit::Success,
            Err(errors) => display.failure(&errors, &sources),
        }
    }

    fn write(&self, effective: &Effective) -> Result<(), Diagnostics> {
        let text = match self.format() {
            Some(Format::Json) => effective.to_json(),
            Some(Format::Yaml) => effective.to_yaml(),
            None => effective.text.clone(),
        };
        if self.output == Path::new(STANDARD_INPUT) {
            print_plain(&text);
            return Ok(());
        }
        Ok(write_file(&self.output, &text)?)
    }

    /// Returns the requested format, or that of the output's name.
    fn format(&self) -> Option<Format> {
        let ending = self.output.extension().and_then(|ending| ending.to_str());
        self.format.or(match ending {
            Some("json") => Some(Format::Json),
            Some("yaml" | "yml") => Some(Format::Yaml),
            _ => None,
        })
    }
}
