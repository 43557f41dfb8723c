//! Bundles a document in several files into one document, before any other stage.
//!
//! A reference to another file becomes a reference to a component, or a copy of its target if OpenAPI has no components of
//! that kind. A table of [origins](Origins) maps each place of the bundle to its file, so that diagnostics name the file
//! although later stages handle one document.

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
mod origins;
mod problem;
mod reference;
mod target;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::Value;

pub use file_error::FileError;
use files::{Files, Read};
use join::Joined;
pub(crate) use origins::Origins;

use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::parse;
use crate::source::Source;

/// A document made of several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bundle {
    pub(crate) value: Value,
    /// The files but for the entry document.
    pub(crate) files: Vec<Source>,
    pub(crate) origins: Origins,
    /// The diagnostics of references, with pointers into the bundle.
    pub(crate) problems: Vec<Diagnostic>,
    /// The diagnostic of each reference without a target, by its text in the bundle.
    pub(crate) unresolved: HashMap<String, Diagnostic>,
}

/// Bundles `entry` and the files that it refers to. Returns `None` if it refers to no file, or cannot be parsed.
pub(crate) fn bundle(entry: &Source, read: &mut Read<'_>) -> Option<Bundle> {
    if !may_refer(entry.text()) {
        return None;
    }
    let value = parse(entry).ok()?;
    let mut files = Files::new(entry, value.clone(), read);
    let pieces = copy::copy(&mut files);
    let Joined { value: joined, origins, problems } = join::join(pieces, &files);
    let files = files.into_sources();
    if files.is_empty() && problems.is_empty() && joined == value {
        // Whoever parses the document next finds it parsed.
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

/// Returns whether a document may refer to another file. Most do not, and are not parsed to find out.
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
