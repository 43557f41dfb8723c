use serde_json::{Map, Value, json};

use super::one_of::one_of;
use super::{invalid_keywords, misspelt_keywords, number_text, patterns, types, value_names};
use crate::diagnostic::{Diagnostic, Report};
use crate::media_type::essence;
use crate::parse::kind;
use crate::pointer::Pointer;

/// The extension that marks a null default.
pub(crate) const NULL_DEFAULT: &str = "x-openapi-bindgen-null-default";

/// Rewrites one schema. The schemas inside it are already rewritten.
pub(crate) fn lower(schema: &mut Value, pointer: &Pointer, report: &mut Report) {
    match schema {
        // A boolean schema determines no type.
        Value::Bool(_) => *schema = json!({}),
        Value::Object(object) => lower_object(object, pointer, report),
        other => {
            let message = format!("expected a schema, found {}: any value is allowed", kind(other));
            report.loosen(pointer, message);
            *other = json!({});
        }
    }
}

/// The keywords beside a `$ref` that 3.0 documents commonly use, although 3.0 ignores all of them
/// (OpenAPI 3.0.3, "Reference Object").
pub(super) const ANNOTATIONS: &[&str] = &[
    "$ref",
    "title",
    "description",
    "default",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "externalDocs",
    "xml",
];

/// Removes keywords beside a `$ref` that would change its meaning, in Swagger 2.0 and OpenAPI 3.0.
pub(crate) fn drop_siblings(schema: &mut Value, pointer: &Pointer, version: &str, report: &mut Report) {
    let Some(members) = schema.as_object_mut().filter(|members| members.contains_key("$ref")) else { return };
    let mut ignored = Vec::new();
    members.retain(|name, _| {
        let is_kept = ANNOTATIONS.contains(&name.as_str()) || name.starts_with("x-");
        if !is_kept {
            ignored.push(name.clone());
        }
        is_kept
    });
    if ignored.is_empty() {
        return;
    }
    let message = format!("beside a `$ref`, {version} ignores `{}`", ignored.join("`, `"));
    report.push(Diagnostic::warning(pointer, message).help("put the `$ref` and the rest into an `allOf`"));
}

fn lower_object(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    misspelt_keywords::note(schema, pointer, report);
    lower_unevaluated(schema, pointer, report);
    drop_keywords(schema, pointer, report);
    lower_collections(schema, pointer, report);
    lower_null_branch(schema, pointer, report);
    number_text::lower(schema, pointer, report);
    types::lower(schema, pointer, report);
    lower_const(schema);
    lower_bounds(schema);
    lower_discriminator(schema, pointer, report);
    invalid_keywords::repair(schema, pointer, report);
    value_names::lower(schema, pointer, report);
    lower_null_default(schema);
    lower_reference(schema, pointer, report);
}

/// Keywords that restrict values but not their type. They are accepted and not checked.
const UNCHECKED: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
];

/// The keywords that the generator ignores, and that `openapiv3` rejects unless they are valid in
/// 3.0.
const UNUSED: &[&str] = &[
    "example",
    "examples",
    "externalDocs",
    "xml",
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

fn drop_keywords(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    if is_binary(schema) {
        schema.entry("type").or_insert_with(|| Value::from("string"));
        schema.insert("format".to_owned(), Value::from("binary"));
    }
    for keyword in UNUSED {
        schema.shift_remove(*keyword);
    }
    let unchecked: Vec<&str> =
        UNCHECKED.iter().filter(|keyword| schema.shift_remove(**keyword).is_some()).copied().collect();
    if !unchecked.is_empty() {
        let verb = if unchecked.len() == 1 { "is" } else { "are" };
        report.push(Diagnostic::note(pointer, format!("`{}` {verb} not checked", unchecked.join("`, `"))));
    }
    for keyword in ["$dynamicRef", "$recursiveRef"] {
        if schema.shift_remove(keyword).is_some() {
            report.warn(pointer, format!("`{keyword}` is not supported, and its value is read as any JSON"));
        }
    }
}

/// Rewrites `unevaluatedProperties` and `unevaluatedItems` to `additionalProperties` and `items`.
fn lower_unevaluated(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    for (keyword, same) in [("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")] {
        let says_more = schema.get(keyword).is_some_and(Value::is_object) && !schema.contains_key(same);
        if let Some(value) = says_more.then(|| schema.shift_remove(keyword)).flatten() {
            report.record_move(pointer.child(same), pointer.child(keyword));
            schema.insert(same.to_owned(), value);
        }
    }
}

/// Returns true if content of a media type is text, such as JSON in a string.
pub(super) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    let suffix = subtype.rsplit('+').next().unwrap_or_default();
    essence.starts_with("text/")
        || matches!(suffix, "json" | "xml" | "yaml" | "x-yaml" | "javascript" | "x-ndjson" | "jsonl" | "sql")
}

