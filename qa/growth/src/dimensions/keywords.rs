//! Keywords of schemas that have many values.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{document, list, object, schema, text, with_property};

/// Returns a document with an object whose properties are these schemas.
fn properties(count: usize, property: impl Fn(usize) -> Value) -> Value {
    schema(json!({ "type": "object", "properties": object(count, "p", property) }))
}

fn with_required(name: String) -> Value {
    let mut object = with_property(&*name);
    object["required"] = json!([name]);
    object
}

/// Returns a document with `count` anchors `a0`, `a1`, …, and references to as many with this name.
fn anchors(count: usize, name: &str) -> Value {
    let anchored = |at| json!({ "$anchor": format!("a{at}"), "type": "object", "properties": { "a": text() } });
    let mut document = document(object(count, "S", anchored), json!({}));
    let uses = object(count, "p", |at| json!({ "$ref": format!("#{name}{at}") }));
    document["components"]["schemas"]["It"] = json!({ "type": "object", "properties": uses });
    document
}

fn parts(count: usize, part: impl Fn(usize) -> Value) -> Value {
    schema(json!({ "allOf": list(count, part) }))
}

pub(super) const DIMENSIONS: Documents = &[
    ("parts of `allOf` beside a reference", 200, |n| {
        let parts = list(n, |at| with_property(format!("p{at}")));
        document(
            json!({ "A": with_property("a".to_owned()), "It": { "$ref": "#/components/schemas/A", "allOf": parts } }),
            json!({}),
        )
    }),
    ("items of a tuple", 200, |n| {
        schema(json!({ "type": "array", "prefixItems": list(n, |_| text()), "minItems": n, "maxItems": n }))
    }),
    ("patterns of properties", 200, |n| {
        let patterns: serde_json::Map<String, Value> = (0..n).map(|at| (format!("^x{at}-"), text())).collect();
        schema(json!({ "type": "object", "patternProperties": patterns }))
    }),
    ("dependent properties", 200, |n| {
        let dependent = object(n, "p", |at| json!([format!("p{}", (at + 1) % n)]));
        schema(json!({ "type": "object", "properties": object(n, "p", |_| text()), "dependentRequired": dependent }))
    }),
    ("dependent schemas", 200, |n| {
        let dependent = object(n, "p", |at| json!({ "required": [format!("p{}", (at + 1) % n)] }));
        schema(json!({ "type": "object", "properties": object(n, "p", |_| text()), "dependentSchemas": dependent }))
    }),
    ("required names that no property has", 200, |n| {
        schema(json!({ "type": "object", "properties": { "a": text() }, "required": list(n, |at| format!("r{at}")) }))
    }),
    ("required names again and again", 200, |n| {
        schema(json!({ "type": "object", "properties": { "a": text() }, "required": list(n, |_| "a") }))
    }),
    ("definitions in a schema", 100, |n| {
        let reference = |at| json!({ "$ref": format!("#/components/schemas/It/$defs/D{at}") });
        let definitions = object(n, "D", |_| with_property("a"));
        schema(json!({ "type": "object", "properties": object(n, "p", reference), "$defs": definitions }))
    }),
    ("anchors", 100, |n| anchors(n, "a")),
    ("anchors that do not exist", 100, |n| anchors(n, "b")),
    ("addresses of schemas", 100, |n| {
        let id = |at| format!("https://example.com/{at}.json");
        let mut document = document(
            object(n, "S", |at| json!({ "$id": id(at), "type": "object", "properties": { "a": text() } })),
            json!({}),
        );
        document["components"]["schemas"]["It"] =
            json!({ "type": "object", "properties": object(n, "p", |at| json!({ "$ref": id(at) })) });
        document
    }),
    ("values of the enums of branches that may meet", 50, |n| {
        let values = list(n, |at| format!("v{at}"));
        let branch = |at| {
            let kind = json!({ "type": "string", "enum": values });
            json!({ "type": "object", "properties": { "kind": kind, format!("p{at}"): text() } })
        };
        schema(json!({ "anyOf": list(8, branch) }))
    }),
    ("patterns of each branch", 100, |n| {
        let branch = |_| json!({ "type": "string", "allOf": list(n, |at| json!({ "pattern": format!("a{at:04}") })) });
        schema(json!({ "anyOf": list(4, branch) }))
    }),
    ("properties of one branch beside those of the choice", 200, |n| {
        let parts = list(n, |_| json!({ "type": "object", "properties": { "p": text() } }));
        let branch = json!({ "$ref": "#/components/schemas/Branch" });
        document(
            json!({
                "It": { "type": "object", "properties": { "p": text() }, "oneOf": [branch, text()] },
                "Branch": { "allOf": parts },
            }),
            json!({}),
        )
    }),
    ("dynamic references", 100, |n| {
        let own = |at| {
            let next = json!({ "$dynamicRef": "#node" });
            json!({ "$id": format!("s{at}"), "$dynamicAnchor": "node", "type": "object", "properties": { "a": next } })
        };
        document(object(n, "S", own), json!({}))
    }),
    ("names for the values of an enum", 200, |n| {
        schema(json!({
            "type": "string", "enum": list(n, |at| format!("v{at}")), "x-enum-varnames": list(n, |at| format!("Name{at}")),
            "x-enum-descriptions": list(n, |at| format!("It is {at}."))
        }))
    }),
    ("names for values, all the same", 200, |n| {
        schema(json!({
            "type": "string", "enum": list(n, |at| format!("v{at}")), "x-enum-varnames": list(n, |_| "Same")
        }))
    }),
    ("values of an enum again and again", 200, |n| schema(json!({ "type": "string", "enum": list(n, |_| "a") }))),
    ("values of any type", 200, |n| {
        schema(json!({ "enum": list(n, |at| if at.is_multiple_of(2) { json!(at) } else { json!({ "a": at }) }) }))
    }),
    ("constants of a union", 200, |n| {
        schema(json!({ "oneOf": list(n, |at| json!({ "const": format!("v{at}"), "title": format!("It {at}") })) }))
    }),
    ("enums of a union", 100, |n| {
        let two = |at| json!([format!("v{at}"), format!("v{}", at + 1)]);
        schema(json!({ "anyOf": list(n, |at| json!({ "type": "string", "enum": two(at) })) }))
    }),
    ("lists of a union", 100, |n| {
        let item = |at| with_required(format!("p{at}"));
        schema(json!({ "oneOf": list(n, |at| json!({ "type": "array", "items": item(at) })) }))
    }),
    ("maps of a union", 100, |n| {
        let value = |at| with_required(format!("p{at}"));
        schema(json!({ "oneOf": list(n, |at| json!({ "type": "object", "additionalProperties": value(at) })) }))
    }),
    ("patterns of a union", 100, |n| {
        schema(json!({ "oneOf": list(n, |at| json!({ "type": "string", "pattern": format!("^a{at}$") })) }))
    }),
    ("numbers of a union", 100, |n| {
        schema(json!({ "oneOf": list(n, |at| json!({ "type": "integer", "minimum": at, "maximum": at })) }))
    }),
    ("types of a union", 100, |n| {
        schema(
            json!({ "anyOf": list(n, |at| json!({ "type": ["string", "integer", "null"], "title": format!("It {at}") })) }),
        )
    }),
    ("formats of a union", 100, |n| {
        schema(json!({ "anyOf": list(n, |at| json!({ "type": "string", "format": format!("f{at}") })) }))
    }),
    ("enums of an allOf", 100, |n| parts(n, |at| json!({ "type": "string", "enum": ["a", "b", format!("v{at}")] }))),
    ("factors of an allOf", 100, |n| parts(n, |at| json!({ "type": "integer", "multipleOf": at + 1 }))),
    ("formats of an allOf", 100, |n| parts(n, |at| json!({ "type": "string", "format": format!("f{at}") }))),
    ("limits of an allOf", 100, |n| {
        parts(n, |at| json!({ "type": "string", "minLength": at, "maxLength": 1000 + at }))
    }),
    ("items of an allOf", 100, |n| {
        parts(
            n,
            |at| json!({ "type": "array", "items": { "type": "object", "properties": { format!("p{at}"): text() } } }),
        )
    }),
    ("maps of an allOf", 100, |n| {
        let value = |at| with_property(format!("p{at}"));
        parts(n, |at| json!({ "type": "object", "additionalProperties": value(at) }))
    }),
    ("required names of an allOf", 100, |n| {
        parts(n, |at| json!({ "type": "object", "properties": { "p": text() }, "required": ["p", format!("r{at}")] }))
    }),
    ("defaults of an allOf", 100, |n| parts(n, |at| json!({ "type": "string", "default": format!("v{at}") }))),
    ("schemas that are excluded", 200, |n| {
        schema(json!({ "type": "string", "not": { "anyOf": list(n, |at| json!({ "const": format!("v{at}") })) } }))
    }),
    ("defaults", 200, |n| properties(n, |at| json!({ "type": "string", "default": format!("v{at}") }))),
    ("defaults that do not fit", 200, |n| properties(n, |at| json!({ "type": "string", "default": at }))),
    ("members of a default", 200, |n| {
        schema(
            json!({ "type": "object", "properties": object(n, "p", |_| text()), "default": object(n, "p", |_| "a") }),
        )
    }),
    ("properties that are all read-only", 200, |n| properties(n, |_| json!({ "type": "string", "readOnly": true }))),
    ("inline enums", 100, |n| properties(n, |at| json!({ "type": "string", "enum": [format!("v{at}"), "b"] }))),
    ("inline unions", 50, |n| {
        properties(
            n,
            |at| json!({ "oneOf": [text(), { "type": "object", "properties": { format!("p{at}"): text() } }] }),
        )
    }),
    ("inline lists", 100, |n| {
        let item = |at| with_property(format!("p{at}"));
        properties(n, |at| json!({ "type": "array", "items": item(at) }))
    }),
];

