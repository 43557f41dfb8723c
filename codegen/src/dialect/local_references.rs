//! References that start at the schema around them, and not at the document.
//!
//! A JSON Schema that a library makes, such as Pydantic or Zod, has its definitions in itself: `#/$defs/Node`. Where it is
//! copied into a document, the reference starts at the document
//! ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-4.4)), unless the schema has an `$id`
//! ([JSON Schema 2020-12](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.1)).

use std::collections::HashSet;

use serde_json::Value;

use super::walk;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// A reference: the place of its text, the text, and the place of the schema that has it.
struct Site {
    at: Pointer,
    reference: String,
    schema: Pointer,
}

/// Rewrites references into the schema around them to references from the document.
pub(super) fn resolve(document: &mut Value, report: &mut Report) {
    let mut open = Vec::new();
    walk::schemas(document, &mut |schema, at| open.extend(sites(schema, at)));
    let mut entered: HashSet<String> = HashSet::new();
    while let Some(site) = open.pop() {
        let Some((target, is_by_id)) = target(document, &site) else { continue };
        if let Some(text) = document.pointer_mut(site.at.as_str()) {
            *text = Value::from(format!("#{target}"));
        }
        if !is_by_id {
            let message = format!("`{}` is not in the document, and is read as `#{target}`", site.reference);
            report.push(
                Diagnostic::note(&site.at, message)
                    .help("a reference starts at the document, unless the schema around it has an `$id`"),
            );
        }
        // The walk visits no `definitions`.
        if target.segments().any(|segment| segment == "definitions")
            && !target.around().any(|around| entered.contains(around))
            && let Some(schema) = document.pointer_mut(target.as_str())
        {
            // A schema around an entered one enters it again.
            if !report.may_copy(schema, &target) {
                return;
            }
            entered.insert(target.as_str().to_owned());
            walk::inside(schema, &target, &mut |schema, at| open.extend(sites(schema, at)));
        }
    }
}

/// Returns the references of a schema that start with `#`, apart from those to components.
fn sites(schema: &Value, at: &Pointer) -> Vec<Site> {
    let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    let mapped = mapping
        .into_iter()
        .flatten()
        .map(|(value, target)| (at.child("discriminator").child("mapping").child(value), target));
    let own = schema.get("$ref").map(|reference| (at.child("$ref"), reference));
    let is_local = |text: &&str| text.starts_with('#') && !text.starts_with("#/components/");
    own.into_iter()
        .chain(mapped)
        .filter_map(|(place, text)| {
            let reference = text.as_str().filter(is_local)?.to_owned();
            Some(Site { at: place, reference, schema: at.clone() })
        })
        .collect()
}

/// Returns the target of a reference if it is in a schema around it, and whether an `$id` determines that.
fn target(document: &Value, site: &Site) -> Option<(Pointer, bool)> {
    let fragment = Pointer::from_reference(&site.reference)?;
    let around = surrounding(document, &site.schema);
    let has_id = |value: &Value| value.get("$id").and_then(Value::as_str).is_some_and(|id| !id.starts_with('#'));
    let join = |place: &str| Pointer::parse(place).ok().map(|place| place.join(&fragment));
    let is_in = |value: &Value| value.pointer(fragment.as_str()).is_some();
    if let Some((place, resource)) = around.iter().rev().find(|(_, value)| has_id(value))
        && is_in(resource)
    {
        return Some((join(place)?, true));
    }
    if fragment.is_root() {
        return outermost(&site.schema).map(|schema| (schema, false));
    }
    if is_in(document) {
        return None;
    }
    let (place, _) = around.iter().rev().find(|(_, value)| is_in(value))?;
    Some((join(place)?, false))
}

/// Returns the values around the one at `at` and itself, apart from the document, each with its place.
fn surrounding<'v>(document: &'v Value, at: &'v Pointer) -> Vec<(&'v str, &'v Value)> {
    let places: Vec<&str> = at.around().filter(|place| !place.is_empty()).collect();
    let (mut value, mut length) = (document, 0);
    let mut around = Vec::with_capacity(places.len());
    for place in places.into_iter().rev() {
        let Some(inner) = value.pointer(&place[length..]) else { break };
        (value, length) = (inner, place.len());
        around.push((place, value));
    }
    around
}

/// Returns the place of the schema that contains the one at `place`, and is in no other.
fn outermost(place: &Pointer) -> Option<Pointer> {
    let mut outer = Pointer::root();
    let is_component = place.as_str().starts_with("/components/schemas/");
    for (index, segment) in place.segments().enumerate() {
        outer = outer.child(&segment);
        if if is_component { index == 2 } else { segment == "schema" } {
            return Some(outer);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resolved(mut schema: Value) -> (Value, usize) {
        let mut document = json!({ "components": { "schemas": { "A": schema.take() } } });
        let mut report = Report::default();
        resolve(&mut document, &mut report);
        (document["components"]["schemas"]["A"].take(), report.len())
    }

    #[test]
    fn a_reference_starts_at_the_schema_that_has_the_target() {
        let (schema, notes) = resolved(json!({
            "properties": { "next": { "$ref": "#/$defs/B" }, "all": { "items": { "$ref": "#" } } },
            "$defs": { "B": { "properties": { "c": { "$ref": "#/$defs/C" } } }, "C": {} },
        }));
        assert_eq!(schema["properties"]["next"]["$ref"], "#/components/schemas/A/$defs/B");
        assert_eq!(schema["properties"]["all"]["items"]["$ref"], "#/components/schemas/A");
        assert_eq!(schema["$defs"]["B"]["properties"]["c"]["$ref"], "#/components/schemas/A/$defs/C");
        assert_eq!(notes, 3);
    }

    #[test]
    fn definitions_have_references_too() {
        let (schema, _) = resolved(json!({
            "$ref": "#/definitions/B",
            "definitions": { "B": { "items": { "$ref": "#/definitions/C" } }, "C": { "items": { "$ref": "#/definitions/B" } } },
        }));
        assert_eq!(schema["definitions"]["B"]["items"]["$ref"], "#/components/schemas/A/definitions/C");
        assert_eq!(schema["definitions"]["C"]["items"]["$ref"], "#/components/schemas/A/definitions/B");
    }

    #[test]
    fn an_id_makes_a_reference_right() {
        let (schema, notes) = resolved(json!({
            "$id": "https://example.com/a",
            "properties": { "next": { "$ref": "#/$defs/B" }, "other": { "$ref": "#/components/schemas/A" } },
            "$defs": { "B": {} },
        }));
        assert_eq!(schema["properties"]["next"]["$ref"], "#/components/schemas/A/$defs/B");
        assert_eq!(schema["properties"]["other"]["$ref"], "#/components/schemas/A");
        assert_eq!(notes, 0);
    }

    #[test]
    fn values_of_a_mapping_are_references() {
        let (schema, _) = resolved(json!({
            "oneOf": [{ "$ref": "#/$defs/B" }],
            "discriminator": { "propertyName": "kind", "mapping": { "b": "#/$defs/B", "x": "#/$defs/Missing" } },
            "$defs": { "B": {} },
        }));
        assert_eq!(schema["discriminator"]["mapping"]["b"], "#/components/schemas/A/$defs/B");
        assert_eq!(schema["discriminator"]["mapping"]["x"], "#/$defs/Missing");
    }
}
