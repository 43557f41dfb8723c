//! Numbers that may also be written as text.

use serde_json::{Map, Value};

use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// The patterns of .NET for the text of an integer. ASP.NET Core reads `"7"` for a number, and so documents each number
/// as a number or such a text.
const INTEGERS: [&str; 2] = [r"^-?(?:0|[1-9]\d*)$", r"^(?:0|[1-9]\d*)$"];

/// The patterns of .NET for the text of a number with a fraction.
const FRACTIONS: [&str; 4] = [
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
    r"^(?:0|[1-9]\d*)(?:\.\d+)?$",
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
    r"^(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
];

const INTEGER_FORMATS: [&str; 8] = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
const FRACTION_FORMATS: [&str; 4] = ["half", "float", "double", "decimal"];

/// Keywords that restrict the text in other ways, or that give the schema another meaning.
const OTHERS: [&str; 9] = ["enum", "const", "minLength", "maxLength", "$ref", "allOf", "anyOf", "oneOf", "properties"];

/// The formats of Elysia for the text of a number, which is a branch beside the number.
const TEXT_FORMATS: [&str; 2] = ["integer", "numeric"];

/// Rewrites a number that may be written as text to the number. The schemas inside it are already rewritten.
pub(super) fn lower(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    lower_types(schema);
    lower_branches(schema, pointer, report);
}

/// Replaces the choice between a number and a text with the format of one by the number.
fn lower_branches(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let Some([first, second]) = schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) else { return };
    let index = if is_text(first) && is_number(second) {
        1
    } else if is_number(first) && is_text(second) {
        0
    } else {
        return;
    };
    let branch = pointer.child("anyOf").index(index);
    let Some(Value::Array(branches)) = schema.shift_remove("anyOf") else { return };
    let Some(Value::Object(number)) = branches.into_iter().nth(index) else { return };
    for (keyword, value) in number {
        if !schema.contains_key(&keyword) {
            report.record_move(pointer.child(&keyword), branch.child(&keyword));
            schema.insert(keyword, value);
        }
    }
}

/// Returns true for a text with the format of a number, and nothing else but a default.
fn is_text(branch: &Value) -> bool {
    let Some(branch) = branch.as_object() else { return false };
    branch.get("type").is_some_and(|ty| ty == "string")
        && branch.get("format").is_some_and(|format| TEXT_FORMATS.iter().any(|known| format == known))
        && branch.keys().all(|keyword| matches!(keyword.as_str(), "type" | "format" | "default"))
}

fn is_number(branch: &Value) -> bool {
    branch.get("type").is_some_and(|ty| ty == "integer" || ty == "number")
}

/// Replaces the types of a number and its text by the number.
///
/// Such a schema has the type `[integer, string]` or `[number, string]` with a pattern of .NET, or `[integer, string]`
/// with the format of an integer and no pattern. OpenAPI 3.0 has no list of types, so .NET writes only the pattern and
/// the format.
fn lower_types(schema: &mut Map<String, Value>) {
    if OTHERS.iter().any(|keyword| schema.contains_key(*keyword)) {
        return;
    }
    let Some(number) = number_of(schema) else { return };
    let types = match schema.get("type") {
        Some(Value::Array(types)) if types.iter().any(|ty| ty == "null") => Value::from(vec![number, "null"]),
        _ => Value::from(number),
    };
    schema.insert("type".to_owned(), types);
    schema.shift_remove("pattern");
    if let Some(default) = schema.get_mut("default")
        && let Some(read) = default.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok())
        && read.is_number()
    {
        *default = read;
    }
}

