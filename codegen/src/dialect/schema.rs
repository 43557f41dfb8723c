use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Report};
use crate::parse::kind;
use crate::pointer::Pointer;

/// The extension that says that the default is null.
pub(crate) const NULL_DEFAULT: &str = "x-openapi-bindgen-null-default";

/// The keywords whose value is often a boolean and not a schema.
const TAKES_BOOLEAN: [&str; 3] = ["additionalProperties", "unevaluatedItems", "unevaluatedProperties"];

/// The types of JSON Schema but null.
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Rewrites one schema whose inner schemas are already rewritten.
pub(crate) fn lower(schema: &mut Value, pointer: &Pointer, report: &mut Report) {
    match schema {
        // `additionalProperties` is a boolean in 3.0 too, and the others are reported as a whole.
        Value::Bool(_) if pointer.split_last().is_some_and(|(_, key)| TAKES_BOOLEAN.contains(&key.as_ref())) => {}
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => report.error(pointer, "a schema that nothing fits is not supported yet"),
        Value::Object(object) => lower_object(object, pointer, report),
        other => report.error(pointer, format!("a schema is an object, and this is {}", kind(other))),
    }
}

fn lower_object(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    report_what_3_0_lacks(schema, pointer, report);
    lower_null_branch(schema);
    lower_types(schema, pointer, report);
    lower_const(schema);
    lower_bounds(schema);
    lower_examples(schema);
    lower_null_default(schema);
    lower_reference(schema);
}

/// What 3.0 has no words for, and this generator has no types for yet.
fn report_what_3_0_lacks(schema: &Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    for keyword in [
        "prefixItems",
        "patternProperties",
        "$defs",
        "$dynamicRef",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
        "dependentSchemas",
        "dependentRequired",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
    ] {
        if schema.contains_key(keyword) {
            report.error(&pointer.child(keyword), format!("`{keyword}` is not supported yet"));
        }
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
                _ => report.error(&pointer.child("type"), "a choice of several types is not supported yet"),
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

/// 3.0 has one example; the generator emits none.
fn lower_examples(schema: &mut Map<String, Value>) {
    schema.shift_remove("examples");
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
