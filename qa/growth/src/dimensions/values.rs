//! Enumerated values.

use serde_json::json;

use super::Documents;
use crate::document::{list, schema};

pub(super) const DIMENSIONS: Documents = &[
    ("values of an enum", 1_000, |n| schema(json!({ "enum": list(n, |at| format!("v{at}")) }))),
    ("values of one name", 400, |n| {
        schema(json!({ "enum": list(n, |at| format!("{}a", "-".repeat(at % 20) + &"+".repeat(at / 20))) }))
    }),
    ("values of a number enum", 1_000, |n| {
        let enumerated = list(n, |at| u32::try_from(at).map_or(0.0, f64::from) + 0.5);
        schema(json!({ "type": "object", "properties": { "it": { "type": "number", "enum": enumerated } } }))
    }),
    ("values of the strings of a union", 200, |n| {
        schema(
            json!({ "anyOf": list(n, |at| json!({ "type": "string", "enum": [format!("v{at}"), format!("w{at}")] })) }),
        )
    }),
    ("values of an integer enum", 1_000, |n| schema(json!({ "type": "integer", "enum": list(n, |at| at) }))),
];
