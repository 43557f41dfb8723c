//! What is measured: one call of the library.

use std::fmt;

use openapi_bindgen::diff::{Version, compare};
use openapi_bindgen::explain::explain;
use openapi_bindgen::import::{Page, PageRecords, import};
use openapi_bindgen::{FileError, Options, Project, Source, apply_overlays, generate};
use serde_json::Value;

/// A call of the library with its input.
pub struct Work {
    /// The size of the input in bytes.
    pub bytes: usize,
    call: Box<dyn FnOnce() -> bool>,
}

impl Work {
    fn new(bytes: usize, call: impl FnOnce() -> bool + 'static) -> Self {
        Self { bytes, call: Box::new(call) }
    }

    /// Runs the call. Returns false if the library rejects the input.
    pub fn run(self) -> bool {
        (self.call)()
    }

    /// Generates from a document in JSON.
    pub(crate) fn json(document: &Value) -> Self {
        Self::generate(Source::new("api.json", document.to_string()), Options::default())
    }

    /// Generates from a document in YAML.
    pub(crate) fn yaml(document: &Value) -> Self {
        let text = serde_yaml::to_string(document).unwrap_or_default();
        Self::generate(Source::new("api.yaml", text), Options::default())
    }

    /// Finds the errors of a document in YAML.
    pub(crate) fn rejected(document: String) -> Self {
        let document = Source::new("api.yaml", document);
        Self::new(document.text().len(), move || generate(&document, &[], &Options::default()).is_err())
    }

    /// Compares a document with another one.
    pub(crate) fn diff(old: &Value, new: &Value) -> Self {
        let [old, new] = [old, new].map(|document| Source::new("api.json", document.to_string()));
        Self::new(old.text().len() + new.text().len(), move || {
            let versions = Version::generate_both((&old, &[]), (&new, &[]), &Options::default());
            let Ok((old, new)) = versions else { return false };
            drop(compare(&old, &new));
            true
        })
    }

    /// Explains a part of the output.
    pub(crate) fn explain(document: &Value, item: &'static str) -> Self {
        Self::with_overlays(document.to_string(), &[], move |document, overlays| explains(document, overlays, item))
    }

    /// Explains a part of the output of a document with an overlay.
    pub(crate) fn explain_with_overlay(document: &Value, overlay: &Value, item: &'static str) -> Self {
        Self::with_overlays(document.to_string(), &[overlay], move |document, overlays| {
            explains(document, overlays, item)
        })
    }

    /// Applies an overlay to a document.
    pub(crate) fn overlay(document: &Value, overlay: &Value) -> Self {
        Self::overlay_of_text(document.to_string(), overlay)
    }

    /// Applies an overlay to a document with its own layout.
    pub(crate) fn overlay_of_text(document: String, overlay: &Value) -> Self {
        Self::with_overlays(document, &[overlay], |document, overlays| apply_overlays(document, overlays).is_ok())
    }

    /// Generates from a document with an overlay.
    pub(crate) fn generate_with_overlay(document: &Value, overlay: &Value) -> Self {
        Self::with_overlays(document.to_string(), &[overlay], |document, overlays| {
            generate(document, overlays, &Options::default()).is_ok()
        })
    }

    /// Calls the library with a document in JSON and its overlays.
    fn with_overlays(
        document: String,
        overlays: &[&Value],
        call: impl FnOnce(&Source, &[Source]) -> bool + 'static,
    ) -> Self {
        let document = Source::new("api.json", document);
        let overlays: Vec<Source> =
            overlays.iter().map(|overlay| Source::new("overlay.json", overlay.to_string())).collect();
        let bytes = std::iter::once(&document).chain(&overlays).map(|source| source.text().len()).sum();
        Self::new(bytes, move || call(&document, &overlays))
    }

    /// Generates from a document that refers to these files.
    pub(crate) fn files(document: &Value, files: Vec<(String, Value)>) -> Self {
        let files: std::collections::HashMap<String, String> =
            files.into_iter().map(|(name, value)| (name, value.to_string())).collect();
        let document = Source::new("api.json", document.to_string());
        let bytes = document.text().len() + files.values().map(String::len).sum::<usize>();
        Self::new(bytes, move || {
            let document = document.with_files(|path| match files.get(path) {
                Some(text) => Ok(Source::new(path, text.clone())),
                None => Err(FileError::new("there is no such file")),
            });
            generate(&document, &[], &Options::default()).is_ok()
        })
    }

    /// Imports a page.
    pub(crate) fn page(text: String) -> Self {
        let page = Source::new("page.md", text);
        Self::new(page.text().len(), move || {
            Page::read(&page, "page.md").and_then(|page| import(None, &[page])).is_ok()
        })
    }

    /// Imports pages into a document, and records them after the `earlier` ones. Each page has a name and a text.
    pub(crate) fn import(document: Option<String>, earlier: &[(&str, &str)], pages: &[(&str, &str)]) -> Self {
        let sources = |pages: &[(&str, &str)]| -> Vec<Source> {
            pages.iter().map(|(name, text)| Source::new(*name, *text)).collect()
        };
        let (earlier, pages) = (sources(earlier), sources(pages));
        let document = document.map(|document| Source::new("api.json", document));
        let bytes = document.iter().chain(&earlier).chain(&pages).map(|source| source.text().len()).sum();
        Self::new(bytes, move || {
            let read = |sources: &[Source]| -> Option<Vec<Page>> {
                sources.iter().map(|source| Page::read(source, source.name()).ok()).collect()
            };
            let (Some(earlier), Some(pages)) = (read(&earlier), read(&pages)) else { return false };
            let mut records = PageRecords::default();
            let is_recorded = records.add(&earlier).is_ok() && records.add(&pages).is_ok();
            is_recorded && import(document.as_ref(), &pages).is_ok()
        })
    }

    /// Generates from a document with the options of a project file.
    pub(crate) fn project(document: &Value, project: &Value) -> Self {
        let document = Source::new("api.json", document.to_string());
        let project = Source::new("bindgen.yaml", serde_yaml::to_string(project).unwrap_or_default());
        Self::new(document.text().len() + project.text().len(), move || {
            Project::parse(&project).and_then(|project| generate(&document, &[], &project.options)).is_ok()
        })
    }

    fn generate(document: Source, options: Options) -> Self {
        Self::new(document.text().len(), move || generate(&document, &[], &options).is_ok())
    }
}

fn explains(document: &Source, overlays: &[Source], item: &str) -> bool {
    let version = Version::generate(document, overlays, &Options::default());
    version.is_ok_and(|version| !explain(&version, item).is_empty())
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}
