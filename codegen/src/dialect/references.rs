//! References to schemas. Every one becomes `#/components/schemas/<name>`, with an unescaped name.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Chain, is_in, members, schema::ANNOTATIONS, walk};
use crate::budget::of_name;
use crate::diagnostic::{Diagnostic, Report};
use crate::media_type::{JSON, essence};
use crate::nearest::nearest;
use crate::pointer::Pointer;

/// The prefix of a reference to a schema component.
pub(crate) const COMPONENT: &str = "#/components/schemas/";

/// The extension of a hoisted component.
pub(crate) const HOISTED: &str = "x-openapi-bindgen-hoisted";

/// Hoists the schemas outside of `components` that references point to, and names them after their
/// path. Removes references to missing places and to other documents; such a schema allows
/// anything. `taken_out` holds the removed parts of the document at their original places.
pub(super) fn hoist(document: &mut Value, taken_out: &Value, report: &mut Report) {
    settle_identifiers(document);
    let mut hoisted: HashMap<String, Option<String>> = HashMap::new();
    let mut open: IndexMap<String, Pointer> = IndexMap::new();
    walk::schemas(document, &mut |schema, pointer| add_reference(&mut open, schema, pointer));
    // References to one place may differ in spelling, and the place may be a component already.
    let places = moved_components(document, report).collect();
    let mut added = Added { names: places, numbers: HashMap::new() };
    let mut by_place: HashMap<Pointer, Option<String>> = HashMap::new();
    while !open.is_empty() {
        let mut fresh: Vec<String> = Vec::new();
        for (reference, pointer) in open {
            let place = Pointer::from_reference(&reference);
            if let Some(known) = place.as_ref().and_then(|place| by_place.get(place)) {
                hoisted.insert(reference, known.clone());
                continue;
            }
            let before = added.names.len();
            let name = component_of((document, taken_out), &reference, &pointer.child("$ref"), &mut added, report);
            fresh.extend(name.clone().filter(|_| added.names.len() > before));
            by_place.extend(place.map(|place| (place, name.clone())));
            hoisted.insert(reference, name);
        }
        // An added schema may contain references.
        open = IndexMap::new();
        for name in fresh {
            let at = Pointer::root().child("components").child("schemas").child(&name);
            if let Some(schema) = document.pointer_mut(at.as_str()) {
                walk::inside(schema, &at, &mut |schema, pointer| add_reference(&mut open, schema, pointer));
            }
        }
        open.retain(|reference, _| !hoisted.contains_key(reference));
    }
    walk::schemas(document, &mut |schema, _| {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let (Some(found), Some(object)) = (reference.and_then(|text| hoisted.get(text)), schema.as_object_mut()) else {
            return;
        };
        match found {
            Some(name) => _ = object.insert("$ref".to_owned(), Value::from(format!("{COMPONENT}{name}"))),
            None => _ = object.shift_remove("$ref"),
        }
    });
}

/// The schemas that were made components.
struct Added {
    /// Their names, by their places.
    names: HashMap<Pointer, String>,
    /// The last number after each name that several have.
    numbers: HashMap<String, usize>,
}

/// Adds the reference of a schema, unless it is known.
fn add_reference(open: &mut IndexMap<String, Pointer>, schema: &Value, at: &Pointer) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str)
        && !open.contains_key(reference)
    {
        open.insert(reference.to_owned(), at.clone());
    }
}

/// Leaves out references that are not strings.
pub(super) fn leave_out_malformed(document: &mut Value, report: &mut Report) {
    walk::referrers(document, &mut |value, pointer| {
        let Some(object) = value.as_object_mut() else { return };
        if object.get("$ref").is_some_and(|reference| !reference.is_string()) {
            object.shift_remove("$ref");
            report.leave_out(&pointer.child("$ref"), "a `$ref` must be a string: this one is left out");
        }
    });
}

/// Rewrites references to the `$id` of a schema component, as `TypeBox` writes them, to the component.
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
        // An `$id` of several components is ambiguous.
        if let Some([name]) = reference.and_then(|reference| components.get(reference)).map(Vec::as_slice) {
            let target = Pointer::root().child("components").child("schemas").child(name);
            schema["$ref"] = Value::from(format!("#{target}"));
        }
    });
}

