//! YAML: the only place that knows `serde_yaml`.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser};
use serde_core::de::DeserializeSeed;
use serde_json::Value;

use super::node::Reading;
use super::{Failure, MAX_DEPTH, TOO_MANY_ALIASES};
use crate::diagnostic::Location;

pub(super) fn read(text: &str, reading: &Reading) -> Result<Value, Failure> {
    survey(text).or_else(|failure| survey(&indented(text).ok_or(failure)?))?;
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

/// The value as YAML, with a line end behind the last line.
#[cfg(feature = "command")]
pub(crate) fn write(value: &Value) -> String {
    // Any value can be written; JSON, as which it could be shown in any case, is YAML too.
    serde_yaml::to_string(value).unwrap_or_else(|_| format!("{value}\n"))
}

/// Refuses what `serde_yaml` would take very long over or explain badly, in one pass over the events.
///
/// `serde_yaml` reads the whole text before it looks at the depth, in a time that grows with the square of the depth:
/// half a minute for 100,000 levels.
fn survey(text: &str) -> Result<(), Failure> {
    let mut depth = 0_usize;
    let mut documents = 0_usize;
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let location = location(error.marker());
            // The scanner has a limit of its own for flow style, and reads ahead of the events.
            if error.info() == "recursion limit exceeded" {
                return Failure::too_deep(location);
            }
            Failure::new(Some(location), format!("not valid YAML: {}", error.info()))
        })?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            Event::DocumentStart(_) => documents += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Failure::too_deep(location(&span.start)));
        }
        if documents > 1 {
            return Err(Failure {
                help: Some("keep one document in each file"),
                ..Failure::new(Some(location(&span.start)), "a second YAML document starts here")
            });
        }
    }
    Ok(())
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

/// The parser counts lines from 1 and columns from 0, in characters.
pub(super) fn location(marker: &Marker) -> Location {
    Location { line: marker.line(), column: marker.col() + 1 }
}
