//! Schemas: references, discriminators and null.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use super::references::{self, COMPONENT};
use crate::budget::of_name;
use crate::diagnostic::Report;
use crate::dialect::{members, walk};
use crate::pointer::Pointer;

/// The OpenAPI 3.0 form of `type: file`.
pub(super) const FILE: [(&str, &str); 2] = [("type", "string"), ("format", "binary")];

const DEFINITION: &str = "#/definitions/";

/// The extensions with the discriminator's value for a schema.
const DISCRIMINATOR_VALUES: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// Converts the schemas of the new document. Returns those that references point to at other places
/// of the original.
pub(super) fn convert(document: &mut Value, original: &Value, report: &mut Report) -> Value {
    let mut named: Vec<Pointer> = Vec::new();
    walk::schemas(document, &mut |schema, at| lower(schema, at, original, &mut named, report));
    let mut found: BTreeMap<(usize, Pointer), Value> = BTreeMap::new();
    while let Some(place) = named.pop() {
        // Shorter places come first, so that a schema precedes its parts.
        let key = (place.as_str().len(), place.clone());
        if found.contains_key(&key) {
            continue;
        }
        let Some(schema) = original.pointer(place.as_str()) else { continue };
        if !report.may_copy(schema, &place) {
            break;
        }
        let mut schema = schema.clone();
        walk::inside(&mut schema, &place, &mut |schema, at| lower(schema, at, original, &mut named, report));
        found.insert(key, schema);
    }
    let mut elsewhere = json!({});
    for ((_, place), schema) in found {
        put(&mut elsewhere, &place, schema);
    }
    map_discriminators(document, report);
    elsewhere
}

/// Inserts a value at a place, and creates missing objects around it.
fn put(root: &mut Value, place: &Pointer, value: Value) {
    // A schema around it contains it already.
    if root.pointer(place.as_str()).is_some() {
        return;
    }
    let mut slot = root;
    for segment in place.segments() {
        let Some(members) = slot.as_object_mut() else { return };
        slot = members.entry(segment).or_insert_with(|| json!({}));
    }
    *slot = value;
}

fn lower(schema: &mut Value, at: &Pointer, original: &Value, named: &mut Vec<Pointer>, report: &mut Report) {
    let Some(members) = schema.as_object_mut() else { return };
    members.shift_remove("collectionFormat");
    if let Some(Value::String(property)) = members.get("discriminator") {
        let discriminator = json!({ "propertyName": property });
        members.insert("discriminator".to_owned(), discriminator);
    }
    let mapping = members.get_mut("discriminator").and_then(|given| given.get_mut("mapping"));
    for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        if let Some(rest) = target.as_str().and_then(|target| target.strip_prefix(DEFINITION)) {
            *target = Value::from(format!("{COMPONENT}{rest}"));
        }
    }
    if let Some(Value::Bool(is_nullable)) = members.get("x-nullable")
        && !members.contains_key("nullable")
    {
        let is_nullable = *is_nullable;
        members.insert("nullable".to_owned(), Value::Bool(is_nullable));
    }
    let Some(reference) = members.get("$ref").and_then(Value::as_str).filter(|text| text.starts_with('#')) else {
        return;
    };
    // Later steps see the new document, and their suggestions would not fit the original.
    if references::find_target(original, reference, &at.child("$ref"), report).is_none() {
        members.shift_remove("$ref");
    } else if let Some(rest) = reference.strip_prefix(DEFINITION) {
        let reference = format!("{COMPONENT}{rest}");
        members.insert("$ref".to_owned(), Value::from(reference));
    } else {
        named.extend(Pointer::from_reference(reference).filter(|place| !place.is_root()));
    }
}

/// Sets the discriminators' mappings from the values in their subtypes.
fn map_discriminators(document: &mut Value, report: &mut Report) {
    let at = Pointer::root().child("components").child("schemas");
    let schemas = document.pointer("/components/schemas");
    let value_of =
        |schema: &Value| DISCRIMINATOR_VALUES.iter().find_map(|name| schema.get(*name)?.as_str()).map(str::to_owned);
    let values = members(schemas).filter_map(|(name, schema)| Some((name.clone(), value_of(schema)?)));
    let mut found: Vec<(String, String, String)> = Vec::new();
    for (name, value) in values {
        let mut open = vec![name.clone()];
        let mut seen: HashSet<String> = HashSet::new();
        while let Some(base) = open.pop().filter(|base| seen.insert(base.clone())) {
            let budget = report.budget();
            if !(budget.parts(1) && budget.names(of_name(&name).saturating_add(of_name(&value)))) {
                report.is_over_budget(&at.child(&name));
                return;
            }
            let Some(schema) = schemas.and_then(|schemas| schemas.get(&base)) else { continue };
            if schema.get("discriminator").is_some() {
                found.push((base, value.clone(), name.clone()));
            }
            let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            open.extend(parts.filter_map(|part| Some(part.get("$ref")?.as_str()?.strip_prefix(COMPONENT)?.to_owned())));
        }
    }
    for (base, value, name) in found {
        let discriminator = document.pointer_mut(at.child(&base).child("discriminator").as_str());
        if let Some(discriminator) = discriminator.and_then(Value::as_object_mut) {
            let mapping = discriminator.entry("mapping").or_insert_with(|| Value::Object(Map::new()));
            if let Some(mapping) = mapping.as_object_mut() {
                mapping.insert(
                    value,
                    Value::from(format!(
                        "#{}",
                        Pointer::parse("/components/schemas").map_or_else(|_| Pointer::root(), |at| at.child(&name))
                    )),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_into_schemas_elsewhere_are_resolved() {
        let original = json!({ "x-a": { "allOf": [{ "type": "string" }], "b": "text" } });
        for references in [["#/x-a", "#/x-a/allOf/0"], ["#/x-a/allOf/0", "#/x-a"], ["#/x-a/b", "#/x-a"]] {
            let schemas = references.map(|reference| json!({ "$ref": reference }));
            let mut document = json!({ "components": { "schemas": { "A": schemas[0], "B": schemas[1] } } });
            let elsewhere = convert(&mut document, &original, &mut Report::default());
            assert_eq!(elsewhere.pointer("/x-a/allOf/0"), Some(&json!({ "type": "string" })), "{references:?}");
        }
    }

    #[test]
    fn a_subtype_names_its_value_for_every_base_above_it() {
        let mut document = json!({ "components": { "schemas": {
            "A": { "discriminator": "kind" },
            "B": { "discriminator": "kind", "allOf": [{ "$ref": "#/definitions/A" }] },
            "C": { "x-ms-discriminator-value": "c", "allOf": [{ "$ref": "#/definitions/B" }] },
        } } });
        let original = json!({ "definitions": { "A": {}, "B": {}, "C": {} } });
        convert(&mut document, &original, &mut Report::default());
        for base in ["A", "B"] {
            let mapping = &document["components"]["schemas"][base]["discriminator"]["mapping"];
            assert_eq!(*mapping, json!({ "c": "#/components/schemas/C" }));
        }
    }
}
