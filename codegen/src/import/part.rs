//! The parts of a document, which are the units of merging pages.

use serde_json::{Map, Value};

use crate::diagnostic::Location;
use crate::pointer::Pointer;

/// A part of the document on a page: an operation, a component, a tag, or another field of the
/// document, such as `info`. Importing replaces it as a whole.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// The place in the document. For a tag, which its name identifies, `/tags/` and the name.
    pub pointer: Pointer,
    /// The name of the first page with the part.
    pub page: String,
    /// The place in that page.
    pub location: Option<Location>,
    /// The effect of importing it.
    pub effect: Effect,
}

/// The effect of importing a part.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// The part is new.
    Added,
    /// The document already has the part.
    Unchanged,
    /// The document has a different part.
    #[non_exhaustive]
    Changed {
        /// The part in the document.
        before: Value,
        /// The part on the page.
        after: Value,
    },
}

/// A part as on one page.
#[derive(Clone)]
pub(super) struct PartValue<'p> {
    /// The place in the document, as in [`Part::pointer`].
    pub(super) pointer: Pointer,
    /// The place on the page.
    pub(super) at: Pointer,
    pub(super) value: &'p Value,
}

/// Returns the parts of a page's excerpt, in its order.
pub(super) fn parts(fragment: &Value) -> Vec<PartValue<'_>> {
    let mut parts = Vec::new();
    for (key, value) in fragment.as_object().into_iter().flatten() {
        let at = Pointer::root().child(key);
        match (key.as_str(), value) {
            ("paths" | "webhooks" | "x-webhooks" | "components", Value::Object(groups)) => {
                add_groups(&at, groups, &mut parts);
            }
            ("tags", Value::Array(tags)) if tags.iter().all(|tag| tag_name(tag).is_some()) => {
                parts.extend(tags.iter().enumerate().map(|(index, tag)| {
                    let pointer = at.child(tag_name(tag).unwrap_or_default());
                    PartValue { pointer, at: at.index(index), value: tag }
                }));
            }
            _ => parts.push(PartValue { pointer: at.clone(), at, value }),
        }
    }
    parts
}

/// Adds the fields of each path item, or the components of each section.
fn add_groups<'p>(at: &Pointer, groups: &'p Map<String, Value>, parts: &mut Vec<PartValue<'p>>) {
    for (name, group) in groups {
        let at = at.child(name);
        match group {
            Value::Object(members) => parts.extend(members.iter().map(|(name, value)| {
                let at = at.child(name);
                PartValue { pointer: at.clone(), at, value }
            })),
            value => parts.push(PartValue { pointer: at.clone(), at, value }),
        }
    }
}

/// Returns the name of a tag.
pub(super) fn tag_name(tag: &Value) -> Option<&str> {
    tag.get("name").and_then(Value::as_str)
}

/// Returns the path to the outermost difference that cannot be narrowed to a property.
pub(super) fn first_difference(left: &Value, right: &Value) -> Pointer {
    let inner = match (left, right) {
        (Value::Object(left), Value::Object(right)) if left.len() == right.len() => {
            left.iter().find_map(|(key, left)| {
                let right = right.get(key)?;
                (left != right).then(|| (Pointer::root().child(key), left, right))
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            let differing = pairs.find(|(_, (left, right))| left != right);
            differing.map(|(index, (left, right))| (Pointer::root().index(index), left, right))
        }
        _ => None,
    };
    inner.map_or_else(Pointer::root, |(at, left, right)| at.join(&first_difference(left, right)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_components_tags_and_members_are_parts() {
        let fragment = json!({
            "openapi": "3.1.0",
            "tags": [{ "name": "B" }, { "name": "A/A" }],
            "paths": { "/a": { "parameters": [], "get": {} }, "/b": {} },
            "components": { "schemas": { "X": {} }, "x-own": true },
        });
        let pointers: Vec<String> = parts(&fragment).iter().map(|part| part.pointer.to_string()).collect();
        assert_eq!(
            pointers,
            [
                "/openapi",
                "/tags/B",
                "/tags/A~1A",
                "/paths/~1a/parameters",
                "/paths/~1a/get",
                "/components/schemas/X",
                "/components/x-own"
            ]
        );
        assert_eq!(parts(&fragment)[2].at.as_str(), "/tags/1");
    }

    #[test]
    fn the_difference_is_as_deep_as_possible() {
        let left = json!({ "a": [1, { "b": 2, "c": 3 }] });
        assert_eq!(first_difference(&left, &json!({ "a": [1, { "b": 2, "c": 4 }] })).as_str(), "/a/1/c");
        assert_eq!(first_difference(&left, &json!({ "a": [1, { "b": 2 }] })).as_str(), "/a/1");
        assert_eq!(first_difference(&left, &json!({ "d": 1 })).as_str(), "");
    }
}
