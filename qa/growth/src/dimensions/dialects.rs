//! What the generator rewrites before it lowers a document: older and newer versions, mistakes, and references to places
//! that are no components.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{call, call_with, content, document, list, object, schema, text, with_property};

/// Returns a value with many parts.
fn large(count: usize) -> Value {
    list(count, |at| at)
}

/// Returns a document with `count` operations, each of which refers to the schema `It` in a body of this media type.
fn with_bodies(count: usize, members: &Value, it: Value) -> Value {
    document(json!({ "It": it }), object(count, "/p", |at| call_with(at, members.clone())))
}

fn invalid() -> Value {
    json!({ "type": "string", "enum": 5 })
}

fn it() -> Value {
    json!({ "$ref": "#/components/schemas/It" })
}

/// Returns the reference to `#/info/x-aaaaaaaaaaaa`, in one of 4,096 spellings.
fn spelled(at: usize) -> Value {
    let name: String = (0..12).map(|bit| if at >> bit & 1 == 1 { "%61" } else { "a" }).collect();
    json!({ "$ref": format!("#/info/x-{name}") })
}

pub(super) const DIMENSIONS: Documents = &[
    ("keywords beside a reference of OpenAPI 3.0", 500, |n| {
        let mut reference = object(n, "k", |_| 0);
        reference["$ref"] = "#/components/schemas/It".into();
        let mut document = document(json!({ "It": text(), "Uses": reference }), json!({}));
        document["openapi"] = "3.0.3".into();
        document
    }),
    ("invalid parameters of the components", 300, |n| {
        let mut document = document(json!({}), json!({}));
        document["components"]["parameters"] = object(n, "P", |_| 0);
        document
    }),
    ("invalid schemas, each 20 levels deep", 20, |n| {
        let around = |inner: Value| json!({ "type": "object", "properties": { "a": inner } });
        document(object(n, "S", |_| (0..20).fold(invalid(), |inner, _| around(inner))), json!({}))
    }),
    ("invalid lists, each 20 levels deep", 20, |n| {
        let around = |inner: Value| json!({ "type": "array", "items": inner });
        document(object(n, "S", |_| (0..20).fold(invalid(), |inner, _| around(inner))), json!({}))
    }),
    ("invalid properties", 200, |n| schema(json!({ "type": "object", "properties": object(n, "p", |_| invalid()) }))),
    ("types of an object, all the same", 100, |n| {
        schema(json!({ "type": list(n, |_| "object"), "properties": object(n, "p", |_| text()) }))
    }),
    // A hundred are followed.
    ("paths to path items in a row", 200, |n| {
        let next = |at| json!({ "$ref": format!("#/components/pathItems/P{at}") });
        let mut document = document(json!({}), object(n, "/p", next));
        document["components"]["pathItems"] = object(n, "P", |at| next(at + 1));
        document["components"]["pathItems"][format!("P{n}")] = call("call");
        document
    }),
    ("schemas in an extension in a row", 100, |n| {
        let mut document = schema(json!({ "$ref": "#/x-schemas/S0" }));
        document["x-schemas"] = object(n, "S", |at| json!({ "$ref": format!("#/x-schemas/S{}", at + 1) }));
        document["x-schemas"][format!("S{n}")] = with_property("a");
        document
    }),
    ("schemas of paths that become one name", 50, |n| {
        let item = |at| call_with(at, json!({ "requestBody": { "content": content(with_property("a")) } }));
        let paths: Vec<String> =
            (0..n).map(|at| format!("/a{}", format!("{at:b}").replace('0', "/{}").replace('1', "/{/}"))).collect();
        let of_paths: serde_json::Map<_, _> =
            paths.iter().enumerate().map(|(at, path)| (path.clone(), item(at))).collect();
        let place = |path: &str| {
            let escaped = path.replace('~', "~0").replace('/', "~1").replace('{', "%7B").replace('}', "%7D");
            format!("#/paths/{escaped}/get/requestBody/content/application~1json/schema")
        };
        let uses = object(n, "p", |at| json!({ "$ref": place(&paths[at]) }));
        document(json!({ "It": { "type": "object", "properties": uses } }), of_paths.into())
    }),
    ("uses of one callback, and its expressions", 300, |n| {
        let mut document = document(json!({}), json!({}));
        let uses = object(n, "c", |_| json!({ "$ref": "#/x-callback" }));
        document["x-callback"] = object(n, "e", |_| json!({}));
        document["components"]["callbacks"] = json!({ "K": { "e": { "post": { "callbacks": uses } } } });
        document
    }),
    ("spellings of one reference, and parts of its target", 200, |n| {
        let uses = json!({ "type": "object", "properties": object(n, "p", spelled) });
        let mut document = document(json!({}), json!({}));
        document["info"][format!("x-{}", "a".repeat(12))] =
            json!({ "type": "object", "properties": object(n, "q", |_| json!({})) });
        document["webhooks"] =
            json!({ "w": { "post": { "parameters": [{ "name": "a", "in": "query", "schema": uses }] } } });
        document
    }),
    ("spellings of a reference to no schema, and parts of its target", 200, |n| {
        let mut document = schema(json!({ "type": "object", "properties": object(n, "p", spelled) }));
        let mut none = object(n, "x-", |at| at);
        none["zz"] = 0.into();
        document["info"][format!("x-{}", "a".repeat(12))] = none;
        document
    }),
];

