//! Tuples of drafts before 2020-12: `items` as a list, with `additionalItems` for the rest.

use serde_json::{Map, Value};

use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Renames every `items` that is a list to `prefixItems`.
pub(super) fn rename_items(value: &mut Value, at: &Pointer, report: &mut Report) {
    match value {
        Value::Object(members) => {
            lower(members, at, report);
            for (name, member) in members {
                // These keywords hold no schemas.
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                    rename_items(member, &at.child(name), report);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                rename_items(item, &at.index(index), report);
            }
        }
        _ => {}
    }
}

fn lower(schema: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    let is_tuple = schema.get("items").and_then(Value::as_array).is_some_and(|items| {
        let is_array = schema.get("type").is_none_or(|name| name == "array" || name.is_array());
        is_array
            && !schema.contains_key("prefixItems")
            && items.iter().all(|item| item.is_object() || item.is_boolean())
    });
    if !is_tuple {
        return;
    }
    let Some(items) = schema.shift_remove("items") else { return };
    report.warn(
        &at.child("items"),
        "this list of `items` is a tuple of an earlier draft of JSON Schema, and is read as `prefixItems`",
    );
    report.record_move(at.child("prefixItems"), at.child("items"));
    schema.insert("prefixItems".to_owned(), items);
    if let Some(others) = schema.shift_remove("additionalItems") {
        report.record_move(at.child("items"), at.child("additionalItems"));
        schema.insert("items".to_owned(), others);
    }
}
