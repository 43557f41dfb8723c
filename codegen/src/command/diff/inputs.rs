use std::path::{Path, PathBuf};

use clap::Args;
use openapi_bindgen::{Diagnostic, Diagnostics, Options, Pointer, Project, Source, read_document, read_source};

use super::super::inputs::{DEFAULT_PROJECT, STANDARD_INPUT, keep, standard_input};

/// The arguments that name two documents and the options for both.
#[derive(Debug, Args)]
pub(super) struct DiffInputs {
    /// The old document; `-` reads standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The new document; `-` reads standard input. Without it, the document of the project file
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,

    /// The folder that holds all files of a document in several files; of both documents, if it has both [default: each
    /// document's folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// The folder that holds all files of the old document
    #[arg(long, value_name = "DIR")]
    old_root: Option<PathBuf>,

    /// An overlay to apply to both documents; may be given several times, and is applied in order
    #[arg(long = "overlay", value_name = "FILE", conflicts_with = "project")]
    overlays: Vec<PathBuf>,

    /// An overlay to apply to the old document, instead of those of the new one
    #[arg(long = "old-overlay", value_name = "FILE")]
    old_overlays: Vec<PathBuf>,

    /// The property that wraps responses and that callers do not see; may be given several times
    #[arg(long = "envelope", value_name = "NAME", conflicts_with = "project")]
    envelopes: Vec<String>,

    /// The project file with overlays and options [default: openapi/bindgen.yaml, if it exists and
    /// neither overlays nor envelopes are given]
    #[arg(short, long, value_name = "FILE")]
    project: Option<PathBuf>,
}

/// The inputs of a comparison, in memory: each document with its overlays.
#[derive(Debug)]
pub(super) struct Inputs {
    pub(super) old: (Source, Vec<Source>),
    pub(super) new: (Source, Vec<Source>),
    pub(super) options: Options,
}

impl DiffInputs {
    /// Reads all files that the arguments name.
    pub(super) fn read(&self) -> Result<Inputs, Diagnostics> {
        let is_by_hand = !self.overlays.is_empty() || !self.envelopes.is_empty();
        let default =
            || Some(Path::new(DEFAULT_PROJECT)).filter(|path| !is_by_hand && (self.new.is_none() || path.exists()));
        if self.new.is_none() && self.project.is_none() && !is_by_hand && !Path::new(DEFAULT_PROJECT).exists() {
            let message = format!("there is no document to compare `{}` with", self.old.display());
            let help = "name the new document after the old one, or a project file with `--project FILE`";
            return Err(Diagnostic::error(&Pointer::root(), message).help(help).into());
        }
        let project = self.project.as_deref().or_else(default).map(Project::load).transpose()?;
        if self.new.as_ref() == Some(&self.old) && self.old == Path::new(STANDARD_INPUT) {
            let message = "standard input can be one of the two documents, and not both";
            return Err(Diagnostic::error(&Pointer::root(), message).into());
        }
        let mut wrong = Diagnostics::new();
        let old = keep(&mut wrong, read(&self.old, self.root_of_old()));
        let named = self.new.as_deref().map(|path| keep(&mut wrong, read(path, self.root.as_deref())));
        let mut read_all = |paths: &[PathBuf]| -> Vec<Source> {
            paths.iter().filter_map(|path| keep(&mut wrong, read_source(path))).collect()
        };
        let (given, old_overlays) = (read_all(&self.overlays), read_all(&self.old_overlays));
        let (document, overlays, options) = match project {
            Some(project) => (named.unwrap_or(Some(project.document)), project.overlays, project.options),
            None => (named.flatten(), given, Options::default().envelopes(self.envelopes.iter().cloned())),
        };
        match (old, document) {
            (Some(old), Some(new)) if wrong.is_empty() => {
                let of_old = if self.old_overlays.is_empty() { overlays.clone() } else { old_overlays };
                Ok(Inputs { old: (old, of_old), new: (new, overlays), options })
            }
            _ => Err(wrong),
        }
    }

    /// Returns the root of the old document: its own, or that of the new one if the old document is below it.
    fn root_of_old(&self) -> Option<&Path> {
        let real = |path: &Path| path.canonicalize().ok();
        let shared = self
            .root
            .as_deref()
            .filter(|root| real(&self.old).zip(real(root)).is_some_and(|(old, root)| old.starts_with(root)));
        self.old_root.as_deref().or(shared)
    }
}

/// Reads a document with the files that it refers to, or standard input if the path is `-`.
fn read(path: &Path, root: Option<&Path>) -> Result<Source, Diagnostics> {
    if path == Path::new(STANDARD_INPUT) { standard_input() } else { read_document(path, root) }
}
