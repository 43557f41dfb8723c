//! Two texts side by side, with their differences marked.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;
use std::time::Duration;

use similar::{DiffOp, TextDiff};

use super::escape::Escaped;
use crate::command::count;

/// The number of common lines that are shown around a difference.
const CONTEXT: usize = 3;

/// The time limit for finding the shortest diff, after which a longer one is used.
const LIMIT: Duration = Duration::from_millis(500);

/// Two texts with their captions. A text is `None` if it does not exist.
pub(super) struct Sides<'a> {
    pub(super) old: (&'a str, Option<&'a str>),
    pub(super) new: (&'a str, Option<&'a str>),
}

/// The rows of one side as HTML.
type Rows = String;

impl Display for Sides<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (old, new) = rows(self.old.1.unwrap_or_default(), self.new.1.unwrap_or_default());
        f.write_str("<div class=\"sides\">\n")?;
        side(f, self.old, &old)?;
        side(f, self.new, &new)?;
        f.write_str("</div>\n")
    }
}

fn side(f: &mut Formatter<'_>, (name, text): (&str, Option<&str>), rows: &Rows) -> fmt::Result {
    let name = Escaped(name);
    write!(f, "<figure class=\"side\"><figcaption>{name}</figcaption>")?;
    match text {
        // The caption alone names the place.
        Some("") => {}
        // An element that scrolls must be reachable with the keyboard.
        Some(_) => write!(f, "<pre tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><code>{rows}</code></pre>")?,
        None => f.write_str("<p class=\"quiet\">nothing</p>")?,
    }
    f.write_str("</figure>\n")
}

fn rows(old: &str, new: &str) -> (Rows, Rows) {
    let lines: (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let diff = TextDiff::configure().timeout(LIMIT).diff_slices(&lines.0, &lines.1);
    let groups = diff.grouped_ops(CONTEXT);
    if groups.is_empty() {
        let all = |lines: &[&str]| lines.iter().map(|line| row("", line)).collect();
        return (all(&lines.0), all(&lines.1));
    }
    let (mut before, mut after) = (Rows::new(), Rows::new());
    let mut shown = 0;
    for group in &groups {
        let start = group.first().map_or(shown, |op| op.old_range().start);
        skipped(&mut before, &mut after, start - shown);
        for op in group {
            let old = lines.0.get(op.old_range()).unwrap_or_default();
            let new = lines.1.get(op.new_range()).unwrap_or_default();
            pair(&mut before, &mut after, *op, old, new);
        }
        shown = group.last().map_or(shown, |op| op.old_range().end);
    }
    skipped(&mut before, &mut after, lines.0.len() - shown);
    (before, after)
}

/// Adds to both sides the number of omitted lines, which are equal.
fn skipped(before: &mut Rows, after: &mut Rows, number: usize) {
    if number > 0 {
        for rows in [before, after] {
            rows.push_str(&format!("<span class=\"skipped\">… {}</span>", count(number, "unchanged line")));
        }
    }
}

/// Adds rows to both sides at the same height.
fn pair(before: &mut Rows, after: &mut Rows, op: DiffOp, old: &[&str], new: &[&str]) {
    if matches!(op, DiffOp::Equal { .. }) {
        before.extend(old.iter().map(|line| row("", line)));
        after.extend(new.iter().map(|line| row("", line)));
        return;
    }
    // In JSON, the comma at the end of a line means only that another line follows.
    let (bare_old, bare_new) = (bare(old), bare(new));
    for op in TextDiff::configure().timeout(LIMIT).diff_slices(&bare_old, &bare_new).ops() {
        let old = old.get(op.old_range()).unwrap_or_default();
        let new = new.get(op.new_range()).unwrap_or_default();
        for index in 0..old.len().max(new.len()) {
            if let (Some(old), Some(new)) = (old.get(index), new.get(index)) {
                let (old, new) = words(old, new);
                before.push_str(&format!("<span class=\"old\">{old}</span>"));
                after.push_str(&format!("<span class=\"new\">{new}</span>"));
            } else {
                before.push_str(&old.get(index).map_or_else(filler, |line| row("old", line)));
                after.push_str(&new.get(index).map_or_else(filler, |line| row("new", line)));
            }
        }
    }
}

/// Returns the lines without a comma at their ends.
fn bare<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    lines.iter().map(|line| line.trim_end_matches(',')).collect()
}

