//! Documentation comments from the descriptions of a document.
//!
//! The Markdown scanner reads each line once, in linear time. It is our own because build scripts
//! compile the generator: `pulldown-cmark` adds 1.7 seconds of CPU time to a clean build. The tests
//! compare the results with it.

use std::borrow::Cow;
use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Documentation;
use crate::ir::Doc;
use crate::visible::is_invisible;

/// The width of a line of documentation, without its prefix.
const WIDTH: usize = 100;

/// Returns the lines of documentation for a description. The summary, if any, is the first
/// paragraph.
pub(super) fn lines(doc: &Doc) -> Vec<String> {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    // Many documents repeat the summary as the description, or begin the description with it.
    let summary = doc.summary.as_deref().map(str::trim).filter(|summary| {
        !summary.is_empty()
            && !doc.description.as_deref().is_some_and(|description| description.trim().starts_with(summary))
    });
    if let Some(summary) = summary {
        let stop = if summary.ends_with(['.', '!', '?']) { "" } else { "." };
        paragraphs.push(markdown(&format!("{summary}{stop}")));
    }
    if let Some(description) = &doc.description {
        paragraphs.push(markdown(description));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join(&String::new())
}

/// Returns the lines of documentation after a label. Without a description, the label is all.
pub(super) fn labelled(label: String, doc: &Doc) -> Vec<String> {
    let mut lines = lines(doc);
    match lines.first_mut() {
        None => return vec![label],
        // Only the beginning of a line starts a code block, a list or a table.
        Some(first) if starts_block(first) => {
            lines.splice(..0, [format!("{label}:"), String::new()]);
        }
        Some(first) => *first = format!("{label}: {first}"),
    }
    lines
}

/// Returns doc attributes for lines.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        Literal::string(&line)
    });
    quote!(#(#[doc = #lines])*)
}