/// Returns true if the schema has `contentMediaType` without an encoding, the 3.1 form of `format:
/// binary`.
fn is_binary(schema: &Map<String, Value>) -> bool {
    let has = |keyword: &str| schema.contains_key(keyword);
    let is_string =
        |name: &Value| name == "string" || *name == json!(["string", "null"]) || *name == json!(["null", "string"]);
    schema.get("type").is_none_or(is_string)
        && !types::COMPOSED.into_iter().chain(["enum", "const", "properties", "items"]).any(has)
        && schema.get("contentMediaType").and_then(Value::as_str).is_some_and(|name| !is_text(name))
        && !["contentEncoding", "contentSchema", "format"].into_iter().any(has)
}

/// Rewrites `patternProperties` to additional properties, and the items of a tuple to items.
fn lower_collections(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    patterns::lower(schema, pointer, report);
    if let Some(Value::Array(items)) = schema.shift_remove("prefixItems") {
        let (at, from) = (pointer.child("items"), pointer.child("prefixItems"));
        let mut items: Vec<(Value, Pointer)> =
            items.into_iter().enumerate().map(|(index, item)| (item, from.index(index))).collect();
        let is_full = schema.get("maxItems").and_then(Value::as_u64).is_some_and(|most| most <= items.len() as u64);
        let is_open = match schema.shift_remove("items") {
            Some(Value::Bool(others)) => others,
            Some(rest @ Value::Object(_)) => {
                items.push((rest, at.clone()));
                false
            }
            _ => true,
        };
        report.push(Diagnostic::note(&from, "the positions of the items are not checked"));
        let item = one_of(items, (&at, &from), report);
        // The items after the tuple may be anything, unless none are allowed.
        let item = if is_open && !is_full { patterns::open(item, (&at, &from), report) } else { item };
        schema.insert("items".to_owned(), item);
    }
    // Boolean `items` determine no type.
    if schema.get("items").is_some_and(Value::is_boolean) {
        schema.shift_remove("items");
    }
}

/// Rewrites `anyOf: [X, {type: 'null'}]` to a nullable X.
fn lower_null_branch(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(keyword) else { continue };
        let at = pointer.child(keyword);
        let stay: Vec<usize> = (0..branches.len()).filter(|index| !is_null_schema(&branches[*index])).collect();
        if branches.len() == stay.len() {
            continue;
        }
        branches.retain(|branch| !is_null_schema(branch));
        let only = if branches.len() == 1 { branches.pop() } else { None };
        schema.insert("nullable".to_owned(), Value::Bool(true));
        if let (Some(Value::Object(branch)), [original]) = (only, stay.as_slice()) {
            schema.shift_remove(keyword);
            // Keywords beside the union belong to the property, and override those of the branch.
            for (key, value) in branch {
                if !schema.contains_key(&key) {
                    report.record_move(pointer.child(&key), at.index(*original).child(&key));
                    schema.insert(key, value);
                }
            }
        } else {
            for (index, original) in stay.iter().enumerate().filter(|(index, original)| index != *original) {
                report.record_move(at.index(index), at.index(*original));
            }
        }
    }
}

/// Returns true if a schema allows only null, or only marks null as allowed, as 3.0 documents write
/// a null branch: `{type: 'null'}`, `{enum: [null]}`, `{const: null}` or `{nullable: true}`,
/// rewritten or not.
pub(crate) fn is_null_schema(schema: &Value) -> bool {
    let Some(schema) = schema.as_object() else { return false };
    let is = |keyword: &str, values: &[Value]| schema.get(keyword).is_some_and(|value| values.contains(value));
    let is_type = is("type", &[json!("null"), json!(["null"])]);
    let is_listed = is("enum", &[json!([null])]) || is("const", &[Value::Null]);
    let says_only_null = is("nullable", &[Value::Bool(true)])
        && schema.keys().all(|key| matches!(key.as_str(), "nullable" | "title" | "description"));
    is_type || is_listed || says_only_null
}

/// Rewrites `const: x` to an enum with one value.
fn lower_const(schema: &mut Map<String, Value>) {
    if let Some(value) = schema.shift_remove("const") {
        if !schema.contains_key("type") && value.is_string() {
            schema.insert("type".to_owned(), Value::from("string"));
        }
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
}

/// Rewrites exclusive bounds: a number in 3.1, and a flag of the inclusive bound in 3.0.
fn lower_bounds(schema: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if schema.get(exclusive).is_some_and(Value::is_number)
            && let Some(value) = schema.insert(exclusive.to_owned(), Value::Bool(true))
        {
            schema.insert(bound.to_owned(), value);
        }
    }
}

/// Repairs a discriminator: a name alone, as in Swagger 2.0, and a mapping with references that are objects.
fn lower_discriminator(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let Some(discriminator) = schema.get_mut("discriminator") else { return };
    let at = pointer.child("discriminator");
    if let Some(name) = discriminator.as_str() {
        report.warn(&at, format!("this name of a property is read as `propertyName: {name}`"));
        *discriminator = json!({ "propertyName": name });
    }
    if !discriminator.get("propertyName").is_some_and(Value::is_string) {
        report.leave_out(&at, "this discriminator has no `propertyName`, and is left out");
        schema.shift_remove("discriminator");
        return;
    }
    let at = at.child("mapping");
    match discriminator.get_mut("mapping") {
        Some(Value::Object(mapping)) => mapping.retain(|value, target| {
            if let Some(reference) = target.get_mut("$ref") {
                *target = reference.take();
            }
            // Pydantic writes a branch that is a union here once more. Its branches have the values.
            let is_union = ["oneOf", "anyOf"].into_iter().any(|keyword| target.get(keyword).is_some());
            if !target.is_string() && !is_union {
                report.leave_out(&at.child(value), "this is not the name of a schema, and is left out");
            }
            target.is_string()
        }),
        Some(_) => {
            report.leave_out(&at, "this mapping is no object, and is left out");
            if let Some(members) = discriminator.as_object_mut() {
                members.shift_remove("mapping");
            }
        }
        None => {}
    }
}

