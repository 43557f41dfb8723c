use indexmap::IndexMap;
use serde_json::Value;

use super::Conversion;
use crate::budget::of_name;
use crate::pointer::Pointer;

/// A media type of `consumes` or `produces`, and its place.
#[derive(Clone, PartialEq)]
pub(super) struct MediaType {
    pub name: String,
    pub at: Pointer,
}

impl Conversion<'_, '_> {
    /// Returns the media types in the list `keyword` of an operation, or else of the document.
    pub(super) fn media_types(&mut self, keyword: &str, operation: Option<(&Value, &Pointer)>) -> Vec<MediaType> {
        let own = operation.and_then(|(operation, at)| Some((operation.get(keyword)?, at.child(keyword))));
        let of_document = || Some((self.original.get(keyword)?, Pointer::root().child(keyword)));
        let Some((list, at)) = own.or_else(of_document) else { return Vec::new() };
        // Each operation without a list of its own repeats that of the document.
        self.report.budget().parts(list.as_array().map_or(1, Vec::len));
        if self.report.is_over_budget(&at) {
            return Vec::new();
        }
        let mut found: IndexMap<&str, Pointer> = IndexMap::new();
        let mut add = |name, at| {
            found.entry(name).or_insert(at);
        };
        match list {
            Value::String(name) => add(name, at.clone()),
            Value::Array(items) => {
                for (index, name) in items.iter().enumerate().filter_map(|(index, item)| Some((index, item.as_str()?)))
                {
                    add(name, at.index(index));
                }
            }
            _ => {}
        }
        self.report.budget().names(found.keys().map(|name| of_name(name)).sum());
        if self.report.is_over_budget(&at) {
            return Vec::new();
        }
        found.into_iter().map(|(name, at)| MediaType { name: name.to_owned(), at }).collect()
    }
}
