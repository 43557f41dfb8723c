use serde_json::Value;

use super::Conversion;
use crate::pointer::Pointer;

/// A media type of `consumes` or `produces`, and its place.
#[derive(Clone, PartialEq)]
pub(super) struct MediaType {
    pub name: String,
    pub at: Pointer,
}

impl Conversion<'_, '_> {
    /// Returns the media types in the list `keyword` of an operation, or else of the document.
    pub(super) fn media_types(&self, keyword: &str, operation: Option<(&Value, &Pointer)>) -> Vec<MediaType> {
        let own = operation.and_then(|(operation, at)| Some((operation.get(keyword)?, at.child(keyword))));
        let of_document = || Some((self.original.get(keyword)?, Pointer::root().child(keyword)));
        let Some((list, at)) = own.or_else(of_document) else { return Vec::new() };
        let mut found: Vec<MediaType> = Vec::new();
        let mut add = |name: &str, at: Pointer| {
            if found.iter().all(|known| known.name != name) {
                found.push(MediaType { name: name.to_owned(), at });
            }
        };
        match list {
            Value::String(name) => add(name, at),
            Value::Array(items) => {
                for (index, name) in items.iter().enumerate().filter_map(|(index, item)| Some((index, item.as_str()?)))
                {
                    add(name, at.index(index));
                }
            }
            _ => {}
        }
        found
    }
}
