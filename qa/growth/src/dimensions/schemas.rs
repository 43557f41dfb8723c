//! Schemas and their parts.

use serde_json::{Map, json};

use super::Documents;
use crate::document::{document, list, object, schema, text};

pub(super) const DIMENSIONS: Documents = &[
    ("properties", 400, |n| schema(json!({ "type": "object", "properties": object(n, "p", |_| text()) }))),
    ("required properties", 400, |n| {
        let required = list(n, |at| format!("p{at}"));
        schema(json!({ "type": "object", "required": required, "properties": object(n, "p", |_| text()) }))
    }),
    ("properties of one name", 400, |n| {
        let properties: Map<_, _> =
            (0..n).map(|at| (format!("{}a", "-".repeat(at % 7) + &"_".repeat(at / 7)), text())).collect();
        schema(json!({ "type": "object", "properties": properties }))
    }),
    ("branches", 200, |n| {
        let branch = |at| json!({ "type": "object", "required": [format!("p{at}")], "properties": { format!("p{at}"): text() } });
        schema(json!({ "oneOf": list(n, branch) }))
    }),
    ("branches of an anyOf", 200, |n| {
        let branch = |at| json!({ "type": "object", "required": [format!("p{at}")], "properties": { format!("p{at}"): text() } });
        schema(json!({ "anyOf": list(n, branch) }))
    }),
    ("branches of a discriminator", 200, |n| {
        let mut document = document(
            object(
                n,
                "Branch",
                |_| json!({ "type": "object", "required": ["kind"], "properties": { "kind": text() } }),
            ),
            json!({}),
        );
        let branches = list(n, |at| json!({ "$ref": format!("#/components/schemas/Branch{at}") }));
        document["components"]["schemas"]["It"] =
            json!({ "oneOf": branches, "discriminator": { "propertyName": "kind" } });
        document
    }),
    ("branches of a union in a union", 100, |n| {
        let leaf = |at| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": format!("v{at}") } } });
        let mut document = document(object(n, "Leaf", leaf), json!({}));
        let leaves = list(n, |at| json!({ "$ref": format!("#/components/schemas/Leaf{at}") }));
        let one = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": "one" } } });
        let schemas = &mut document["components"]["schemas"];
        schemas["Inner"] = json!({ "oneOf": leaves, "discriminator": { "propertyName": "kind" } });
        schemas["It"] = json!({ "oneOf": [one, { "$ref": "#/components/schemas/Inner" }], "discriminator": { "propertyName": "kind" } });
        document
    }),
    ("parts of allOf", 200, |n| {
        schema(
            json!({ "allOf": list(n, |at| json!({ "type": "object", "properties": { format!("p{at}"): text() } })) }),
        )
    }),
    ("parts of allOf with one property", 400, |n| {
        schema(json!({ "allOf": list(n, |_| json!({ "type": "object", "properties": { "p": text() } })) }))
    }),
    ("patterns of allOf", 200, |n| {
        schema(json!({ "allOf": list(n, |at| json!({ "type": "string", "pattern": format!("a{at}") })) }))
    }),
    ("own types", 200, |n| {
        document(object(n, "S", |at| json!({ "x-rust-type": format!("crate::T{at}"), "type": "string" })), json!({}))
    }),
    ("own types that are no paths", 200, |n| {
        document(object(n, "S", |at| json!({ "x-rust-type": format!("no path {at}") })), json!({}))
    }),
    ("schemas beside an own type", 200, |n| {
        let mut schemas = object(n, "S", |_| json!({ "type": "object", "properties": { "a": text() } }));
        schemas["Own"] = json!({ "x-rust-type": "crate::Own" });
        document(schemas, json!({}))
    }),
    ("references", 400, |n| {
        let one = json!({ "$ref": "#/components/schemas/One" });
        document(
            json!({ "One": { "type": "object", "properties": { "a": text() } }, "It": { "type": "object", "properties": object(n, "p", |_| one.clone()) } }),
            json!({}),
        )
    }),
    ("schemas", 300, |n| {
        document(
            object(n, "S", |at| json!({ "type": "object", "properties": { format!("p{at}"): text() } })),
            json!({}),
        )
    }),
    ("equal inline objects", 200, |n| {
        let inline = json!({ "type": "object", "properties": { "a": text() } });
        schema(json!({ "type": "object", "properties": object(n, "p", |_| inline.clone()) }))
    }),
    ("examples", 400, |n| schema(json!({ "type": "string", "examples": list(n, |at| at.to_string()) }))),
    ("unknown keywords", 400, |n| schema(object(n, "if", |_| json!(1)))),
];
