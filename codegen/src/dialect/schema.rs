use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Report};
use crate::parse::kind;
use crate::pointer::Pointer;

/// The extension that says that the default is null.
pub(crate) const NULL_DEFAULT: &str = "x-openapi-bindgen-null-default";

/// The keywords whose value is often a boolean and not a schema.
const TAKES_BOOLEAN: [&str; 4] = ["additionalProperties", "items", "unevaluatedItems", "unevaluatedProperties"];

/// The types of JSON Schema but null.
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Rewrites one schema whose inner schemas are already rewritten.
pub(crate) fn lower(schema: &mut Value, pointer: &Pointer, report: &mut Report) {
    match schema {
        // `additionalProperties` is a boolean in 3.0 too, and the others are reported as a whole.
        Value::Bool(_) if pointer.split_last().is_some_and(|(_, key)| TAKES_BOOLEAN.contains(&key.as_ref())) => {}
        // Any value is valid, or none is: neither says anything of a type.
        Value::Bool(_) => *schema = json!({}),
        Value::Object(object) => lower_object(object, pointer, report),
        other => report.error(pointer, format!("a schema is an object, and this is {}", kind(other))),
    }
}

fn lower_object(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    drop_keywords(schema, pointer, report);
    lower_collections(schema, pointer, report);
    lower_null_branch(schema);
    lower_types(schema, pointer, report);
    lower_const(schema);
    lower_bounds(schema);
    lower_discriminator(schema);
    lower_misfits(schema);
    lower_null_default(schema);
    lower_reference(schema);
}

/// What says which values are valid, and nothing of their type: it is accepted, and nobody checks it.
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

/// What the generator has no use for, and `openapiv3` refuses when it is not as 3.0 has it.
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
            report.warn(pointer, format!("`{keyword}` is not followed: what it means stays untyped"));
        }
    }
}

/// `contentMediaType` without an encoding is how 3.1 says `format: binary`.
fn is_binary(schema: &Map<String, Value>) -> bool {
    let has = |keyword: &str| schema.contains_key(keyword);
    schema.get("type").is_some_and(|name| name == "string")
        && has("contentMediaType")
        && !["contentEncoding", "contentSchema", "format"].into_iter().any(has)
}

/// `patternProperties` are members beyond the properties, whatever their names; the items of a tuple are items.
fn lower_collections(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    if let Some(Value::Object(patterns)) = schema.shift_remove("patternProperties") {
        let mut values: Vec<Value> = patterns.into_iter().map(|(_, value)| value).collect();
        match schema.shift_remove("additionalProperties") {
            Some(Value::Bool(true)) => values.push(json!({})),
            Some(other @ Value::Object(_)) => values.push(other),
            _ => {}
        }
        report.push(Diagnostic::note(&pointer.child("patternProperties"), "the patterns of the names are not checked"));
        schema.insert("additionalProperties".to_owned(), one_of(values));
    }
    if let Some(Value::Array(mut items)) = schema.shift_remove("prefixItems") {
        match schema.shift_remove("items") {
            Some(Value::Bool(true)) => items.push(json!({})),
            Some(rest @ Value::Object(_)) => items.push(rest),
            _ => {}
        }
        report.push(Diagnostic::note(&pointer.child("prefixItems"), "the positions of the items are not checked"));
        schema.insert("items".to_owned(), one_of(items));
    }
    // No item but those of the tuple, or none at all: there is nothing to say of a type.
    if schema.get("items").is_some_and(Value::is_boolean) {
        schema.shift_remove("items");
    }
}

fn one_of(schemas: Vec<Value>) -> Value {
    let mut different: Vec<Value> = Vec::new();
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    match different.len() {
        0 => json!({}),
        1 => different.swap_remove(0),
        _ => json!({ "anyOf": different }),
    }
}

/// `anyOf: [X, {type: 'null'}]` is a nullable X.
fn lower_null_branch(schema: &mut Map<String, Value>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(keyword) else { continue };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before {
            continue;
        }
        let only = if branches.len() == 1 { branches.pop() } else { None };
        schema.insert("nullable".to_owned(), Value::Bool(true));
        if let Some(Value::Object(branch)) = only {
            schema.shift_remove(keyword);
            // What is said beside the union is said of the member, and comes before what its branch says of itself.
            for (key, value) in branch {
                schema.entry(key).or_insert(value);
            }
        }
    }
}

