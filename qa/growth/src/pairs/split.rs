//! Splits a document into two files.

use serde_json::{Map, Value};

/// The members that become the file.
const SECTIONS: [&str; 4] = ["components", "definitions", "parameters", "responses"];

/// The name of the file.
pub(super) const FILE: &str = "all.json";

/// Moves the components of a document to a file, except the security schemes, which belong to the document. Each reference
/// leads to the same value as before.
pub(super) fn split(mut document: Value) -> (Value, Value) {
    let mut file = Map::new();
    for section in SECTIONS {
        file.extend(document.as_object_mut().and_then(|document| document.shift_remove_entry(section)));
    }
    let mut file = Value::Object(file);
    for section in SECTIONS {
        refer(&mut document, &format!("#/{section}/"), FILE);
    }
    refer(&mut file, "#/paths/", "api.json");
    let schemes = file.get_mut("components").and_then(Value::as_object_mut);
    if let Some(schemes) = schemes.and_then(|components| components.shift_remove("securitySchemes")) {
        document["components"] = serde_json::json!({ "securitySchemes": schemes });
    }
    (document, file)
}

/// Adds a file to the references that begin with `start`.
fn refer(value: &mut Value, start: &str, file: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, start, file)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "$ref" && text.starts_with(start) => text.insert_str(0, file),
                    member => refer(member, start, file),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_lead_to_the_other_file() {
        let reference = |to: &str| json!({ "$ref": to });
        let document = json!({
            "paths": { "/a": [reference("#/components/schemas/A"), reference("#/paths/~1b")] },
            "components": { "schemas": { "A": reference("#/components/schemas/B"), "B": reference("#/paths/~1a") }, "securitySchemes": {} },
        });
        let (document, file) = split(document);
        let paths = json!({ "/a": [reference("all.json#/components/schemas/A"), reference("#/paths/~1b")] });
        assert_eq!(document, json!({ "paths": paths, "components": { "securitySchemes": {} } }));
        let schemas = json!({ "A": reference("#/components/schemas/B"), "B": reference("api.json#/paths/~1a") });
        assert_eq!(file, json!({ "components": { "schemas": schemas } }));
        assert_eq!(split(json!([])), (json!([]), json!({})));
    }
}
