//! The fenced block of a page that contains an OpenAPI document.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::operation::Operation;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;
use crate::source::Source;

/// A fenced block and its content.
pub(super) struct Fence {
    /// The line of the opening fence, from 1.
    pub(super) line: usize,
    /// The operation after the fence's language: `post /things`.
    pub(super) operation: Option<Operation>,
    /// The page's text with spaces for everything outside of the fence, so that lines and columns
    /// are those of the page.
    pub(super) text: String,
}

/// Finds the only fence of the page that contains an OpenAPI document, or an operation after its
/// language.
///
/// # Errors
///
/// Returns an error if there is no such fence, if there are several, or if it is not closed.
pub(super) fn find(page: &Source) -> Result<Fence, Diagnostics> {
    let text = text(page);
    let (documents, others): (Vec<Block>, Vec<Block>) =
        blocks(text).into_iter().partition(|block| block.is_document(text));
    let [block] = &documents[..] else { return Err(wrong_number(page, &documents, &others)) };
    let line = block.line(text);
    if !block.is_closed(text) {
        return Err(error_at_line(page, line, "the fence that starts here has no end")
            .help("the page may have been cut off: fetch it again")
            .into());
    }
    Ok(Fence { line, operation: block.operation.clone(), text: block.blank_outside(text) })
}

/// Returns true if the page has such a fence.
pub(super) fn has_document(page: &Source) -> bool {
    let text = text(page);
    blocks(text).iter().any(|block| block.is_document(text))
}

/// Returns the page's text without a byte order mark, from which columns count.
fn text(page: &Source) -> &str {
    page.text().trim_start_matches('\u{feff}')
}

/// A fenced block of YAML or JSON.
struct Block {
    /// The range with the lines of the fence.
    range: Range<usize>,
    /// The content, in pieces if the block is indented or quoted.
    content: Vec<Range<usize>>,
    operation: Option<Operation>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_inside = false;
    for (event, range) in Parser::new(&without_deep_lines(text)).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                let mut words = words.split_ascii_whitespace();
                is_inside = words.next().is_none_or(|language| {
                    ["yaml", "yml", "json"].iter().any(|known| known.eq_ignore_ascii_case(language))
                });
                if is_inside {
                    blocks.push(Block { range, content: Vec::new(), operation: Operation::in_words(words) });
                }
            }
            Event::Text(_) if is_inside => {
                if let Some(block) = blocks.last_mut() {
                    block.content.push(range);
                }
            }
            Event::End(TagEnd::CodeBlock) => is_inside = false,
            _ => {}
        }
    }
    blocks
}

/// The longest beginning of a line with the marks of quotes and lists, and the spaces between them.
const LONGEST_MARKS: usize = 200;

/// Blanks the lines in deeply nested quotes and lists. The parser compares each line below them with all of these.
fn without_deep_lines(text: &str) -> Cow<'_, str> {
    let is_mark = |sign: char| sign.is_ascii_digit() || " \t>-+*.)".contains(sign);
    let is_deep = |line: &str| {
        let line = line.trim_end();
        line.len() - line.trim_start_matches(is_mark).len() > LONGEST_MARKS
    };
    if !text.lines().any(is_deep) {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_deep(line) {
            // Positions are counted in bytes.
            blanked.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            blanked.push_str(line);
        }
    }
    Cow::Owned(blanked)
}

impl Block {
    fn is_document(&self, text: &str) -> bool {
        self.operation.is_some() || self.has_version(text)
    }

    /// Returns true if a line of the content looks like the field `openapi`.
    fn has_version(&self, text: &str) -> bool {
        self.content.iter().flat_map(|piece| text[piece.clone()].lines()).any(|line| {
            let line = line.trim_start_matches(['{', ' ', '\t']);
            ["openapi:", "\"openapi\":", "'openapi':"].iter().any(|member| line.starts_with(member))
        })
    }

    /// Returns the line of the opening fence, from 1.
    fn line(&self, text: &str) -> usize {
        text[..self.range.start].matches('\n').count() + 1
    }

    /// Returns true if the last line closes the fence:
    /// <https://spec.commonmark.org/0.31.2/#fenced-code-blocks>.
    fn is_closed(&self, text: &str) -> bool {
        let mut lines = text[self.range.clone()].trim_end().lines().map(|line| line.trim_matches(['>', ' ', '\t']));
        let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else { return false };
        let mark = if first.starts_with('~') { '~' } else { '`' };
        let opening = first.len() - first.trim_start_matches(mark).len();
        last.len() >= opening && last.chars().all(|character| character == mark)
    }

