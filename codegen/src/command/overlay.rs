//! `openapi-bindgen overlay`.

use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::{Diagnostics, Effective, Project, Source, apply_overlays};

use super::Exit;
use super::display::{Display, print_plain};
use super::file::write_file;
use super::inputs::{DEFAULT_PROJECT, RootArg, STANDARD_INPUT, sources};

/// Print an OpenAPI document with its overlays applied
///
/// This is the document that the code is generated from. JSON remains JSON, and only the lines that
/// the overlays change differ. An overlay action that selects nothing is an error; one that adds
/// what the document already has is reported.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Overlay {
    /// The OpenAPI document, in JSON or YAML; `-` reads standard input. Without it, a project file
    /// names all inputs
    #[arg(value_name = "DOCUMENT", conflicts_with = "project")]
    document: Option<PathBuf>,

    #[command(flatten)]
    root: RootArg,

    /// An overlay to apply to the document; may be given several times, and is applied in order
    #[arg(long = "overlay", value_name = "FILE", requires = "document")]
    overlays: Vec<PathBuf>,

    /// The project file [default: openapi/bindgen.yaml]
    #[arg(short, long, value_name = "FILE")]
    project: Option<PathBuf>,

    /// The file to write to; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = STANDARD_INPUT)]
    output: PathBuf,

    /// Print nothing but the document and errors
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen overlay
          Print the effective document of `openapi/bindgen.yaml`
  openapi-bindgen overlay api.json --overlay overlay.yaml | diff api.json -
          Show what the overlay changes
  openapi-bindgen overlay api.yaml --overlay a.yaml --overlay b.yaml --output effective.yaml
          Write the document for another tool

Exit codes:
  0  the document is written
  2  the document, an overlay or the command line has a mistake, or a file cannot be read or written";

impl Overlay {
    /// Runs the command and prints the result.
    pub(super) fn run(&self) -> Exit {
        let display = Display::of_diagnostics(self.quiet);
        let (document, overlays) = match self.read() {
            Ok(inputs) => inputs,
            Err(errors) => return display.failure(&errors, &[]),
        };
        let sources = sources(&document, &overlays);
        let written = apply_overlays(&document, &overlays).and_then(|effective| {
            display.warn(&effective.warnings, &sources);
            self.write(&effective)
        });
        match written {
            Ok(()) => Exit::Success,
            Err(errors) => display.failure(&errors, &sources),
        }
    }

    fn read(&self) -> Result<(Source, Vec<Source>), Diagnostics> {
        let Some(document) = &self.document else {
            let project = Project::load(self.project.as_deref().unwrap_or(Path::new(DEFAULT_PROJECT)))?;
            return Ok((project.document, project.overlays));
        };
        self.root.read_with_overlays(document, &self.overlays)
    }

    fn write(&self, effective: &Effective) -> Result<(), Diagnostics> {
        if self.output == Path::new(STANDARD_INPUT) {
            print_plain(&effective.text);
            return Ok(());
        }
        Ok(write_file(&self.output, &effective.text)?)
    }
}
