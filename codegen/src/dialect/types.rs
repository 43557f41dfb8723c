use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Report};
use crate::parse::kind;
use crate::pointer::Pointer;

/// The keywords by which other schemas determine the type.
pub(super) const COMPOSED: [&str; 4] = ["$ref", "allOf", "anyOf", "oneOf"];

/// The types of JSON Schema except null.
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Invalid types in real documents: those of a language or of Swagger 2.0, or formats.
const MEANT: [(&str, &[&str]); 4] = [
    (
        "string",
        &[
            "text",
            "str",
            "char",
            "date",
            "datetime",
            "date-time",
            "time",
            "uuid",
            "guid",
            "uri",
            "url",
            "file",
            "binary",
        ],
    ),
    ("integer", &["int", "int32", "int64", "long", "short"]),
    ("number", &["float", "double", "decimal"]),
    ("boolean", &["bool"]),
];

/// Rewrites a list of types to one type, possibly nullable. Adds a missing type if the keywords
/// imply it.
pub(super) fn lower(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    repair(schema, pointer, report);
    match schema.get_mut("type") {
        Some(Value::Array(types)) if types.is_empty() => {
            report.leave_out(&pointer.child("type"), "this lists no type, and is left out");
            schema.shift_remove("type");
        }
        Some(Value::Array(types)) => {
            let before = types.len();
            types.retain(|name| name != "null");
            let nullable = types.len() < before;
            let mut seen: HashSet<Value> = HashSet::new();
            types.retain(|name| seen.insert(name.clone()));
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
                    lower_several_types(schema, types, pointer, report);
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
        Some(_) => {}
        None => {
            if let Some(implied) = implied_type(schema) {
                schema.insert("type".to_owned(), Value::from(implied));
                take_null_for_nullable(schema);
            } else if let Some(types) = types_of_values(schema) {
                take_null_for_nullable(schema);
                lower_several_types(schema, types, pointer, report);
            }
        }
    }
}

fn take_null_for_nullable(schema: &mut Map<String, Value>) {
    if schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null)) {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Replaces an invalid type by the intended one, or removes it.
fn repair(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let Some(given) = schema.get_mut("type") else { return };
    let at = pointer.child("type");
    let mut is_file = false;
    let mut repair_one = |given: &mut Value| {
        let name = given.as_str().unwrap_or_default();
        if name == "null" || TYPES.contains(&name) {
            return true;
        }
        let small = name.to_lowercase();
        is_file |= matches!(small.as_str(), "file" | "binary");
        let same = TYPES.into_iter().find(|known| *known == small);
        let meant = same.or_else(|| Some(MEANT.iter().find(|(_, names)| names.contains(&small.as_str()))?.0));
        let what = if given.is_string() { format!("`{name}`") } else { kind(given).to_owned() };
        let outcome = match meant {
            Some("string") if is_file => "and is read as `string` with the format `binary`".to_owned(),
            Some(meant) => format!("and is read as `{meant}`"),
            None => "so it is left out".to_owned(),
        };
        report.push(
            Diagnostic::warning(&at, format!("{what} is not a type, {outcome}"))
                .help(format!("the types are {}", TYPES.join(", "))),
        );
        *given = meant.map_or(Value::Null, Value::from);
        meant.is_some()
    };
    let is_any = match given {
        Value::Array(types) => {
            types.retain_mut(&mut repair_one);
            !types.is_empty()
        }
        only => repair_one(only),
    };
    if !is_any {
        schema.shift_remove("type");
    }
    if is_file {
        schema.insert("format".to_owned(), Value::from("binary"));
    }
}

/// Rewrites several types to a choice of schemas, each with the other keywords.
fn lower_several_types(schema: &mut Map<String, Value>, types: Vec<Value>, pointer: &Pointer, report: &mut Report) {
    schema.shift_remove("type");
    let says_more = COMPOSED.iter().any(|keyword| schema.contains_key(*keyword));
    let is_anything =
        ["string", "number", "boolean", "array", "object"].iter().all(|name| types.iter().any(|given| given == name));
    if says_more {
        return;
    }
    let annotations = ["title", "description", "default", "nullable", "deprecated", "readOnly", "writeOnly"];
    let (kept, moved): (Map<String, Value>, Map<String, Value>) = std::mem::take(schema)
        .into_iter()
        .partition(|(key, _)| annotations.contains(&key.as_str()) || key.starts_with("x-"));
    *schema = kept;
    // The other keywords are each about one type, and none is left out.
    if is_anything {
        schema.extend(moved.into_iter().filter(|(key, _)| key == "enum"));
        return;
    }
    // An integer is a number, too, but a float cannot hold every integer. Both get a branch.
    let branches: Vec<Value> = types
        .into_iter()
        .map(|name| {
            let keywords: &[&str] = match name.as_str() {
                Some("string") => &["minLength", "maxLength", "pattern", "format", "enum"],
                Some("integer" | "number") => {
                    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format", "enum"]
                }
                Some("array") => &["items", "minItems", "maxItems", "uniqueItems"],
                Some("object") => &["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
                _ => &[],
            };
            let mut branch = Map::from_iter([("type".to_owned(), name)]);
            let own = moved.iter().filter(|(key, _)| keywords.contains(&key.as_str()));
            branch.extend(own.map(|(key, value)| (key.clone(), value.clone())));
            keep_own_values(&mut branch);
            Value::Object(branch)
        })
        .collect();
    for index in 0..branches.len() {
        report.record_move(pointer.child("anyOf").index(index), pointer.clone());
    }
    schema.insert("anyOf".to_owned(), Value::Array(branches));
}

/// Returns a predicate for values of the schema's type, if that is scalar.
pub(super) fn test_of_type(schema: &Map<String, Value>) -> Option<fn(&Value) -> bool> {
    match schema.get("type")?.as_str()? {
        "string" => Some(Value::is_string),
        "integer" => Some(is_integer),
        "number" => Some(Value::is_number),
        "boolean" => Some(Value::is_boolean),
        _ => None,
    }
}

/// Returns true if a number is whole, with or without a decimal point.
fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// Keeps the values of `enum` that have the type of the branch.
fn keep_own_values(branch: &mut Map<String, Value>) {
    if let Some(is_of_type) = test_of_type(branch)
        && let Some(Value::Array(values)) = branch.get_mut("enum")
    {
        values.retain(is_of_type);
        if values.is_empty() {
            branch.shift_remove("enum");
        }
    }
}

fn implied_type(schema: &Map<String, Value>) -> Option<&'static str> {
    let has = |keyword: &str| schema.contains_key(keyword);
    if COMPOSED.into_iter().any(has) {
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

/// Returns the types of the values of an `enum` without `type`, if there are several.
fn types_of_values(schema: &Map<String, Value>) -> Option<Vec<Value>> {
    let mut types: Vec<&str> = Vec::new();
    for value in schema.get("enum")?.as_array()? {
        let name = match value {
            Value::Null => continue,
            Value::String(_) => "string",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::Bool(_) => "boolean",
            Value::Array(_) | Value::Object(_) => return None,
        };
        if !types.contains(&name) {
            types.push(name);
        }
    }
    let is_several = types.iter().any(|name| matches!(*name, "string" | "boolean")) && types.len() > 1;
    is_several.then(|| types.into_iter().map(Value::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(mut schema: Value) -> Value {
        if let Some(schema) = schema.as_object_mut() {
            lower(schema, &Pointer::root(), &mut Report::default());
        }
        schema
    }

    #[test]
    fn each_type_keeps_its_keywords() {
        assert_eq!(
            lowered(json!({ "type": ["string", "integer", "null"], "maxLength": 3, "enum": ["a", 1], "title": "t" })),
            json!({
                "title": "t",
                "anyOf": [{ "type": "string", "maxLength": 3, "enum": ["a"] }, { "type": "integer", "enum": [1] }],
                "nullable": true,
            })
        );
    }

    #[test]
    fn a_type_counts_once() {
        assert_eq!(lowered(json!({ "type": ["object", "object"] })), json!({ "type": "object" }));
        let several = lowered(json!({ "type": ["object", "string", "object", "string"], "properties": { "a": {} } }));
        assert_eq!(
            several,
            json!({ "anyOf": [{ "type": "object", "properties": { "a": {} } }, { "type": "string" }] })
        );
    }

    #[test]
    fn an_integer_is_not_a_float_and_all_types_together_are_untyped() {
        assert_eq!(
            lowered(json!({ "type": ["integer", "number"], "enum": [1, 2.5], "multipleOf": 0.5 })),
            json!({
                "anyOf": [
                    { "type": "integer", "enum": [1], "multipleOf": 0.5 },
                    { "type": "number", "enum": [1, 2.5], "multipleOf": 0.5 },
                ],
            })
        );
        let every = json!(["string", "number", "integer", "boolean", "array", "object", "null"]);
        assert_eq!(lowered(json!({ "type": every })), json!({ "nullable": true }));
    }
}
