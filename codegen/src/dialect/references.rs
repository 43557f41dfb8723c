//! References of schemas: every one ends up as `#/components/schemas/<name>`, with the name as it is.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{members, walk};
use crate::diagnostic::{Diagnostic, Report};
use crate::nearest::nearest;
use crate::pointer::Pointer;

/// What a reference of a schema component begins with.
pub(crate) const COMPONENT: &str = "#/components/schemas/";

/// The extension of a schema component that stands elsewhere in the document.
pub(crate) const HOISTED: &str = "x-openapi-bindgen-stands-elsewhere";

/// Turns references to schemas elsewhere in the document into references to components, which it adds under names from
/// the way to the schema. A reference that leads nowhere, or out of the document, is left out: what it stands for may be
/// anything. What has been `taken_out` of the document stands in it where it stood.
pub(super) fn hoist(document: &mut Value, taken_out: &Value, report: &mut Report) {
    settle_identifiers(document);
    let mut hoisted: HashMap<String, Option<String>> = HashMap::new();
    // One place may be referred to in several spellings, and be a component already.
    let mut added: HashMap<Pointer, String> = moved_components(document, report).collect();
    // A schema that is added may have references of its own.
    loop {
        let mut open: Vec<(String, Pointer)> = Vec::new();
        walk::schemas(document, &mut |schema, pointer| {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return };
            match hoisted.get(reference) {
                Some(None) => {
                    if let Some(object) = schema.as_object_mut() {
                        object.shift_remove("$ref");
                    }
                }
                Some(Some(name)) => {
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
        open.retain(|(reference, _)| {
            !hoisted.values().flatten().any(|name| reference.strip_prefix(COMPONENT) == Some(name))
        });
        if open.is_empty() {
            return;
        }
        for (reference, pointer) in open {
            let at = pointer.child("$ref");
            let name = component_of((document, taken_out), &reference, &at, &mut added, report);
            hoisted.insert(reference, name);
        }
    }
}

/// Turns a reference to the `$id` of a schema component, as TypeBox writes it, into one to the component.
fn settle_identifiers(document: &mut Value) {
    let mut components: HashMap<String, Vec<String>> = HashMap::new();
    for (name, schema) in members(document.pointer("/components/schemas")) {
        if let Some(identifier) = schema.get("$id").and_then(Value::as_str).filter(|id| !id.starts_with('#')) {
            components.entry(identifier.to_owned()).or_default().push(name.clone());
        }
    }
    if components.is_empty() {
        return;
    }
    walk::schemas(document, &mut |schema, _| {
        let reference = schema.get("$ref").and_then(Value::as_str);
        // Where several have it, it says nothing.
        if let Some([name]) = reference.and_then(|reference| components.get(reference)).map(Vec::as_slice) {
            let target = Pointer::root().child("components").child("schemas").child(name);
            schema["$ref"] = Value::from(format!("#{target}"));
        }
    });
}

/// The components that stand elsewhere in the document, by their places.
fn moved_components(document: &Value, report: &Report) -> impl Iterator<Item = (Pointer, String)> {
    let at = Pointer::root().child("components").child("schemas");
    let names = members(document.pointer(at.as_str())).map(|(name, _)| name);
    names.filter_map(move |name| {
        let met_at = at.child(name);
        let place = report.place_of(&met_at);
        (place != met_at).then(|| (place, name.clone()))
    })
}

/// What is wrong with a reference, which stands at `at`, to another document.
pub(crate) fn leads_out(reference: &str, at: &Pointer) -> Diagnostic {
    Diagnostic::warning(at, format!("`{reference}` leads out of this document, and is left out"))
        .left_out()
        .help("bundle the documents into one first")
}

/// What a reference means, and where in the document that is.
pub(super) fn target<'v>(
    document: &'v Value,
    reference: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<(&'v Value, Pointer)> {
    if !reference.starts_with('#') {
        report.push(leads_out(reference, at));
        return None;
    }
    let found = Pointer::of_reference(reference).and_then(|target| Some((document.pointer(target.as_str())?, target)));
    if found.is_none() {
        let missing =
            Diagnostic::warning(at, format!("`{reference}` does not exist in this document, and is left out"))
                .left_out();
        report.push(match existing_like(document, reference, report) {
            Some(existing) => missing.help(format!("there is `{existing}`")),
            None => missing,
        });
    }
    found
}

// A comparison takes time, and a document may have many of them.
const MOST_SIBLINGS: usize = 1_000;
const LONGEST_NAME: usize = 100;
const MOST_DIAGNOSTICS: usize = 100;

/// The reference to what stands beside the missing one and has a name like its own.
fn existing_like(document: &Value, reference: &str, report: &Report) -> Option<String> {
    let missing = Pointer::of_reference(reference)?;
    let (parent, name) = missing.split_last()?;
    let siblings = document.pointer(parent.as_str())?.as_object()?;
    if siblings.len() > MOST_SIBLINGS || name.len() > LONGEST_NAME || report.len() > MOST_DIAGNOSTICS {
        return None;
    }
    let names = siblings.keys().filter(|name| name.len() <= LONGEST_NAME);
    let name = nearest(&name, names).into_iter().next()?;
    Some(format!("#{}", parent.child(name)))
}

/// The name of the component that a reference means, which is added where it is none yet.
fn component_of(
    (document, taken_out): (&mut Value, &Value),
    reference: &str,
    at: &Pointer,
    added: &mut HashMap<Pointer, String>,
    report: &mut Report,
) -> Option<String> {
    let target = |reference, at: &Pointer, report: &mut Report| {
        let found =
            Pointer::of_reference(reference).and_then(|place| Some((taken_out.pointer(place.as_str())?, place)));
        found.or_else(|| target(document, reference, at, report))
    };
    let (mut schema, mut place) = target(reference, at, report)?;
    let mut followed: Vec<&str> = vec![reference];
    while component_name(&place).is_none()
        && let Some(next) = schema.get("$ref").and_then(Value::as_str).filter(|_| is_only_reference(schema))
    {
        if followed.contains(&next) {
            report.leave_out(at, "this `$ref` leads back to itself, and is left out");
            return None;
        }
        followed.push(next);
        (schema, place) = target(next, &place.child("$ref"), report)?;
    }
    if let Some(name) = component_name(&place) {
        return Some(name);
    }
    if place == Pointer::root() {
        report.push(
            Diagnostic::warning(at, "`#` is the whole document and no schema, and is left out")
                .left_out()
                .help("name the component that is meant: `#/components/schemas/…`"),
        );
        return None;
    }
    if let Some(name) = added.get(&place) {
        return Some(name.clone());
    }
    let mut schema = match schema {
        Value::Object(schema) => schema.clone(),
        // Any value is valid, or none is: neither says anything of a type.
        Value::Bool(_) => Map::new(),
        _ => {
            report.leave_out(at, format!("`{reference}` is not a schema, and is left out"));
            return None;
        }
    };
    schema.insert(HOISTED.to_owned(), Value::Bool(true));
    let segments = place.segments();
    let name = segments
        .filter(|segment| !STRUCTURE.contains(&segment.as_ref()))
        .map(|segment| segment.replace(['/', '{', '}'], " "))
        .collect::<Vec<_>>()
        .join(" ");
    let components = super::schema_components(document)?;
    let free = (1..).map(|number| if number == 1 { name.clone() } else { format!("{name} {number}") });
    let name = free.into_iter().find(|name| !components.contains_key(name)).unwrap_or(name);
    components.insert(name.clone(), Value::Object(schema));
    added.insert(place.clone(), name.clone());
    report.stands_at(Pointer::root().child("components").child("schemas").child(&name), place);
    Some(name)
}

/// The name of the schema component that stands at a place.
pub(super) fn component_name(place: &Pointer) -> Option<String> {
    let (parent, name) = place.split_last()?;
    (parent.as_str() == "/components/schemas").then(|| name.into_owned())
}

/// Whether a schema says nothing but what it refers to.
fn is_only_reference(schema: &Value) -> bool {
    schema.as_object().is_some_and(|schema| schema.len() == 1)
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
    "webhooks",
    "x-webhooks",
    "callbacks",
];
