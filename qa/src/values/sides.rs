//! The schemas of one direction only.

use serde_json::{Map, Value};

/// Removes the properties whose schema has `keyword`, `readOnly` or `writeOnly`, from all schemas
/// and their `required`.
pub(crate) fn without(keyword: &str, document: &mut Value) {
    let copy = document.clone();
    visit(keyword, document, &copy);
}

fn visit(keyword: &str, value: &mut Value, document: &Value) {
    match value {
        Value::Object(members) => {
            let mut removed = Vec::new();
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.retain(|name, schema| {
                    let is_kept = !has_keyword(keyword, schema, document);
                    if !is_kept {
                        removed.push(name.clone());
                    }
                    is_kept
                });
            }
            // An object without properties permits any, which an object whose properties were all
            // removed must not.
            if !removed.is_empty() && members["properties"].as_object().is_some_and(Map::is_empty) {
                members.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| !removed.iter().any(|removed| name == removed));
            }
            for (name, member) in members {
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                    visit(keyword, member, document);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(keyword, item, document)),
        _ => {}
    }
}

/// Returns true if a schema, the target of its reference, or a part of its `allOf` has the keyword.
fn has_keyword(keyword: &str, schema: &Value, document: &Value) -> bool {
    let has = |schema: &Value| {
        let target = schema["$ref"].as_str().and_then(|reference| document.pointer(reference.strip_prefix('#')?));
        schema[keyword] == true || target.is_some_and(|target| target[keyword] == true)
    };
    has(schema) || schema["allOf"].as_array().into_iter().flatten().any(has)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_that_are_only_read_go() {
        let mut document = json!({
            "a": {
                "required": ["id", "b", "c"],
                "properties": {
                    "id": { "readOnly": true },
                    "b": { "writeOnly": true },
                    "c": { "$ref": "#/d" },
                    "e": { "allOf": [{ "$ref": "#/d" }] }
                }
            },
            "d": { "readOnly": true }
        });
        without("readOnly", &mut document);
        assert_eq!(document["a"], json!({ "required": ["b"], "properties": { "b": { "writeOnly": true } } }));
        without("writeOnly", &mut document);
        assert_eq!(document["a"], json!({ "required": [], "properties": {}, "additionalProperties": false }));
    }
}
