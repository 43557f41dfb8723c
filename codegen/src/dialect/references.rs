//! References of schemas: every one ends up as `#/components/schemas/<name>`, with the name as it is.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::walk;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// What a reference of a schema component begins with.
pub(crate) const COMPONENT: &str = "#/components/schemas/";

/// Turns references to schemas elsewhere in the document into references to components, which it adds under names from
/// the way to the schema. A reference that leads nowhere, or out of the document, is an error.
pub(super) fn settle(document: &mut Value, report: &mut Report) {
    let mut settled: HashMap<String, String> = HashMap::new();
    // A schema that is added may have references of its own.
    loop {
        let mut open: Vec<(String, Pointer)> = Vec::new();
        walk::schemas(document, &mut |schema, pointer| {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return };
            match settled.get(reference) {
                Some(name) => {
                    let component = format!("{COMPONENT}{name}");
                    if let Some(object) = schema.as_object_mut() {
                        object.insert("$ref".to_owned(), Value::from(component));
                    }
                }
                None if open.iter().all(|(known, _)| known != reference) => {
                    open.push((reference.to_owned(), pointer.clone()));
                }
                None => {}
            }
        });
        open.retain(|(reference, _)| !settled.values().any(|name| reference.strip_prefix(COMPONENT) == Some(name)));
        if open.is_empty() {
            return;
        }
        for (reference, pointer) in open {
            let at = pointer.child("$ref");
            // The name of a component that is not there keeps the reference from being looked at again.
            let name = component_of(document, &reference, &at, report).unwrap_or_else(|| reference.clone());
            settled.insert(reference, name);
        }
    }
}

/// What a reference means, and where in the document that is.
pub(super) fn target<'v>(
    document: &'v Value,
    reference: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<(&'v Value, Pointer)> {
    if !reference.starts_with('#') {
        report.push(
            Diagnostic::error(at, format!("`{reference}` leads out of this document"))
                .help("bundle the documents into one first"),
        );
        return None;
    }
    let found = Pointer::of_reference(reference).and_then(|target| Some((document.pointer(target.as_str())?, target)));
    if found.is_none() {
        report.error(at, format!("`{reference}` does not exist in this document"));
    }
    found
}

/// The name of the component that a reference means, which is added where it is none yet.
fn component_of(document: &mut Value, reference: &str, at: &Pointer, report: &mut Report) -> Option<String> {
    let (schema, place) = target(document, reference, at, report)?;
    let schema = schema.clone();
    let segments: Vec<String> = place.segments().map(std::borrow::Cow::into_owned).collect();
    if let [components, schemas, name] = segments.as_slice()
        && components == "components"
        && schemas == "schemas"
    {
        return Some(name.clone());
    }
    if !schema.is_object() && !schema.is_boolean() {
        report.error(at, format!("`{reference}` is not a schema"));
        return None;
    }
    let name = segments
        .iter()
        .filter(|segment| !STRUCTURE.contains(&segment.as_str()))
        .map(|segment| segment.replace(['/', '{', '}'], " "))
        .collect::<Vec<_>>()
        .join(" ");
    let components = super::schema_components(document)?;
    let free = (1..).map(|number| if number == 1 { name.clone() } else { format!("{name} {number}") });
    let name = free.into_iter().find(|name| !components.contains_key(name)).unwrap_or(name);
    components.insert(name.clone(), schema);
    report.stands_at(Pointer::root().child("components").child("schemas").child(&name), place);
    Some(name)
}

/// The parts of a way that say what something is and not what it is about.
const STRUCTURE: &[&str] = &[
    "components",
    "schemas",
    "properties",
    "paths",
    "responses",
    "content",
    "application/json",
    "schema",
    "requestBody",
    "$defs",
    "definitions",
    "allOf",
    "anyOf",
    "oneOf",
    "parameters",
];

/// Makes sure that there is a place for components.
pub(super) fn prepare(document: &mut Value) {
    if let Some(root) = document.as_object_mut() {
        let components = root.entry("components").or_insert_with(|| json!({}));
        if let Some(components) = components.as_object_mut() {
            components.entry("schemas").or_insert_with(|| json!({}));
        }
    }
}
