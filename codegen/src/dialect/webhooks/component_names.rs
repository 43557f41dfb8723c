use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::reference_of;
use crate::diagnostic::Report;
use crate::dialect::{references, walk::Node};
use crate::pointer::Pointer;

/// A part of a request or response of a webhook or a callback.
pub(super) struct Part<'v> {
    pub(super) value: &'v Value,
    /// Its place.
    pub(super) at: Pointer,
    /// Its kind.
    pub(super) node: Node,
}

impl<'v> Part<'v> {
    /// Returns the property `name` of the object at `at`, as a `node`.
    pub(super) fn member(holder: &'v Value, at: &Pointer, name: &str, node: Node) -> Option<Self> {
        Some(Self { value: holder.get(name)?, at: at.child(name), node })
    }
}

/// Returns the names of the schema components that some parts of a document reference.
///
/// References inside components are not followed, and a reference into a component counts as one to
/// the whole component. A reference to a missing place or to another document is an error. No later
/// stage checks it, since webhooks and callbacks are removed from the document.
pub(super) fn component_names<'v>(document: &'v Value, parts: Vec<Part<'v>>, report: &mut Report) -> BTreeSet<String> {
    let schemas = Pointer::root().child("components").child("schemas");
    let mut open = parts;
    // References to one place may differ in spelling.
    let mut followed: HashSet<Result<Pointer, &str>> = HashSet::new();
    let mut names = BTreeSet::new();
    while let Some(Part { value, at, node }) = open.pop() {
        if let Some(reference) = reference_of(value)
            && followed.insert(Pointer::from_reference(reference).ok_or(reference))
            && let Some((value, place)) = references::find_target(document, reference, &at.child("$ref"), report)
        {
            match place.strip_prefix(&schemas).and_then(|within| within.segments().next().map(Cow::into_owned)) {
                Some(name) => names.extend([name]),
                None => open.push(Part { value, at: place, node }),
            }
        }
        open.extend(node.parts(value).map(|(key, value, node)| Part { value, at: at.child(&key), node }));
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
                "schemas": {
                    "Deep": {},
                    "Elsewhere": {},
                    "Of parameter": {},
                    "Whole": { "properties": { "part": { "$ref": "#/components/schemas/Behind" } } },
                },
            },
            "elsewhere": { "items": { "$ref": "#/components/schemas/Elsewhere" } },
        });
        let parameters = json!([
            { "$ref": "#/components/parameters/One" },
            { "$ref": "#/components/parameters/Gone" },
            { "$ref": "one.json#/a" },
            { "$ref": "other.json#/a" },
        ]);
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
        let parameters = (&parameters, Node::ListOf(&Node::Parameter), "/webhooks/a/post/parameters");
        let parts = [parameters, (&response, Node::Content, "/webhooks/a/post/responses/200")];
        let parts = parts.map(|(value, node, at)| Part { value, at: Pointer::parse(at).unwrap(), node });
        let mut report = Report::default();
        let found = component_names(&document, parts.into(), &mut report);
        for gone in [1, 2, 3] {
            assert!(report.mentions(&Pointer::parse(&format!("/webhooks/a/post/parameters/{gone}/$ref")).unwrap()));
        }
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            ["Deep", "Elsewhere", "Of parameter", "Whole"]
        );
    }
}
