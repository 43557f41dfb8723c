//! Parameters and path templates.

use serde_json::json;

use super::Documents;
use crate::document::{document, list, object, operation, text};

pub(super) const DIMENSIONS: Documents = &[
    ("query parameters", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "schema": text() })) }),
        )
    }),
    ("header parameters", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("X-P{at}"), "in": "header", "schema": text() })) }),
        )
    }),
    ("parameters of one name", 100, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("{}a", "-".repeat(at)), "in": "query", "schema": text() })) }),
        )
    }),
    // Shorter templates take a bounded amount of work.
    ("parameters of a path template that is too long", 700, |n| {
        let template = (0..n).fold(String::new(), |template, at| template + &format!("/{{p{at}}}"));
        let parameters =
            list(n, |at| json!({ "name": format!("p{at}"), "in": "path", "required": true, "schema": text() }));
        document(
            json!({}),
            json!({ template: { "get": { "operationId": "call", "parameters": parameters, "responses": { "204": { "description": "Done" } } } } }),
        )
    }),
    ("braces of a path template", 2_000, |n| {
        document(
            json!({}),
            json!({ format!("/{}", "{".repeat(n)): { "get": { "operationId": "call", "responses": { "204": { "description": "Done" } } } } }),
        )
    }),
    ("parameters without a schema", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "type": "integer" })) }),
        )
    }),
    ("targets of one name in extensions", 60, |n| {
        let parameter = json!({ "name": "p", "in": "query", "schema": text() });
        let mut document =
            operation(&json!({ "parameters": list(n, |at| json!({ "$ref": format!("#/x-shared/{at}/P") })) }));
        document["x-shared"] = object(n, "", |_| json!({ "P": parameter }));
        document
    }),
];
