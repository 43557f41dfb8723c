//! Formats diagnostics as text, with the lines of the source, and as JSON.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use openapi_bindgen::diff::Place;
use openapi_bindgen::{Diagnostic, Diagnostics, Location, Severity, Source, brief, read_source, visible};
use serde_json::{Value, json};

/// The length in bytes from which a line is not shown: minified JSON is one line of megabytes.
const LONGEST_LINE: usize = 2_000;

/// Renders diagnostics with the lines that they are about, in colour: errors first, and at most
/// `most` in all. A message about many places is shown once.
///
/// The lines come from `sources`, or else from the file with the name of the source.
pub(super) fn render<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &[&Source],
    most: usize,
) -> String {
    let mut lines = Lines::new(sources);
    let renderer = Renderer::styled();
    let mut diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let groups = Diagnostic::alike(diagnostics);
    let shown = groups.iter().take(most).filter_map(|group| render_group(&renderer, group, &mut lines));
    let mut paragraphs: Vec<String> = shown.collect();
    if groups.len() > most {
        let hidden: usize = groups.iter().skip(most).map(Vec::len).sum();
        paragraphs.push(format!("… and {hidden} more, which `--verbose` shows"));
    }
    paragraphs.iter().map(|paragraph| [paragraph, "\n\n"].concat()).collect()
}

/// Renders the lines of the value at a place, under a title, in colour.
pub(super) fn excerpt(title: &str, place: &Place, sources: &[&Source]) -> String {
    let mut lines = Lines::new(sources);
    let path = place.source.as_str();
    let block = place.location.and_then(|at| Some((at, lines.block(path, at.line)?)));
    let element: Element<'_> = match block {
        Some((location, block)) => {
            let first = block.lines().next().unwrap_or_default();
            let label = brief(place.pointer.as_str());
            let annotation = AnnotationKind::Primary.span(token(first, location)).label(label);
            Snippet::source(block)
                .line_start(location.line)
                .path(visible(path))
                .fold(false)
                .annotation(annotation)
                .into()
        }
        None => match place.location {
            Some(at) => Origin::path(visible(path)).line(at.line).char_column(at.column).into(),
            None => Origin::path(visible(path)).into(),
        },
    };
    let report = Level::NOTE.no_name().primary_title(title).element(element);
    Renderer::styled().render(&[report]) + "\n"
}

/// Returns the diagnostics as JSON.
pub(super) fn json(diagnostics: &Diagnostics) -> Value {
    diagnostics
        .iter()
        .map(|diagnostic| {
            json!({
                "severity": diagnostic.severity.to_string(),
                "message": diagnostic.message,
                "help": diagnostic.help,
                "file": Some(&diagnostic.source).filter(|name| !name.is_empty()),
                "line": diagnostic.location.map(|at| at.line),
                "column": diagnostic.location.map(|at| at.column),
                "pointer": diagnostic.pointer.as_str(),
            })
        })
        .collect()
}

fn render_group(renderer: &Renderer, group: &[&Diagnostic], lines: &mut Lines<'_>) -> Option<String> {
    let diagnostic = group.first()?;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let help = diagnostic.help.as_deref().map(|help| Element::from(Level::HELP.message(help)));
    let others = Diagnostic::other_places(group).map(|places| Element::from(Level::NOTE.message(places)));
    let title = level.primary_title(diagnostic.message.as_str());
    // A line that is too long to be shown has no label with the pointer.
    let is_shown = diagnostic.location.is_none_or(|at| lines.shown(&diagnostic.source, at.line).is_some());
    let pointer = (!is_shown && !diagnostic.pointer.is_root())
        .then(|| Element::from(Level::NOTE.message(format!("the place is {}", brief(diagnostic.pointer.as_str())))));
    let place = place(diagnostic, lines);
    Some(renderer.render(&[title.elements(place).elements(pointer).elements(help).elements(others)]))
}

fn place<'a>(diagnostic: &'a Diagnostic, lines: &'a mut Lines<'_>) -> Option<Element<'a>> {
    if diagnostic.source.is_empty() {
        return None;
    }
    let path = diagnostic.source.as_str();
    let Some(location) = diagnostic.location else { return Some(Origin::path(visible(path)).into()) };
    let Some(line) = lines.shown(path, location.line) else {
        return Some(Origin::path(visible(path)).line(location.line).char_column(location.column).into());
    };
    let mut annotation = AnnotationKind::Primary.span(token(line, location));
    if !diagnostic.pointer.is_root() {
        annotation = annotation.label(brief(diagnostic.pointer.as_str()));
    }
    Some(Snippet::source(line).line_start(location.line).path(visible(path)).annotation(annotation).into())
}

/// Returns the number of spaces at the beginning of a line.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the range in bytes of the key or value at the column of the location.
fn token(line: &str, location: Location) -> Range<usize> {
    let start = line.char_indices().nth(location.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = &line[start..];
    let length = match rest.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map_or(rest.len(), |end| end + 2),
        None => rest.find([':', ',', ' ', '\t', '\r', '#', ']', '}']).unwrap_or(rest.len()),
    };
    let shortest = rest.chars().next().map_or(0, char::len_utf8);
    start..start + length.max(shortest)
}

/// The sources by name, with the starts of their lines.
struct Lines<'s> {
    sources: HashMap<String, Option<Indexed<'s>>>,
}

