//! Line-by-line differences of two texts.

use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// The time limit for finding the shortest diff, after which a longer one is used.
const LIMIT: Duration = Duration::from_secs(2);

/// Returns a unified diff in colour. `old` and `new` are the names of the texts.
pub(super) fn unified(old: &str, before: &str, new: &str, after: &str) -> String {
    // A checkout may have changed the line endings.
    let before = before.replace("\r\n", "\n");
    let diff = TextDiff::configure().timeout(LIMIT).diff_lines(before.as_str(), after);
    let mut lines = vec![format!("{REMOVED}--- {old}{REMOVED:#}\n{ADDED}+++ {new}{ADDED:#}\n")];
    for hunk in diff.unified_diff().iter_hunks() {
        lines.push(format!("{PLACE}{}{PLACE:#}\n", hunk.header()));
        lines.extend(hunk.iter_changes().map(|change| {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            format!("{style}{sign}{}{style:#}\n", change.value().trim_end_matches('\n'))
        }));
    }
    lines.concat()
}
