//! Encodings, examples, callbacks and other parts of what is sent.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{document, list, object, operation, text};

/// Returns a document with an operation that sends a form.
fn form(media_type: &str, properties: usize, property: &Value, encoding: Value) -> Value {
    let schema = json!({ "type": "object", "properties": object(properties, "p", |_| property.clone()) });
    operation(&json!({ "requestBody": { "content": { media_type: { "schema": schema, "encoding": encoding } } } }))
}

/// Returns a document with an operation that has this response.
fn response(response: Value) -> Value {
    operation(&json!({ "responses": { "200": response } }))
}

pub(super) const DIMENSIONS: Documents = &[
    ("encodings of a form", 100, |n| {
        form("application/x-www-form-urlencoded", n, &text(), object(n, "p", |_| json!({ "style": "form" })))
    }),
    ("encodings of no part", 100, |n| {
        form("multipart/form-data", 1, &text(), object(n, "q", |_| json!({ "contentType": "text/plain" })))
    }),
    ("encodings of parts", 100, |n| {
        form("multipart/form-data", n, &text(), object(n, "p", |_| json!({ "contentType": "application/json" })))
    }),
    ("headers of a part", 100, |n| {
        let headers = object(n, "X-H", |_| json!({ "schema": { "const": "a" } }));
        form("multipart/form-data", 1, &text(), json!({ "p0": { "headers": headers } }))
    }),
    ("media types of a part", 100, |n| {
        let media_types = (0..n).map(|at| format!("image/x{at}")).collect::<Vec<_>>().join(", ");
        let file = json!({ "type": "string", "format": "binary" });
        form("multipart/form-data", 1, &file, json!({ "p0": { "contentType": media_types } }))
    }),
    ("examples of a response", 100, |n| {
        let examples = object(n, "e", |at| json!({ "value": { "a": at } }));
        response(
            json!({ "description": "", "content": { "application/json": { "schema": { "type": "object" }, "examples": examples } } }),
        )
    }),
    ("callbacks of an operation", 50, |n| {
        let callback = |at| json!({ "{$request.body#/url}": { "post": { "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } }, "responses": { "204": { "description": "" } } } } });
        operation(&json!({ "callbacks": object(n, "c", callback) }))
    }),
    ("links of a response", 100, |n| {
        response(
            json!({ "description": "", "links": object(n, "l", |at| json!({ "operationId": format!("call{at}") })) }),
        )
    }),
    ("cookies", 100, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("c{at}"), "in": "cookie", "schema": text() })) }),
        )
    }),
    ("parameters with a media type", 100, |n| {
        let parameter = |at| json!({ "name": format!("q{at}"), "in": "query", "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } });
        operation(&json!({ "parameters": list(n, parameter) }))
    }),
    ("parameters with a default", 100, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("q{at}"), "in": "query", "schema": { "type": "string", "default": format!("v{at}") } })) }),
        )
    }),
    ("error responses with a body", 90, |n| {
        let error = |at: usize| json!({ "description": "No", "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } });
        let responses: serde_json::Map<_, _> = (400..400 + n).map(|at| (at.to_string(), error(at))).collect();
        operation(&json!({ "responses": responses }))
    }),
    ("successes with a body", 24, |n| {
        let success = |at: usize| json!({ "description": "Yes", "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } });
        let responses: serde_json::Map<_, _> = (200..200 + n).map(|at| (at.to_string(), success(at))).collect();
        operation(&json!({ "responses": responses }))
    }),
    ("events of a stream", 100, |n| {
        let event = |at| json!({ "type": "object", "required": ["type"], "properties": { "type": { "const": format!("e{at}") } } });
        response(
            json!({ "description": "", "content": { "text/event-stream": { "itemSchema": { "oneOf": list(n, event) } } } }),
        )
    }),
    ("operations with pages", 50, |n| {
        let item = |at: usize| {
            let page = json!({ "type": "object", "properties": { "data": { "type": "array", "items": text() }, "next_cursor": text() } });
            json!({ "get": { "operationId": format!("list{at}"), "parameters": [{ "name": "cursor", "in": "query", "schema": text() }], "responses": { "200": { "description": "", "content": { "application/json": { "schema": page } } } } } })
        };
        document(json!({}), object(n, "/p", item))
    }),
    ("operations with other methods", 100, |n| {
        let call = |at| json!({ "operationId": format!("call{at}"), "responses": { "204": { "description": "" } } });
        let mut document = document(json!({}), json!({ "/a": { "additionalOperations": object(n, "M", call) } }));
        document["openapi"] = "3.2.0".into();
        document
    }),
    ("tags below each other", 100, |n| {
        let mut document = document(
            json!({}),
            json!({ "/a": { "get": { "operationId": "call", "tags": ["t0"], "responses": { "204": { "description": "" } } } } }),
        );
        document["openapi"] = "3.2.0".into();
        document["tags"] = list(n, |at| json!({ "name": format!("t{at}"), "parent": format!("t{}", at + 1) }));
        document
    }),
    ("groups of tags", 100, |n| {
        let item = |at| json!({ "get": { "operationId": format!("call{at}"), "tags": [format!("t{at}")], "responses": { "204": { "description": "" } } } });
        let mut document = document(json!({}), object(n, "/p", item));
        document["x-tagGroups"] = list(n, |at| json!({ "name": format!("g{at}"), "tags": [format!("t{at}")] }));
        document
    }),
    ("scopes of a scheme", 100, |n| {
        let mut document = document(
            json!({}),
            json!({ "/a": { "get": { "operationId": "call", "responses": { "204": { "description": "" } } } } }),
        );
        let flow = json!({ "tokenUrl": "https://example.com/token", "scopes": object(n, "s", |_| "It.") });
        document["components"]["securitySchemes"] =
            json!({ "it": { "type": "oauth2", "flows": { "clientCredentials": flow } } });
        document["security"] = json!([{ "it": list(n, |at| format!("s{at}")) }]);
        document
    }),
    ("servers of operations", 100, |n| {
        let item = |at| json!({ "get": { "operationId": format!("call{at}"), "servers": [{ "url": format!("https://{at}.example.com") }], "responses": { "204": { "description": "" } } } });
        document(json!({}), object(n, "/p", item))
    }),
    ("variables of a server", 100, |n| {
        let mut document = document(
            json!({}),
            json!({ "/a": { "get": { "operationId": "call", "responses": { "204": { "description": "" } } } } }),
        );
        let url =
            format!("https://example.com/{}", (0..n).map(|at| format!("{{v{at}}}")).collect::<Vec<_>>().join("/"));
        document["servers"] = json!([{ "url": url, "variables": object(n, "v", |_| json!({ "default": "a" })) }]);
        document
    }),
];

/// What multiplies. The library limits the product.
pub(super) const PRODUCTS: Documents = &[("placeholders of a path, and its parameters", 100, |n| {
    let path = format!("/a/{}", (0..n).map(|at| format!("{{p{at}}}")).collect::<Vec<_>>().join("/"));
    let parameters =
        list(n, |at| json!({ "name": format!("p{at}"), "in": "path", "required": true, "schema": text() }));
    document(
        json!({}),
        json!({ path: { "get": { "operationId": "call", "parameters": parameters, "responses": { "204": { "description": "" } } } } }),
    )
})];
