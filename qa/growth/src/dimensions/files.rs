//! Documents in several files.

use serde_json::{Value, json};

use super::others::Works;
use crate::document::{document, list, object, schema, text};
use crate::work::Work;

/// Returns the work for a document with a schema, which refers to the file `all.json`.
fn with_file(of_document: Value, file: Value) -> Work {
    Work::files(&schema(of_document), vec![("all.json".to_owned(), file)])
}

/// Returns an object with `count` properties, each with a reference.
fn references(count: usize, reference: impl Fn(usize) -> String) -> Value {
    json!({ "type": "object", "properties": object(count, "p", |at| json!({ "$ref": reference(at) })) })
}

/// Returns a schema that has no other name than this one.
fn named(keyword: &str, name: String) -> Value {
    json!({ keyword: name, "type": "object", "properties": { "a": text() } })
}

/// Returns a number in binary as a text without letters and digits, of which no name of a component is made.
fn marks(number: usize) -> String {
    format!("{number:b}").replace('0', "-").replace('1', ".")
}

pub(super) const DIMENSIONS: Works = &[
    ("files", 50, |n| {
        let document = document(object(n, "S", |at| json!({ "$ref": format!("f{at}.json") })), json!({}));
        let files = (0..n)
            .map(|at| (format!("f{at}.json"), json!({ "type": "object", "properties": { format!("p{at}"): text() } })));
        Work::files(&document, files.collect())
    }),
    ("files in a row", 20, |n| {
        let document = schema(json!({ "$ref": "f0.json" }));
        let mut files: Vec<_> = (0..n)
            .map(|at| {
                (
                    format!("f{at}.json"),
                    json!({ "type": "object", "properties": { "next": { "$ref": format!("f{}.json", at + 1) } } }),
                )
            })
            .collect();
        files.push((format!("f{n}.json"), text()));
        Work::files(&document, files)
    }),
    ("references to one file", 100, |n| {
        let reference = |at| json!({ "$ref": format!("all.json#/$defs/S{at}") });
        let document = document(object(n, "S", reference), json!({}));
        let all = json!({ "$defs": object(n, "S", |_| json!({ "type": "object", "properties": { "a": text() } })) });
        Work::files(&document, vec![("all.json".to_owned(), all)])
    }),
    ("references between the schemas of a file", 100, |n| {
        let document = schema(json!({ "$ref": "all.json#/$defs/S0" }));
        let next = |at| json!({ "type": "object", "properties": { "next": { "$ref": format!("#/$defs/S{}", (at + 1) % n) } } });
        Work::files(&document, vec![("all.json".to_owned(), json!({ "$defs": object(n, "S", next) }))])
    }),
    ("anchors of a file", 100, |n| {
        let document = schema(
            json!({ "type": "object", "properties": object(n, "p", |at| json!({ "$ref": format!("all.json#a{at}") })) }),
        );
        let anchored = |at| json!({ "$anchor": format!("a{at}"), "type": "object", "properties": { "a": text() } });
        Work::files(&document, vec![("all.json".to_owned(), json!({ "$defs": object(n, "S", anchored) }))])
    }),
    ("path items of files", 50, |n| {
        let document = document(json!({}), object(n, "/p", |at| json!({ "$ref": format!("f{at}.json") })));
        let files = (0..n).map(|at| {
            (
                format!("f{at}.json"),
                json!({ "get": { "operationId": format!("call{at}"), "responses": { "204": { "description": "" } } } }),
            )
        });
        Work::files(&document, files.collect())
    }),
    ("references to what a file lacks", 100, |n| {
        let names = object(n, "Schema", |_| text());
        with_file(references(n, |at| format!("all.json#/$defs/Shcema{at}")), json!({ "$defs": names }))
    }),
    ("references to anchors that a file lacks", 100, |n| {
        let names = object(n, "S", |at| named("$anchor", format!("anchor{at}")));
        with_file(references(n, |at| format!("all.json#acnhor{at}")), json!({ "$defs": names }))
    }),
    ("references to files that do not exist", 100, |n| with_file(references(n, |at| format!("f{at}.json")), text())),
    ("references by address", 100, |n| {
        let file = json!({ "$defs": object(n, "S", |at| named("$id", format!("https://example.com/{at}.json"))) });
        let uses = references(n, |at| format!("https://example.com/{at}.json"));
        with_file(json!({ "anyOf": [{ "$ref": "all.json#/$defs/S0" }, uses] }), file)
    }),
    ("references to unknown addresses", 100, |n| {
        let file = json!({ "$defs": object(n, "S", |at| named("$id", format!("https://example.com/{at}.json"))) });
        let uses = references(n, |at| format!("https://example.com/x/{at}.json"));
        with_file(json!({ "anyOf": [{ "$ref": "all.json#/$defs/S0" }, uses] }), file)
    }),
    ("addresses of files", 50, |n| {
        let own = references(n, |at| format!("f{at}.json"));
        let others = references(n, |at| format!("https://example.com/{at}"));
        let files = (0..n).map(|at| (format!("f{at}.json"), named("$id", format!("https://example.com/{at}"))));
        Work::files(&schema(json!({ "anyOf": [own, others] })), files.collect())
    }),
    ("unknown addresses beside those of files", 50, |n| {
        let own = references(n, |at| format!("f{at}.json"));
        let others = references(n, |at| format!("https://example.com/x/{at}"));
        let files = (0..n).map(|at| (format!("f{at}.json"), named("$id", format!("https://example.com/{at}"))));
        Work::files(&schema(json!({ "anyOf": [own, others] })), files.collect())
    }),
    ("anchors of one name in a file", 100, |n| {
        let anchored = |at| json!({ "$id": format!("s{at}.json"), "$defs": { "a": named("$anchor", "a".to_owned()) } });
        let mut file = references(n, |at| format!("s{at}.json#a"));
        file["$defs"] = object(n, "S", anchored);
        with_file(json!({ "$ref": "all.json" }), file)
    }),
    ("path items of a file in a row, each with a member beside", 50, |n| {
        let items = object(n, "p", |at| json!({ "$ref": format!("#/p{}", at + 1), "summary": "It." }));
        let document = document(json!({}), json!({ "/a": { "$ref": "all.json#/p0" } }));
        Work::files(&document, vec![("all.json".to_owned(), items)])
    }),
    ("components of files with the same letters", 100, |n| {
        let names: serde_json::Map<String, Value> =
            (0..n).map(|at| (format!("a{}", marks(at)), named("title", "It".to_owned()))).collect();
        with_file(references(n, |at| format!("all.json#/$defs/a{}", marks(at))), json!({ "$defs": names }))
    }),
    ("bases with a discriminator in a file", 100, |n| {
        let base = |_| {
            let kind = json!({ "propertyName": "kind" });
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": text() }, "discriminator": kind })
        };
        let extended = |at| {
            let base = json!({ "$ref": format!("#/$defs/Base{at}") });
            json!({ "allOf": [base, references(1, |_| "#/$defs/-".to_owned())] })
        };
        let mut all = object(n, "Base", base);
        all["-"] = text();
        for at in 0..n {
            all[format!("Extended-{at}")] = extended(at);
        }
        let mut document = document(object(n, "Extended", |_| text()), json!({}));
        document["components"]["schemas"]["It"] = references(n, |at| format!("all.json#/$defs/Extended-{at}"));
        Work::files(&document, vec![("all.json".to_owned(), json!({ "$defs": all }))])
    }),
    ("branches of files with another name than their value", 100, |n| {
        let kind = json!({ "type": "object", "required": ["kind"], "properties": { "kind": text() } });
        let branches = list(n, |at| json!({ "$ref": format!("all.json#/$defs/S{at}") }));
        let mut document = document(object(n, "S", |_| text()), json!({}));
        document["components"]["schemas"]["It"] =
            json!({ "oneOf": branches, "discriminator": { "propertyName": "kind" } });
        Work::files(&document, vec![("all.json".to_owned(), json!({ "$defs": object(n, "S", |_| kind.clone()) }))])
    }),
    ("members of a path item of a file, beside a reference", 100, |n| {
        let document = document(json!({}), json!({ "/a": { "$ref": "all.json", "summary": "It." } }));
        Work::files(&document, vec![("all.json".to_owned(), object(n, "x-", |_| text()))])
    }),
];