/// What multiplies. The library limits the product.
pub(super) const PRODUCTS: Documents = &[
    ("branches, and required names beside them", 100, |n| {
        let branches = list(n, |at| with_property(format!("p{at}")));
        schema(json!({ "type": "object", "required": list(n, |at| format!("r{at}")), "oneOf": branches }))
    }),
    ("branches, and values of an enum beside them", 100, |n| {
        let branches = list(n, |at| json!({ "type": "string", "const": format!("v{at}") }));
        schema(json!({ "type": "string", "enum": list(n, |at| format!("v{at}")), "oneOf": branches }))
    }),
    ("patterns of a schema, and references to it", 100, |n| {
        let it = json!({ "allOf": list(n, |at| json!({ "type": "string", "pattern": format!("^v{at}") })) });
        let uses = object(n, "p", |_| json!({ "$ref": "#/components/schemas/It" }));
        document(json!({ "It": it, "Uses": { "type": "object", "properties": uses } }), json!({}))
    }),
    ("values of an enum, and uses of it with a default", 100, |n| {
        let mut document =
            document(json!({ "Enum": { "type": "string", "enum": list(n, |at| format!("v{at}")) } }), json!({}));
        let property = |at| json!({ "allOf": [{ "$ref": "#/components/schemas/Enum" }], "default": format!("v{at}") });
        document["components"]["schemas"]["It"] = json!({ "type": "object", "properties": object(n, "p", property) });
        document
    }),
];
