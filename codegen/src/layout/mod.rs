//! The structure of a text with the position of each key and value, from one pass of the YAML parser.

mod indentation;
mod locate;
mod syntax_error;

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser};

use indentation::{Indented, SPACES, indented};
pub(crate) use locate::locate_in;
pub(crate) use syntax_error::{MAX_DEPTH, SyntaxError};

use crate::diagnostic::Location;

/// The keys and values of a text in their order, each with its position.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    entries: Vec<Entry>,
    /// The text of all keys, one after another.
    keys: String,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    line: u32,
    column: u32,
    key: Range<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Mapping,
    Sequence,
    End,
    Scalar,
}

/// A step through a layout.
enum Step<'a> {
    MappingStart(Location),
    SequenceStart(Location),
    End,
    /// A scalar or an alias. The text is there if it is a key and a scalar.
    Scalar(Option<&'a str>, Location),
}

/// The collection that the pass is in.
enum Inside {
    Sequence,
    Key,
    Value,
}

/// Returns the layout of a text, up to its first error.
pub(crate) fn layout(text: &str) -> Layout {
    let text = without_surrogates(text.trim_start_matches('\u{feff}'));
    match Layout::read(&text) {
        (layout, Ok(())) => layout,
        (layout, Err(_)) => indented(&text).map_or(layout, |indented| Layout::read_indented(&indented).0),
    }
}

/// Blanks the escapes of JSON that YAML does not have, one half of a surrogate pair each, and keeps every position.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let is_surrogate = |at: usize| {
        text.as_bytes().get(at..at + 6).is_some_and(|escape| {
            matches!(escape, [b'\\', b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', rest @ ..]
                if rest.iter().all(u8::is_ascii_hexdigit))
        })
    };
    let mut masked = Cow::Borrowed(text);
    for (at, _) in text.match_indices("\\u").filter(|(at, _)| is_surrogate(*at)) {
        masked.to_mut().replace_range(at..at + 6, "\\u0020");
    }
    masked
}

/// The most directives before a text.
const MOST_DIRECTIVES: usize = 100;

/// Rejects a text with very many directives, such as `%TAG`. `serde_yaml` compares each with all others.
fn check_directives(text: &str) -> Result<(), SyntaxError> {
    let before =
        text.lines().enumerate().take_while(|(_, line)| line.trim().is_empty() || line.starts_with(['%', '#']));
    match before.filter(|(_, line)| line.starts_with('%')).nth(MOST_DIRECTIVES) {
        None => Ok(()),
        Some((index, _)) => {
            let location = Location { line: index + 1, column: 1 };
            Err(SyntaxError::new(Some(location), format!("there are more than {MOST_DIRECTIVES} directives")))
        }
    }
}

/// Returns the layout of a text, or its first error.
pub(crate) fn valid_layout(text: &str) -> Result<Layout, SyntaxError> {
    check_directives(text)?;
    let (layout, result) = Layout::read(text);
    let Err(failure) = result else { return Ok(layout) };
    let (layout, result) = Layout::read_indented(&indented(text).ok_or(failure)?);
    result.map(|()| layout)
}

impl Layout {
    /// Reads the text until its end or its first fault. The layout has what was read before the fault.
    ///
    /// It finds faults for which `serde_yaml` takes too long or has a poor message. `serde_yaml` reads the whole text before
    /// it checks the depth, in a time that grows with the square of the depth: half a minute for 100,000 levels.
    fn read(text: &str) -> (Self, Result<(), SyntaxError>) {
        let mut layout = Self::default();
        let result = layout.fill(text);
        (layout, result)
    }

    /// Reads a text with indented brackets. The positions are those before.
    fn read_indented(indented: &Indented) -> (Self, Result<(), SyntaxError>) {
        let (mut layout, result) = Self::read(&indented.text);
        for entry in &mut layout.entries {
            let line = (entry.line as usize).saturating_sub(1);
            if indented.is_indented.get(line) == Some(&true) {
                entry.column = entry.column.saturating_sub(SPACES);
            }
        }
        (layout, result)
    }

    fn fill(&mut self, text: &str) -> Result<(), SyntaxError> {
        let mut inside: Vec<Inside> = Vec::new();
        let mut documents = 0_usize;
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let location = location(error.marker());
                // The scanner has a limit of its own for flow style, and reads ahead of the events.
                if error.info() == "recursion limit exceeded" {
                    return SyntaxError::too_deep(location);
                }
                SyntaxError::new(Some(location), format!("not valid YAML: {}", error.info()))
            })?;
            match event {
                Event::MappingStart(..) => {
                    self.push(Kind::Mapping, &span.start, None);
                    after_value(&mut inside);
                    inside.push(Inside::Key);
                }
                Event::SequenceStart(..) => {
                    self.push(Kind::Sequence, &span.start, None);
                    after_value(&mut inside);
                    inside.push(Inside::Sequence);
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    self.push(Kind::End, &span.start, None);
                    inside.pop();
                }
                Event::Scalar(text, ..) => {
                    let is_key = matches!(inside.last(), Some(Inside::Key));
                    self.push(Kind::Scalar, &span.start, is_key.then_some(&text));
                    after_value(&mut inside);
                }
                Event::Alias(_) => {
                    self.push(Kind::Scalar, &span.start, None);
                    after_value(&mut inside);
                }
                Event::DocumentStart(_) => documents += 1,
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            }
            if inside.len() > MAX_DEPTH {
                return Err(SyntaxError::too_deep(location(&span.start)));
            }
            if documents > 1 {
                return Err(SyntaxError {
                    help: Some("keep one document in each file"),
                    ..SyntaxError::new(Some(location(&span.start)), "a second YAML document starts here")
                });
            }
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: &Marker, key: Option<&str>) {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let before = self.keys.len();
        if let Some(key) = key {
            self.keys.push_str(key);
        }
        let Location { line, column } = location(start);
        // A key has no text if it is not a scalar, or if 4 GiB of keys come before it.
        let key = if key.is_some() { narrow(before)..narrow(self.keys.len()) } else { u32::MAX..u32::MAX };
        self.entries.push(Entry { kind, line: narrow(line), column: narrow(column), key });
    }

    fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.entries.iter().map(|entry| {
            let location = Location { line: entry.line as usize, column: entry.column as usize };
            match entry.kind {
                Kind::Mapping => Step::MappingStart(location),
                Kind::Sequence => Step::SequenceStart(location),
                Kind::End => Step::End,
                Kind::Scalar => Step::Scalar(self.keys.get(entry.key.start as usize..entry.key.end as usize), location),
            }
        })
    }
}

/// Records that a value has ended. In a mapping, keys and values alternate.
fn after_value(inside: &mut [Inside]) {
    if let Some(last) = inside.last_mut() {
        *last = match last {
            Inside::Sequence => return,
            Inside::Key => Inside::Value,
            Inside::Value => Inside::Key,
        };
    }
}

/// Converts a position of the parser, which counts lines from 1 and columns from 0, in characters.
fn location(marker: &Marker) -> Location {
    Location { line: marker.line(), column: marker.col() + 1 }
}