/// Works whose input multiplies. The library limits the product.
pub(super) const PRODUCTS: Works = &[
    ("uses of one path item of a file, and its parameters", 50, |n| {
        let document = document(json!({}), object(n, "/p", |_| json!({ "$ref": "f.json" })));
        let parameters = list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "schema": text() }));
        Work::files(
            &document,
            vec![(
                "f.json".to_owned(),
                json!({ "get": { "parameters": parameters, "responses": { "204": { "description": "" } } } }),
            )],
        )
    }),
    ("uses of one path item of a file, and its callbacks of itself", 50, |n| {
        let reference = json!({ "$ref": "f.json" });
        let document = document(json!({}), object(n, "/p", |_| reference.clone()));
        let callbacks = object(n, "c", |_| json!({ "e": reference }));
        Work::files(&document, vec![("f.json".to_owned(), json!({ "get": { "callbacks": callbacks } }))])
    }),
    ("references in a row, each of which leads over three others", 1, |n| {
        // The target of each is the pair of its number, behind the pairs of the next three numbers.
        let mut file = object(n, "r", |at| json!({ "$ref": format!("#/r{}/x/x/y", at + 1) }));
        for at in 0..n + 8 {
            if at >= n {
                file[format!("r{at}")] = json!({ "$ref": format!("#/pair{at}") });
            }
            let [next, earlier] = [format!("#/r{}", at + 1), format!("#/pair{}", at.saturating_sub(3))];
            file[format!("pair{at}")] = json!({ "x": { "$ref": next }, "y": { "$ref": earlier } });
        }
        with_file(json!({ "$ref": "all.json#/r0/x" }), file)
    }),
    ("references in a row without a target, each in a file and in the document", 2, |n| {
        let row = |file: &str| object(n, "r", |at| json!({ "$ref": format!("{file}#/r{}/x", at + 1) }));
        let mut document = schema(json!({ "$ref": "all.json#/r0/x" }));
        if let (Value::Object(document), Value::Object(row)) = (&mut document, row("all.json")) {
            document.extend(row);
        }
        Work::files(&document, vec![("all.json".to_owned(), row(""))])
    }),
];

