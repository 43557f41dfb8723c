//! Parts of the output that are explained.

use serde_json::{Value, json};

use super::others::Works;
use crate::document::{call, document, list, object};
use crate::work::Work;

fn paths(count: usize, item: impl Fn(usize) -> Value) -> Value {
    document(json!({}), object(count, "/p", item))
}

pub(super) const DIMENSIONS: Works = &[
    ("operations of one path item, explained", 50, |n| {
        let mut document = paths(n, |_| json!({ "$ref": "#/components/pathItems/It" }));
        document["components"]["pathItems"] =
            json!({ "It": { "get": { "responses": { "204": { "description": "" } } } } });
        Work::explain(&document, "/components/pathItems/It/get")
    }),
    ("security schemes that are not declared, explained", 50, |n| {
        let secured = |at| json!({ "get": { "security": [{ format!("s{at}"): [] }], "responses": { "204": { "description": "" } } } });
        Work::explain(&paths(n, secured), "Client")
    }),
    ("properties, explained", 50, |n| {
        let property = |_| json!({ "type": "string" });
        let schema = json!({ "type": "object", "properties": object(n, "p", property) });
        Work::explain(&document(json!({ "It": schema }), json!({})), "/components/schemas/It")
    }),
    ("properties without a type, explained", 50, |n| {
        let schema = json!({ "type": "object", "properties": object(n, "p", |_| json!({})) });
        Work::explain(&document(json!({ "It": schema }), json!({})), "/components/schemas/It")
    }),
    ("patterns of allOf, explained", 50, |n| {
        let schema = json!({ "allOf": list(n, |at| json!({ "type": "string", "pattern": format!("^v{at}") })) });
        Work::explain(&document(json!({ "It": schema }), json!({})), "It")
    }),
    ("servers, explained", 50, |n| {
        let mut document = paths(1, |_| call("call"));
        document["servers"] = list(n, |at| json!({ "url": format!("https://{at}.example.com") }));
        Work::explain(&document, "Client")
    }),
    ("variables of a server, explained", 50, |n| {
        let mut document = paths(1, |_| call("call"));
        let variables = object(n, "v", |_| json!({ "default": "a" }));
        document["servers"] = json!([{ "url": "https://{v0}.example.com", "variables": variables }]);
        Work::explain(&document, "ClientBuilder")
    }),
    ("headers of a response, explained", 100, |n| {
        let headers = object(n, "X-H", |_| json!({ "schema": { "type": "string" } }));
        let responses = json!({ "200": { "description": "", "headers": headers } });
        Work::explain(&paths(1, |_| json!({ "get": { "responses": responses } })), "Client")
    }),
];
