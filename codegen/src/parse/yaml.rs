//! YAML: the only place that knows `serde_yaml`.

use serde_core::de::DeserializeSeed;
use serde_json::Value;

use super::TOO_MANY_ALIASES;
use super::node::Reading;
use crate::diagnostic::Location;
use crate::layout::{SyntaxError, valid_layout};
use crate::source::Source;

/// Reads a text, and keeps its layout in `source`.
pub(super) fn read(source: &Source, text: &str, reading: &Reading) -> Result<Value, SyntaxError> {
    source.keep_layout(valid_layout(text)?);
    reading.seed(true).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let location = error.location().map(|at| Location { line: at.line(), column: at.column() });
        let message = error.to_string();
        match message.split(" at line ").next().unwrap_or(&message) {
            // `serde_yaml` counts how often aliases are followed, and may stop before their size is too large.
            "repetition limit exceeded" => SyntaxError::new(location, TOO_MANY_ALIASES),
            what => SyntaxError::new(location, format!("not valid YAML: {what}")),
        }
    })
}

/// Returns the value as YAML, with a line break at the end.
#[cfg(feature = "command")]
pub(crate) fn write(value: &Value) -> String {
    // Every value can be written; the fallback to JSON is YAML too.
    serde_yaml::to_string(value).unwrap_or_else(|_| format!("{value}\n"))
}
