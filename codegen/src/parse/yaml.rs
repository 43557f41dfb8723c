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
        let message = error.to_string();
        let marked = error.location().map(|at| Location { line: at.line(), column: at.column() });
        // An error about a character that YAML does not have names only its byte. Its location is the start of the text.
        let (what, location) = match message.split_once(" at position ") {
            Some((what, position)) => {
                (what, position.parse().ok().and_then(|byte| location_of_byte(text, byte)).or(marked))
            }
            None => (message.split(" at line ").next().unwrap_or(&message), marked),
        };
        match what {
            // `serde_yaml` counts how often aliases are followed, and may stop before their size is too large.
            "repetition limit exceeded" => SyntaxError::new(location, TOO_MANY_ALIASES),
            what => SyntaxError::new(location, format!("not valid YAML: {what}")),
        }
    })
}

/// Returns the location of the character at a byte of a text.
fn location_of_byte(text: &str, position: usize) -> Option<Location> {
    let before = text.get(..position)?;
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some(Location { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 })
}

/// Returns the value as YAML, with a line break at the end.
#[cfg(feature = "command")]
pub(crate) fn write(value: &Value) -> String {
    // Every value can be written; the fallback to JSON is YAML too.
    serde_yaml::to_string(value).unwrap_or_else(|_| format!("{value}\n"))
}
