//! Components, references to them, and what the document itself has many of.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{call, document, list, object, operation, schema, text};

pub(super) const DIMENSIONS: Documents = &[
    ("references to different schemas", 200, |n| {
        let mut document = document(object(n, "S", |_| text()), json!({}));
        let reference = |at| json!({ "$ref": format!("#/components/schemas/S{at}") });
        document["components"]["schemas"]["It"] = json!({ "type": "object", "properties": object(n, "p", reference) });
        document
    }),
    ("media types of components in one webhook", 100, |n| {
        let mut document = document(json!({}), json!({}));
        document["openapi"] = "3.2.0".into();
        let reference =
            |at| (format!("application/x-{at}"), json!({ "$ref": format!("#/components/mediaTypes/m{at}") }));
        let content: Value = Value::Object((0..n).map(reference).collect());
        document["webhooks"] = json!({ "hook": { "post": { "requestBody": { "content": content } } } });
        document["components"]["mediaTypes"] = object(n, "m", |_| json!({ "schema": text() }));
        document
    }),
    ("path items of components in one callback", 100, |n| {
        let reference = |at| json!({ "$ref": format!("#/components/pathItems/p{at}") });
        let addresses = object(n, "{$request.query.u}", reference);
        let mut document = operation(&json!({ "callbacks": { "c": addresses } }));
        let body = json!({ "content": { "application/json": { "schema": text() } } });
        document["components"]["pathItems"] =
            object(n, "p", |_| json!({ "post": { "requestBody": body, "responses": {} } }));
        document
    }),
    ("references to properties", 200, |n| {
        let mut document = schema(
            json!({ "type": "object", "properties": object(n, "p", |_| json!({ "type": "object", "properties": { "a": text() } })) }),
        );
        let reference = |at| json!({ "$ref": format!("#/components/schemas/It/properties/p{at}") });
        document["components"]["schemas"]["To"] = json!({ "type": "object", "properties": object(n, "p", reference) });
        document
    }),
    ("references to missing schemas", 200, |n| {
        let reference = |at| json!({ "$ref": format!("#/components/schemas/S{at}") });
        schema(json!({ "type": "object", "properties": object(n, "p", reference) }))
    }),
    ("schemas in a cycle", 100, |n| {
        let next = |at: usize| json!({ "type": "object", "properties": { "next": { "$ref": format!("#/components/schemas/S{}", (at + 1) % n) } } });
        document(object(n, "S", next), json!({}))
    }),
    ("unions in a cycle", 100, |n| {
        let next = |at: usize| json!({ "oneOf": [text(), { "type": "array", "items": { "$ref": format!("#/components/schemas/S{}", (at + 1) % n) } }] });
        document(object(n, "S", next), json!({}))
    }),
    ("schemas that extend one", 200, |n| {
        let mut document = document(
            object(
                n,
                "S",
                |at| json!({ "allOf": [{ "$ref": "#/components/schemas/It" }, { "type": "object", "properties": { format!("p{at}"): text() } }] }),
            ),
            json!({}),
        );
        document["components"]["schemas"]["It"] = json!({ "type": "object", "required": ["kind"], "properties": { "kind": text() }, "discriminator": { "propertyName": "kind" } });
        document
    }),
    ("schemas of one name", 100, |n| {
        document(
            object(n, "S", |_| text())
                .as_object()
                .map(|all| {
                    all.iter()
                        .enumerate()
                        .map(|(at, (_, value))| {
                            (format!("{}a", "-".repeat(at % 10) + &".".repeat(at / 10)), value.clone())
                        })
                        .collect()
                })
                .map_or(Value::Null, Value::Object),
            json!({}),
        )
    }),
    ("aliases", 200, |n| {
        document(object(n, "S", |at| json!({ "type": "array", "maxItems": at, "items": text() })), json!({}))
    }),
    ("parameters of components", 100, |n| {
        let reference = |at| json!({ "$ref": format!("#/components/parameters/P{at}") });
        let mut document = operation(&json!({ "parameters": list(n, reference) }));
        document["components"]["parameters"] =
            object(n, "P", |at| json!({ "name": format!("p{at}"), "in": "query", "schema": text() }));
        document
    }),
    ("responses of components", 100, |n| {
        let paths = object(
            n,
            "/p",
            |at| json!({ "get": { "operationId": format!("call{at}"), "responses": { "200": { "$ref": format!("#/components/responses/R{at}") }, "default": { "$ref": "#/components/responses/R0" } } } }),
        );
        let mut document = document(json!({}), paths);
        document["components"]["responses"] = object(
            n,
            "R",
            |at| json!({ "description": "", "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } }),
        );
        document
    }),
    ("request bodies of components", 100, |n| {
        let paths = object(
            n,
            "/p",
            |at| json!({ "post": { "operationId": format!("call{at}"), "requestBody": { "$ref": format!("#/components/requestBodies/B{at}") }, "responses": { "204": { "description": "Done" } } } }),
        );
        let mut document = document(json!({}), paths);
        document["components"]["requestBodies"] = object(
            n,
            "B",
            |at| json!({ "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } }),
        );
        document
    }),
    ("headers of components", 100, |n| {
        let reference = |at| json!({ "$ref": format!("#/components/headers/H{at}") });
        let mut document = operation(
            &json!({ "responses": { "204": { "description": "", "headers": object(n, "X-H", reference) } } }),
        );
        document["components"]["headers"] = object(n, "H", |_| json!({ "schema": text() }));
        document
    }),
    ("path items of components", 100, |n| {
        let mut document =
            document(json!({}), object(n, "/p", |at| json!({ "$ref": format!("#/components/pathItems/P{at}") })));
        document["components"]["pathItems"] = object(n, "P", |at| call(&format!("call{at}")));
        document
    }),
    ("uses of one path item", 100, |n| {
        let mut document = document(json!({}), object(n, "/p", |_| json!({ "$ref": "#/components/pathItems/P" })));
        document["components"]["pathItems"] =
            json!({ "P": { "get": { "responses": { "204": { "description": "Done" } } } } });
        document
    }),
    ("webhooks", 100, |n| {
        let body = |at| json!({ "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } }, "responses": { "200": { "description": "" } } });
        let mut document = document(json!({}), json!({}));
        document["webhooks"] = object(n, "hook", |at| json!({ "post": body(at) }));
        document
    }),
    ("callbacks", 100, |n| {
        let body = |at| json!({ "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": { format!("p{at}"): text() } } } } }, "responses": { "200": { "description": "" } } });
        operation(
            &json!({ "callbacks": object(n, "back", |at| json!({ "{$request.body#/url}": { "post": body(at) } })) }),
        )
    }),
    ("links", 100, |n| {
        operation(
            &json!({ "responses": { "204": { "description": "", "links": object(n, "link", |_| json!({ "operationId": "call" })) } } }),
        )
    }),
    ("declared tags", 200, |n| {
        let mut document = document(json!({}), json!({ "/a": call("a") }));
        document["tags"] = list(n, |at| json!({ "name": format!("t{at}"), "description": "It." }));
        document
    }),
    ("extensions", 200, |n| {
        let mut document = document(json!({}), json!({ "/a": call("a") }));
        for at in 0..n {
            document[format!("x-e{at}")] = json!({ "a": at });
        }
        document
    }),
    ("definitions of Swagger 2.0", 200, |n| {
        let reference = |at: usize| json!({ "type": "object", "properties": { "a": { "$ref": format!("#/definitions/D{}", at / 2) } } });
        json!({ "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com", "paths": {}, "definitions": object(n, "D", reference) })
    }),
    ("parameters of Swagger 2.0", 100, |n| {
        let parameters = list(n, |at| json!({ "name": format!("p{at}"), "in": "query", "type": "string" }));
        json!({ "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com", "paths": { "/a": { "get": { "parameters": parameters, "responses": { "204": { "description": "" } } } } } })
    }),
    ("fields of a form of Swagger 2.0", 100, |n| {
        let parameters = list(n, |at| json!({ "name": format!("p{at}"), "in": "formData", "type": "string" }));
        json!({ "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com", "paths": { "/a": { "post": { "parameters": parameters, "responses": { "204": { "description": "" } } } } } })
    }),
    ("fields of a form of a path and its operation, of Swagger 2.0", 100, |n| {
        let fields =
            |name: &str| list(n, |at| json!({ "name": format!("{name}{at}"), "in": "formData", "type": "string" }));
        let operation = json!({ "consumes": ["application/x-www-form-urlencoded"], "parameters": fields("p"), "responses": { "204": { "description": "" } } });
        json!({ "swagger": "2.0", "info": { "title": "Growing", "version": "1" }, "host": "example.com", "paths": { "/a": { "parameters": fields("q"), "post": operation } } })
    }),
];
