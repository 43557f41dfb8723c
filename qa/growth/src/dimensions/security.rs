//! Security schemes and servers.

use serde_json::{Value, json};

use super::Documents;
use crate::document::{list, object, operation};

pub(super) const DIMENSIONS: Documents = &[
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
];
