use indexmap::IndexMap;
use serde_json::Value;

use crate::dialect::VALUE_NAMES;

/// What a schema tells its readers of one of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub value: Value,
    pub name: Option<String>,
    pub description: Option<String>,
}

impl Told {
    /// What the dialect has found to be told of values.
    pub(super) fn of(extensions: &IndexMap<String, Value>) -> Vec<Self> {
        let told = extensions.get(VALUE_NAMES).and_then(Value::as_array).into_iter().flatten();
        let text = |told: &Value, member: &str| told.get(member).and_then(Value::as_str).map(str::to_owned);
        told.map(|told| Self {
            value: told.get("value").cloned().unwrap_or_default(),
            name: text(told, "name"),
            description: text(told, "description"),
        })
        .collect()
    }
}
