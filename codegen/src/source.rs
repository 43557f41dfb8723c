//! A document or overlay as it was given.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::parse::{Layout, layout};

/// The text of a document or an overlay, with the name that messages call it by.
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

/// The layout of a source's text, once something asks for it. It follows from the text, so all caches are equal.
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
    /// A source called `name` in messages (a path as the user gave it, say) that holds `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), layout: LayoutCache::default() }
    }

    /// What messages call this source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, JSON or YAML.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the keys and values of the text are, as far as it can be read.
    pub(crate) fn layout(&self) -> &Layout {
        self.layout.0.get_or_init(|| layout(&self.text))
    }

    /// Saves a second pass over the text to whoever asks for the layout later.
    pub(crate) fn keep_layout(&self, layout: Layout) {
        // The layout is the same, whoever was first.
        let _ = self.layout.0.set(layout);
    }
}