/// Returns the places of the components that were moved.
fn moved_components(document: &Value, report: &Report) -> impl Iterator<Item = (Pointer, String)> {
    let at = Pointer::root().child("components").child("schemas");
    let names = members(document.pointer(at.as_str())).map(|(name, _)| name);
    names.filter_map(move |name| {
        let rewritten_at = at.child(name);
        let place = report.place_of(&rewritten_at);
        (place != rewritten_at).then(|| (place, name.clone()))
    })
}

/// Returns the diagnostic for a reference at `at` to another document.
pub(crate) fn leads_out(reference: &str, at: &Pointer, report: &Report) -> Diagnostic {
    report.unresolved(reference, at).unwrap_or_else(|| {
        Diagnostic::warning(at, format!("`{reference}` points to another document, and is left out"))
            .left_out()
            .help("bundle the documents into one first")
    })
}

/// Returns the target of a reference, and its place.
pub(super) fn find_target<'v>(
    document: &'v Value,
    reference: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<(&'v Value, Pointer)> {
    if !reference.starts_with('#') {
        report.push(leads_out(reference, at, report));
        return None;
    }
    if !report.budget().names(of_name(reference)) {
        report.is_over_budget(at);
        return None;
    }
    let found =
        Pointer::from_reference(reference).and_then(|target| Some((document.pointer(target.as_str())?, target)));
    if found.is_none() {
        let missing =
            Diagnostic::warning(at, format!("`{reference}` does not exist in this document, and is left out"))
                .left_out();
        report.push(match existing_like(document, reference, report) {
            Some(existing) => missing.help(format!("a similar name exists: `{existing}`")),
            None => missing,
        });
    }
    found
}

// A limit to the number of comparisons, which take time.
const MOST_SIBLINGS: usize = 1_000;
const LONGEST_NAME: usize = 100;
const MOST_DIAGNOSTICS: usize = 100;

/// Returns the reference to a sibling of the missing target with a similar name.
fn existing_like(document: &Value, reference: &str, report: &Report) -> Option<String> {
    let missing = Pointer::from_reference(reference)?;
    let (parent, name) = missing.split_last()?;
    let siblings = document.pointer(parent.as_str())?.as_object()?;
    if siblings.len() > MOST_SIBLINGS || name.len() > LONGEST_NAME || report.len() > MOST_DIAGNOSTICS {
        return None;
    }
    let names = siblings.keys().filter(|name| name.len() <= LONGEST_NAME);
    let name = nearest(&name, names).into_iter().next()?;
    Some(format!("#{}", parent.child(name)))
}

/// Returns the name of the component that a reference points to. Adds it if needed.
fn component_of(
    (document, taken_out): (&mut Value, &Value),
    reference: &str,
    at: &Pointer,
    added: &mut Added,
    report: &mut Report,
) -> Option<String> {
    if ["#/components/examples/", "#/components/links/"].iter().any(|section| reference.starts_with(section)) {
        report.leave_out(at, format!("`{reference}` is not a schema, and is left out"));
        return None;
    }
    let target = |reference, at: &Pointer, report: &mut Report| {
        let found =
            Pointer::from_reference(reference).and_then(|place| Some((taken_out.pointer(place.as_str())?, place)));
        found.or_else(|| find_target(document, reference, at, report))
    };
    let (mut schema, mut place) = target(reference, at, report)?;
    let mut followed = Chain::of(reference);
    while component_name(&place).is_none() {
        if let Some(next) = schema.get("$ref").and_then(Value::as_str).filter(|_| is_only_reference(schema)) {
            if let Err(reason) = followed.follow(next) {
                report.leave_out(at, reason);
                return None;
            }
            (schema, place) = target(next, &place.child("$ref"), report)?;
        } else if let Some((kind, inner, inner_place)) = schema_within(schema, &place) {
            if followed.len() == 1 {
                let message = format!("`{reference}` is a {kind} and not a schema: the schema in it is used");
                report.push(Diagnostic::warning(at, message).help(format!("refer to `#{inner_place}`")));
            }
            (schema, place) = (inner, inner_place);
        } else {
            break;
        }
    }
    if let Some(name) = component_name(&place) {
        return Some(name);
    }
    if place == Pointer::root() {
        report.push(
            Diagnostic::warning(at, "`#` is the whole document, not a schema, and is left out")
                .left_out()
                .help("name the component: `#/components/schemas/…`"),
        );
        return None;
    }
    if let Some(name) = added.names.get(&place) {
        return Some(name.clone());
    }
    let mut schema = match schema {
        Value::Object(object) if is_schema(object, &place) => {
            if !report.may_copy(schema, at) {
                return None;
            }
            object.clone()
        }
        // A boolean schema determines no type.
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
    // Earlier numbers are taken.
    let last = added.numbers.entry(name.clone()).or_insert(0);
    let name = loop {
        *last += 1;
        let numbered = if *last == 1 { name.clone() } else { format!("{name} {last}") };
        if !components.contains_key(&numbered) {
            break numbered;
        }
    };
    components.insert(name.clone(), Value::Object(schema));
    added.names.insert(place.clone(), name.clone());
    report.record_move(Pointer::root().child("components").child("schemas").child(&name), place);
    Some(name)
}

/// Returns the schema of an object of another kind, with the kind and the place of the schema.
fn schema_within<'v>(object: &'v Value, place: &Pointer) -> Option<(&'static str, &'v Value, Pointer)> {
    if object.as_object().is_none_or(has_keyword) {
        return None;
    }
    if let Some(schema) = object.get("schema").filter(|schema| schema.is_object()) {
        let kind = match () {
            () if object.get("in").is_some() => "parameter",
            () if is_in(place, "headers") => "header",
            () if is_in(place, "content") => "media type",
            () => "response",
        };
        return Some((kind, schema, place.child("schema")));
    }
    let content = object.get("content")?.as_object()?;
    let with_schema = || content.iter().filter(|(_, media)| media.get("schema").is_some_and(Value::is_object));
    let json = with_schema().find(|(name, _)| essence(name) == JSON);
    let (name, media) = json.or_else(|| with_schema().next())?;
    let kind = if object.get("description").is_some() { "response" } else { "request body" };
    Some((kind, media.get("schema")?, place.child("content").child(name).child("schema")))
}