/// Returns the documentation of an item, with `otherwise` in place of a missing description.
pub(super) fn documentation_or(doc: &Doc, more: &[String], otherwise: &str) -> Documentation {
    let mut lines = lines(doc);
    if lines.is_empty() {
        lines.push(otherwise.to_owned());
    }
    if !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend_from_slice(more);
    let deprecated = doc.deprecated.then(|| {
        let note = doc.deprecation_note.as_deref().map(one_line);
        note.map_or_else(|| quote!(#[deprecated]), |note| quote!(#[deprecated(note = #note)]))
    });
    Documentation { lines, deprecated }
}

/// Returns the documentation of [`documentation_or`] as attributes.
pub(super) fn documented_or(doc: &Doc, more: &[String], otherwise: &str) -> TokenStream {
    let Documentation { lines, deprecated } = documentation_or(doc, more, otherwise);
    let attributes = attributes(&lines);
    quote!(#attributes #deprecated)
}

/// Returns a text of the document as a code span on one line, with invisible characters escaped.
pub(super) fn code(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) || character == '\t' {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if shown.trim().is_empty() {
        return format!("`\"{shown}\"`");
    }
    // The delimiter has one more tick than the longest run in the text.
    let longest = shown.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let space = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{shown}{space}{ticks}")
}

/// Returns a text of the document on one line, for a comment.
pub(crate) fn one_line(text: &str) -> String {
    let words =
        text.split_whitespace().map(|word| word.chars().filter(|&sign| !is_invisible(sign)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Converts `CommonMark` of the document for rustdoc: wraps it, and removes what rustdoc would run,
/// resolve or warn about.
fn markdown(text: &str) -> Vec<String> {
    let mut output: Vec<String> = Vec::new();
    let lines: Vec<Cow<'_, str>> = text.lines().map(|line| without_invisible(line.trim_end())).collect();
    // A table ends with a blank line.
    let blocks = lines.chunk_by(|one, next| one.is_empty() == next.is_empty());
    let mut lines = blocks.flat_map(|block| block.iter().zip(std::iter::repeat(has_table(block))));
    while let Some((line, has_table)) = lines.next() {
        let trimmed = line.trim_start();
        if let Some(marker) = opening_fence(trimmed) {
            let block = lines.by_ref().map(|(line, _)| line).take_while(|line| !closes_fence(line, marker));
            let block: Vec<&str> = block.map(AsRef::as_ref).collect();
            code_block(marker, &block, &mut output);
        } else if trimmed.is_empty() {
            if output.last().is_some_and(|last| !last.is_empty()) {
                output.push(String::new());
            }
        } else {
            wrap(line, has_table, &mut output);
        }
    }
    while output.last().is_some_and(String::is_empty) {
        output.pop();
    }
    output
}

/// Removes invisible characters.
fn without_invisible(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().filter(|&character| !is_invisible(character)).collect())
}

/// Returns the ticks or tildes that open a code block. If more ticks follow, the line contains a
/// code span.
fn opening_fence(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let (marker, language) = line.split_at(line.len() - line.trim_start_matches(sign).len());
    (marker.len() >= 3 && !(sign == '`' && language.contains('`'))).then_some(marker)
}

/// Returns true if the line closes the code block that `marker` opens, at any depth of a list.
fn closes_fence(line: &str, marker: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(marker) && line.trim_start_matches(&marker[..1]).is_empty()
}

/// Writes a code block that rustdoc does not run. No line of its content closes it.
fn code_block(marker: &str, content: &[&str], output: &mut Vec<String>) {
    let sign = &marker[..1];
    let run = |line: &&str| {
        let line = line.trim_start();
        line.len() - line.trim_start_matches(sign).len()
    };
    let longest = content.iter().map(run).max().unwrap_or(0);
    let marker = if longest < marker.len() { Cow::Borrowed(marker) } else { sign.repeat(longest + 1).into() };
    output.push(format!("{marker}text"));
    output.extend(content.iter().map(|line| (*line).to_owned()));
    output.push(marker.into_owned());
}

/// Describes a body that is not read or written by its schema: "raw `application/xml`". Returns `None` if its media type
/// adds nothing to its Rust type.
pub(super) fn raw(media_type: &str) -> Option<String> {
    let is_plain = matches!(media_type, "text/plain" | "application/octet-stream" | "*/*" | "application/*");
    (!is_plain).then(|| format!("raw {}", code(media_type)))
}

/// Wraps one line of text. Continuation lines keep the indentation of quotations, lists and tables.
fn wrap(line: &str, has_table: bool, output: &mut Vec<String>) {
    let content = line.trim_start();
    // Four spaces would start a code block, which rustdoc would run.
    let spaces = |count: usize| " ".repeat(count.min(3));
    let depth = line.len() - content.len();
    let indent = spaces(depth);
    let escaped = escaped(content, has_table);
    if content.starts_with('|') {
        output.push(format!("{indent}{escaped}"));
        return;
    }
    // A heading ends with its line.
    let is_heading =
        content.split_whitespace().find(|word| !is_list_marker(word)).is_some_and(|word| word.starts_with('#'));
    // A line that ends inside a code span of three ticks would start a code block.
    // In a table, each line is a row, in which a code span ends.
    let is_whole = is_heading || escaped.contains("```") || has_table && escaped.contains('`');
    let continuation = if is_list_item(content) { spaces(depth + 2) } else { indent.clone() };
    let mut width = indent.len();
    let mut current = indent;
    let mut is_empty = true;
    for word in escaped.split_whitespace() {
        let length = word.chars().count();
        if !is_whole && !is_empty && width + 1 + length > WIDTH && !begins_block(word) {
            output.push(std::mem::replace(&mut current, continuation.clone()));
            width = continuation.len();
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
        is_empty = false;
    }
    output.push(current);
}

fn is_list_item(content: &str) -> bool {
    content.starts_with("- ")
        || content.starts_with("* ")
        || content.split_once(['.', ')']).is_some_and(|(number, rest)| {
            rest.starts_with(' ') && !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
        })
}

/// Returns true if a line starts a list, a heading, a quotation, a code block or a table.
fn starts_block(line: &str) -> bool {
    line.split_whitespace()
        .next()
        .is_some_and(|word| begins_block(word) || word.starts_with("```") || word.starts_with('|'))
}

/// Returns true if a word at the beginning of a line would start a list, a heading, a quotation, a
/// code block or HTML.
fn begins_block(word: &str) -> bool {
    is_list_marker(word)
        || word == "="
        || word.starts_with(['#', '>'])
        || word.starts_with("---")
        || word.starts_with("===")
        || word.starts_with("~~~")
        // HTML, even in a code span. Links in angle brackets are none.
        || word.starts_with('<') && !word.starts_with("<http")
}

fn is_list_marker(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.strip_suffix(['.', ')']).is_some_and(|number| number.chars().all(|digit| digit.is_ascii_digit()))
}

/// Returns true if lines may contain a table: below the names of its columns, it has a line such as `|---|:-:|`.
fn has_table(lines: &[Cow<'_, str>]) -> bool {
    let mut before = ' ';
    lines.iter().flat_map(|line| line.chars()).filter(|sign| !matches!(sign, ' ' | '\t' | ':')).any(|sign| {
        let is_rule = matches!((before, sign), ('|', '-') | ('-', '|'));
        before = sign;
        is_rule
    })
}

/// Escapes HTML, links to items and nested code blocks outside code spans, and turns bare addresses
/// into links.
///
/// In a table, `|` ends a cell also in a code span. What follows it is no longer code.
fn escaped(line: &str, has_table: bool) -> String {
    let mut output = String::with_capacity(line.len() + 8);
    let ticks = Ticks::find(line);
    let mut rest = line;
    // Everything else stays as it is.
    while let Some(at) = rest.find(['`', '~', '[', ']', '<', '>', '\\', 'h']) {
        output.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(character) = rest.chars().next() else { break };
        if character == '`' {
            let start = line.len() - rest.len();
            let length = leading_ticks(rest);
            let end = ticks.end_of_span(start, length).filter(|end| !(has_table && line[start..*end].contains('|')));
            if let Some(end) = end {
                output.push_str(&line[start..end]);
                rest = &line[end..];
            } else {
                output.push_str(&"\\`".repeat(length));
                rest = &rest[length..];
            }
            continue;
        }
        if rest.starts_with("~~~") {
            let length = rest.len() - rest.trim_start_matches('~').len();
            output.push_str(&"\\~".repeat(length));
            rest = &rest[length..];
            continue;
        }
        if character == '['
            && let Some(link) = link(rest)
        {
            output.push_str(link);
            rest = &rest[link.len()..];
            continue;
        }
        if character == 'h'
            && let Some(address) = address(rest)
        {
            output.push('<');
            output.push_str(address);
            output.push('>');
            rest = &rest[address.len()..];
            continue;
        }
        if character == '<'
            && let Some(address) = address(&rest[1..]).filter(|address| rest[1 + address.len()..].starts_with('>'))
        {
            // It is a link already.
            let (whole, after) = rest.split_at(address.len() + 2);
            output.push_str(whole);
            rest = after;
            continue;
        }
        if matches!(character, '<' | '>' | '[' | ']') {
            output.push('\\');
        }
        output.push(character);
        rest = &rest[character.len_utf8()..];
        if character == '\\'
            && let Some(next) = rest.chars().next()
        {
            output.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    output.push_str(rest);
    output
}

/// The positions of the runs of ticks in a line, by their length.
struct Ticks(HashMap<usize, Vec<usize>>);

impl Ticks {
    fn find(line: &str) -> Self {
        let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut from = 0;
        while let Some(found) = line[from..].find('`') {
            let start = from + found;
            let length = leading_ticks(&line[start..]);
            runs.entry(length).or_default().push(start);
            from = start + length;
        }
        Self(runs)
    }

    /// Returns the end of the code span that `length` ticks at `start` open, after the next run of
    /// the same length.
    fn end_of_span(&self, start: usize, length: usize) -> Option<usize> {
        let runs = self.0.get(&length)?;
        runs.get(runs.partition_point(|run| *run < start + length)).map(|run| run + length)
    }
}

fn leading_ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Returns the link `[text](https://…)` at the beginning of `text`. Links relative to the
/// document's own site are invalid here.
fn link(text: &str) -> Option<&str> {
    let is_special = |character: char| matches!(character, '[' | ']' | '<' | '>' | '`');
    // The search ends at the end of a label or target, so that many brackets take no more time than
    // other characters.
    let label_end = 1 + text[1..].find(is_special)?;
    let target = text[label_end..].strip_prefix("](")?;
    let length = target.find(|character| character == ')' || character == ' ' || is_special(character))?;
    let absolute = target.starts_with("https://") || target.starts_with("http://");
    (absolute && target[length..].starts_with(')')).then(|| &text[..=label_end + 2 + length])
}

/// Returns the web address at the beginning of `text`, without the punctuation that follows it.
fn address(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|character: char| {
            character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`' | ')' | '[' | ']' | '\\')
        })
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (address.len() > scheme.len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_and_brackets_are_text_outside_code() {
        assert_eq!(escaped("See <https://a.example/b?c=d>.", false), "See <https://a.example/b?c=d>.");
        assert_eq!(escaped("See <https://a.example b>.", false), r"See \<<https://a.example> b\>.");
        assert_eq!(escaped("a <b> [c] `<d> [e]` f", false), r"a \<b\> \[c\] `<d> [e]` f");
        assert_eq!(escaped("an open ` tick", false), r"an open \` tick");
        assert_eq!(escaped(r"kept \[ escape", false), r"kept \[ escape");
        assert_eq!(escaped("``a` `b` ``` c ```d", false), r"\`\`a` `b\` ``` c ```d");
        assert_eq!(escaped(r"\``a` b", false), r"\``a` b");
    }

    #[test]
    fn addresses_become_links_and_links_stay() {
        assert_eq!(escaped("See https://a.example/b.", false), "See <https://a.example/b>.");
        assert_eq!(
            escaped("[docs](https://a.example) and [rel](/x)", false),
            r"[docs](https://a.example) and \[rel\](/x)"
        );
    }

    #[test]
    fn code_is_not_run() {
        assert_eq!(markdown("```rust\nfn main() {}\n```\nafter"), ["```text", "fn main() {}", "```", "after"]);
        assert_eq!(markdown("```\nopen"), ["```text", "open", "```"]);
        assert_eq!(markdown("    indented();"), ["   indented();"]);
    }

    #[test]
    fn indented_text_in_a_list_is_not_code() {
        assert_eq!(markdown("- ~~~rust\n  run();"), [r"- \~\~\~rust", "  run();"]);
        assert_eq!(markdown("~~gone~~"), ["~~gone~~"]);
        let span = format!("- ```rust {}```", "run(); ".repeat(30));
        assert_eq!(markdown(&span), [span]);
    }

    #[test]
    fn only_a_line_of_its_own_signs_closes_a_code_block() {
        let closed = ["````text", "```rust", "``` `", "code", "````"];
        assert_eq!(markdown("```\n```rust\n``` `\ncode\n```"), closed);
        assert_eq!(markdown("````\n```\n````"), ["````text", "```", "````"]);
        // Deeper in a list as well.
        assert_eq!(markdown("~~~\na\n      ~~~~\nb"), ["~~~text", "a", "~~~", "b"]);
    }

    #[test]
    fn code_that_ends_at_a_cell_or_a_line_is_no_html() {
        assert_eq!(markdown("| a | b |\n|--|--|\n| `x | <img>` |")[2], r"| \`x | \<img\>\` |");
        assert_eq!(markdown("a `Map | List<b>` c"), ["a `Map | List<b>` c"]);
        let wrapped = markdown(&format!("{}`a <script>run()</script> c`", "w ".repeat(47)));
        assert!(wrapped.iter().all(|line| !line.starts_with('<')), "{wrapped:?}");
    }

    #[test]
    fn a_label_leaves_a_block_to_its_own_line() {
        let label = |text: &str| labelled("Not Found".to_owned(), &Doc::described(Some(text)));
        assert_eq!(label(""), ["Not Found"]);
        assert_eq!(label("No such item."), ["Not Found: No such item."]);
        assert_eq!(label("```\nrun();\n```"), ["Not Found:", "", "```text", "run();", "```"]);
        assert_eq!(label("- a\n- b"), ["Not Found:", "", "- a", "- b"]);
        assert_eq!(label("| a |\n|---|"), ["Not Found:", "", "| a |", "|---|"]);
    }

    #[cfg(feature = "command")]
    const FENCES: &[&str] = &[
        "```", "````", "~~~", "~~~~", "```x", "~~~x", "\n", "\n", "\n", "\n\n", "a", " ", "     ", "- ", "> ", "|", ".",
    ];

    #[cfg(feature = "command")]
    const PARTS: &[&str] = &[
        "```",
        "````",
        "~~~",
        "~~~~",
        "`",
        "``",
        "rust",
        "run();",
        " ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "# ",
        "---",
        "| ",
        "[",
        "](http://a.example)",
        "<",
        ">",
        "\\",
        "*",
        "_",
        "word word word word word ",
        "a long line of text that has to be wrapped somewhere, and then ",
        "http://a.example ",
        "<script>",
        "<!-- ",
        "`a <b> c` ",
        "` <b> ",
        "|--",
        "\n|---|---|\n",
        "| ` ",
    ];

    /// Checks with the extensions of rustdoc that no text contains HTML, or a code block that rustdoc would
    /// run.
    #[cfg(feature = "command")]
    #[test]
    fn no_code_and_no_html_of_a_document_has_an_effect() {
        use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        for seed in 0..40_000 {
            let random = &mut fastrand::Rng::with_seed(seed);
            let parts = if seed % 2 == 0 { PARTS } else { FENCES };
            let mut text =
                || -> String { (0..random.usize(1..30)).map(|_| parts[random.usize(..parts.len())]).collect() };
            let doc = Doc { summary: Some(text()), ..Doc::described(Some(&text())) };
            for shown in [lines(&doc), labelled("OK".to_owned(), &doc)] {
                let shown = shown.join("\n");
                for event in Parser::new_ext(&shown, options) {
                    let is_run = match &event {
                        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => &**language != "text",
                        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
                        | Event::Html(_)
                        | Event::InlineHtml(_) => true,
                        _ => false,
                    };
                    assert!(!is_run, "seed {seed}: {doc:?} is shown as {shown:?}");
                }
            }
        }
    }

    #[test]
    fn a_code_span_of_three_ticks_is_not_a_fence() {
        assert_eq!(markdown("```a``` b\nc"), ["```a``` b", "c"]);
    }

    #[test]
    fn any_text_is_shown_as_code_on_one_line() {
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("a\n\u{202e}b"), r"`a\n\u{202e}b`");
        assert_eq!(code("`a``"), "``` `a`` ```");
        assert_eq!(code(""), r#"`""`"#);
    }

    #[test]
    fn text_is_wrapped_and_lists_are_indented() {
        let lines = markdown(&format!("- {}", "word ".repeat(30)));
        assert!(lines[0].starts_with("- word") && lines[0].len() <= WIDTH);
        assert!(lines[1].starts_with("  word"));
    }

    #[test]
    fn characters_that_reorder_text_are_left_out() {
        assert_eq!(markdown("a\u{202e}b\u{7}c"), ["abc"]);
    }

    #[test]
    fn a_summary_that_the_description_begins_with_is_not_repeated() {
        let doc = |summary: &str, description: &str| {
            lines(&Doc { summary: Some(summary.into()), description: Some(description.into()), ..Doc::default() })
        };
        assert_eq!(doc("Get it", "Get it now."), ["Get it now."]);
        assert_eq!(doc("Get it", "Slowly."), ["Get it.", "", "Slowly."]);
    }
}
