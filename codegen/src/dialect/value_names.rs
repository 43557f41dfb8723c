//! The names and descriptions of the values of `enum`, from all forms in documents.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The extension with the documentation of the values of `enum`: a list of objects with a `value`,
/// and optionally a `name` and a `description`.
pub(crate) const VALUE_NAMES: &str = "x-openapi-bindgen-value-names";

/// The extensions with a name for each value, in the order of the values.
const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// The extensions with a description for each value, in the order of the values or by value.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// Collects the documentation of the values of `enum` in one extension. Also rewrites a choice
/// between constants to an `enum`: JSON Schema names values with `oneOf: [{const: 1, title: Low},
/// …]`.
pub(super) fn lower(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    lower_constants(schema);
    let Some(values) = schema.get("enum").and_then(Value::as_array).cloned() else { return };
    let mut texts = |keywords: [&str; 2]| {
        keywords.into_iter().find_map(|keyword| {
            let given = schema.get(keyword)?;
            let texts = texts_of(given, &values);
            if texts.is_none() {
                let message = format!("`{keyword}` does not fit the values of `enum`, and is left out");
                // Names are lost, or only documentation.
                let made = if keywords == NAMES { Diagnostic::warning } else { Diagnostic::note };
                report.push(
                    made(&pointer.child(keyword), message)
                        .help("an overlay can correct it: a list of strings in the order of the values"),
                );
            }
            texts
        })
    };
    let (names, descriptions) = (texts(NAMES), texts(DESCRIPTIONS));
    if names.is_none() && descriptions.is_none() {
        return;
    }
    let docs = values.iter().enumerate().map(|(index, value)| {
        let text = |texts: &'_ Option<Vec<Option<String>>>| texts.as_ref()?.get(index)?.clone();
        value_doc(value, text(&names).as_deref(), text(&descriptions).as_deref())
    });
    schema.insert(VALUE_NAMES.to_owned(), docs.collect());
}

fn value_doc(value: &Value, name: Option<&str>, description: Option<&str>) -> Value {
    json!({ "value": value, "name": name, "description": description })
}

/// Returns the text of each value. Null needs none, since it becomes no variant.
fn texts_of(given: &Value, values: &[Value]) -> Option<Vec<Option<String>>> {
    if let Value::Object(by_value) = given {
        let text = |value: &Value| by_value.get(value.as_str().unwrap_or(&value.to_string())).and_then(Value::as_str);
        let texts: Vec<Option<String>> = values.iter().map(|value| text(value).map(str::to_owned)).collect();
        return texts.iter().any(Option::is_some).then_some(texts);
    }
    let given: Vec<&str> = given.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
    let is_for_null = given.len() == values.len();
    let has_text = |value: &&Value| is_for_null || !value.is_null();
    if values.iter().filter(has_text).count() != given.len() {
        return None;
    }
    let mut given = given.into_iter();
    let texts = values.iter().map(|value| has_text(&value).then(|| given.next()).flatten().map(str::to_owned));
    Some(texts.collect())
}

/// Rewrites a choice between constants of one type to an `enum`, if a constant has a title or a
/// description, or is not a string.
fn lower_constants(schema: &mut Map<String, Value>) {
    for keyword in ["oneOf", "anyOf"] {
        let Some(branches) = schema.get(keyword).and_then(Value::as_array) else { continue };
        let constants: Option<Vec<(&Value, &Map<String, Value>)>> = branches.iter().map(constant).collect();
        let Some(constants) = constants.filter(|constants| !constants.is_empty()) else { continue };
        let kind = if constants.iter().all(|(value, _)| value.is_string()) {
            "string"
        } else if constants.iter().all(|(value, _)| value.is_i64()) {
            "integer"
        } else {
            continue;
        };
        let is_plain =
            constants.iter().all(|(_, given)| !given.contains_key("title") && !given.contains_key("description"));
        let is_more = ["enum", "allOf", "properties", "discriminator"].iter().any(|other| schema.contains_key(*other));
        if is_more || (is_plain && kind == "string") {
            continue;
        }
        let text = |given: &'_ Map<String, Value>, key: &str| given.get(key).and_then(Value::as_str).map(str::to_owned);
        let docs: Value = constants
            .iter()
            .map(|(value, given)| {
                value_doc(value, text(given, "title").as_deref(), text(given, "description").as_deref())
            })
            .collect();
        let values: Value = constants.into_iter().map(|(value, _)| value.clone()).collect();
        schema.shift_remove(keyword);
        schema.insert("type".to_owned(), Value::from(kind));
        schema.insert("enum".to_owned(), values);
        schema.insert(VALUE_NAMES.to_owned(), docs);
    }
}

/// Returns the only value of a schema without other keywords of a type. Its `const` is already an
/// `enum`.
fn constant(schema: &Value) -> Option<(&Value, &Map<String, Value>)> {
    let given = schema.as_object()?;
    let is_known = |key: &String| matches!(key.as_str(), "enum" | "type" | "title" | "description" | "deprecated");
    let is_known = |key: &String| is_known(key) || key.starts_with("x-");
    match given.get("enum")?.as_array()?.as_slice() {
        [only] if given.keys().all(is_known) => Some((only, given)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(schema: Value) -> (Value, bool) {
        let mut report = Report::default();
        let Value::Object(mut schema) = schema else { return (schema, false) };
        lower(&mut schema, &Pointer::root(), &mut report);
        let given = report.locate(&crate::Source::new("api.yaml", "{}"), &[], &crate::overlay::Applied::default());
        (schema.shift_remove(VALUE_NAMES).unwrap_or_default(), given.is_empty())
    }

    #[test]
    fn all_forms_of_value_names_are_equal() {
        let expected = json!([
            { "value": 1, "name": "Low", "description": null },
            { "value": 2, "name": "High", "description": null },
        ]);
        for schema in [
            json!({ "enum": [1, 2], "x-enum-varnames": ["Low", "High"] }),
            json!({ "enum": [1, 2], "x-enumNames": ["Low", "High"] }),
            json!({ "oneOf": [{ "enum": [1], "title": "Low" }, { "type": "integer", "enum": [2], "title": "High" }] }),
        ] {
            assert_eq!(lowered(schema.clone()), (expected.clone(), true), "{schema}");
        }
        let described = json!({ "enum": ["a", null], "x-enumDescriptions": { "a": "First." } });
        let expected = json!([
            { "value": "a", "name": null, "description": "First." },
            { "value": null, "name": null, "description": null },
        ]);
        assert_eq!(lowered(described), (expected, true));
    }

    #[test]
    fn a_list_that_does_not_fit_is_reported_and_left_out() {
        for names in [json!(["Low"]), json!([1, 2]), json!("Low"), json!({ "3": "High" })] {
            assert_eq!(lowered(json!({ "enum": [1, 2], "x-enum-varnames": names })), (Value::Null, false));
        }
    }

    #[test]
    fn a_null_needs_no_name() {
        let (docs, _) = lowered(json!({ "enum": [null, 2], "x-enum-varnames": ["High"] }));
        assert_eq!(docs[1]["name"], "High");
    }
}
