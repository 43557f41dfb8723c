//! The difference as one HTML page, which loads nothing and runs no script.

mod escape;
mod excerpt;
mod sides;

use std::fmt::{self, Write};

use openapi_bindgen::diff::{Breaks, Change, Difference, ItemChange, Level, Place, Version};

use super::listed::Listed;
use super::section::{Section, Span};
use super::{LEVELS, verdict};
use crate::command::count;
use escape::Escaped;
use excerpt::{SourceLines, excerpt};
use sides::Sides;

const STYLE: &str = include_str!("page.css");

/// The documents and overlays of both versions.
struct Versions<'a> {
    old: Vec<SourceLines<'a>>,
    new: Vec<SourceLines<'a>>,
}

/// Returns a page with all changes, with excerpts of the documents and the generated Rust side by
/// side, and with `lists`.
pub(in crate::command) fn text(difference: &Difference, old: &Version, new: &Version, lists: &[Section]) -> String {
    let versions = Versions {
        old: old.sources().map(SourceLines::new).collect(),
        new: new.sources().map(SourceLines::new).collect(),
    };
    let mut text = String::new();
    // Writing to a `String` does not fail.
    let _ = page(&mut text, difference, &versions, lists);
    text
}

fn page(text: &mut String, difference: &Difference, versions: &Versions<'_>, lists: &[Section]) -> fmt::Result {
    let verdict = verdict(difference);
    let name = |sources: &[SourceLines<'_>]| Escaped(sources.first().map_or("", |source| source.name)).to_string();
    let (old, new) = (name(&versions.old), name(&versions.new));
    write!(
        text,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        Escaped(&verdict)
    )?;
    let title = if old == new {
        format!("Changes in <code>{new}</code>")
    } else {
        format!("From <code>{old}</code> to <code>{new}</code>")
    };
    write!(text, "<header>\n<h1>{title}</h1>\n<p>")?;
    if let Some(level) = difference.level() {
        write!(text, "{} ", badge(level))?;
    }
    let numbers = verdict.split_once(": ").map_or(verdict.as_str(), |(_, numbers)| numbers);
    write!(text, "{}</p>\n</header>\n", Escaped(numbers))?;
    let listed = Listed::of(difference);
    contents(text, difference, &listed)?;
    text.push_str("<main>\n");
    let mut number = 0;
    for item in &difference.items {
        section(text, item, &mut number, &listed, versions)?;
    }
    if let Some(note) = listed.note() {
        writeln!(text, "<p>{}</p>", Escaped(&note))?;
    }
    for list in lists {
        self::list(text, list)?;
    }
    text.push_str("</main>\n</body>\n</html>\n");
    Ok(())
}

/// Writes links to all changes, the highest level first. Patch changes are folded.
fn contents(text: &mut String, difference: &Difference, listed: &Listed<'_>) -> fmt::Result {
    if difference.is_empty() {
        return Ok(());
    }
    text.push_str("<nav aria-label=\"Changes\">\n");
    for level in LEVELS {
        let links: Vec<String> = listed
            .of_level(level)
            .map(|(number, change)| format!("<li><a href=\"#change-{number}\">{}</a></li>\n", headline(change)))
            .collect();
        if links.is_empty() {
            continue;
        }
        let links = links.concat();
        let title = count(difference.count(level), &format!("{level} change"));
        if level == Level::Patch {
            write!(text, "<details>\n<summary>{title}</summary>\n<ul>\n{links}</ul>\n</details>\n")?;
        } else {
            write!(text, "<h2>{title}</h2>\n<ul>\n{links}</ul>\n")?;
        }
    }
    text.push_str("</nav>\n");
    Ok(())
}

/// Writes a list under a heading, unless the list is empty.
fn list(text: &mut String, Section { title, entries }: &Section) -> fmt::Result {
    if entries.is_empty() {
        return Ok(());
    }
    write!(text, "<section>\n<h2>{}</h2>\n<ul>\n", Escaped(title))?;
    for entry in entries {
        text.push_str("<li>");
        for span in entry {
            match span {
                Span::Text(words) => write!(text, "{}", Escaped(words))?,
                Span::Code(code) => write!(text, "<code>{}</code>", Escaped(code))?,
            }
        }
        text.push_str("</li>\n");
    }
    text.push_str("</ul>\n</section>\n");
    Ok(())
}

/// Writes the changes of one item, and its code before and after.
fn section(
    text: &mut String,
    item: &ItemChange,
    number: &mut usize,
    listed: &Listed<'_>,
    versions: &Versions<'_>,
) -> fmt::Result {
    let name = Escaped(&item.name);
    let first = *number + 1;
    *number += item.changes.len();
    let changes: Vec<(usize, &Change)> =
        (first..).zip(&item.changes).filter(|(number, _)| listed.has(*number)).collect();
    if changes.is_empty() {
        return Ok(());
    }
    write!(text, "<section aria-labelledby=\"item-{first}\">\n<h2 id=\"item-{first}\"><code>{name}</code></h2>\n")?;
    for (number, change) in changes {
        article(text, change, number, versions)?;
    }
    if item.before.is_some() || item.after.is_some() {
        let (old, new) = (format!("{}, before", item.name), format!("{}, after", item.name));
        let sides = Sides { old: (&old, item.before.as_deref()), new: (&new, item.after.as_deref()) };
        write!(text, "<h3>The generated Rust</h3>\n{sides}")?;
    }
    text.push_str("</section>\n");
    Ok(())
}

fn article(text: &mut String, change: &Change, number: usize, versions: &Versions<'_>) -> fmt::Result {
    let level = change.level();
    write!(
        text,
        "<article class=\"change {level}\" id=\"change-{number}\">\n<h3>{} {}</h3>\n<p>{}.</p>\n\
         <p><strong>{}</strong>: {}.</p>\n",
        badge(level),
        headline(change),
        prose(&capitalized(&change.document)),
        breaks(change),
        prose(change.rule.because()),
    )?;
    if change.before.is_some() || change.after.is_some() {
        let (old, new) = ("in Rust, before", "in Rust, after");
        write!(text, "{}", Sides { old: (old, change.before.as_deref()), new: (new, change.after.as_deref()) })?;
    }
    if change.old_text.is_some() || change.new_text.is_some() {
        let (old, new) = ("description, before", "description, after");
        write!(text, "{}", Sides { old: (old, change.old_text.as_deref()), new: (new, change.new_text.as_deref()) })?;
    }
    if change.old.is_some() || change.new.is_some() {
        let caption = |side: &str, place: Option<&Place>| match place {
            Some(place) => format!("{side} document: {place}"),
            None => format!("{side} document"),
        };
        let (old, new) = (change.old.as_ref(), change.new.as_ref());
        let captions = (caption("old", old), caption("new", new));
        let quote = |sources, place: Option<&Place>| place.map(|place| excerpt(sources, place).unwrap_or_default());
        let mut quotes = (quote(&versions.old, old), quote(&versions.new, new));
        // An added or removed item has no counterpart: the other place only shows where it would
        // be, unless the excerpts are equal.
        if change.before.is_some() != change.after.is_some() && quotes.0 != quotes.1 {
            let other = if change.before.is_some() { &mut quotes.1 } else { &mut quotes.0 };
            *other = other.take().map(|_| String::new());
        }
        let sides = Sides { old: (&captions.0, quotes.0.as_deref()), new: (&captions.1, quotes.1.as_deref()) };
        write!(text, "{sides}")?;
    }
    text.push_str("</article>\n");
    Ok(())
}

/// Returns the text with an upper-case first letter.
fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Escapes a sentence, and marks the parts between backticks as code.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return Escaped(text).to_string();
    }
    let part = |(index, part): (usize, &&str)| {
        if index.is_multiple_of(2) { Escaped(part).to_string() } else { format!("<code>{}</code>", Escaped(part)) }
    };
    parts.iter().enumerate().map(part).collect()
}

/// Returns a heading such as `field Thing.name removed`.
fn headline(change: &Change) -> String {
    format!("{} <code>{}</code> {}", change.subject, Escaped(&change.path), Escaped(change.rule.title()))
}

fn breaks(change: &Change) -> &'static str {
    match change.breaks() {
        Breaks::Compile => "Breaks callers at compile time",
        Breaks::Wire => "Breaks callers on the wire",
        _ => "Breaks nobody",
    }
}

fn badge(level: Level) -> String {
    format!("<span class=\"badge {level}\">{level}</span>")
}
