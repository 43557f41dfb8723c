//! Encodings, examples, callbacks and other parts of what is sent.

use serde_json::{Map, Value, json};

use super::Documents;
use crate::document::{call, call_with, content, document, list, object, operation, text, with_property};

/// Returns a document with an operation that sends a form.
fn form(media_type: &str, properties: usize, property: &Value, encoding: Value) -> Value {
    let schema = json!({ "type": "object", "properties": object(properties, "p", |_| property.clone()) });
    operation(&json!({ "requestBody": { "content": { media_type: { "schema": schema, "encoding": encoding } } } }))
}

/// Returns a document with an operation that has this success.
fn success(members: Value) -> Value {
    let mut response = members;
    response["description"] = "Done".into();
    operation(&json!({ "responses": { "200": response } }))
}

/// Returns a document with an operation that has `count` responses, each with its own body.
fn responses(first: usize, count: usize) -> Value {
    let response = |at: usize| json!({ "description": "", "content": content(with_property(format!("p{at}"))) });
    let all: Map<_, _> = (first..first + count).map(|at| (at.to_string(), response(at))).collect();
    operation(&json!({ "responses": all }))
}

/// Returns `count` parameters in this place.
fn parameters(count: usize, place: &str, schema: impl Fn(usize) -> Value) -> Value {
    list(
        count,
        |at| json!({ "name": format!("p{at}"), "in": place, "required": place == "path", "schema": schema(at) }),
    )
}

fn tagged(at: usize) -> Value {
    call_with(at, json!({ "tags": [format!("t{at}")] }))
}

/// Returns a document of this version with one operation.
fn of_version(version: &str, item: Value) -> Value {
    let mut document = document(json!({}), json!({ "/a": item }));
    document["openapi"] = version.into();
    document
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
        let body = json!({ "schema": { "type": "object" }, "examples": examples });
        success(json!({ "content": { "application/json": body } }))
    }),
    ("callbacks of an operation", 50, |n| {
        let callback = |at| {
            let hook = json!({ "requestBody": { "content": content(with_property(format!("p{at}"))) } });
            json!({ "{$request.body#/url}": { "post": hook } })
        };
        operation(&json!({ "callbacks": object(n, "c", callback) }))
    }),
    ("links of a response", 100, |n| {
        success(json!({ "links": object(n, "l", |at| json!({ "operationId": format!("call{at}") })) }))
    }),
    ("cookies", 100, |n| operation(&json!({ "parameters": parameters(n, "cookie", |_| text()) }))),
    ("parameters with a media type", 100, |n| {
        let content = |at| content(with_property(format!("p{at}")));
        let parameter = |at| json!({ "name": format!("q{at}"), "in": "query", "content": content(at) });
        operation(&json!({ "parameters": list(n, parameter) }))
    }),
    ("parameters with a default", 100, |n| {
        let schema = |at| json!({ "type": "string", "default": format!("v{at}") });
        operation(&json!({ "parameters": parameters(n, "query", schema) }))
    }),
    ("error responses with a body", 90, |n| responses(400, n)),
    ("successes with a body", 24, |n| responses(200, n)),
    ("events of a stream", 100, |n| {
        let kind = |at| json!({ "type": { "const": format!("e{at}") } });
        let event = |at| json!({ "type": "object", "required": ["type"], "properties": kind(at) });
        success(json!({ "content": { "text/event-stream": { "itemSchema": { "oneOf": list(n, event) } } } }))
    }),
    ("operations with pages", 50, |n| {
        let properties = json!({ "data": { "type": "array", "items": text() }, "next_cursor": text() });
        let page = json!({ "type": "object", "properties": properties });
        let members = json!({
            "parameters": [{ "name": "cursor", "in": "query", "schema": text() }],
            "responses": { "200": { "description": "", "content": content(page) } },
        });
        document(json!({}), object(n, "/p", |at| call_with(at, members.clone())))
    }),
    ("operations with other methods", 100, |n| {
        let operations = object(n, "M", |at| call(&format!("call{at}"))["get"].clone());
        of_version("3.2.0", json!({ "additionalOperations": operations }))
    }),
    ("tags below each other", 100, |n| {
        let mut document = of_version("3.2.0", tagged(0));
        document["tags"] = list(n, |at| json!({ "name": format!("t{at}"), "parent": format!("t{}", at + 1) }));
        document
    }),
    ("groups of tags", 100, |n| {
        let mut document = document(json!({}), object(n, "/p", tagged));
        document["x-tagGroups"] = list(n, |at| json!({ "name": format!("g{at}"), "tags": [format!("t{at}")] }));
        document
    }),
    ("scopes of a scheme", 100, |n| {
        let mut document = of_version("3.1.0", call("call"));
        let flow = json!({ "tokenUrl": "https://example.com/token", "scopes": object(n, "s", |_| "It.") });
        let scheme = json!({ "type": "oauth2", "flows": { "clientCredentials": flow } });
        document["components"]["securitySchemes"] = json!({ "it": scheme });
        document["security"] = json!([{ "it": list(n, |at| format!("s{at}")) }]);
        document
    }),
    ("servers of operations", 100, |n| {
        let server = |at| json!({ "servers": [{ "url": format!("https://{at}.example.com") }] });
        document(json!({}), object(n, "/p", |at| call_with(at, server(at))))
    }),
    ("variables of a server", 100, |n| {
        let mut document = of_version("3.1.0", call("call"));
        let variables: Vec<String> = (0..n).map(|at| format!("{{v{at}}}")).collect();
        let url = format!("https://example.com/{}", variables.join("/"));
        document["servers"] = json!([{ "url": url, "variables": object(n, "v", |_| json!({ "default": "a" })) }]);
        document
    }),
    ("variables of a server in each other", 5, |n| {
        let mut document = of_version("3.1.0", call("call"));
        let variable = |at| json!({ "default": format!("{{v{}}}{{v{}}}", at + 1, at + 1) });
        document["servers"] = json!([{ "url": "https://example.com/{v0}", "variables": object(n, "v", variable) }]);
        document
    }),
];

/// What multiplies. The library limits the product.
pub(super) const PRODUCTS: Documents = &[
    ("placeholders of a path, and its parameters", 100, |n| {
        let placeholders: Vec<String> = (0..n).map(|at| format!("{{p{at}}}")).collect();
        let item = call_with(0, json!({ "parameters": parameters(n, "path", |_| text()) }));
        document(json!({}), json!({ format!("/a/{}", placeholders.join("/")): item }))
    }),
    ("uses of a parameter, and its media types", 100, |n| {
        let media_types = object(n, "application/x-", |_| json!({ "schema": text() }));
        let mut document = document(
            json!({}),
            object(n, "/p", |at| call_with(at, json!({ "parameters": [{ "$ref": "#/components/parameters/It" }] }))),
        );
        document["components"]["parameters"]["It"] = json!({ "name": "it", "in": "query", "content": media_types });
        document
    }),
    ("uses of a variable of a server, and the length of its default", 150, |n| {
        let mut document = of_version("3.1.0", call("call"));
        let variables = json!({ "v": { "default": "a".repeat(10 * n) } });
        document["servers"] =
            json!([{ "url": "https://example.com/".to_owned() + &"{v}".repeat(n), "variables": variables }]);
        document
    }),
];
