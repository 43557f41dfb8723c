use serde_json::{Map, Value, json};

use super::one_of::one_of;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The extension of a choice that also allows values that match no branch.
pub(crate) const OPEN_CHOICE: &str = "x-openapi-bindgen-open-choice";

/// Patterns that match every name except the empty one.
const ANY_NAME: [&str; 10] = ["", "^", "$", ".*", "^.*", ".*$", "^.*$", "^(.*)$", ".+", "^.+$"];

/// Rewrites `patternProperties` to `additionalProperties`. Properties that match no pattern may be
/// anything, unless `additionalProperties` describes or forbids them.
pub(super) fn lower(schema: &mut Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let Some(Value::Object(patterns)) = schema.shift_remove("patternProperties") else { return };
    let (at, from) = (pointer.child("additionalProperties"), pointer.child("patternProperties"));
    let is_any_name = patterns.keys().all(|pattern| ANY_NAME.contains(&pattern.as_str()));
    let mut says_nothing_of_others = !patterns.keys().any(|pattern| ANY_NAME.contains(&pattern.as_str()));
    let mut values: Vec<(Value, Pointer)> =
        patterns.into_iter().map(|(name, value)| (value, from.child(&name))).collect();
    match schema.shift_remove("additionalProperties") {
        Some(Value::Bool(false)) => says_nothing_of_others = false,
        Some(Value::Object(others)) if !others.is_empty() => {
            values.push((Value::Object(others), at.clone()));
            says_nothing_of_others = false;
        }
        _ => {}
    }
    if !is_any_name {
        report.push(Diagnostic::note(&from, "the patterns of the property names are not checked"));
    }
    let mut value = one_of(values, (&at, &from), report);
    if says_nothing_of_others {
        value = open(value, (&at, &from), report);
    }
    schema.insert("additionalProperties".to_owned(), value);
}

/// Creates a choice between a schema at `from` and any other value, at the place `at`. A schema
/// without keywords allows any value anyway.
pub(super) fn open(mut value: Value, (at, from): (&Pointer, &Pointer), report: &mut Report) -> Value {
    if value.as_object().is_none_or(Map::is_empty) {
        return value;
    }
    let is_choice = ["anyOf", "oneOf"].iter().any(|keyword| value.get(keyword).is_some());
    if !is_choice {
        report.record_move(at.child("anyOf").index(0), at.clone());
        report.record_move(at.clone(), from.clone());
        value = json!({ "anyOf": [value] });
    }
    value[OPEN_CHOICE] = Value::Bool(true);
    value
}
