//! Documentation comments from the descriptions of a document.

mod markdown;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Documentation;
use crate::ir::Doc;
use crate::visible::{is_invisible, visible};
use markdown::{markdown, starts_block};

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
    let shown = visible(text).replace('\t', "\\t");
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

/// Describes a body that is not read or written by its schema: "raw `application/xml`". Returns `None` if its media type
/// adds nothing to its Rust type.
pub(super) fn raw(media_type: &str) -> Option<String> {
    let is_plain = matches!(media_type, "text/plain" | "application/octet-stream" | "*/*" | "application/*");
    (!is_plain).then(|| format!("raw {}", code(media_type)))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// Words at which a long code span is wrapped.
    #[cfg(feature = "command")]
    const WORDS: &[&str] = &[
        "`",
        "`a",
        "a`",
        "***",
        "___",
        "_ _ _",
        "* *",
        "-- -",
        "==",
        "=",
        "+",
        "++",
        "[^1]:",
        "[a]:",
        "[",
        "]:",
        "~~~",
        "~~~x",
        "#",
        "##",
        ">",
        "1.",
        "2)",
        "|",
        "|-|",
        ":-:",
        "<b>",
        "<!--",
        "<?a",
        "&lt;b>",
        ":",
        "!",
        "\\",
        "a",
        "\n",
        "\n\n",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
         aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
         aaaaaaaaaaaaaaaaaaaaaa`",
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
            let (parts, separator) = [(PARTS, ""), (FENCES, ""), (WORDS, " ")][(seed % 3) as usize];
            let mut text = || {
                let words: Vec<&str> = (0..random.usize(1..30)).map(|_| parts[random.usize(..parts.len())]).collect();
                words.join(separator)
            };
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
    fn any_text_is_shown_as_code_on_one_line() {
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("a\n\u{202e}b"), r"`a\n\u{202e}b`");
        assert_eq!(code("`a``"), "``` `a`` ```");
        assert_eq!(code(""), r#"`""`"#);
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
