use std::fmt::Write;

use openapi_bindgen::diff::{Breaks, Difference, Level};
use openapi_bindgen::visible;

use super::entry::Entry;
use super::listed::Listed;
use super::section::{Section, Span};
use super::{LEVELS, verdict};

/// Returns the changes under one heading for each level, the highest first. Patch changes are
/// folded.
pub(in crate::command) fn text(difference: &Difference) -> String {
    let listed = Listed::of(difference);
    let mut text = format!("## {}\n", verdict(difference));
    for level in LEVELS {
        let entries = Entry::list(&listed, level);
        if entries.is_empty() {
            continue;
        }
        let is_folded = level == Level::Patch;
        let count = super::super::count(difference.count(level), &format!("{level} change"));
        text.push_str(&if is_folded {
            format!("\n<details><summary>{count}</summary>\n\n")
        } else {
            format!("\n### {count}\n\n")
        });
        for entry in entries {
            // Writing to a `String` does not fail.
            let _ = one(&mut text, &entry);
        }
        if is_folded {
            text.push_str("\n</details>\n");
        }
    }
    if let Some(note) = listed.note() {
        text.push_str(&format!("\n{note}\n"));
    }
    text
}

/// Adds a list under a heading, unless the list is empty.
pub(in crate::command) fn section(text: &mut String, Section { title, entries }: &Section) {
    if entries.is_empty() {
        return;
    }
    let span = |span: &Span| match span {
        Span::Text(text) => prose(&visible(text)),
        Span::Code(text) => code(&visible(text)),
    };
    let line = |entry: &Vec<Span>| format!("- {}\n", entry.iter().map(span).collect::<String>());
    text.push_str(&format!("\n### {title}\n\n{}", entries.iter().map(line).collect::<String>()));
}

fn one(text: &mut String, entry: &Entry<'_>) -> std::fmt::Result {
    let change = entry.change;
    let breaks = match change.breaks() {
        Breaks::Compile => "**Breaks callers at compile time**: ",
        Breaks::Wire => "**Breaks callers on the wire**: ",
        _ => "Breaks nobody: ",
    };
    writeln!(
        text,
        "- {} {}: {} ({}).",
        change.subject,
        code(&change.path),
        change.rule.title(),
        prose(&change.document)
    )?;
    writeln!(text, "  {breaks}{}.", change.rule.because())?;
    if let Some(checks) = &change.checks {
        writeln!(text, "  {checks}")?;
    }
    if let Some(others) = entry.others(code) {
        writeln!(text, "  {}{}.", others[..1].to_uppercase(), &others[1..])?;
    }
    let lines = [("-", &change.before), ("-", &change.old_text), ("+", &change.after), ("+", &change.new_text)];
    if lines.iter().any(|(_, line)| line.is_some()) {
        let code: Vec<String> =
            lines.iter().filter_map(|(sign, code)| code.as_ref().map(|code| format!("  {sign} {code}\n"))).collect();
        let fence = "`".repeat(longest_run(&code.concat()).max(2) + 1);
        writeln!(text, "  {fence}diff\n{}  {fence}", code.concat())?;
    }
    let places = [("old", &change.old), ("new", &change.new)];
    let places: Vec<String> = places
        .iter()
        .filter_map(|(name, place)| place.as_ref().map(|place| format!("{name}: {}", code(&place.to_string()))))
        .collect();
    if places.is_empty() { Ok(()) } else { writeln!(text, "\n  {}", places.join(", ")) }
}

/// Returns a sentence with its code spans. Names and values of a document may have backticks and Markdown of their own, which
/// has no effect.
fn prose(sentence: &str) -> String {
    let parts = sentence.split('`').enumerate();
    let shown = parts.map(|(index, part)| match (index % 2, part) {
        (0, text) => plain(text),
        (_, "") => "\\`\\`".to_owned(),
        (_, span) => code(span),
    });
    shown.collect()
}

/// Returns a text in which Markdown, HTML and mentions of people have no effect.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' | '>' | '[' | ']' | '*' | '_' | '\\' => shown.extend(['\\', sign]),
            '@' => shown.push_str("`@`"),
            _ => shown.push(sign),
        }
    }
    shown
}

/// Returns a code span, with as many backticks as the text requires.
fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// Returns the length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_markdown_has_no_effect() {
        assert_eq!(prose("the value `a` was removed"), "the value `a` was removed");
        assert_eq!(prose("the value `a` <img src=b> @c` was"), "the value `a` \\<img src=b\\> `@`c` was`");
        assert_eq!(prose("the value `` <b>` was removed"), "the value \\`\\` \\<b\\>` was removed`");
    }
}
