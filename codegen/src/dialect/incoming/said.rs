use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::reference_of;
use crate::dialect::walk::Node;
use crate::pointer::Pointer;

/// The names of the schema components that some parts of a document refer to, each given with what it is.
///
/// What a component refers to itself is not followed, and a reference to something inside a component is one to the whole
/// of it.
pub(super) fn components<'v>(document: &'v Value, parts: Vec<(&'v Value, Node)>) -> BTreeSet<String> {
    let schemas = Pointer::root().child("components").child("schemas");
    let mut open = parts;
    let mut followed: HashSet<&str> = HashSet::new();
    let mut names = BTreeSet::new();
    while let Some((value, node)) = open.pop() {
        if let Some(reference) = reference_of(value).filter(|reference| followed.insert(reference))
            && let Some(place) = Pointer::of_reference(reference)
        {
            match place.strip_prefix(&schemas).and_then(|within| within.segments().next().map(Cow::into_owned)) {
                Some(name) => names.extend([name]),
                None => open.extend(document.pointer(place.as_str()).map(|target| (target, node))),
            }
        }
        open.extend(node.parts(value));
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn components_are_found_behind_references_of_every_kind_and_in_schemas_of_every_depth() {
        let document = json!({
            "components": {
                "parameters": {
                    "One": { "$ref": "#/components/parameters/Other" },
                    "Other": { "schema": { "$ref": "#/components/schemas/Of%20parameter" } },
                },
                "headers": { "Own": { "$ref": "#/components/headers/Own" } },
                "schemas": { "Whole": { "properties": { "part": { "$ref": "#/components/schemas/Behind" } } } },
            },
            "elsewhere": { "items": { "$ref": "#/components/schemas/Elsewhere" } },
        });
        let parameters = json!([{ "$ref": "#/components/parameters/One" }, { "$ref": "#/components/parameters/Gone" }]);
        let response = json!({
            "headers": { "Own": { "$ref": "#/components/headers/Own" } },
            "content": { "application/json": {
                "schema": { "properties": {
                    "deep": { "anyOf": [{ "items": { "$ref": "#/components/schemas/Deep" } }, { "type": "null" }] },
                    "part": { "$ref": "#/components/schemas/Whole/properties/part" },
                    "other": { "$ref": "#/elsewhere" },
                    "value": { "example": { "$ref": "#/components/schemas/Example" } },
                } },
            } },
        });
        let parts = vec![(&parameters, Node::ListOf(&Node::Parameter)), (&response, Node::Content)];
        let found = components(&document, parts);
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            ["Deep", "Elsewhere", "Of parameter", "Whole"]
        );
    }
}
