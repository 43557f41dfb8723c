//! Two things of which a document has many, where each of one may meet each of the other. The generator limits the
//! product.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{call, document, list, object, operation, schema, text};

/// Returns the paths of `count` operations with these members.
fn operations(count: usize, members: &Value) -> Value {
    let done = json!({ "204": { "description": "Done" } });
    object(count, "/p", |at| {
        let mut operation = members.clone();
        operation["operationId"] = format!("call{at}").into();
        if operation.get("responses").is_none() {
            operation["responses"] = done.clone();
        }
        json!({ "post": operation })
    })
}

fn properties(count: usize) -> Value {
    json!({ "type": "object", "properties": object(count, "p", |_| text()) })
}

/// Returns a document with `count` operations that refer to one response.
fn with_response(count: usize, response: &Value) -> Value {
    let responses = json!({ "200": { "$ref": "#/components/responses/It" } });
    let mut document = document(json!({}), operations(count, &json!({ "responses": responses })));
    document["components"]["responses"] = json!({ "It": response });
    document
}

pub(super) const DIMENSIONS: Documents = &[
    ("choices of one schema, and each other", 200, |n| {
        let branch = |name: String| json!({ "type": "object", "properties": { name: text() } });
        let choice = |at| json!({ "oneOf": [branch(format!("p{at}")), branch(format!("q{at}"))] });
        schema(json!({ "allOf": list(n, choice) }))
    }),
    ("operations, and alternatives of security", 60, |n| {
        let mut document = document(json!({}), operations(n, &json!({})));
        document["components"]["securitySchemes"] =
            object(n, "key", |at| json!({ "type": "apiKey", "in": "header", "name": format!("X-K{at}") }));
        document["security"] = list(n, |at| json!({ format!("key{at}"): [] }));
        document
    }),
    ("operations, and properties of their body", 60, |n| {
        let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/It" } } } });
        document(json!({ "It": properties(n) }), operations(n, &json!({ "requestBody": body })))
    }),
    ("operations, and media types of their body", 60, |n| {
        let content = object(n, "application/x-", |_| json!({ "schema": text() }));
        let mut document =
            document(json!({}), operations(n, &json!({ "requestBody": { "$ref": "#/components/requestBodies/It" } })));
        document["components"]["requestBodies"] = json!({ "It": { "content": content } });
        document
    }),
    ("operations, and headers of their response", 60, |n| {
        let headers = object(n, "X-H", |_| json!({ "schema": text() }));
        with_response(n, &json!({ "description": "", "headers": headers }))
    }),
    ("operations, and properties of an exploded parameter", 60, |n| {
        let mut document = document(
            json!({ "It": properties(n) }),
            operations(n, &json!({ "parameters": [{ "$ref": "#/components/parameters/It" }] })),
        );
        document["components"]["parameters"] =
            json!({ "It": { "name": "it", "in": "query", "schema": { "$ref": "#/components/schemas/It" } } });
        document
    }),
    ("operations, and servers", 60, |n| {
        let mut document = document(json!({}), operations(n, &json!({})));
        document["servers"] = list(n, |at| json!({ "url": format!("https://h{at}.example.com") }));
        document
    }),
    ("paths, and parameters of their path item", 60, |n| {
        let mut document = document(json!({}), object(n, "/p", |_| json!({ "$ref": "#/components/pathItems/It" })));
        let mut item = call("call");
        item["parameters"] = list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "schema": text() }));
        document["components"]["pathItems"] = json!({ "It": item });
        document
    }),
    ("aliases of a union, and its branches", 60, |n| {
        let branch = |at| json!({ "type": "object", "required": [format!("p{at}")], "properties": { format!("p{at}"): text() } });
        let mut document = document(object(n, "A", |_| json!({ "$ref": "#/components/schemas/It" })), json!({}));
        document["components"]["schemas"]["It"] = json!({ "oneOf": list(n, branch) });
        document
    }),
    ("schemas with allOf of one, and its properties", 60, |n| {
        let all_of = |at| json!({ "allOf": [{ "$ref": "#/components/schemas/It" }, { "type": "object", "properties": { format!("q{at}"): text() } }] });
        let mut document = document(object(n, "A", all_of), json!({}));
        document["components"]["schemas"]["It"] = properties(n);
        document
    }),
    ("properties and branches of one schema", 60, |n| {
        let branch = |at| json!({ "type": "object", "required": [format!("q{at}")], "properties": { format!("q{at}"): text() } });
        let mut schema_of = properties(n);
        schema_of["oneOf"] = list(n, branch);
        schema(schema_of)
    }),
    ("branches with properties in common", 60, |n| {
        let branch = |at| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, { "type": "object", "required": ["kind"], "properties": { "kind": { "const": format!("v{at}") } } }] });
        let mut document = schema(json!({ "oneOf": list(n, branch) }));
        document["components"]["schemas"]["Base"] = properties(n);
        document
    }),
    ("unions that have the same branches", 60, |n| {
        let branch = |at| json!({ "$ref": format!("#/components/schemas/B{at}") });
        let mut document = document(
            object(n, "B", |at| json!({ "type": "object", "properties": { format!("p{at}"): text() } })),
            json!({}),
        );
        document["components"]["schemas"]["All"] = json!({ "oneOf": list(n, branch) });
        for at in 0..n {
            document["components"]["schemas"][format!("U{at}")] = json!({ "oneOf": [{ "$ref": "#/components/schemas/All" }, { "type": "object", "required": [format!("r{at}")], "properties": { format!("r{at}"): text() } }] });
        }
        document
    }),
    ("uses of an inline schema, and its properties", 60, |n| {
        let mut document =
            document(json!({ "It": { "type": "object", "properties": { "in": properties(n) } } }), json!({}));
        let reference = json!({ "$ref": "#/components/schemas/It/properties/in" });
        document["components"]["schemas"]["To"] =
            json!({ "type": "object", "properties": object(n, "q", |_| reference.clone()) });
        document
    }),
    ("hooks and operations with one body", 60, |n| {
        let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/It" } } } });
        let hook = json!({ "requestBody": body, "responses": { "200": { "description": "" } } });
        let back = json!({ "callbacks": object(n, "back", |_| json!({ "{$request.body#/url}": { "post": hook } })) });
        let mut document = operation(&back);
        document["components"]["schemas"]["It"] = properties(n);
        document
    }),
    ("operations, and media types of their response", 60, |n| {
        let content = object(n, "application/x-", |_| json!({ "schema": text() }));
        with_response(n, &json!({ "description": "", "content": content }))
    }),
    ("uses of a path item, and its links", 60, |n| {
        let mut document = document(json!({}), object(n, "/p", |_| json!({ "$ref": "#/components/pathItems/It" })));
        let links = object(n, "link", |_| json!({ "operationId": "call" }));
        let response = json!({ "description": "", "links": links });
        document["components"]["pathItems"] = json!({ "It": { "get": { "responses": { "200": response } } } });
        document
    }),
    ("webhooks with one path item, and its callbacks", 60, |n| {
        let body = json!({ "content": { "application/json": { "schema": { "type": "object", "properties": { "a": text() } } } } });
        let back = json!({ "{$request.body#/url}": { "post": { "requestBody": body, "responses": {} } } });
        let mut document = document(json!({}), json!({}));
        document["webhooks"] = object(n, "hook", |_| json!({ "$ref": "#/components/pathItems/It" }));
        let operation =
            json!({ "requestBody": body, "responses": {}, "callbacks": object(n, "back", |_| back.clone()) });
        document["components"]["pathItems"] = json!({ "It": { "post": operation } });
        document
    }),
    ("operations of Swagger 2.0, and media types", 60, |n| {
        let names = list(n, |at| format!("application/x-{at}"));
        let body = json!({ "name": "it", "in": "body", "schema": { "$ref": "#/definitions/It" } });
        let operation = json!({ "parameters": [body], "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/It" } } } });
        json!({
            "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com",
            "consumes": names, "produces": names, "definitions": { "It": properties(1) },
            "paths": object(n, "/p", |_| json!({ "post": operation })),
        })
    }),
    ("operations of Swagger 2.0 without bodies, and media types", 500, |n| {
        let names = list(n, |at| format!("application/x-{at}"));
        let operation = json!({ "responses": { "200": { "description": "" } } });
        json!({
            "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com",
            "consumes": names, "produces": names, "paths": object(n, "/p", |_| json!({ "get": operation })),
        })
    }),
    ("operations of Swagger 2.0, and values of one parameter", 60, |n| {
        let parameter =
            json!({ "name": "it", "in": "query", "type": "string", "enum": list(n, |at| format!("v{at}")) });
        let operation = json!({ "parameters": [{ "$ref": "#/x-it" }], "responses": { "200": { "description": "" } } });
        json!({
            "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com", "x-it": parameter,
            "paths": object(n, "/p", |_| json!({ "get": operation })),
        })
    }),
    ("tags, and operations of each", 60, |n| {
        let tags = list(n, |at| format!("t{at}"));
        let mut document = document(json!({}), operations(n, &json!({})));
        for at in 0..n {
            document["paths"][format!("/p{at}")]["post"]["tags"] = json!([format!("t{at}"), "all"]);
        }
        document["paths"]["/all"] = json!({ "get": { "tags": tags, "responses": { "204": { "description": "" } } } });
        document
    }),
    ("operations of other methods, and parameters of their path that are none", 500, |n| {
        let methods = object(n, "M", |_| json!({ "responses": { "200": { "description": "" } } }));
        let item = json!({ "parameters": list(n, Value::from), "additionalOperations": methods });
        let mut document = document(json!({}), json!({ "/a": item }));
        document["openapi"] = "3.2.0".into();
        document
    }),
    ("references, and parts of their target that are no schemas", 500, |n| {
        let mut schemas = object(n, "S", |_| json!({ "$ref": "#/components/schemas/It" }));
        schemas["It"] = json!({ "allOf": list(n, Value::from) });
        document(schemas, json!({}))
    }),
    ("uses of one schema, and equal names that it requires", 300, |n| {
        let it = json!({ "type": "object", "required": list(n, |_| "a") });
        document(
            json!({ "It": it }),
            operations(
                n,
                &json!({ "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/It" } } } } }),
            ),
        )
    }),
    ("uses of one schema, and its values that are null", 300, |n| {
        let it = json!({ "type": "object", "enum": list(n, |_| Value::Null) });
        document(
            json!({ "It": it }),
            operations(
                n,
                &json!({ "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/It" } } } } }),
            ),
        )
    }),
    ("unions, and properties of the items of one branch", 300, |n| {
        let union = json!({ "oneOf": [{ "$ref": "#/components/schemas/It" }, { "type": "integer" }] });
        let mut schemas = object(n, "U", |_| union.clone());
        schemas["It"] = json!({ "type": "array", "items": properties(n) });
        document(schemas, json!({}))
    }),
    ("uses of one union, and mapped values of its discriminator", 300, |n| {
        let branch =
            |name: &str| json!({ "type": "object", "properties": { "k": text(), name: text() }, "required": ["k"] });
        let references = ["A", "B"].map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }));
        let mapping = object(n, "v", |_| "A");
        let mut schemas =
            object(n, "U", |_| json!({ "allOf": [{ "$ref": "#/components/schemas/It" }, properties(1)] }));
        schemas["A"] = branch("a");
        schemas["B"] = branch("b");
        schemas["It"] = json!({ "oneOf": references, "discriminator": { "propertyName": "k", "mapping": mapping } });
        document(schemas, json!({}))
    }),
    ("responses of one operation of Swagger 2.0, and its media types", 500, |n| {
        let responses = object(n, "4", |_| json!({ "description": "", "schema": {} }));
        let call = json!({ "produces": list(n, |at| format!("a/{at}")), "responses": responses });
        json!({
            "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com",
            "paths": { "/a": { "get": call } },
        })
    }),
    ("callbacks in each other, and the names of those around them", 300, |n| {
        let body = json!({ "content": { "application/json": { "schema": properties(1) } } });
        let items = object(n, "p", |at| {
            let next = json!({ "$ref": format!("#/components/pathItems/p{}", at + 1) });
            json!({ "post": { "requestBody": body, "callbacks": { "calledLater": { "e": next } } } })
        });
        let mut document = document(json!({}), json!({}));
        document["webhooks"] = json!({ "w": { "$ref": "#/components/pathItems/p0" } });
        document["components"]["pathItems"] = items;
        document["components"]["pathItems"][format!("p{n}")] = json!({});
        document
    }),
    ("callbacks, and media types of their request body", 500, |n| {
        let mut document = document(json!({}), json!({}));
        let content = object(n, "a/", |_| json!({ "schema": {} }));
        document["components"]["requestBodies"] = json!({ "It": { "content": content } });
        let body = json!({ "$ref": "#/components/requestBodies/It" });
        let callbacks = object(n, "c", |_| json!({ "e": { "post": { "requestBody": body } } }));
        document["components"]["callbacks"] = json!({ "K": { "e": { "post": { "callbacks": callbacks } } } });
        document
    }),
    ("responses, and properties of one in two media types", 300, |n| {
        let schema = json!({ "type": "object", "properties": { "a": properties(n) } });
        let content = json!({ "text/plain": { "schema": schema }, "text/html": { "schema": schema } });
        with_response(n, &json!({ "description": "", "content": content }))
    }),
    ("operations, and properties of one body of text", 300, |n| {
        let schema = json!({ "type": "object", "properties": { "a": properties(n) } });
        let reference = json!({ "$ref": "#/components/requestBodies/It" });
        let mut document = document(json!({}), operations(n, &json!({ "requestBody": reference })));
        document["components"]["requestBodies"] =
            json!({ "It": { "content": { "text/plain": { "schema": schema } } } });
        document
    }),
    ("uses of one parameter in one operation, and letters of its name", 500, |n| {
        let parameters = list(n, |_| json!({ "$ref": "#/components/parameters/It" }));
        let mut document = operation(&json!({ "parameters": parameters }));
        document["components"]["parameters"] =
            json!({ "It": { "name": "n".repeat(20 * n), "in": "query", "schema": {} } });
        document
    }),
    ("objects that contain each other", 40, |n| {
        let mut document = document(json!({}), json!({}));
        for at in 0..n {
            document["components"]["schemas"][format!("S{at}")] = json!({
                "type": "object",
                "properties": {
                    "left": { "$ref": format!("#/components/schemas/S{}", (at * 7 + 1) % n) },
                    "right": { "type": "array", "items": { "$ref": format!("#/components/schemas/S{}", (at * 5 + 3) % n) } },
                },
            });
        }
        document
    }),
    ("unions that contain each other", 40, |n| {
        let mut document = document(json!({}), json!({}));
        for at in 0..n {
            let inline = |next: usize| json!({ "type": "object", "required": ["a"], "properties": { "a": { "$ref": format!("#/components/schemas/S{}", next % n) } } });
            document["components"]["schemas"][format!("S{at}")] = json!({ "oneOf": [
                { "$ref": format!("#/components/schemas/S{}", (at * 7 + 1) % n) }, inline(at * 5 + 3), text(),
            ] });
        }
        document
    }),
];
