//! Enumerated values.

use serde_json::json;

use super::Documents;
use crate::document::{list, schema};

pub(super) const DIMENSIONS: Documents = &[
    ("values of an enum", 1_000, |n| schema(json!({ "enum": list(n, |at| format!("v{at}")) }))),
    ("values of one name", 400, |n| {
        schema(json!({ "enum": list(n, |at| format!("{}a", "-".repeat(at % 20) + &"+".repeat(at / 20))) }))
    }),
    ("values of an integer enum", 1_000, |n| schema(json!({ "type": "integer", "enum": list(n, |at| at) }))),
];
