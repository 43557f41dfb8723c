//! Names that are the same, or become the same in Rust.

use serde_json::{Map, Value, json};

use super::Documents;
use crate::document::{call, call_with, document, list, object, operation, schema, text, with_property};

/// Returns names that are the same in Rust.
fn alike(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|at| format!("a{}", format!("{at:b}").replace('0', "-").replace('1', "_")))
}

fn members(names: impl Iterator<Item = String>, value: impl Fn(usize) -> Value) -> Value {
    names.enumerate().map(|(at, name)| (name, value(at))).collect::<Map<_, _>>().into()
}

pub(super) const DIMENSIONS: Documents = &[
    ("schemas that become one name", 100, |n| {
        document(members(alike(n), |at| with_property(format!("p{at}"))), json!({}))
    }),
    ("schemas with one x-rust-name", 100, |n| {
        let named = |at| json!({ "x-rust-name": "Same", "type": "object", "properties": { format!("p{at}"): text() } });
        document(object(n, "S", named), json!({}))
    }),
    ("properties with one x-rust-name", 100, |n| {
        let named = json!({ "x-rust-name": "same", "type": "string" });
        schema(json!({ "type": "object", "properties": object(n, "p", |_| named.clone()) }))
    }),
    ("titles of inline objects, all the same", 100, |n| {
        let inline = |at| json!({ "title": "Same", "type": "object", "properties": { format!("q{at}"): text() } });
        schema(json!({ "type": "object", "properties": object(n, "p", inline) }))
    }),
    ("titles of branches, all the same", 100, |n| {
        let branch = |at| {
            let mut branch = with_property(format!("q{at}"));
            (branch["title"], branch["required"]) = ("Same".into(), json!([format!("q{at}")]));
            branch
        };
        schema(json!({ "oneOf": list(n, branch) }))
    }),
    ("operations with one id", 100, |n| document(json!({}), object(n, "/p", |_| call("same")))),
    ("operations whose ids become one name", 100, |n| {
        let ids: Vec<String> = alike(n).collect();
        document(json!({}), object(n, "/p", |at| call(&ids[at])))
    }),
    ("paths that become one name", 100, |n| {
        let item = |_| json!({ "get": { "responses": { "204": { "description": "Done" } } } });
        document(json!({}), members(alike(n).map(|name| format!("/{name}")), item))
    }),
    ("paths that differ in the name of a parameter", 100, |n| {
        let item = |at| {
            let parameter = json!({ "name": format!("x{at}"), "in": "path", "required": true, "schema": text() });
            call_with(at, json!({ "parameters": [parameter] }))
        };
        document(json!({}), members((0..n).map(|at| format!("/a/{{x{at}}}")), item))
    }),
    ("tags that become one name", 100, |n| {
        let tags: Vec<String> = alike(n).collect();
        let item = |at: usize| call_with(at, json!({ "tags": [tags[at]] }));
        document(json!({}), object(n, "/p", item))
    }),
    ("parameters that become one name", 100, |n| {
        let parameters: Vec<Value> =
            alike(n).map(|name| json!({ "name": name, "in": "query", "schema": text() })).collect();
        operation(&json!({ "parameters": parameters }))
    }),
    ("headers whose names differ in case", 100, |n| {
        let name = |at: usize| format!("{at:016b}").replace('0', "a").replace('1', "A");
        let parameters: Vec<Value> =
            (0..n).map(|at| json!({ "name": name(at), "in": "header", "schema": text() })).collect();
        operation(&json!({ "parameters": parameters }))
    }),
    ("security schemes that become one name", 100, |n| {
        let names: Vec<String> = alike(n).collect();
        let mut document = document(
            json!({}),
            object(n, "/p", |at| call_with(at, json!({ "security": [{ names[at].as_str(): [] }] }))),
        );
        document["components"]["securitySchemes"] =
            members(alike(n), |at| json!({ "type": "apiKey", "in": "header", "name": format!("x-key-{at}") }));
        document
    }),
];
