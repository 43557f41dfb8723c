//! The parts of a document that pages are merged by.

use serde_json::{Map, Value};

use crate::diagnostic::Location;
use crate::pointer::Pointer;

/// A part of the document that a page describes: an operation, a component, a tag, or a member of the document such as
/// `info`. It is taken over whole.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Where it stands in the document; a tag, which its name identifies, as `/tags/` and that name.
    pub pointer: Pointer,
    /// The name of the first page that describes it.
    pub page: String,
    /// Where it stands in that page.
    pub location: Option<Location>,
    /// What importing it does to the document.
    pub effect: Effect,
}

/// What importing a part does to the document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// The document did not have it.
    Added,
    /// The document has it already.
    Unchanged,
    /// The document says something else.
    #[non_exhaustive]
    Changed {
        /// What the document says.
        before: Value,
        /// What the page says.
        after: Value,
    },
}

/// A part as one page says it.
#[derive(Clone)]
pub(super) struct PartValue<'p> {
    /// The part's place in the document, as in [`Part::pointer`].
    pub(super) pointer: Pointer,
    /// Its place in the page.
    pub(super) at: Pointer,
    pub(super) value: &'p Value,
}

/// The parts of a page's fragment, in its order.
pub(super) fn parts(fragment: &Value) -> Vec<PartValue<'_>> {
    let mut parts = Vec::new();
    for (key, value) in fragment.as_object().into_iter().flatten() {
        let at = Pointer::root().child(key);
        match (key.as_str(), value) {
            ("paths" | "webhooks" | "x-webhooks" | "components", Value::Object(groups)) => {
                of_groups(&at, groups, &mut parts);
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

/// The members of each path item, or of each kind of component.
fn of_groups<'p>(at: &Pointer, groups: &'p Map<String, Value>, parts: &mut Vec<PartValue<'p>>) {
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

/// What a tag is called.
pub(super) fn tag_name(tag: &Value) -> Option<&str> {
    tag.get("name").and_then(Value::as_str)
}

/// The way from two values that differ to the outermost parts of them that cannot be compared member by member.
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
    fn the_difference_is_as_far_in_as_it_can_be_told() {
        let left = json!({ "a": [1, { "b": 2, "c": 3 }] });
        assert_eq!(first_difference(&left, &json!({ "a": [1, { "b": 2, "c": 4 }] })).as_str(), "/a/1/c");
        assert_eq!(first_difference(&left, &json!({ "a": [1, { "b": 2 }] })).as_str(), "/a/1");
        assert_eq!(first_difference(&left, &json!({ "d": 1 })).as_str(), "");
    }
}
