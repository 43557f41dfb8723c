//! The names that schemas of a file give themselves: `$id` and `$anchor`.

use std::collections::HashMap;

use serde_json::Value;

use crate::pointer::Pointer;

/// The places of the schemas in one file that have an `$id` or an `$anchor`.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// The address of the whole file.
    own_address: Option<String>,
    ids: HashMap<String, Pointer>,
    /// The numbers of the schemas with an `$id`, and 0 for the whole file.
    resources: HashMap<Pointer, usize>,
    /// The position among `places` of the first schema with each anchor in each of these schemas, by its number.
    anchors: HashMap<String, HashMap<usize, usize>>,
    /// The places of the anchors.
    places: Vec<Pointer>,
}

impl Identifiers {
    pub(super) fn find(value: &Value) -> Self {
        let mut identifiers = Self::default();
        // The address of a document of OpenAPI 3.2.
        let own = value.get("$self").and_then(Value::as_str).map(|own| super::reference::split(own).0.to_owned());
        if let Some(own) = &own {
            identifiers.ids.insert(own.clone(), Pointer::root());
        }
        identifiers.own_address = own;
        identifiers.resources.insert(Pointer::root(), 0);
        identifiers.collect(value, &Pointer::root(), &mut vec![0]);
        identifiers
    }

    /// Collects the identifiers in `value`. `around` has the numbers of the schemas with an `$id` around it.
    fn collect(&mut self, value: &Value, at: &Pointer, around: &mut Vec<usize>) {
        let outside = around.len();
        match value {
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                if let Some(id) = text("$id") {
                    let (address, anchor) = super::reference::split(id);
                    if !address.is_empty() {
                        self.add_resource(address, at, around);
                    }
                    // Before `$anchor`, an `$id` that is a fragment was one.
                    if !anchor.is_empty() {
                        self.add_anchor(anchor, at, around);
                    }
                }
                for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                    self.add_anchor(anchor, at, around);
                }
                for (key, member) in object.iter().filter(|(_, member)| member.is_object() || member.is_array()) {
                    self.collect(member, &at.child(key), around);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate().filter(|(_, item)| item.is_object() || item.is_array()) {
                    self.collect(item, &at.index(index), around);
                }
            }
            _ => {}
        }
        around.truncate(outside);
    }

    fn add_resource(&mut self, address: &str, at: &Pointer, around: &mut Vec<usize>) {
        self.ids.entry(address.to_owned()).or_insert_with(|| at.clone());
        if at.is_root() {
            self.own_address.get_or_insert_with(|| address.to_owned());
        } else {
            let number = self.resources.len();
            self.resources.insert(at.clone(), number);
            around.push(number);
        }
    }

    fn add_anchor(&mut self, anchor: &str, at: &Pointer, around: &[usize]) {
        let first = self.anchors.entry(anchor.to_owned()).or_default();
        for resource in around {
            first.entry(*resource).or_insert(self.places.len());
        }
        self.places.push(at.clone());
    }

    /// Returns the schema whose `$id` is this address.
    pub(super) fn id(&self, address: &str) -> Option<&Pointer> {
        self.ids.get(address)
    }

    /// Returns the addresses of the schemas that have an `$id`.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, &Pointer)> {
        self.ids.iter().map(|(address, at)| (address.as_str(), at))
    }

    /// Returns the address of the whole file.
    pub(super) fn own_address(&self) -> Option<&str> {
        self.own_address.as_deref()
    }

    /// Returns the first schema with this anchor at `base` or inside it, which is the whole file or has an `$id`.
    pub(super) fn anchor(&self, anchor: &str, base: &Pointer) -> Option<&Pointer> {
        let position = self.anchors.get(anchor)?.get(self.resources.get(base)?)?;
        self.places.get(*position)
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
        assert_eq!(identifiers.anchor("dog", &Pointer::root()), Some(&defs.child("Dog")));
        assert_eq!(identifiers.anchor("dog", &defs.child("Cow")), None);
        assert_eq!(identifiers.id("cow.json"), Some(&defs.child("Cow")));
    }

    #[test]
    fn an_anchor_is_found_in_the_schema_of_an_address() {
        let anchored = |id: &str| json!({ "$id": id, "$defs": { "a": { "$anchor": "it" }, "b": { "$anchor": "it" } } });
        let file = json!({ "$defs": { "One": anchored("one.json"), "Two": anchored("two.json"), "End": { "$anchor": "end" } } });
        let identifiers = Identifiers::find(&file);
        for (anchor, id, expected) in [
            ("it", None, Some("/$defs/One/$defs/a")),
            ("it", Some("one.json"), Some("/$defs/One/$defs/a")),
            ("it", Some("two.json"), Some("/$defs/Two/$defs/a")),
            ("end", None, Some("/$defs/End")),
            ("end", Some("two.json"), None),
        ] {
            let base = id.map_or_else(Pointer::root, |id| identifiers.id(id).unwrap().clone());
            assert_eq!(identifiers.anchor(anchor, &base).map(Pointer::as_str), expected, "{anchor} of {id:?}");
        }
    }
}
