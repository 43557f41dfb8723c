//! Request bodies and responses.

use serde_json::{Map, json};

use super::Documents;
use crate::document::{object, operation, schema, text};

pub(super) const DIMENSIONS: Documents = &[
    ("media types of a body", 100, |n| {
        operation(
            &json!({ "requestBody": { "content": object(n, "application/x-", |_| json!({ "schema": text() })) } }),
        )
    }),
    ("JSON media types of a body", 100, |n| {
        let content: Map<_, _> =
            (0..n).map(|at| (format!("application/v{at}+json"), json!({ "schema": text() }))).collect();
        operation(&json!({ "requestBody": { "content": content } }))
    }),
    ("media types of a body with parameters", 100, |n| {
        let content = object(n, "application/json;v=", |at| json!({ "schema": { "type": "array", "maxItems": at } }));
        operation(&json!({ "requestBody": { "content": content } }))
    }),
    ("headers of an error response", 100, |n| {
        let headers = object(n, "X-H", |_| json!({ "schema": text() }));
        let responses = json!({ "204": { "description": "" }, "404": { "description": "", "headers": headers } });
        operation(&json!({ "responses": responses }))
    }),
    ("parts of a form", 200, |n| {
        let form = json!({ "type": "object", "properties": object(n, "p", |_| json!({ "type": "string", "format": "binary" })) });
        operation(&json!({ "requestBody": { "content": { "multipart/form-data": { "schema": form } } } }))
    }),
    ("untyped files", 200, |n| {
        let form = json!({ "schema": { "type": "object", "properties": object(n, "p", |_| json!({})) }, "encoding": object(n, "p", |_| json!({ "contentType": "image/png" })) });
        operation(&json!({ "requestBody": { "content": { "multipart/form-data": form } } }))
    }),
    ("media types of a response", 100, |n| {
        operation(
            &json!({ "responses": { "200": { "description": "", "content": object(n, "application/x-", |_| json!({ "schema": text() })) } } }),
        )
    }),
    ("responses", 90, |n| {
        let responses: Map<_, _> = (400..400 + n).map(|at| (at.to_string(), json!({ "description": "No" }))).collect();
        operation(&json!({ "responses": responses }))
    }),
    ("headers of a response", 100, |n| {
        operation(
            &json!({ "responses": { "204": { "description": "", "headers": object(n, "X-H", |_| json!({ "schema": text() })) } } }),
        )
    }),
    ("responses that are used as schemas", 300, |n| {
        let next = |at| json!({ "$ref": format!("#/components/responses/R{}", at + 1) });
        let mut document = schema(json!({ "$ref": "#/components/responses/R0" }));
        document["components"]["responses"] = object(
            n,
            "R",
            |at| json!({ "description": "", "content": { "application/json": { "schema": next(at) } } }),
        );
        document
    }),
];
