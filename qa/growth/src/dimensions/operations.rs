//! Operations and their members.

use serde_json::json;

use super::Documents;
use crate::document::{document, object, operation};

pub(super) const DIMENSIONS: Documents = &[
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
    ("members of an operation with mistakes", 400, |n| {
        let mut wrong = object(n, "member", |at| at);
        (wrong["deprecated"], wrong["tags"]) = (json!(7), json!(7));
        operation(&wrong)
    }),
];