/// Returns the name of the schema component at a place.
pub(super) fn component_name(place: &Pointer) -> Option<String> {
    let (parent, name) = place.split_last()?;
    (parent.as_str() == "/components/schemas").then(|| name.into_owned())
}

/// Keywords that determine a type.
const TYPING: [&str; 13] = [
    "type",
    "format",
    "enum",
    "const",
    "properties",
    "additionalProperties",
    "patternProperties",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
];

/// Keywords that determine no type, apart from the annotations.
const LIMITS: [&str; 16] = [
    "discriminator",
    "required",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "definitions",
];

/// Returns true for an object with a keyword that determines a type.
pub(super) fn has_keyword(object: &Map<String, Value>) -> bool {
    TYPING.iter().any(|keyword| object.contains_key(*keyword))
}

/// Returns true unless an object that a schema refers to is something else, such as an operation or a map of schemas.
fn is_schema(object: &Map<String, Value>, place: &Pointer) -> bool {
    let is_keyword = |name: &String| {
        ANNOTATIONS.contains(&name.as_str())
            || LIMITS.contains(&name.as_str())
            || name.starts_with('$')
            || name.starts_with("x-")
    };
    let is_in_section = place.split_last().is_some_and(|(parent, _)| parent.as_str().starts_with("/components/"));
    object.contains_key("$ref") || has_keyword(object) || !is_in_section && object.keys().all(is_keyword)
}

/// Returns true if a schema has only a `$ref`.
fn is_only_reference(schema: &Value) -> bool {
    schema.as_object().is_some_and(|schema| schema.len() == 1)
}

/// The segments of a path that are structure, not subject.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_in_hoisted_schemas_are_hoisted_with_names_of_their_own() {
        let mut document = json!({
            "components": { "schemas": { "A": { "$ref": "#/x-a/b" } } },
            "x-a": { "b": { "items": { "$ref": "#/x-a/{b}" } }, "{b}": { "items": { "$ref": "#/x-a/b" }, "not": { "$ref": "#/x" } } },
        });
        let mut report = Report::default();
        hoist(&mut document, &Value::Null, &mut report);
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["A"]["$ref"], "#/components/schemas/x-a b");
        assert_eq!(schemas["x-a b"]["items"]["$ref"], "#/components/schemas/x-a  b ");
        assert_eq!(schemas["x-a  b "]["items"]["$ref"], "#/components/schemas/x-a b");
        assert_eq!(schemas["x-a  b "]["not"], json!({}));
        assert_eq!(report.len(), 1);
    }
}
