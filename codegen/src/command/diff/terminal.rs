use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use openapi_bindgen::diff::{Breaks, Difference, Level};

use super::entry::Entry;
use super::listed::Listed;
use super::{LEVELS, verdict};

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// Returns the changes, the highest level first, and the verdict at the end, next to the prompt.
pub(super) fn text(difference: &Difference) -> String {
    let listed = Listed::of(difference);
    let mut text = String::new();
    for level in LEVELS {
        for entry in Entry::list(&listed, level) {
            // Writing to a `String` does not fail.
            let _ = one(&mut text, &entry);
        }
    }
    if let Some(note) = listed.note() {
        let _ = writeln!(text, "{note}\n");
    }
    let style = difference.level().map_or(Style::new(), color);
    let _ = writeln!(text, "{style}{}{style:#}", verdict(difference));
    text
}

fn one(text: &mut String, entry: &Entry<'_>) -> std::fmt::Result {
    let change = entry.change;
    let (style, bold) = (color(change.level()), Style::new().bold());
    writeln!(
        text,
        "{style}{}{style:#}: {} {bold}{}{bold:#} {}",
        change.level(),
        change.subject,
        change.path,
        change.rule.title()
    )?;
    for before in change.before.iter().chain(&change.old_text) {
        writeln!(text, "  {REMOVED}- {before}{REMOVED:#}")?;
    }
    for after in change.after.iter().chain(&change.new_text) {
        writeln!(text, "  {ADDED}+ {after}{ADDED:#}")?;
    }
    writeln!(text, "  {}", change.document)?;
    if let Some(checks) = &change.checks {
        writeln!(text, "  {checks}")?;
    }
    if let Some(others) = entry.others(str::to_owned) {
        writeln!(text, "  {others}")?;
    }
    let breaks = match change.breaks() {
        Breaks::Compile => "breaks callers at compile time: ",
        Breaks::Wire => "breaks callers on the wire: ",
        _ => "breaks nobody: ",
    };
    writeln!(text, "  {breaks}{}", change.rule.because())?;
    for (name, place) in [("old", &change.old), ("new", &change.new)] {
        if let Some(place) = place {
            writeln!(text, "  {name}: {PLACE}{place}{PLACE:#}")?;
        }
    }
    writeln!(text)
}

fn color(level: Level) -> Style {
    let color = match level {
        Level::Major => AnsiColor::Red,
        Level::Minor => AnsiColor::Yellow,
        _ => AnsiColor::Green,
    };
    color.on_default().bold()
}