    /// Replaces each character outside of the content by a space, and keeps line breaks.
    fn blank_outside(&self, text: &str) -> String {
        let mut alone = String::with_capacity(text.len());
        let mut end = 0;
        for piece in &self.content {
            blank(&text[end..piece.start], &mut alone);
            alone.push_str(&text[piece.clone()]);
            end = piece.end;
        }
        alone
    }
}

fn blank(text: &str, blanked: &mut String) {
    for character in text.chars() {
        blanked.push(if character == '\n' { '\n' } else { ' ' });
    }
}

/// The most documents of a page that are reported.
const MOST_REPORTED: usize = 20;

fn wrong_number(page: &Source, documents: &[Block], others: &[Block]) -> Diagnostics {
    if let [_, rest @ ..] = documents
        && !rest.is_empty()
    {
        let blocks = rest.iter().take(MOST_REPORTED).map(|block| {
            error_at_line(page, block.line(text(page)), "a second OpenAPI document starts here")
                .help("keep one in each page")
        });
        return blocks.collect();
    }
    if let Some(block) = others.first() {
        return error_at_line(page, block.line(text(page)), "no fence of this page contains an OpenAPI document")
            .help(
                "this one has no `openapi`; a page of a reference holds one in a fence such as \
                 ```` ```yaml post /things ````",
            )
            .into();
    }
    Diagnostic::error(&Pointer::root(), "this page has no fence with an OpenAPI document")
        .with_location(page.name(), None)
        .help("name pages that describe one operation each, in Markdown and not in HTML")
        .into()
}

/// Creates an error on a line of the page.
pub(super) fn error_at_line(page: &Source, line: usize, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(&Pointer::root(), message).with_location(page.name(), Some(Location { line, column: 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_in(text: &str) -> Result<Fence, Diagnostics> {
        find(&Source::new("page.md", text))
    }

    fn rejected(text: &str) -> String {
        find_in(text).err().unwrap().to_string()
    }

    #[test]
    fn the_content_keeps_its_lines_and_columns() {
        let text = "# Ä\n\n````yaml post /a\nopenapi: 3.1.0\n\n```\n````\n\nMore.\n";
        assert_eq!(find_in(text).unwrap().text.trim_end(), "   \n\n                \nopenapi: 3.1.0\n\n```");
        let quoted = "\u{feff}> 1. ~~~ json\r\n>    {\"openapi\":\r\n>    1}\r\n>    ~~~\r\n";
        let fence = find_in(quoted).unwrap();
        let lines: Vec<&str> = fence.text.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["", "     {\"openapi\":", "     1}"]);
        assert_eq!((fence.line, fence.operation), (1, None));
    }

    #[test]
    fn other_fences_are_passed_over() {
        let text = "```json\n{\"a\": 1}\n```\n\n```sh\nopenapi: x\n```\n\n```yml\nopenapi: 3.0.0\n```\n";
        assert_eq!(find_in(text).unwrap().line, 9);
    }

    #[test]
    fn deeply_nested_lines_are_passed_over() {
        let fence = "```yaml get /a\nopenapi: 3.1.0\na: '\n";
        for (deep, end) in [(">".repeat(201) + " é", "b"), ("- ".repeat(101), "b"), (" ".repeat(201) + "c", "c")] {
            let found = find_in(&format!("{deep}\n\n{fence}{deep}{end}'\n```\n")).unwrap();
            assert_eq!(found.line, 3);
            assert!(found.text.trim_end().ends_with(&format!("{deep}{end}'")), "{}", found.text);
        }
    }

    #[test]
    fn a_page_has_one() {
        assert_eq!(
            rejected("# A guide\n"),
            "error: this page has no fence with an OpenAPI document\n  --> page.md\n  \
             help: name pages that describe one operation each, in Markdown and not in HTML"
        );
        assert!(rejected("a\n\n```yaml\nopen: 1\n```\n").contains("page.md:3:1\n  help: this one has no `openapi`"));
        let two = "```yaml\nopenapi: 3.1.0\n```\n\n```yaml get /b\n```\n";
        assert!(rejected(two).starts_with("error: a second OpenAPI document starts here\n  --> page.md:5:1"));
    }

    #[test]
    fn a_page_that_was_cut_off_is_noticed() {
        for text in ["````yaml\nopenapi: 3.1.0\n```\n", "```yaml get /a", "```yaml get /a\nopenapi: 3.1.0\ninfo: ```"] {
            assert!(rejected(text).contains("the fence that starts here has no end\n  --> page.md:1:1"), "{text}");
        }
    }
}
