//! Inputs that are not a document alone: pages and project files.

use serde_json::{Value, json};

use crate::document::{document, list, object, text, with_properties};
use crate::work::Work;

fn project(options: Value) -> Value {
    json!({ "document": "api.json", "output": "out", "options": options })
}

fn operations(count: usize) -> Value {
    let call = |at| json!({ "get": { "operationId": format!("call{at}"), "responses": { "204": { "description": "Done" } } } });
    document(json!({}), object(count, "/p", call))
}

/// A name, a number, and a function that creates the work with that many of them.
pub(super) type Works = &'static [(&'static str, usize, fn(usize) -> Work)];

pub(super) const DIMENSIONS: Works = &[
    ("operations of a page", 50, |n| {
        let block = format!("```yaml get /p\n{}```\n", serde_yaml::to_string(&operations(n)).unwrap_or_default());
        Work::page(format!("# Page\n\n{block}"))
    }),
    ("blocks of a page", 50, |n| {
        let blocks = (0..n).map(|at| {
            let block = json!({ "openapi": "3.1.0", "info": { "title": "It", "version": "1" }, "paths": { format!("/p{at}"): { "get": { "operationId": format!("call{at}"), "responses": { "204": { "description": "" } } } } } });
            format!("```json get /p{at}\n{block}\n```\n")
        });
        Work::page(format!("# Page\n\n{}", blocks.collect::<String>()))
    }),
    ("lines of a page", 1_000, |n| Work::page("# A\n\n* b `c` [d](e)\n".repeat(n))),
    ("backticks of a page", 1_000, |n| Work::page(format!("# Page\n\n{}\n", "`".repeat(n)))),
    ("names of a project file", 100, |n| {
        let names = object(n, "It.p", |at| format!("q{at}"));
        Work::project(&with_properties(n), &project(json!({ "rename": names })))
    }),
    ("types of a project file", 100, |n| {
        let types = object(n, "S", |_| "crate::Own");
        let document = document(
            object(n, "S", |at| json!({ "type": "object", "properties": { format!("p{at}"): text() } })),
            json!({}),
        );
        Work::project(&document, &project(json!({ "replace": types })))
    }),
    ("settings of operations", 50, |n| {
        let settings = object(n, "call", |_| json!({ "retry": "never" }));
        Work::project(&operations(n), &project(json!({ "operation-settings": settings })))
    }),
    ("selected operations", 50, |n| {
        Work::project(&operations(n), &project(json!({ "operations": list(n, |at| format!("call{at}")) })))
    }),
    ("derives of a project file", 50, |n| {
        let document = document(
            object(n, "S", |at| json!({ "type": "object", "properties": { format!("p{at}"): text() } })),
            json!({}),
        );
        Work::project(&document, &project(json!({ "derives": object(n, "S", |_| json!(["crate::Own"])) })))
    }),
    ("envelopes", 50, |n| {
        let call = |at| json!({ "get": { "operationId": format!("call{at}"), "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "required": ["data"], "properties": { "data": { "type": "object", "properties": { format!("p{at}"): text() } } } } } } } } } });
        let document = document(json!({}), object(n, "/p", call));
        Work::project(
            &document,
            &project(json!({ "envelopes": list(n, |at| if at == 0 { "data".to_owned() } else { format!("e{at}") }) })),
        )
    }),
];
