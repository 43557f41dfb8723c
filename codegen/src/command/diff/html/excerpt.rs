use openapi_bindgen::diff::Place;
use openapi_bindgen::{Source, visible};

/// The number of lines that are shown of a place.
const LINES: usize = 12;

/// The number of characters that are shown of a line: a document may be one long line.
const CHARACTERS: usize = 160;

/// The number of characters from one mark of a line to the next.
const MARKED: usize = 64;

/// A document or an overlay, split into lines once for all its places.
pub(super) struct SourceLines<'a> {
    pub name: &'a str,
    lines: Vec<Line<'a>>,
}

/// A line, measured once: many places can be on one long line.
struct Line<'a> {
    text: &'a str,
    /// The length of the indentation, in characters.
    indentation: usize,
    is_blank: bool,
    /// The places of the first character and of every [`MARKED`]th after it, in bytes.
    marks: Vec<usize>,
}

impl<'a> SourceLines<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { name: source.name(), lines: source.text().lines().map(Line::new).collect() }
    }
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            indentation: text.chars().take_while(|character| matches!(character, ' ' | '\t')).count(),
            is_blank: text.trim().is_empty(),
            marks: text.char_indices().step_by(MARKED).map(|(at, _)| at).collect(),
        }
    }

    /// Returns the text from a character on. It is empty if the line is shorter.
    fn from(&self, character: usize) -> &'a str {
        let Some(mark) = self.marks.get(character / MARKED) else { return "" };
        let marked = &self.text[*mark..];
        marked.char_indices().nth(character % MARKED).map_or("", |(at, _)| &marked[at..])
    }
}

/// Returns the line of a place and the following lines with more indentation.
pub(super) fn excerpt(sources: &[SourceLines<'_>], place: &Place) -> Option<String> {
    let at = place.location?;
    if place.pointer.is_root() {
        return None;
    }
    let source = sources.iter().find(|source| source.name == place.source)?;
    let mut lines = source.lines.iter().skip(at.line.saturating_sub(1));
    let first = lines.next()?;
    let depth = first.indentation;
    let inner = lines.take_while(|line| line.is_blank || line.indentation > depth);
    let mut shown: Vec<String> = vec![cut(first, depth, at.column)];
    shown.extend(inner.take(LINES).map(|line| cut(line, depth, 1)));
    while shown.last().is_some_and(|line| line.trim().is_empty()) {
        shown.pop();
    }
    if shown.len() > LINES {
        shown.truncate(LINES);
        shown.push("…".to_owned());
    }
    Some(shown.join("\n"))
}

/// Returns a line without the common indentation. Of a very long line, returns the part from
/// `column` on.
fn cut(line: &Line<'_>, depth: usize, column: usize) -> String {
    let is_long = !line.from(CHARACTERS + depth).is_empty();
    let start = if is_long { depth.max(column.saturating_sub(1)) } else { depth };
    let rest = line.from(start);
    let mut shown: String = rest.chars().take(CHARACTERS).collect();
    if start > depth {
        shown.insert(0, '…');
    }
    if rest.chars().nth(CHARACTERS).is_some() {
        shown.push('…');
    }
    visible(&shown).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_its_contents() {
        let text = "a:\n  b:\n    c: 1\n\n    d: 2\n\n  e: 3\n";
        let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
        assert_eq!(lines[2].indentation, 4);
        assert_eq!(cut(&lines[2], 2, 1), "  c: 1");
    }

    #[test]
    fn of_a_long_line_the_place_is_shown() {
        let line = format!("{}\"here\":1,{}", "x".repeat(500), "y".repeat(500));
        let shown = cut(&Line::new(&line), 0, 501);
        assert!(shown.starts_with("…\"here\":1,y") && shown.ends_with('…'), "{shown}");
        assert_eq!(shown.chars().count(), CHARACTERS + 2);
    }

    #[test]
    fn a_line_is_read_from_any_character() {
        let text: String = ('a'..='z').chain('ä'..='þ').cycle().take(3 * MARKED).collect();
        let line = Line::new(&text);
        for start in [0, 1, MARKED - 1, MARKED, 2 * MARKED + 5, 3 * MARKED - 1, 3 * MARKED, 9 * MARKED] {
            assert_eq!(line.from(start), text.chars().skip(start).collect::<String>(), "{start}");
        }
        assert_eq!(Line::new("").from(0), "");
    }
}
