//! What follows in a row, each referring to the next. An `allOf` in a row is not here: it may be 100 long, and each has the
//! properties of all before it.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{document, object, operation, text};

fn row(count: usize, last: &Value, next: impl Fn(Value) -> Value) -> Value {
    let mut document = document(
        object(count, "S", |at| next(json!({ "$ref": format!("#/components/schemas/S{}", at + 1) }))),
        json!({}),
    );
    document["components"]["schemas"][format!("S{count}")] = last.clone();
    document
}

fn thing() -> Value {
    json!({ "type": "object", "properties": { "a": text() } })
}

/// Adds an object with `count` properties that refer to the first schema of a row.
fn with_uses_of_first(count: usize, mut document: Value) -> Value {
    let uses = object(count, "p", |_| json!({ "$ref": "#/components/schemas/S0" }));
    document["components"]["schemas"]["Uses"] = json!({ "type": "object", "properties": uses });
    document
}

pub(super) const DIMENSIONS: Documents = &[
    ("unions in a row, and an operation that sends the first", 150, |n| {
        let mut document = row(n, &thing(), |next| json!({ "oneOf": [next] }));
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
        document["paths"]["/a"]["post"] = json!({ "requestBody": { "content": content } });
        document
    }),
    ("references in a row", 100, |n| row(n, &thing(), |next| next)),
    ("properties in a row", 100, |n| {
        row(n, &thing(), |next| json!({ "type": "object", "properties": { "next": next } }))
    }),
    ("required properties in a row", 100, |n| {
        row(n, &thing(), |next| json!({ "type": "object", "required": ["next"], "properties": { "next": next } }))
    }),
    ("lists in a row", 100, |n| row(n, &thing(), |next| json!({ "type": "array", "items": next }))),
    ("lists in a row with constraints, in an object", 100, |n| {
        with_uses_of_first(1, row(n, &text(), |next| json!({ "type": "array", "minItems": 1, "items": next })))
    }),
    ("events in a row, each the data of the one before", 100, |n| {
        let mut document = row(n, &text(), |next| json!({ "type": "object", "properties": { "data": next } }));
        let content = json!({ "text/event-stream": { "schema": { "$ref": "#/components/schemas/S0" } } });
        document["paths"]["/a"]["get"] = json!({ "responses": { "200": { "description": "", "content": content } } });
        document
    }),
    ("responses in a row, and uses of the first", 400, |n| {
        let reference = |at: usize| json!({ "$ref": format!("#/components/responses/R{at}") });
        let call = |_| json!({ "get": { "responses": { "200": reference(0) } } });
        let mut document = document(json!({}), object(n, "/p", call));
        document["components"]["responses"] = object(n, "R", |at| reference(at + 1));
        document["components"]["responses"][format!("R{n}")] = json!({ "description": "" });
        document
    }),
    ("lists in a row of a file, in a parameter", 100, |n| {
        let file = json!({ "type": "string", "format": "binary" });
        let mut document = row(n, &file, |next| json!({ "type": "array", "items": next }));
        let reference = |at: usize| json!({ "$ref": format!("#/components/schemas/S{at}") });
        let form = json!({ "type": "object", "properties": { "file": reference(n) } });
        document["paths"]["/a"]["post"] = json!({
            "parameters": [{ "name": "p", "in": "query", "schema": reference(0) }],
            "requestBody": { "content": { "multipart/form-data": { "schema": form } } },
        });
        document
    }),
    ("maps in a row", 100, |n| row(n, &thing(), |next| json!({ "type": "object", "additionalProperties": next }))),
    ("unions of one in a row", 100, |n| row(n, &thing(), |next| json!({ "oneOf": [next] }))),
    ("unions in a row", 100, |n| row(n, &thing(), |next| json!({ "oneOf": [next, { "type": "integer" }] }))),
    ("unions of lists in a row", 100, |n| {
        row(n, &thing(), |next| json!({ "anyOf": [{ "type": "array", "items": next }, { "type": "string" }] }))
    }),
    ("nullable unions in a row", 100, |n| row(n, &thing(), |next| json!({ "anyOf": [next, { "type": "null" }] }))),
    ("allOf of one in a row", 100, |n| row(n, &thing(), |next| json!({ "allOf": [next] }))),
    ("allOf with a description in a row", 100, |n| {
        row(n, &thing(), |next| json!({ "description": "It.", "allOf": [next] }))
    }),
    ("keywords beside references in a row", 100, |n| {
        row(n, &thing(), |mut next| {
            next["description"] = "It.".into();
            next["maxProperties"] = 4.into();
            next
        })
    }),
    ("parameters in a row", 50, |n| {
        let mut document = operation(&json!({ "parameters": [{ "$ref": "#/components/parameters/P0" }] }));
        document["components"]["parameters"] =
            object(n, "P", |at| json!({ "$ref": format!("#/components/parameters/P{}", at + 1) }));
        document["components"]["parameters"][format!("P{n}")] = json!({ "name": "p", "in": "query", "schema": text() });
        document
    }),
    ("path items in a row", 50, |n| {
        let mut document = document(json!({}), json!({ "/a": { "$ref": "#/components/pathItems/P0" } }));
        document["components"]["pathItems"] =
            object(n, "P", |at| json!({ "$ref": format!("#/components/pathItems/P{}", at + 1) }));
        document["components"]["pathItems"][format!("P{n}")] =
            json!({ "get": { "responses": { "204": { "description": "" } } } });
        document
    }),
];

pub(super) const PRODUCTS: Documents = &[
    ("equal types in two rows, and properties beside those of one row", 20, |n| {
        let in_row = |name: &str, at: usize| json!({ "$ref": format!("#/components/schemas/{name}/properties/p{at}") });
        let row = |name: &str| {
            let link = |at: usize| match at.checked_sub(1) {
                None => text(),
                Some(before) => json!({ "type": "object", "properties": { "a": in_row(name, before) } }),
            };
            json!({ "type": "object", "properties": object(n, "p", link) })
        };
        let wide = object(2 * n, "p", |at| if at < n { in_row("B", at) } else { json!({}) });
        let wide = json!({ "type": "object", "properties": { "it": { "type": "object", "properties": wide } } });
        document(json!({ "A": row("A"), "B": row("B"), "It": wide }), json!({}))
    }),
    ("references in a row, and uses of the first", 100, |n| with_uses_of_first(n, row(n, &text(), |next| next))),
    ("lists in a row with constraints, and uses of the first", 100, |n| {
        with_uses_of_first(n, row(n, &text(), |next| json!({ "type": "array", "minItems": 1, "items": next })))
    }),
];
