//! A long name or text, and the uses that repeat it. The generator limits the product.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{call, document, list, object, reference, text};

/// The bytes of a name for each use of it.
const BYTES: usize = 10;

fn long(count: usize) -> String {
    "a".repeat(BYTES * count)
}

/// Returns a document with a schema, and an object with `count` properties that refer to it.
fn with_uses(count: usize, name: &str, schema: &Value) -> Value {
    let uses = json!({ "type": "object", "properties": object(count, "p", |_| reference(name)) });
    document(json!({ name: schema, "Uses": uses }), json!({}))
}

/// Returns a document with an operation that sends the type `Uses`.
fn sending(mut document: Value) -> Value {
    let content = json!({ "application/json": { "schema": reference("Uses") } });
    let responses = json!({ "204": { "description": "Done" } });
    document["paths"]["/send"]["post"] = json!({ "requestBody": { "content": content }, "responses": responses });
    document
}

/// Returns a document with a path item, and `count` paths that refer to it.
fn with_paths(count: usize, item: Value) -> Value {
    let mut document = document(json!({}), object(count, "/p", |_| json!({ "$ref": "#/components/pathItems/It" })));
    document["components"]["pathItems"] = json!({ "It": item });
    document
}

/// Returns a document with a component in this section, and `count` operations whose response refers to it.
fn with_response(count: usize, section: &str, component: Value) -> Value {
    let responses = json!({ "404": { "$ref": format!("#/components/{section}/It") } });
    let operation = json!({ "get": { "responses": responses } });
    let mut document = document(json!({}), object(count, "/p", |_| operation.clone()));
    document["components"][section] = json!({ "It": component });
    document
}

/// Returns a document with `count` operations, and the security and the scheme of all.
fn with_security(count: usize, name: &str, scheme: Value, scopes: Value) -> Value {
    let mut document = document(json!({}), object(count, "/p", |at| call(&format!("call{at}"))));
    document["components"]["securitySchemes"] = json!({ name: scheme });
    document["security"] = json!([{ name: scopes }]);
    document
}

fn string(keyword: &str, value: impl Into<Value>) -> Value {
    json!({ "type": "string", keyword: value.into() })
}

fn one_property(name: &str, schema: Value) -> Value {
    json!({ "type": "object", "properties": { name: schema } })
}

