use indexmap::IndexMap;
use serde_json::Value;

use crate::dialect::VALUE_NAMES;

/// The documentation of one value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) struct EnumValueDoc {
    pub value: Value,
    pub name: Option<String>,
    pub description: Option<String>,
}

impl EnumValueDoc {
    /// Reads the names and descriptions that the dialect collected in the extension
    /// [`VALUE_NAMES`].
    pub(super) fn from_extensions(extensions: &IndexMap<String, Value>) -> Vec<Self> {
        let values = extensions.get(VALUE_NAMES).and_then(Value::as_array).into_iter().flatten();
        let text = |value: &Value, member: &str| value.get(member).and_then(Value::as_str).map(str::to_owned);
        values
            .map(|value| Self {
                value: value.get("value").cloned().unwrap_or_default(),
                name: text(value, "name"),
                description: text(value, "description"),
            })
            .collect()
    }
}
