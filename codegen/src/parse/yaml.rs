//! YAML: the only place that knows `serde_yaml`.

use std::borrow::Cow;

use saphyr_parser::Parser;
use serde_core::de::DeserializeSeed;
use serde_json::Value;

use super::layout::Layout;
use super::node::Reading;
use super::{Failure, TOO_MANY_ALIASES};
use crate::diagnostic::Location;
use crate::source::Source;

/// Reads a text, and keeps its layout in `source`.
pub(super) fn read(source: &Source, text: &str, reading: &Reading) -> Result<Value, Failure> {
    source.keep_layout(layout(text)?);
    reading.seed(true).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let location = error.location().map(|at| Location { line: at.line(), column: at.column() });
        let message = error.to_string();
        match message.split(" at line ").next().unwrap_or(&message) {
            // `serde_yaml` counts how often aliases are followed, and may stop before their size is too large.
            "repetition limit exceeded" => Failure::new(location, TOO_MANY_ALIASES),
            what => Failure::new(location, format!("not valid YAML: {what}")),
        }
    })
}

fn layout(text: &str) -> Result<Layout, Failure> {
    let (layout, result) = Layout::read(text);
    let Err(failure) = result else { return Ok(layout) };
    let (layout, result) = Layout::read(&indented(text).ok_or(failure)?);
    result.map(|()| layout)
}

/// The value as YAML, with a line end behind the last line.
#[cfg(feature = "command")]
pub(crate) fn write(value: &Value) -> String {
    // Any value can be written; JSON, as which it could be shown in any case, is YAML too.
    serde_yaml::to_string(value).unwrap_or_else(|_| format!("{value}\n"))
}

/// The most lines that are given another indentation, since each takes a pass over the text.
const MOST_INDENTED: usize = 200;

/// The text with its closing brackets deeper than what they are in, which YAML asks for, and `libyaml` and many documents
/// do not. `None` where that is not what is wrong with it.
pub(super) fn indented(text: &str) -> Option<String> {
    let mut lines: Vec<Cow<'_, str>> = text.split_inclusive('\n').map(Cow::Borrowed).collect();
    let mut changed = None;
    for _ in 0..MOST_INDENTED {
        let text = changed.as_deref().unwrap_or(text);
        let mut parser = Parser::new_from_str(text);
        let error = loop {
            match parser.next_event() {
                Some(Ok(_)) => {}
                Some(Err(error)) => break error,
                None => return changed,
            }
        };
        let line = lines.get_mut(error.marker().line().checked_sub(1)?)?;
        let closes = line.trim_start().starts_with([']', '}']);
        if error.info() != "invalid indentation" || !closes {
            return changed;
        }
        *line = Cow::Owned(format!("{:100}{line}", ""));
        changed = Some(lines.concat());
    }
    changed
}
