//! The work of the generator grows linearly with each dimension of a document. It is measured in
//! allocations and in allocated bytes, not in seconds, which depend on the machine.
#![allow(clippy::needless_pass_by_value, reason = "the values are made where they are passed")]

use allocation_counter::measure;
use openapi_bindgen::{Options, Source, generate};
use serde_json::{Map, Value, json};

/// The maximum cost of twice the size, in percent: above linear for tables and sorting, but below
/// quadratic.
const MOST: u64 = 260;

fn document(schemas: Value, paths: Value) -> Value {
    let info = json!({ "title": "Growing", "version": "1" });
    json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": { "schemas": schemas } })
}

fn object<T: Into<Value>>(count: usize, name: &str, value: impl Fn(usize) -> T) -> Value {
    (0..count).map(|at| (format!("{name}{at}"), value(at).into())).collect::<Map<_, _>>().into()
}

fn list<T: Into<Value>>(count: usize, value: impl Fn(usize) -> T) -> Value {
    (0..count).map(|at| value(at).into()).collect::<Vec<_>>().into()
}

fn schema(schema: Value) -> Value {
    document(json!({ "It": schema }), json!({}))
}

fn operation(operation: &Value) -> Value {
    let mut operation = operation.clone();
    operation["operationId"] = "call".into();
    if operation.get("responses").is_none() {
        operation["responses"] = json!({ "204": { "description": "Done" } });
    }
    document(json!({}), json!({ "/call": { "post": operation } }))
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// A name, a number, and a function that creates the document with that many of them.
type Dimension = (&'static str, usize, fn(usize) -> Value);

const DIMENSIONS: &[Dimension] = &[
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
    ("values of an enum", 1_000, |n| schema(json!({ "enum": list(n, |at| format!("v{at}")) }))),
    ("values of one name", 400, |n| {
        schema(json!({ "enum": list(n, |at| format!("{}a", "-".repeat(at % 20) + &"+".repeat(at / 20))) }))
    }),
    ("values of an integer enum", 1_000, |n| schema(json!({ "type": "integer", "enum": list(n, |at| at) }))),
    ("branches", 200, |n| {
        let branch = |at| json!({ "type": "object", "required": [format!("p{at}")], "properties": { format!("p{at}"): text() } });
        schema(json!({ "oneOf": list(n, branch) }))
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
    ("letters of a description", 20_000, |n| schema(json!({ "type": "string", "description": "a".repeat(n) }))),
    ("backticks of a description", 20_000, |n| schema(json!({ "type": "string", "description": "`".repeat(n) }))),
    ("brackets of a description", 20_000, |n| schema(json!({ "type": "string", "description": "[".repeat(n) }))),
    ("runs of backticks", 5_000, |n| {
        schema(
            json!({ "type": "string", "description": (0..n).map(|at| "`".repeat(at % 40) + " ").collect::<String>() }),
        )
    }),
    ("signs of a description", 5_000, |n| {
        schema(json!({ "type": "string", "description": "<*_`[](#&\n> ".repeat(n / 4) }))
    }),
    ("letters of a pattern", 2_000, |n| {
        schema(json!({ "type": "string", "pattern": format!("^(a|{})$", "b".repeat(n)) }))
    }),
    ("examples", 400, |n| schema(json!({ "type": "string", "examples": list(n, |at| at.to_string()) }))),
    ("operations", 150, |n| {
        let call = |at| json!({ "get": { "operationId": format!("call{at}"), "responses": { "204": { "description": "Done" } } } });
        document(json!({}), object(n, "/p", call))
    }),
    ("operations without an id", 150, |n| {
        document(
            json!({}),
            object(n, "/p", |_| json!({ "get": { "responses": { "204": { "description": "Done" } } } })),
        )
    }),
    ("tags", 100, |n| {
        let call = |at| json!({ "get": { "tags": [format!("t{at}")], "operationId": format!("call{at}"), "responses": { "204": { "description": "Done" } } } });
        document(json!({}), object(n, "/p", call))
    }),
    ("query parameters", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "schema": text() })) }),
        )
    }),
    ("header parameters", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("X-P{at}"), "in": "header", "schema": text() })) }),
        )
    }),
    ("parameters of one name", 100, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("{}a", "-".repeat(at)), "in": "query", "schema": text() })) }),
        )
    }),
    // Shorter templates take a bounded amount of work.
    ("parameters of a path template that is too long", 700, |n| {
        let template = (0..n).fold(String::new(), |template, at| template + &format!("/{{p{at}}}"));
        let parameters =
            list(n, |at| json!({ "name": format!("p{at}"), "in": "path", "required": true, "schema": text() }));
        document(
            json!({}),
            json!({ template: { "get": { "operationId": "call", "parameters": parameters, "responses": { "204": { "description": "Done" } } } } }),
        )
    }),
    ("braces of a path template", 2_000, |n| {
        document(
            json!({}),
            json!({ format!("/{}", "{".repeat(n)): { "get": { "operationId": "call", "responses": { "204": { "description": "Done" } } } } }),
        )
    }),
    ("media types of a body", 100, |n| {
        operation(
            &json!({ "requestBody": { "content": object(n, "application/x-", |_| json!({ "schema": text() })) } }),
        )
    }),
    ("JSON media types of a body", 100, |n| {
        let content: Map<_, _> =
            (0..n).map(|at| (format!("application/v{at}+json"), json!({ "schema": text() }))).collect();
        operation(&json!({ "requestBody": { "content": content } }))
    }),
    ("media types of a body with parameters", 100, |n| {
        let content = object(n, "application/json;v=", |at| json!({ "schema": { "type": "array", "maxItems": at } }));
        operation(&json!({ "requestBody": { "content": content } }))
    }),
    ("parameters without a schema", 200, |n| {
        operation(
            &json!({ "parameters": list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "type": "integer" })) }),
        )
    }),
    ("responses that are used as schemas", 300, |n| {
        let next = |at| json!({ "$ref": format!("#/components/responses/R{}", at + 1) });
        let mut document = schema(json!({ "$ref": "#/components/responses/R0" }));
        document["components"]["responses"] = object(
            n,
            "R",
            |at| json!({ "description": "", "content": { "application/json": { "schema": next(at) } } }),
        );
        document
    }),
    ("targets of one name in extensions", 60, |n| {
        let parameter = json!({ "name": "p", "in": "query", "schema": text() });
        let mut document =
            operation(&json!({ "parameters": list(n, |at| json!({ "$ref": format!("#/x-shared/{at}/P") })) }));
        document["x-shared"] = object(n, "", |_| json!({ "P": parameter }));
        document
    }),
    ("members of an operation with mistakes", 400, |n| {
        let mut wrong = object(n, "member", |at| at);
        (wrong["deprecated"], wrong["tags"]) = (json!(7), json!(7));
        operation(&wrong)
    }),
    ("untyped files", 200, |n| {
        let form = json!({ "schema": { "type": "object", "properties": object(n, "p", |_| json!({})) }, "encoding": object(n, "p", |_| json!({ "contentType": "image/png" })) });
        operation(&json!({ "requestBody": { "content": { "multipart/form-data": form } } }))
    }),
    ("media types of a response", 100, |n| {
        operation(
            &json!({ "responses": { "200": { "description": "", "content": object(n, "application/x-", |_| json!({ "schema": text() })) } } }),
        )
    }),
    ("responses", 90, |n| {
        let responses: Map<_, _> = (400..400 + n).map(|at| (at.to_string(), json!({ "description": "No" }))).collect();
        operation(&json!({ "responses": responses }))
    }),
    ("headers of a response", 100, |n| {
        operation(
            &json!({ "responses": { "204": { "description": "", "headers": object(n, "X-H", |_| json!({ "schema": text() })) } } }),
        )
    }),
    ("parts of a form", 200, |n| {
        let form = json!({ "type": "object", "properties": object(n, "p", |_| json!({ "type": "string", "format": "binary" })) });
        operation(&json!({ "requestBody": { "content": { "multipart/form-data": { "schema": form } } } }))
    }),
    ("security schemes", 100, |n| {
        let mut document = operation(&json!({}));
        document["components"]["securitySchemes"] =
            object(n, "key", |at| json!({ "type": "apiKey", "in": "header", "name": format!("X-K{at}") }));
        document["security"] = list(n, |at| json!({ format!("key{at}"): [] }));
        document
    }),
    ("schemes of one alternative", 100, |n| {
        let mut document = operation(&json!({}));
        document["components"]["securitySchemes"] =
            object(n, "key", |at| json!({ "type": "apiKey", "in": "header", "name": format!("X-K{at}") }));
        document["security"] = json!([object(n, "key", |_| json!([]))]);
        document
    }),
    ("schemes in one header", 100, |n| {
        let mut document = operation(&json!({}));
        let mut schemes = object(n, "token", |_| json!({ "type": "http", "scheme": "bearer" }));
        for at in 0..n {
            schemes[format!("key{at}")] = json!({ "type": "apiKey", "in": "query", "name": format!("k{at}") });
        }
        let together =
            schemes.as_object().map(|schemes| schemes.keys().map(|name| (name.clone(), json!([]))).collect());
        document["components"]["securitySchemes"] = schemes;
        document["security"] = json!([Value::Object(together.unwrap_or_default())]);
        document
    }),
    ("servers that cannot be used", 100, |n| {
        let mut document = operation(&json!({}));
        document["servers"] = list(n, |at| json!({ "url": format!("/v{at}") }));
        document
    }),
    ("servers", 100, |n| {
        let mut document = operation(&json!({}));
        document["servers"] = list(n, |at| json!({ "url": format!("https://h{at}.example.com") }));
        document
    }),
    ("values of a server variable", 300, |n| {
        let mut document = operation(&json!({}));
        let region = json!({ "default": "r0", "enum": list(n, |at| format!("r{at}")) });
        document["servers"] = json!([{ "url": "https://{region}.example.com", "variables": { "region": region } }]);
        document
    }),
    ("unknown keywords", 400, |n| schema(object(n, "if", |_| json!(1)))),
];

/// Returns the allocations and the allocated bytes of one run.
fn work(document: &Value) -> (u64, u64) {
    let source = Source::new("api.json", document.to_string());
    let counted = measure(|| drop(generate(&source, &[], &Options::default())));
    (counted.count_total, counted.bytes_total)
}

#[test]
fn twice_as_much_of_anything_takes_twice_the_work() {
    let mut failures = Vec::new();
    for (name, count, document) in DIMENSIONS {
        let [once, twice] = [*count, 2 * count].map(|count| work(&document(count)));
        let (calls, bytes) = (twice.0 * 100 / once.0, twice.1 * 100 / once.1);
        println!("{name}: {calls} % of the allocations, {bytes} % of the bytes");
        if calls.max(bytes) > MOST {
            failures.push(format!("{name}: {calls} % of the allocations, {bytes} % of the bytes"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