/// The bytes of a name for each use of it.
const BYTES: usize = 10;

/// Lengths of names, each with the uses of the name. The library limits the product.
pub(super) const LENGTHS: Works = &[
    ("references to a file, and the length of the name of their schema", 150, |n| {
        let name = "a".repeat(BYTES * n);
        let document = document(json!({ name: references(n, |_| "all.json".to_owned()) }), json!({}));
        Work::files(&document, vec![("all.json".to_owned(), text())])
    }),
    ("schemas of a file, and the length of the name around them", 150, |n| {
        let name = "a".repeat(BYTES * n);
        let file = json!({ "first": text(), name: object(n, "S", |at| named("$anchor", format!("a{at}"))) });
        with_file(references(n, |_| "all.json#/first".to_owned()), file)
    }),
    ("references to a reference of a file, and its length", 150, |n| {
        let file = json!({ "one": { "$ref": format!("#/{}", "a".repeat(BYTES * n)) } });
        with_file(references(n, |_| "all.json#/one".to_owned()), file)
    }),
    ("references to an anchor, and the length of the name of its schema", 150, |n| {
        let file = json!({ "$defs": { "a".repeat(BYTES * n): named("$anchor", "a".to_owned()) } });
        with_file(references(n, |_| "all.json#a".to_owned()), file)
    }),
];
