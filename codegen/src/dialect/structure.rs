use serde_json::{Map, Value, json};

/// Adds what 3.0 requires and 3.1, or a real document, leaves out: `info`, `paths`, and each operation's `responses`
/// with their descriptions.
pub(crate) fn complete(document: &mut Value) {
    let Some(root) = document.as_object_mut() else { return };
    let info = root.entry("info").or_insert_with(|| json!({}));
    if let Some(info) = info.as_object_mut() {
        for required in ["title", "version"] {
            info.entry(required).or_insert_with(|| Value::from(""));
        }
    }
    let paths = root.entry("paths").or_insert_with(|| json!({}));
    for item in members(paths) {
        for method in ["get", "put", "post", "delete", "options", "head", "patch", "trace"] {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                complete_responses(operation.entry("responses").or_insert_with(|| json!({})));
            }
        }
    }
    if let Some(responses) = root.get_mut("components").and_then(|components| components.get_mut("responses")) {
        complete_responses(responses);
    }
}

fn complete_responses(responses: &mut Value) {
    for response in members(responses) {
        if let Some(response) = response.as_object_mut()
            && !response.contains_key("$ref")
        {
            response.entry("description").or_insert_with(|| Value::from(""));
        }
    }
}

fn members(object: &mut Value) -> impl Iterator<Item = &mut Value> {
    object.as_object_mut().into_iter().flat_map(Map::values_mut)
}