fn row(class: &str, line: &str) -> String {
    let line = Escaped(line);
    if class.is_empty() { format!("<span>{line}</span>") } else { format!("<span class=\"{class}\">{line}</span>") }
}

/// Returns an empty row that keeps the following rows at the same height.
fn filler() -> String {
    "<span class=\"filler\"></span>".to_owned()
}

/// Returns two lines, with the words marked that only one of them has.
fn words(old: &str, new: &str) -> (String, String) {
    let (old, new) = (tokens(old), tokens(new));
    let diff = TextDiff::configure().timeout(LIMIT).diff_slices(&old, &new);
    let (mut before, mut after) = (String::new(), String::new());
    let part = |tokens: &[&str], range: Range<usize>| tokens.get(range).unwrap_or_default().concat();
    for op in diff.ops() {
        let texts = (part(&old, op.old_range()), part(&new, op.new_range()));
        if matches!(op, DiffOp::Equal { .. }) {
            before.push_str(&Escaped(&texts.0).to_string());
            after.push_str(&Escaped(&texts.1).to_string());
            continue;
        }
        for (rows, text, element) in [(&mut before, &texts.0, "del"), (&mut after, &texts.1, "ins")] {
            if !text.is_empty() {
                rows.push_str(&format!("<{element}>{}</{element}>", Escaped(text)));
            }
        }
    }
    (before, after)
}

/// Splits a line into words and single other characters.
fn tokens(line: &str) -> Vec<&str> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = if is_part(first) {
            rest.find(|character| !is_part(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_marked() {
        let (old, new) = words("pub size: Option<i64>,", "pub size: i64,");
        assert_eq!(old, "pub size: <del>Option&lt;</del>i64<del>&gt;</del>,");
        assert_eq!(new, "pub size: i64,");
    }

    #[test]
    fn equal_lines_are_side_by_side() {
        let (old, new) = rows("a\nb\n", "a\nx\ny\nb\n");
        assert_eq!(old, "<span>a</span><span class=\"filler\"></span><span class=\"filler\"></span><span>b</span>");
        assert_eq!(new, "<span>a</span><span class=\"new\">x</span><span class=\"new\">y</span><span>b</span>");
    }

    #[test]
    fn a_trailing_comma_does_not_separate_equal_lines() {
        let (old, new) = rows("\"a\": 1,\n\"b\": 2", "\"a\": [\n1\n],\n\"b\": 2,\n\"c\": 3");
        assert!(old.ends_with("<span class=\"old\">&quot;b&quot;: 2</span><span class=\"filler\"></span>"), "{old}");
        assert!(new.contains("<span class=\"new\">&quot;b&quot;: 2<ins>,</ins></span>"), "{new}");
    }

    #[test]
    fn lines_far_from_a_difference_are_omitted() {
        let lines: Vec<String> = (0..20).map(|line| format!("{line}\n")).collect();
        let lines = lines.concat();
        let (old, new) = rows(&lines, &lines.replace("10\n", "ten\n"));
        for rows in [&old, &new] {
            assert!(rows.starts_with("<span class=\"skipped\">… 7 unchanged lines</span><span>7</span>"), "{rows}");
            assert!(rows.ends_with("<span>13</span><span class=\"skipped\">… 6 unchanged lines</span>"), "{rows}");
        }
        assert!(old.contains("<span class=\"old\"><del>10</del></span>"), "{old}");
    }
}
