//! What is sent, as opposed to what is received.

use serde_json::Value;

/// Takes the members out of all schemas that a request is to leave out, and does not require them.
pub(crate) fn without_read_only(document: &mut Value) {
    let copy = document.clone();
    visit(document, &copy);
}

fn visit(value: &mut Value, document: &Value) {
    match value {
        Value::Object(members) => {
            let mut removed = Vec::new();
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.retain(|name, schema| {
                    let is_kept = !is_read_only(schema, document);
                    if !is_kept {
                        removed.push(name.clone());
                    }
                    is_kept
                });
            }
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| !removed.iter().any(|removed| name == removed));
            }
            for (name, member) in members {
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                    visit(member, document);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, document)),
        _ => {}
    }
}

fn is_read_only(schema: &Value, document: &Value) -> bool {
    let target = schema["$ref"].as_str().and_then(|reference| document.pointer(reference.strip_prefix('#')?));
    schema["readOnly"] == true || target.is_some_and(|target| target["readOnly"] == true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_that_are_only_read_go() {
        let mut document = json!({
            "a": { "required": ["id", "b", "c"], "properties": { "id": { "readOnly": true }, "b": {}, "c": { "$ref": "#/d" } } },
            "d": { "readOnly": true }
        });
        without_read_only(&mut document);
        assert_eq!(document["a"], json!({ "required": ["b"], "properties": { "b": {} } }));
    }
}
