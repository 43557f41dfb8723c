//! Repairs the indentation of closing brackets.

use std::borrow::Cow;

use saphyr_parser::Parser;

/// The maximum number of lines to indent. Each takes a pass over the text.
const MOST_INDENTED: usize = 200;

/// Indents closing brackets more than the line of their opening bracket. YAML requires that; `libyaml` and many documents
/// do not. Returns `None` if the text has another error.
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
