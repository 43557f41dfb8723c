//! Bundles a document in several files into one document, before any other stage.
//!
//! A reference to another file becomes a reference to a component, or a copy of its target if OpenAPI has no components of
//! that kind. A table of [origins](crate::source::Origins) maps each place of the bundle to its file, so that diagnostics name the file
//! although later stages handle one document.

mod addresses;
mod copy;
mod defined;
mod discriminator;
mod file_error;
mod files;
mod home;
mod identifiers;
mod join;
mod names;
mod node;
mod problem;
mod reference;
mod resolution;
mod resolve;
#[cfg(test)]
mod tests;

pub use file_error::FileError;
use files::{Files, Read};
use join::Joined;

use crate::diagnostic::Severity;
use crate::parse::parse;
use crate::source::{Bundle, Source};

impl Source {
    /// Reads the files that this document refers to with `read`, and bundles them into one document.
    ///
    /// `read` takes the path of a file relative to the folder of this document, with forward slashes: `models/pet.yaml`, or
    /// `../pet.yaml` for a file outside of that folder. Files with the same name are the same file. If `read` fails, or a
    /// file is invalid, what refers to that file is left out, with a warning. [`read_document`](crate::read_document) reads
    /// the files of a folder.
    ///
    /// ```
    /// use openapi_bindgen::{FileError, Options, Source, generate};
    ///
    /// let document = Source::new("api.yaml", "
    /// openapi: 3.1.0
    /// info: { title: Shop, version: 1.0.0 }
    /// paths:
    ///   /pet:
    ///     get:
    ///       responses:
    ///         '200':
    ///           description: OK
    ///           content: { application/json: { schema: { $ref: models/pet.yaml } } }
    /// ");
    /// let document = document.with_files(|path| match path {
    ///     "models/pet.yaml" => Ok(Source::new(path, "type: object\nproperties: { name: { type: string } }\n")),
    ///     _ => Err(FileError::new(format!("there is no file `{path}`"))),
    /// });
    /// let generated = generate(&document, &[], &Options::default())?;
    /// assert!(generated.files.iter().any(|file| file.text.contains("pub struct Pet")));
    /// # Ok::<(), openapi_bindgen::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn with_files(mut self, mut read: impl FnMut(&str) -> Result<Self, FileError>) -> Self {
        self.set_bundle(None);
        let bundle = bundle(&self, &mut read);
        self.set_bundle(bundle);
        self
    }
}

/// Bundles `entry` and the files that it refers to. Returns `None` if it refers to no file, or cannot be parsed.
fn bundle(entry: &Source, read: &mut Read<'_>) -> Option<Bundle> {
    if !may_refer(entry.text()) {
        return None;
    }
    let value = parse(entry).ok()?;
    let mut files = Files::new(entry, value.clone(), read);
    let pieces = copy::copy(&mut files);
    let Joined { value: joined, origins, problems } = join::join(pieces, &files);
    let files = files.into_sources();
    if files.is_empty() && problems.is_empty() && joined == value {
        // The next caller that parses the document need not parse it again.
        entry.keep_value(joined);
        return None;
    }
    let lost = problems.iter().filter(|problem| problem.severity == Severity::Warning);
    let unresolved = lost.filter_map(|problem| {
        let text = joined.pointer(problem.pointer.as_str())?.as_str()?;
        Some((text.to_owned(), problem.clone()))
    });
    let unresolved = unresolved.collect();
    Some(Bundle { value: joined, files, origins, problems, unresolved })
}

/// Returns true if a document may refer to another file. Most do not, and this check needs no parser.
fn may_refer(text: &str) -> bool {
    let is_elsewhere = |(at, key): (usize, &str)| {
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let value = rest.strip_prefix(':').map(|value| value.trim_start().trim_start_matches(['"', '\'']));
        value.is_some_and(|value| !value.starts_with("#/"))
    };
    text.match_indices("$ref").any(is_elsewhere)
        || text.contains("\\u0024ref")
        || (text.contains("mapping") && [".yaml", ".yml", ".json"].iter().any(|ending| text.contains(ending)))
}
