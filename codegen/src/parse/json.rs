//! JSON.

use serde_core::de::DeserializeSeed;
use serde_json::Value;

use super::node::Reading;
use crate::diagnostic::Location;
use crate::layout::SyntaxError;

pub(super) fn read(text: &str, reading: &Reading) -> Result<Value, SyntaxError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    reading
        .seed(false)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| failure(text, &error))
}

fn failure(text: &str, error: &serde_json::Error) -> SyntaxError {
    let location = location(text, error.line(), error.column());
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    if what == "recursion limit exceeded" {
        return SyntaxError::too_deep(location);
    }
    SyntaxError::new(Some(location), format!("not valid JSON: {what}"))
}

/// Converts a position of `serde_json`, which counts columns in bytes, and puts the end of a line at column 0 of the next.
fn location(text: &str, line: usize, column: usize) -> Location {
    let content = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = content.bytes().take(column.saturating_sub(1));
    // A byte that continues a character does not count as a column.
    let column = before.filter(|byte| byte & 0xC0 != 0x80).count() + 1;
    Location { line: line.max(1), column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "{\n  \"é\": \"ü\" x\n}";
        let error = serde_json::from_str::<Value>(text).unwrap_err();
        assert_eq!(location(text, error.line(), error.column()), Location { line: 2, column: 12 });
    }
}