/// `{type: 'null'}`, which this stage has already turned into an enum of null.
fn is_null(schema: &Value) -> bool {
    schema.get("enum") == Some(&json!([null])) && schema.get("type").is_none()
}

/// A list of types is one type, perhaps nullable. Where the keywords leave no doubt, a missing type is filled in.
fn lower_types(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => {
            let before = types.len();
            types.retain(|name| name != "null");
            let nullable = types.len() < before;
            match types.as_slice() {
                [only] => {
                    let only = only.clone();
                    schema.insert("type".to_owned(), only);
                }
                [] => {
                    schema.shift_remove("type");
                    schema.insert("enum".to_owned(), json!([null]));
                }
                _ => {
                    let types = std::mem::take(types);
                    lower_several_types(schema, types);
                }
            }
            if nullable {
                schema.insert("nullable".to_owned(), Value::Bool(true));
            }
        }
        Some(Value::String(name)) if name == "null" => {
            schema.shift_remove("type");
            schema.insert("enum".to_owned(), json!([null]));
        }
        Some(Value::String(name)) if !TYPES.contains(&name.as_str()) => {
            let message = format!("`{name}` is not a type");
            report.push(
                Diagnostic::error(&pointer.child("type"), message).help(format!("the types are {}", TYPES.join(", "))),
            );
        }
        Some(_) => {}
        None => {
            if let Some(implied) = implied_type(schema) {
                schema.insert("type".to_owned(), Value::from(implied));
                if schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null)) {
                    schema.insert("nullable".to_owned(), Value::Bool(true));
                }
            }
        }
    }
}

/// A choice of types is a choice of schemas, each of which has what is said beside it.
fn lower_several_types(schema: &mut Map<String, Value>, types: Vec<Value>) {
    schema.shift_remove("type");
    let annotations = ["title", "description", "default", "nullable", "deprecated", "readOnly", "writeOnly"];
    let (kept, moved): (Map<String, Value>, Map<String, Value>) = std::mem::take(schema)
        .into_iter()
        .partition(|(key, _)| annotations.contains(&key.as_str()) || key.starts_with("x-"));
    *schema = kept;
    let branches: Vec<Value> = types
        .into_iter()
        .map(|name| {
            let keywords: &[&str] = match name.as_str() {
                Some("string") => &["minLength", "maxLength", "pattern", "format", "enum"],
                Some("integer" | "number") => {
                    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format", "enum"]
                }
                Some("array") => &["items", "minItems", "maxItems", "uniqueItems"],
                Some("object") => &["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
                _ => &[],
            };
            let mut branch = Map::from_iter([("type".to_owned(), name)]);
            let own = moved.iter().filter(|(key, _)| keywords.contains(&key.as_str()));
            branch.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            keep_values_of_type(&mut branch);
            Value::Object(branch)
        })
        .collect();
    schema.insert("anyOf".to_owned(), Value::Array(branches));
}

/// Of a list of values for several types, each type has its own.
fn keep_values_of_type(branch: &mut Map<String, Value>) {
    let is_text = branch.get("type").is_some_and(|name| name == "string");
    if let Some(Value::Array(values)) = branch.get_mut("enum") {
        values.retain(|value| if is_text { value.is_string() } else { value.is_number() });
        if values.is_empty() {
            branch.shift_remove("enum");
        }
    }
}

fn implied_type(schema: &Map<String, Value>) -> Option<&'static str> {
    let has = |keyword: &str| schema.contains_key(keyword);
    if ["$ref", "allOf", "anyOf", "oneOf"].into_iter().any(has) {
        return None;
    }
    if has("properties") || has("additionalProperties") {
        return Some("object");
    }
    if has("items") {
        return Some("array");
    }
    let values = schema.get("enum").and_then(Value::as_array)?;
    (values.iter().any(Value::is_string) && values.iter().all(|value| value.is_string() || value.is_null()))
        .then_some("string")
}

