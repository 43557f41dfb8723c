use serde_json::{Map, Value};

use super::{scalar_to_text, types};
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// Repairs or removes values of a type that `openapiv3` rejects. Real documents have such values,
/// and no generated type depends on them.
pub(super) fn repair(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let mut dropped: Vec<&str> = Vec::new();
    for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
        match schema.get(keyword) {
            Some(value) if value.is_u64() => {}
            Some(value) => match to_integer(value) {
                Some(number) => {
                    schema.insert(keyword.to_owned(), Value::from(number));
                }
                None => dropped.push(keyword),
            },
            None => {}
        }
    }
    for keyword in ["minimum", "maximum", "multipleOf"] {
        if schema.get(keyword).is_some_and(|value| !value.is_number()) {
            dropped.push(keyword);
        }
    }
    for keyword in
        ["nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"]
    {
        if schema.get(keyword).is_some_and(|value| !value.is_boolean()) {
            dropped.push(keyword);
        }
    }
    for keyword in ["title", "description", "format", "pattern"] {
        if schema.get(keyword).is_some_and(|value| !value.is_string()) {
            dropped.push(keyword);
        }
    }
    if schema.get("required").is_some_and(|value| !value.is_array()) {
        dropped.push("required");
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        let mut index = 0;
        required.retain(|name| {
            if !name.is_string() {
                report.leave_out(
                    &pointer.child("required").index(index),
                    "this is no name of a property, and is left out",
                );
            }
            index += 1;
            name.is_string()
        });
    }
    for keyword in dropped {
        schema.shift_remove(keyword);
        report.leave_out(&pointer.child(keyword), format!("this is not a valid `{keyword}`, and is left out"));
    }
    // YAML reads some strings as other values: `enum: [1.0, no]`.
    if schema.get("type").is_some_and(|name| name == "string") {
        let values = schema.get_mut("enum").and_then(Value::as_array_mut).into_iter().flatten();
        for (index, value) in values.enumerate() {
            if value.is_f64() {
                let message = format!("this is a number, although the type is `string`, and is read as `\"{value}\"`");
                let help = "write it in quotation marks: a number has no trailing zeros";
                report.push(Diagnostic::warning(&pointer.child("enum").index(index), message).help(help));
            }
            scalar_to_text(value);
        }
    }
    keep_values_of_type(schema, pointer, report);
}

/// Removes the values of `enum` that do not have the type of the schema, unless none has.
fn keep_values_of_type(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let Some(is_of_type) = types::test_of_type(schema) else { return };
    let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) else { return };
    if values.iter().any(is_of_type) {
        let before = values.len();
        values.retain(|value| value.is_null() || is_of_type(value));
        if values.len() < before {
            let message = "some of these values do not have the type of the schema, and are left out";
            report.warn(&pointer.child("enum"), message);
        }
    }
}

fn to_integer(value: &Value) -> Option<u64> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..1e15).contains(number))?;
    format!("{number:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::overlay::Applied;
    use crate::source::Source;

    fn repaired(mut schema: Value) -> (Value, bool) {
        let mut report = Report::default();
        if let Some(schema) = schema.as_object_mut() {
            repair(schema, &Pointer::root(), &mut report);
        }
        let diagnostics = report.locate(&Source::new("api.yaml", "{}"), &[], &Applied::default());
        (schema, diagnostics.is_empty())
    }

    #[test]
    fn whole_floats_and_misread_strings_are_repaired() {
        assert_eq!(repaired(json!({ "maxLength": 3.0 })), (json!({ "maxLength": 3 }), true));
        let listed = |values: Value| repaired(json!({ "type": "string", "enum": values }));
        assert_eq!(listed(json!([1, true])), (json!({ "type": "string", "enum": ["1", "true"] }), true));
        // `1.10` is the number 1.1.
        assert_eq!(listed(json!([1.10])), (json!({ "type": "string", "enum": ["1.1"] }), false));
    }

    #[test]
    fn listed_values_of_another_type_are_dropped_beside_those_of_the_type() {
        for (given, kept) in [
            (json!({ "type": "string", "enum": ["a", ["b"], null] }), json!(["a", null])),
            (json!({ "type": "boolean", "enum": ["0", "1", true] }), json!([true])),
            (json!({ "type": "integer", "enum": [1, "all"] }), json!([1])),
        ] {
            let (schema, said_nothing) = repaired(given);
            assert_eq!((&schema["enum"], said_nothing), (&kept, false));
        }
        let texts = json!({ "type": "integer", "enum": ["1", "2"] });
        assert_eq!(repaired(texts.clone()), (texts, true));
    }

    #[test]
    fn dropped_values_are_reported() {
        for schema in [json!({ "maximum": "many" }), json!({ "required": true }), json!({ "maxLength": -1 })] {
            assert_eq!(repaired(schema), (json!({}), false));
        }
    }
}
