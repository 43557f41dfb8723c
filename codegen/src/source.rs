//! The text of a document or an overlay.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::parse::{Layout, layout};

/// The text of a document or an overlay, with its name in messages.
///
/// ```
/// use openapi_bindgen::Source;
///
/// let source = Source::new("openapi/petstore.yaml", "openapi: 3.1.0\n");
/// assert_eq!(source.name(), "openapi/petstore.yaml");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    layout: LayoutCache,
}

/// The layout of a source's text, parsed on demand. It follows from the text, so all caches are
/// equal.
#[derive(Clone, Default)]
struct LayoutCache(Arc<OnceLock<Layout>>);

impl fmt::Debug for LayoutCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

impl PartialEq for LayoutCache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LayoutCache {}

impl Source {
    /// Creates a source with the text `text`. Messages use `name`, such as a path from the user.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), layout: LayoutCache::default() }
    }

    /// Returns the name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, JSON or YAML.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the places of keys and values in the text, as far as it is valid.
    pub(crate) fn layout(&self) -> &Layout {
        self.layout.0.get_or_init(|| layout(&self.text))
    }

    /// Caches a layout, to avoid a second pass over the text.
    pub(crate) fn keep_layout(&self, layout: Layout) {
        // The layouts are equal, so the first one may stay.
        let _ = self.layout.0.set(layout);
    }
}