pub(super) const DIMENSIONS: Documents = &[
    ("path items with eight methods, and the length of their description", 50, |n| {
        let done = || json!({ "responses": { "204": { "description": "" } } });
        let mut item: Value = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
            .into_iter()
            .map(|method| (method.to_owned(), done()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        item["description"] = long(n).into();
        with_paths(n, item)
    }),
    ("uses of a pattern that is not checked, and its length", 100, |n| {
        with_uses(n, "Base", &string("pattern", format!("(?<{}", long(n))))
    }),
    // A reference has the name of its target in its text, but not that of the target of a response.
    ("uses of a response, and the length of the name of its schema", 150, |n| {
        let content = json!({ "application/json": { "schema": reference(&long(n)) } });
        let mut document = with_response(n, "responses", json!({ "description": "Done", "content": content }));
        document["components"]["schemas"] = json!({ long(n): one_property("a", text()) });
        document
    }),
    ("properties of a schema, and the length of its name", 150, |n| {
        document(json!({ long(n): { "type": "object", "properties": object(n, "p", |_| text()) } }), json!({}))
    }),
    ("inline objects of a schema, and the length of its name", 150, |n| {
        let inline = |at: usize| one_property(&format!("q{at}"), text());
        document(json!({ long(n): { "type": "object", "properties": object(n, "p", inline) } }), json!({}))
    }),
    ("references to a schema, and the length of its x-rust-name", 150, |n| {
        let mut schema = one_property("a", text());
        schema["x-rust-name"] = format!("A{}", long(n)).into();
        with_uses(n, "It", &schema)
    }),
    ("references to a schema, and the length of its x-rust-type", 150, |n| {
        with_uses(n, "It", &json!({ "x-rust-type": format!("crate::A{}", long(n)) }))
    }),
    ("references to a schema, and the length of its pattern", 150, |n| {
        sending(with_uses(n, "It", &string("pattern", long(n))))
    }),
    ("references to a schema, and the length of its description", 150, |n| {
        with_uses(n, "It", &string("description", long(n)))
    }),
    ("references to a schema, and the length of its default", 150, |n| {
        sending(with_uses(n, "It", &string("default", long(n))))
    }),
    ("references to a schema, and the length of its only value", 150, |n| {
        sending(with_uses(n, "It", &string("const", long(n))))
    }),
    ("objects of one base, and the length of its property", 150, |n| {
        let all_of = |at| json!({ "allOf": [reference("It"), one_property(&format!("q{at}"), text())] });
        let mut document = document(object(n, "A", all_of), json!({}));
        document["components"]["schemas"]["It"] = one_property(&long(n), text());
        document
    }),
    ("branches of a union, and the length of its discriminator", 150, |n| {
        let mut document = document(object(n, "B", |at| one_property(&format!("q{at}"), text())), json!({}));
        let branches = list(n, |at| reference(&format!("B{at}")));
        document["components"]["schemas"]["It"] =
            json!({ "oneOf": branches, "discriminator": { "propertyName": long(n) } });
        document
    }),
    ("branches of a union, and the length of its name", 150, |n| {
        let mut document = document(object(n, "B", |at| one_property(&format!("q{at}"), text())), json!({}));
        document["components"]["schemas"][long(n)] = json!({ "oneOf": list(n, |at| reference(&format!("B{at}"))) });
        document
    }),
    ("paths, and the length of the media type of their response", 150, |n| {
        let content = json!({ format!("application/{}+json", long(n)): { "schema": text() } });
        with_paths(n, json!({ "get": { "responses": { "200": { "description": "", "content": content } } } }))
    }),
    ("paths, and the length of the name of their parameter", 150, |n| {
        let mut item = call("call");
        item["parameters"] = json!([{ "name": long(n), "in": "query", "schema": text() }]);
        with_paths(n, item)
    }),
    ("paths, and the length of the name of their header", 150, |n| {
        let headers = json!({ long(n): { "schema": text() } });
        with_paths(n, json!({ "get": { "responses": { "404": { "description": "", "headers": headers } } } }))
    }),
    ("paths, and the length of the URL of their server", 150, |n| {
        let mut item = call("call");
        item["servers"] = json!([{ "url": format!("https://example.com/{}", long(n)) }]);
        with_paths(n, item)
    }),
    ("paths, and the length of their tag", 150, |n| {
        let mut item = call("call");
        item["get"]["tags"] = json!([long(n)]);
        with_paths(n, item)
    }),
    ("paths, and the length of their operationId", 150, |n| with_paths(n, call(&long(n)))),
    ("paths, and the length of their extension", 150, |n| {
        let mut item = call("call");
        item["get"]["x-text"] = long(n).into();
        with_paths(n, item)
    }),
    ("operations, and the length of the description of their response", 150, |n| {
        with_response(n, "responses", json!({ "description": long(n) }))
    }),
    ("responses that are a request body, and the length of its media type", 150, |n| {
        let content = json!({ format!("application/{}+json", long(n)): { "schema": text() } });
        with_response(n, "requestBodies", json!({ "content": content }))
    }),
    ("operations, and the length of the property of their body", 150, |n| {
        let content = json!({ "application/json": { "schema": reference("It") } });
        let item = json!({ "post": { "requestBody": { "content": content }, "responses": {} } });
        document(json!({ "It": one_property(&long(n), text()) }), object(n, "/p", |_| item.clone()))
    }),
    ("operations, and the length of the name of their security scheme", 150, |n| {
        with_security(n, &long(n), json!({ "type": "http", "scheme": "bearer" }), json!([]))
    }),
    ("operations, and the length of a name that is no security scheme", 150, |n| {
        let mut document = with_security(n, "key", json!({ "type": "http", "scheme": "bearer" }), json!([]));
        document["security"] = json!([{ long(n): [] }]);
        document
    }),
    ("operations, and the scopes of their security", 150, |n| {
        let names = list(n, |at| format!("scope{at}"));
        let scopes = object(n, "scope", |_| "");
        let flow = json!({ "tokenUrl": "https://example.com/token", "scopes": scopes });
        with_security(n, "key", json!({ "type": "oauth2", "flows": { "clientCredentials": flow } }), names)
    }),
    ("operations of Swagger 2.0, and the length of a media type", 150, |n| {
        let operation = json!({ "responses": { "200": { "description": "", "schema": { "type": "string" } } } });
        json!({
            "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com",
            "produces": [format!("application/{}+json", long(n))],
            "paths": object(n, "/p", |_| json!({ "get": operation })),
        })
    }),
];
