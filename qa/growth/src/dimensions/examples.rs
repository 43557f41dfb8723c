//! Example values of the types, and defaults that are checked like them.

use serde_json::{Map, Value, json};

use super::others::Works;
use crate::document::{call_with, document, list, object, reference, schema, text};
use crate::work::Work;

/// Generates with examples.
fn with_examples(document: &Value) -> Work {
    let options = json!({ "example-feature": "examples" });
    Work::project(document, &json!({ "document": "api.json", "output": "out", "options": options }))
}

/// Returns a type that requires properties with these schemas.
fn requiring(properties: Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({ "type": "object", "required": names, "properties": properties })
}

/// Returns a document with a schema, and `count` types that require it.
fn with_users(count: usize, schema: Value) -> Value {
    let mut schemas = json!({ "Base": schema });
    for at in 0..count {
        schemas[format!("S{at}")] = requiring(json!({ "a": reference("Base") }));
    }
    document(schemas, json!({}))
}

/// A pattern that is large once it is compiled.
const LARGE: &str = "^(?:[ab]{0,100}){0,80}c$";

pub(super) const DIMENSIONS: Works = &[
    ("types in a row without an example", 400, |n| {
        let mut schemas = object(n, "S", |at| requiring(json!({ "a": reference(&format!("S{}", at + 1)) })));
        schemas[format!("S{n}")] = requiring(json!({ "a": { "type": "string", "pattern": "^a(?=b)c$" } }));
        with_examples(&document(schemas, json!({})))
    }),
    ("number signs of an example", 900, |n| {
        let example = json!({ "a": format!("\"{}", "#".repeat(n)) });
        let mut it = requiring(json!({ "a": text() }));
        it["example"] = example;
        with_examples(&schema(it))
    }),
];

pub(super) const PRODUCTS: Works = &[
    ("types, and the values of examples that do not fit", 200, |n| {
        let mut example = list(n.min(8_000), |_| 1);
        example[0] = "x".into();
        let items = json!({ "type": "integer" });
        let array = json!({ "type": "array", "items": items, "examples": vec![example; 6] });
        with_examples(&with_users(n, array))
    }),
    ("types that contain a type twice, and so on", 200, |n| {
        let twice = |at| {
            let next = reference(&format!("T{}", at + 1));
            requiring(json!({ "a": next, "b": next }))
        };
        let mut document = with_users(n, requiring(json!({ "a": reference("T0") })));
        for at in 0..20 {
            document["components"]["schemas"][format!("T{at}")] = twice(at);
        }
        document["components"]["schemas"]["T20"] = text();
        with_examples(&document)
    }),
    ("types, and one large pattern", 100, |n| {
        with_examples(&with_users(n, json!({ "type": "string", "pattern": LARGE })))
    }),
    ("parameters with a default, and one large pattern", 100, |n| {
        let schema = json!({ "type": "string", "default": "ab", "pattern": LARGE });
        let parameter = json!({ "name": "q", "in": "query", "schema": schema });
        let uses = json!([{ "$ref": "#/components/parameters/Q" }]);
        let mut document = document(json!({}), object(n, "/p", |at| call_with(at, json!({ "parameters": uses }))));
        document["components"]["parameters"] = json!({ "Q": parameter });
        Work::json(&document)
    }),
];

pub(super) const LENGTHS: Works = &[("types, and the numbers of one example", 150, |n| {
    let numbers = list(n.min(1_900), |_| 1);
    let array = json!({ "type": "array", "items": { "type": "integer" } });
    let mut it = requiring(json!({ "a": array }));
    it["example"] = json!({ "a": numbers });
    with_examples(&with_users(n, it))
})];