/// `const: x` is an enum of one value.
fn lower_const(schema: &mut Map<String, Value>) {
    if let Some(value) = schema.shift_remove("const") {
        if !schema.contains_key("type") && value.is_string() {
            schema.insert("type".to_owned(), Value::from("string"));
        }
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
}

/// An exclusive bound is a number in 3.1 and says of a bound that it is exclusive in 3.0.
fn lower_bounds(schema: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if schema.get(exclusive).is_some_and(Value::is_number)
            && let Some(value) = schema.insert(exclusive.to_owned(), Value::Bool(true))
        {
            schema.insert(bound.to_owned(), value);
        }
    }
}

/// A mapping names schemas; some documents write references in it as objects.
fn lower_discriminator(schema: &mut Map<String, Value>) {
    match schema.get_mut("discriminator") {
        Some(Value::Object(discriminator)) if discriminator.get("propertyName").is_some_and(Value::is_string) => {
            let mapping = discriminator.get_mut("mapping").and_then(Value::as_object_mut);
            for target in mapping.into_iter().flat_map(Map::values_mut) {
                if let Some(reference) = target.get_mut("$ref") {
                    *target = reference.take();
                }
            }
        }
        Some(_) => {
            schema.shift_remove("discriminator");
        }
        None => {}
    }
}

/// Values that are not of the type that `openapiv3` reads them as; real documents have them, and no type depends on it.
fn lower_misfits(schema: &mut Map<String, Value>) {
    for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
        match schema.get(keyword) {
            Some(value) if value.is_u64() => {}
            Some(value) => match whole(value) {
                Some(number) => {
                    schema.insert(keyword.to_owned(), Value::from(number));
                }
                None => {
                    schema.shift_remove(keyword);
                }
            },
            None => {}
        }
    }
    for keyword in ["minimum", "maximum", "multipleOf"] {
        if schema.get(keyword).is_some_and(|value| !value.is_number()) {
            schema.shift_remove(keyword);
        }
    }
    for keyword in
        ["nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"]
    {
        if schema.get(keyword).is_some_and(|value| !value.is_boolean()) {
            schema.shift_remove(keyword);
        }
    }
    for keyword in ["title", "description", "format", "pattern"] {
        if schema.get(keyword).is_some_and(|value| !value.is_string()) {
            schema.shift_remove(keyword);
        }
    }
    if schema.get("required").is_some_and(|value| !value.is_array()) {
        schema.shift_remove("required");
    }
    // A text that looks like something else in YAML: `enum: [1.0, no]`.
    if schema.get("type").is_some_and(|name| name == "string") {
        for value in schema.get_mut("enum").and_then(Value::as_array_mut).into_iter().flatten() {
            if value.is_number() || value.is_boolean() {
                *value = Value::from(value.to_string());
            }
        }
    }
}

fn whole(value: &Value) -> Option<u64> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..1e15).contains(number))?;
    format!("{number:.0}").parse().ok()
}

/// `openapiv3` takes a null default for none, so it travels as an extension.
fn lower_null_default(schema: &mut Map<String, Value>) {
    if schema.get("default") == Some(&Value::Null) {
        schema.insert(NULL_DEFAULT.to_owned(), Value::Bool(true));
    }
}

/// A `$ref` stands alone in 3.0; what stands beside it goes around an `allOf` of it.
fn lower_reference(schema: &mut Map<String, Value>) {
    if schema.len() > 1
        && let Some(reference) = schema.shift_remove("$ref")
    {
        let reference = json!({ "$ref": reference });
        match schema.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(parts) => parts.insert(0, reference),
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
        // Inner schemas come first, as in a document.
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
    fn what_is_said_beside_a_union_wins_over_its_branch() {
        assert_eq!(
            lowered(
                json!({ "oneOf": [{ "type": "null" }, { "type": "string", "description": "in" }], "description": "out" })
            ),
            json!({ "type": "string", "nullable": true, "description": "out" })
        );
    }

    #[test]
    fn a_nullable_reference_keeps_its_siblings() {
        assert_eq!(
            lowered(json!({ "anyOf": [{ "$ref": "#/x" }, { "type": "null" }], "description": "d" })),
            json!({ "description": "d", "nullable": true, "allOf": [{ "$ref": "#/x" }] })
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
            lowered(json!({ "properties": { "a": true }, "additionalProperties": false })),
            json!({ "properties": { "a": {} }, "additionalProperties": false, "type": "object" })
        );
    }
}
