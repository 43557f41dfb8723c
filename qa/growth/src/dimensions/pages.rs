//! Pages that are imported into a document.

use serde_json::{Value, json};

use super::others::Works;
use crate::document::{list, object};
use crate::work::Work;

fn page(fragment: Value) -> String {
    format!("# Page\n\n```yaml\n{fragment}\n```\n")
}

/// Returns a page with operations without members.
fn operations(count: usize) -> String {
    page(json!({ "openapi": "3.1.0", "paths": object(count, "/p", |_| json!({ "get": {} })) }))
}

/// Returns a page with schemas of one type.
fn schemas(count: usize, ty: &str) -> String {
    let schemas = object(count, "S", |_| json!({ "type": ty }));
    page(json!({ "openapi": "3.1.0", "components": { "schemas": schemas } }))
}

/// Returns the text of a document whose last line starts with many spaces.
fn indented(count: usize, last: &str) -> String {
    format!("{{\n\"openapi\": \"3.1.0\",\n{}{last}}}", " ".repeat(40 * count))
}

/// The text of a document in YAML with objects whose closing brackets are not indented, and an error.
fn with_brackets(count: usize) -> String {
    let items = vec!["a"; 20].join(", ");
    let members = (0..count).map(|at| format!("  S{at}: {{\n    a: [{items}]\n}}\n"));
    format!("openapi: 1\nx-a:\n{}", members.collect::<String>())
}

const NAME: &str = "page.md";

pub(super) const DIMENSIONS: Works = &[
    ("tags of a page", 200, |n| {
        let tags = list(n, |at| json!({ "name": format!("t{at}") }));
        Work::import(None, &[], &[(NAME, &page(json!({ "openapi": "3.1.0", "tags": tags })))])
    }),
    ("operations of a page that is imported again", 200, |n| {
        let page = operations(n);
        Work::import(Some("{\"openapi\":\"3.1.0\"}".to_owned()), &[(NAME, &page)], &[(NAME, &page)])
    }),
    ("operations of a page that has moved", 200, |n| {
        let page = operations(n);
        Work::import(None, &[(NAME, &page)], &[("moved.md", &page)])
    }),
    ("operations that no page has now", 200, |n| {
        Work::import(None, &[(NAME, &operations(n))], &[(NAME, &page(json!({ "openapi": "3.1.0" })))])
    }),
    ("schemas that two pages describe differently", 100, |n| {
        Work::import(None, &[], &[(NAME, &schemas(n, "string")), ("other.md", &schemas(n, "integer"))])
    }),
    ("schemas of a page that differ from the document", 100, |n| {
        let document = json!({ "components": { "schemas": object(n, "S", |_| json!({ "type": "string" })) } });
        Work::import(Some(document.to_string()), &[], &[(NAME, &schemas(n, "integer"))])
    }),
    ("operations of a page and spaces of a document", 100, |n| {
        Work::import(Some(indented(n, "\"paths\": {}")), &[], &[(NAME, &operations(n))])
    }),
    ("quotes in one another, and lines below them", 500, |n| {
        let page = operations(1);
        Work::page(format!("{}a\n{}\n{page}", ">".repeat(n), "a\n".repeat(n)))
    }),
    ("closing brackets of a document without indentation", 50, |n| Work::rejected(with_brackets(n))),
    ("additions of an overlay and spaces of a document", 100, |n| {
        let update = json!({ "tags": list(n, |at| json!({ "name": format!("t{at}") })) });
        let actions = json!([{ "target": "$", "update": update }]);
        let overlay = json!({ "overlay": "1.0.0", "info": { "title": "It", "version": "1" }, "actions": actions });
        let spaces = " ".repeat(40 * n);
        let document = format!("{{\n\"openapi\": \"3.1.0\",\n\"tags\": [\n{spaces}{{ \"name\": \"t\" }}]\n}}");
        Work::overlay_of_text(document, &overlay)
    }),
];

/// The bytes of a name for each use of it.
const BYTES: usize = 10;

/// Lengths of names, each with the uses of the name. The library limits the product.
pub(super) const LENGTHS: Works = &[("members of a path of a page, and the length of the path", 150, |n| {
    let path = format!("/{}", "a".repeat(BYTES * n));
    Work::page(page(json!({ "openapi": "3.1.0", "paths": { path: object(n, "m", |_| 1) } })))
})];
