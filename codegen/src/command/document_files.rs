//! A document that pages are imported into, with the record of the pages.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use openapi_bindgen::import::{Effect, Imported, Page, PageRecords, Part, import};
use openapi_bindgen::output::{Changes, OutputError};
use openapi_bindgen::{Diagnostic, Diagnostics, Pointer, Source, read_source};

use super::pages::{PageSource, read_pages};

/// The paths of a document and of the record beside it.
pub(super) struct DocumentFiles {
    pub(super) document: PathBuf,
    /// The record of the pages that the document comes from.
    pub(super) records: PathBuf,
}

/// The result of importing pages.
pub(super) struct Merged {
    pub(super) pages: Vec<Page>,
    pub(super) imported: Imported,
    /// The operations that a page described before and none describes now. They stay in the
    /// document.
    pub(super) gone: Vec<String>,
    records: String,
    /// Warnings about the pages.
    pub(super) warnings: Diagnostics,
}

impl DocumentFiles {
    pub(super) fn new(document: &Path) -> Self {
        Self { document: document.to_owned(), records: document.with_extension("pages.yaml") }
    }

    /// Merges the pages into the document, in memory.
    pub(super) fn merge(&self, sources: &[PageSource]) -> Result<Merged, Diagnostics> {
        let mut records = match read_if_there(&self.records)? {
            Some(records) => PageRecords::parse(&records)?,
            None => PageRecords::default(),
        };
        let mut warnings = Diagnostics::new();
        let pages = read_pages(sources, &records, &mut warnings)?;
        let before = operations(&records);
        warnings.extend(records.add(&pages)?);
        let described: HashSet<String> = operations(&records).into_iter().collect();
        let gone = before.into_iter().filter(|operation| !described.contains(operation)).collect();
        let document = read_if_there(&self.document)?;
        if document.is_none() && self.document.extension().is_some_and(|extension| extension != "json") {
            let message =
                format!("pages are imported into JSON, and `{}` does not end in `.json`", self.document.display());
            return Err(Diagnostic::error(&Pointer::root(), message).help("name a file that ends in `.json`").into());
        }
        let imported = import(document.as_ref(), &pages)?;
        Ok(Merged { pages, imported, gone, records: records.to_yaml(), warnings })
    }
}

impl Merged {
    /// Returns the parts that differ between the pages and the document.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Part> {
        self.imported.parts.iter().filter(|part| matches!(part.effect, Effect::Changed { .. }))
    }

    /// Returns the parts that the document did not have.
    pub(super) fn added(&self) -> impl Iterator<Item = &Part> {
        self.imported.parts.iter().filter(|part| part.effect == Effect::Added)
    }

    /// Adds the changes to the document and its record.
    pub(super) fn add_to(&self, changes: &mut Changes, files: &DocumentFiles) -> Result<(), OutputError> {
        changes.file(&files.document, self.imported.text.as_str())?;
        changes.file(&files.records, self.records.as_str())
    }
}

/// Returns the operations that the pages describe.
fn operations(records: &PageRecords) -> Vec<String> {
    records.records().iter().flat_map(|record| record.operations.iter().cloned()).collect()
}

fn read_if_there(path: &Path) -> Result<Option<Source>, Diagnostics> {
    if path.exists() { read_source(path).map(Some) } else { Ok(None) }
}
