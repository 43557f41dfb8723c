//! Builds documents with many of something.

use serde_json::{Map, Value, json};

/// Returns a document with these schemas and paths.
pub(crate) fn document(schemas: Value, paths: Value) -> Value {
    let info = json!({ "title": "Growing", "version": "1" });
    json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": { "schemas": schemas } })
}

/// Returns an object of `count` members, each with `name` and its number as its name.
pub(crate) fn object<T: Into<Value>>(count: usize, name: &str, value: impl Fn(usize) -> T) -> Value {
    (0..count).map(|at| (format!("{name}{at}"), value(at).into())).collect::<Map<_, _>>().into()
}

/// Returns a list of `count` items.
pub(crate) fn list<T: Into<Value>>(count: usize, value: impl Fn(usize) -> T) -> Value {
    (0..count).map(|at| value(at).into()).collect::<Vec<_>>().into()
}

/// Returns a document with one schema.
pub(crate) fn schema(schema: Value) -> Value {
    document(json!({ "It": schema }), json!({}))
}

/// Returns a document with one operation.
pub(crate) fn operation(operation: &Value) -> Value {
    let mut operation = operation.clone();
    operation["operationId"] = "call".into();
    if operation.get("responses").is_none() {
        operation["responses"] = json!({ "204": { "description": "Done" } });
    }
    document(json!({}), json!({ "/call": { "post": operation } }))
}

/// Returns the schema of a string.
pub(crate) fn text() -> Value {
    json!({ "type": "string" })
}

/// Returns the schema of an object with one property of this name.
pub(crate) fn with_property(name: impl Into<String>) -> Value {
    json!({ "type": "object", "properties": { name.into(): text() } })
}

/// Returns the content of a body in JSON.
pub(crate) fn content(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// Returns a path item with one operation.
pub(crate) fn call(id: &str) -> Value {
    json!({ "get": { "operationId": id, "responses": { "204": { "description": "Done" } } } })
}

/// Returns a reference to a schema component.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns a document with an object of `count` properties.
pub(crate) fn with_properties(count: usize) -> Value {
    schema(json!({ "type": "object", "properties": object(count, "p", |_| text()) }))
}

/// Returns the path item with the operation of this number, which has these members too.
pub(crate) fn call_with(at: usize, members: Value) -> Value {
    let mut item = call(&format!("call{at}"));
    if let (Some(operation), Value::Object(members)) = (item["get"].as_object_mut(), members) {
        operation.extend(members);
    }
    item
}

/// Returns a document with other types, and with the elements of each list in the reverse order.
pub(crate) fn changed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let other = |name: &str, value: &Value| match (name, value.as_str()) {
                ("type", Some("string")) => "integer".into(),
                ("type", Some("integer")) => "string".into(),
                _ => changed(value),
            };
            Value::Object(members.iter().map(|(name, value)| (name.clone(), other(name, value))).collect())
        }
        Value::Array(elements) => Value::Array(elements.iter().rev().map(changed).collect()),
        other => other.clone(),
    }
}