/// Returns the type of the number, if the schema is one that may be text.
fn number_of(schema: &Map<String, Value>) -> Option<&'static str> {
    let format = schema.get("format").and_then(Value::as_str);
    let has_format = |formats: &[&str]| format.is_some_and(|format| formats.contains(&format));
    let pattern = schema.get("pattern").map(|pattern| pattern.as_str().unwrap_or_default());
    let matches = |patterns: &[&str]| pattern.is_some_and(|pattern| patterns.contains(&pattern));
    match schema.get("type") {
        Some(Value::Array(types)) => {
            let has = |name: &str| types.iter().any(|ty| ty == name);
            let others = types.iter().filter(|ty| *ty != "null").count();
            if others != 2 || !has("string") {
                None
            } else if has("integer") {
                let is_number = matches(&INTEGERS) || (pattern.is_none() && has_format(&INTEGER_FORMATS));
                is_number.then_some("integer")
            } else if has("number") {
                (matches(&FRACTIONS) || matches(&INTEGERS)).then_some("number")
            } else {
                None
            }
        }
        None if has_format(&INTEGER_FORMATS) && matches(&INTEGERS) => Some("integer"),
        None if has_format(&FRACTION_FORMATS) && matches(&FRACTIONS) => Some("number"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const INTEGER: &str = INTEGERS[0];
    const FRACTION: &str = FRACTIONS[2];

    fn lowered(mut schema: Value) -> Value {
        if let Some(schema) = schema.as_object_mut() {
            lower(schema, &Pointer::root(), &mut Report::default());
        }
        schema
    }

    #[test]
    fn a_number_that_may_be_text_is_the_number() {
        for (schema, expected) in [
            (
                json!({ "pattern": INTEGER, "type": ["integer", "string"], "format": "int32", "default": "10" }),
                json!({ "type": "integer", "format": "int32", "default": 10 }),
            ),
            (
                json!({ "pattern": INTEGER, "type": ["null", "integer", "string"], "format": "int64" }),
                json!({ "type": ["integer", "null"], "format": "int64" }),
            ),
            (
                json!({ "pattern": FRACTION, "type": ["number", "string"], "format": "double" }),
                json!({ "type": "number", "format": "double" }),
            ),
            (json!({ "pattern": INTEGER, "type": ["string", "integer"] }), json!({ "type": "integer" })),
            (
                json!({ "type": ["integer", "string"], "format": "uint64", "minimum": 0 }),
                json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
            ),
            (
                json!({ "pattern": INTEGER, "format": "int32", "nullable": true }),
                json!({ "type": "integer", "format": "int32", "nullable": true }),
            ),
            (json!({ "pattern": FRACTION, "format": "double" }), json!({ "type": "number", "format": "double" })),
        ] {
            assert_eq!(lowered(schema.clone()), expected, "{schema}");
        }
    }

    #[test]
    fn a_choice_between_a_number_and_its_text_is_the_number() {
        let text = json!({ "format": "integer", "default": 0, "type": "string" });
        let number = json!({ "default": 10, "minimum": 1, "type": "integer" });
        let expected = json!({ "default": 10, "minimum": 1, "type": "integer" });
        assert_eq!(lowered(json!({ "default": 10, "minimum": 1, "anyOf": [text, number] })), expected);
        let text = json!({ "format": "numeric", "type": "string" });
        assert_eq!(lowered(json!({ "anyOf": [{ "type": "number" }, text] })), json!({ "type": "number" }));
    }

    #[test]
    fn other_texts_stay() {
        for schema in [
            json!({ "type": ["integer", "string"] }),
            json!({ "type": ["integer", "string"], "pattern": "^(auto|\\d+)$", "format": "int32" }),
            json!({ "type": ["integer", "string"], "format": "date-time" }),
            json!({ "type": ["number", "string"], "format": "float" }),
            json!({ "type": ["integer", "string"], "format": "int32", "enum": [1, "auto"] }),
            json!({ "type": ["integer", "string", "boolean"], "pattern": INTEGER, "format": "int32" }),
            json!({ "type": ["integer", "string"], "pattern": FRACTION, "format": "int32" }),
            json!({ "type": "string", "pattern": INTEGER, "format": "int64" }),
            json!({ "pattern": INTEGER }),
            json!({ "format": "int32" }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }),
            json!({ "anyOf": [{ "type": "string", "format": "integer", "minLength": 2 }, { "type": "integer" }] }),
            json!({ "anyOf": [{ "type": "string", "format": "integer" }, { "type": "boolean" }] }),
        ] {
            assert_eq!(lowered(schema.clone()), schema);
        }
    }
}
