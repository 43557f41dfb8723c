use openapi_bindgen::Source;
use openapi_bindgen::diff::Place;

/// The number of lines that are shown of a place.
const LINES: usize = 12;

/// The number of characters that are shown of a line: a document may be one long line.
const CHARACTERS: usize = 160;

/// A document or an overlay, split into lines once for all its places.
pub(super) struct SourceLines<'a> {
    pub name: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> SourceLines<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { name: source.name(), lines: source.text().lines().collect() }
    }
}

/// Returns the line of a place and the following lines with more indentation.
pub(super) fn excerpt(sources: &[SourceLines<'_>], place: &Place) -> Option<String> {
    let at = place.location?;
    if place.pointer.is_root() {
        return None;
    }
    let source = sources.iter().find(|source| source.name == place.source)?;
    let mut lines = source.lines.iter().copied().skip(at.line.saturating_sub(1));
    let first = lines.next()?;
    let depth = indentation(first);
    let inner = lines.take_while(|line| line.trim().is_empty() || indentation(line) > depth);
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

/// Returns the indentation of a line, in characters.
fn indentation(line: &str) -> usize {
    line.chars().take_while(|character| matches!(character, ' ' | '\t')).count()
}

/// Returns a line without the common indentation. Of a very long line, returns the part from
/// `column` on.
fn cut(line: &str, depth: usize, column: usize) -> String {
    let is_long = line.chars().nth(CHARACTERS + depth).is_some();
    let start = if is_long { depth.max(column.saturating_sub(1)) } else { depth };
    let mut shown: String = line.chars().skip(start).take(CHARACTERS).collect();
    if start > depth {
        shown.insert(0, '…');
    }
    if line.chars().nth(start + CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_its_contents() {
        let text = "a:\n  b:\n    c: 1\n\n    d: 2\n\n  e: 3\n";
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(indentation(lines[2]), 4);
        assert_eq!(cut(lines[2], 2, 1), "  c: 1");
    }

    #[test]
    fn of_a_long_line_the_place_is_shown() {
        let line = format!("{}\"here\":1,{}", "x".repeat(500), "y".repeat(500));
        let shown = cut(&line, 0, 501);
        assert!(shown.starts_with("…\"here\":1,y") && shown.ends_with('…'), "{shown}");
        assert_eq!(shown.chars().count(), CHARACTERS + 2);
    }
}