/// Marks a null default with an extension, since `openapiv3` reads it as absent.
fn lower_null_default(schema: &mut Map<String, Value>) {
    if schema.get("default") == Some(&Value::Null) {
        schema.insert(NULL_DEFAULT.to_owned(), Value::Bool(true));
    }
}

/// Moves a `$ref` with siblings into an `allOf`, since 3.0 allows no siblings.
fn lower_reference(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    if schema.len() > 1
        && let Some(reference) = schema.shift_remove("$ref")
    {
        let reference = json!({ "$ref": reference });
        match schema.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(parts) => {
                let at = pointer.child("allOf");
                report.record_moves((0..parts.len()).map(|index| (at.index(index + 1), at.index(index))));
                parts.insert(0, reference);
            }
            None => {
                schema.insert("allOf".to_owned(), json!([reference]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(mut schema: Value) -> Value {
        let mut report = Report::default();
        // Inner schemas are rewritten first, as in a document.
        let mut document = json!({ "components": { "schemas": { "S": schema.take() } } });
        super::super::walk::schemas(&mut document, &mut |schema, pointer| lower(schema, pointer, &mut report));
        assert!(!report.has_errors());
        document["components"]["schemas"]["S"].take()
    }

    #[test]
    fn a_null_branch_makes_the_other_nullable_and_keeps_its_constraints() {
        assert_eq!(
            lowered(json!({ "anyOf": [{ "type": "string", "maxLength": 9 }, { "type": "null" }], "default": null })),
            json!({ "type": "string", "maxLength": 9, "nullable": true, "default": null, NULL_DEFAULT: true })
        );
    }

    #[test]
    fn keywords_beside_a_union_override_its_branch() {
        assert_eq!(
            lowered(
                json!({ "oneOf": [{ "type": "null" }, { "type": "string", "description": "in" }], "description": "out" })
            ),
            json!({ "type": "string", "nullable": true, "description": "out" })
        );
    }

    #[test]
    fn the_parts_beside_a_reference_keep_their_places() {
        let parts = json!([{ "title": "a" }, { "title": "b" }, { "title": "c" }]);
        let mut schema = json!({ "$ref": "#/x", "allOf": parts });
        let mut report = Report::default();
        let at = Pointer::root().child("allOf");
        lower(&mut schema, &Pointer::root(), &mut report);
        assert_eq!(schema["allOf"][3]["title"], "c");
        let places = [1, 2, 3].map(|index| report.place_of(&at.index(index).child("title")).as_str().to_owned());
        assert_eq!(places, ["/allOf/0/title", "/allOf/1/title", "/allOf/2/title"]);
    }

    #[test]
    fn a_nullable_reference_keeps_its_siblings() {
        assert_eq!(
            lowered(json!({ "anyOf": [{ "$ref": "#/x" }, { "type": "null" }], "description": "d" })),
            json!({ "description": "d", "nullable": true, "allOf": [{ "$ref": "#/x" }] })
        );
    }

    #[test]
    fn a_branch_that_is_only_nullable_is_a_null_branch() {
        assert_eq!(
            lowered(json!({ "anyOf": [{ "type": "string" }, { "nullable": true }] })),
            json!({ "type": "string", "nullable": true })
        );
    }

    #[test]
    fn type_arrays_bounds_and_const() {
        assert_eq!(
            lowered(json!({ "type": ["integer", "null"], "exclusiveMinimum": 0 })),
            json!({ "type": "integer", "nullable": true, "exclusiveMinimum": true, "minimum": 0 })
        );
        assert_eq!(lowered(json!({ "const": "a" })), json!({ "type": "string", "enum": ["a"] }));
    }

    #[test]
    fn a_missing_type_is_implied_by_its_keywords() {
        assert_eq!(lowered(json!({ "properties": {} }))["type"], "object");
        assert_eq!(lowered(json!({ "items": {} }))["type"], "array");
        assert_eq!(
            lowered(json!({ "enum": ["a", null] })),
            json!({ "enum": ["a", null], "type": "string", "nullable": true })
        );
        assert_eq!(lowered(json!({ "enum": [1] })).get("type"), None);
    }

    #[test]
    fn true_is_any_schema_and_additional_properties_stay_boolean() {
        assert_eq!(
            lowered(json!({ "properties": { "a": true, "items": false }, "additionalProperties": false })),
            json!({ "properties": { "a": {}, "items": {} }, "additionalProperties": false, "type": "object" })
        );
    }
}
