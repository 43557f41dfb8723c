//! Repairs the indentation of closing brackets.

use saphyr_parser::Parser;

/// The maximum number of repairs. Each takes a pass over the text, and the first one is enough for most texts.
const MOST_REPAIRS: usize = 8;

/// The spaces before a closing bracket.
pub(super) const SPACES: u32 = 100;

/// A text with indented closing brackets.
pub(super) struct Indented {
    pub(super) text: String,
    /// For each line, whether it has more spaces than before.
    pub(super) is_indented: Vec<bool>,
}

/// Indents closing brackets more than the line of their opening bracket. YAML requires that; `libyaml` and many documents
/// do not. Returns `None` if the text has another error.
pub(super) fn indented(text: &str) -> Option<Indented> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut changed: Option<Indented> = None;
    for _ in 0..MOST_REPAIRS {
        let text = changed.as_ref().map_or(text, |changed| changed.text.as_str());
        let mut parser = Parser::new_from_str(text);
        let error = loop {
            match parser.next_event() {
                Some(Ok(_)) => {}
                Some(Err(error)) => break error,
                None => return changed,
            }
        };
        let line = error.marker().line().checked_sub(1)?;
        if error.info() != "invalid indentation" || !closes(lines.get(line)?) {
            return changed;
        }
        let mut is_indented = match changed {
            Some(changed) => changed.is_indented,
            None => closing_from(line, &lines),
        };
        is_indented[line] = true;
        let spaces = " ".repeat(SPACES as usize);
        let text = lines.iter().zip(&is_indented);
        let text = text.flat_map(|(line, is_indented)| [if *is_indented { spaces.as_str() } else { "" }, line]);
        changed = Some(Indented { text: text.collect(), is_indented });
    }
    changed
}

/// Marks the lines from the first one on that start with a closing bracket, except those that determine the indentation of
/// a block of text.
fn closing_from(first: usize, lines: &[&str]) -> Vec<bool> {
    let mut before = "";
    let marks = lines.iter().enumerate().map(|(number, line)| {
        let is_marked = number >= first && closes(line) && !opens_block(before);
        if !line.trim().is_empty() {
            before = line;
        }
        is_marked
    });
    marks.collect()
}

fn closes(line: &str) -> bool {
    line.trim_start().starts_with([']', '}'])
}

/// Returns true if a block of text follows the line, as after `description: |`.
fn opens_block(line: &str) -> bool {
    let before_comment = line.split(" #").next().unwrap_or_default();
    let last = before_comment.split_whitespace().next_back().unwrap_or_default();
    last.strip_prefix(['|', '>']).is_some_and(|rest| rest.chars().all(|sign| matches!(sign, '+' | '-' | '0'..='9')))
}

#[cfg(test)]
mod tests {
    use super::super::{layout, locate_in};
    use super::*;
    use crate::pointer::Pointer;

    #[test]
    fn many_closing_brackets_are_indented() {
        let members = (0..1_000).map(|at| format!("s{at}: {{ a: [\n  1\n], b: 1\n}}\n"));
        let text: String = members.collect();
        let last = Pointer::root().child("s999").child("b");
        let place = locate_in(&layout(&text), &[&last])[0].map(|at| (at.line, at.column));
        assert_eq!(place, Some((3_999, 4)));
    }

    #[test]
    fn a_block_of_text_keeps_its_indentation() {
        let text = "a: {\n}\nb: |\n  ]\n  b\nc: >- # It.\n\n  }\n  c\nd: [\n]\n";
        let lines = |marks: &[bool]| -> Vec<usize> { (0..marks.len()).filter(|line| marks[*line]).collect() };
        assert_eq!(lines(&indented(text).unwrap().is_indented), [1, 10]);
    }
}