/// What multiplies. The library limits the product.
pub(super) const PRODUCTS: Documents = &[
    ("other methods of a path item, and its members", 100, |n| {
        let operations = object(n, "M", |at| call(&format!("call{at}"))["get"].clone());
        let mut document = document(json!({}), json!({ "/a": { "additionalOperations": operations } }));
        document["openapi"] = "3.2.0".into();
        document["paths"]["/a"]["x-large"] = large(n);
        document
    }),
    ("uses of one media type, and its encodings", 300, |n| {
        let content = object(n, "application/x-", |_| json!({ "$ref": "#/components/mediaTypes/It" }));
        let mut document = with_bodies(1, &json!({ "requestBody": { "content": content } }), text());
        document["openapi"] = "3.2.0".into();
        document["components"]["mediaTypes"] = json!({ "It": { "encoding": object(n, "e", Value::from) } });
        document
    }),
    ("forms of one schema with a file, and its parts", 50, |n| {
        let form = json!({ "schema": it(), "encoding": { "f": { "contentType": "image/png" } } });
        let body = json!({ "content": { "multipart/form-data": form } });
        let schema = json!({ "type": "object", "properties": { "f": {} }, "x-large": large(n) });
        with_bodies(n, &json!({ "requestBody": body }), schema)
    }),
    ("streams of one schema, and its parts", 50, |n| {
        let response = json!({ "description": "", "content": { "text/event-stream": { "schema": it() } } });
        let schema = json!({ "type": "array", "items": { "type": "object", "x-large": large(n) } });
        with_bodies(n, &json!({ "responses": { "200": response } }), schema)
    }),
    ("levels of a nested value, and its parts", 50, |n| {
        let nested = (0..40).fold(
            json!({ "type": "object", "x-large": large(n) }),
            |inner, _| json!({ "type": "object", "properties": { "a": inner } }),
        );
        let mut document = schema(json!({ "type": "object", "properties": object(40, "p", |at| {
            json!({ "$ref": format!("#/x-it{}", "/properties/a".repeat(at)) })
        }) }));
        document["x-it"] = nested;
        document
    }),
    ("levels of definitions, and references to their places", 50, |n| {
        let inner = json!({ "type": "object", "properties": object(n, "p", |_| json!({ "$ref": "#/q" })) });
        let nested = (0..40).fold(inner, |inner, _| {
            json!({ "type": "object", "q": text(), "properties": { "a": inner }, "definitions": { "d": text() } })
        });
        schema(nested)
    }),
    ("null branches of a choice, and uses of it", 50, |n| {
        let choice = json!({ "anyOf": list(n, |_| json!({ "type": "null" })) });
        with_bodies(n, &json!({ "requestBody": { "content": content(it()) } }), choice)
    }),
];
