//! The names that schemas of a file give themselves: `$id` and `$anchor`.

use std::collections::HashMap;

use serde_json::Value;

use crate::pointer::Pointer;

/// The places of the schemas in one file that have an `$id` or an `$anchor`.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    ids: HashMap<String, Pointer>,
    anchors: HashMap<String, Vec<Pointer>>,
}

impl Identifiers {
    pub(super) fn find(value: &Value) -> Self {
        let mut identifiers = Self::default();
        // The address of a document of OpenAPI 3.2.
        if let Some(own) = value.get("$self").and_then(Value::as_str) {
            identifiers.ids.insert(super::reference::split(own).0.to_owned(), Pointer::root());
        }
        identifiers.collect(value, &Pointer::root());
        identifiers
    }

    fn collect(&mut self, value: &Value, at: &Pointer) {
        match value {
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                if let Some(id) = text("$id") {
                    let (address, anchor) = super::reference::split(id);
                    if !address.is_empty() {
                        self.ids.entry(address.to_owned()).or_insert_with(|| at.clone());
                    }
                    // Before `$anchor`, an `$id` that is a fragment was one.
                    if !anchor.is_empty() {
                        self.anchors.entry(anchor.to_owned()).or_default().push(at.clone());
                    }
                }
                for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                    self.anchors.entry(anchor.to_owned()).or_default().push(at.clone());
                }
                for (key, member) in object.iter().filter(|(_, member)| member.is_object() || member.is_array()) {
                    self.collect(member, &at.child(key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate().filter(|(_, item)| item.is_object() || item.is_array()) {
                    self.collect(item, &at.index(index));
                }
            }
            _ => {}
        }
    }

    /// Returns the schema whose `$id` is this address.
    pub(super) fn id(&self, address: &str) -> Option<&Pointer> {
        self.ids.get(address)
    }

    /// Returns the address of the whole file.
    pub(super) fn own_address(&self) -> Option<&str> {
        self.ids.iter().find(|(_, at)| at.is_root()).map(|(address, _)| address.as_str())
    }

    /// Returns the schema at `base` or inside it that has this anchor.
    pub(super) fn anchor(&self, anchor: &str, base: &Pointer) -> Option<&Pointer> {
        self.anchors.get(anchor)?.iter().find(|at| at.starts_with(base))
    }

    /// Returns all anchors, for a suggestion.
    pub(super) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_are_found_by_the_names_that_they_have() {
        let file = json!({
            "$id": "https://example.com/pets.json",
            "$defs": { "Cat": { "$anchor": "cat" }, "Dog": { "$id": "#dog" }, "Cow": { "$id": "cow.json" } },
        });
        let identifiers = Identifiers::find(&file);
        let defs = Pointer::root().child("$defs");
        assert_eq!(identifiers.own_address(), Some("https://example.com/pets.json"));
        assert_eq!(identifiers.anchor("cat", &Pointer::root()), Some(&defs.child("Cat")));
        assert_eq!(identifiers.anchor("dog", &defs), Some(&defs.child("Dog")));
        assert_eq!(identifiers.anchor("dog", &defs.child("Cat")), None);
        assert_eq!(identifiers.id("cow.json"), Some(&defs.child("Cow")));
    }
}
