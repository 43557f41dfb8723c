//! Descriptions and patterns.

use serde_json::json;

use super::Documents;
use crate::document::schema;

pub(super) const DIMENSIONS: Documents = &[
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
];