struct Indexed<'s> {
    source: Cow<'s, str>,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(sources: &[&'s Source]) -> Self {
        let sources =
            sources.iter().map(|source| (source.name().to_owned(), Some(Indexed::new(source.text().into())))).collect();
        Self { sources }
    }

    /// Returns a line that is short enough to be shown.
    fn shown(&mut self, name: &str, line: usize) -> Option<&str> {
        self.get(name, line).filter(|line| line.len() <= LONGEST_LINE)
    }

    fn get(&mut self, name: &str, line: usize) -> Option<&str> {
        let indexed = self.sources.entry(name.to_owned()).or_insert_with(|| {
            let source = read_source(name).ok()?;
            Some(Indexed::new(source.text().to_owned().into()))
        });
        indexed.as_ref()?.line(line)
    }

    /// Returns the line with the lines that are indented below it and the closing line.
    ///
    /// There are at most [`MOST_LINES`], and none is longer than [`LONGEST_LINE`].
    fn block(&mut self, name: &str, line: usize) -> Option<&str> {
        let first = self.shown(name, line)?;
        let depth = indentation(first);
        let indexed = self.sources.get(name)?.as_ref()?;
        let below = (line + 1..line + MOST_LINES).take_while(|number| {
            indexed.line(*number).is_some_and(|text| {
                let is_inside = indentation(text) > depth;
                let closes = indentation(text) == depth && text.trim_start().starts_with(['}', ']']);
                text.len() <= LONGEST_LINE && (is_inside || closes)
            })
        });
        let start = indexed.line_start(line)?;
        let end = indexed.line_end(line + below.count());
        indexed.source.get(start..end)
    }
}

/// The number of lines of one value that are shown.
const MOST_LINES: usize = 12;

impl<'s> Indexed<'s> {
    fn new(text: Cow<'s, str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source: text, starts }
    }

    fn line(&self, line: usize) -> Option<&str> {
        self.source.get(self.line_start(line)?..self.line_end(line))
    }

    fn line_start(&self, line: usize) -> Option<usize> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        // Columns are counted after a byte order mark.
        let mark = '\u{feff}';
        Some(if self.source[start..].starts_with(mark) { start + mark.len_utf8() } else { start })
    }

    fn line_end(&self, line: usize) -> usize {
        self.starts.get(line).map_or(self.source.len(), |next| next - 1)
    }
}

#[cfg(test)]
mod tests {
    use openapi_bindgen::Pointer;

    use super::*;

    fn marked(line: &str, column: usize) -> &str {
        &line[token(line, Location { line: 1, column })]
    }

    #[test]
    fn a_key_or_a_value_is_marked_whole() {
        assert_eq!(marked("  \"äb c\": 1", 3), "\"äb c\"");
        assert_eq!(marked("- {ä: x}", 4), "ä");
        assert_eq!(marked("get: x", 1), "get");
        assert_eq!(marked("\"open", 1), "\"open");
        assert_eq!(marked("}", 1), "}");
        assert_eq!(marked("", 1), "");
        assert_eq!(marked("short", 40), "");
    }

    #[test]
    fn errors_come_first_and_omitted_diagnostics_are_counted() {
        let warning = |number| Diagnostic::warning(&Pointer::root(), format!("dropped {number}"));
        let mut diagnostics: Vec<Diagnostic> = (0..30).map(warning).collect();
        diagnostics.push(Diagnostic::error(&Pointer::root(), "broken"));
        let text = render(&diagnostics, &[], 5);
        assert!(text.find("broken") < text.find("dropped"), "{text}");
        assert_eq!(text.matches("dropped").count(), 4);
        assert!(text.contains("… and 26 more"), "{text}");
        assert_eq!(render(&diagnostics, &[], usize::MAX).matches("dropped").count(), 30);
    }

    #[test]
    fn a_message_about_many_places_is_shown_once() {
        let warning = |name: &usize| Diagnostic::warning(&Pointer::root().child(&name.to_string()), "dropped");
        let diagnostics: Vec<Diagnostic> = (0..30).collect::<Vec<usize>>().iter().map(warning).collect();
        let text = render(&diagnostics, &[], 5);
        assert_eq!(text.matches("dropped").count(), 1);
        assert!(text.contains("the same in 29 other places: /1, /2, /3 and 26 more"), "{text}");
    }

    #[test]
    fn a_value_is_shown_with_the_lines_below_it() {
        let source = Source::new("api", "a:\n  b: {\n    c: 1\n  }\n  d: 2\ne: 3\n");
        let mut lines = Lines::new(&[&source]);
        assert_eq!(lines.block("api", 2), Some("  b: {\n    c: 1\n  }"));
        assert_eq!(lines.block("api", 5), Some("  d: 2"));
        assert_eq!(lines.block("api", 9), None);
    }

    #[test]
    fn the_line_is_found_in_the_sources_behind_a_byte_order_mark() {
        let source = Source::new("api", "\u{feff}a: 1\r\nb: 2\n");
        let mut lines = Lines::new(&[&source]);
        assert_eq!(lines.get("api", 1), Some("a: 1\r"));
        assert_eq!(lines.get("api", 2), Some("b: 2"));
        assert_eq!(lines.get("api", 9), None);
    }
}
