//! A document or overlay as it was given.

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
}

impl Source {
    /// A source called `name` in messages (a path as the user gave it, say) that holds `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// What messages call this source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, JSON or YAML.
    pub fn text(&self) -> &str {
        &self.text
    }
}
