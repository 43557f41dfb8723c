//! The output of `--check` about an output folder.

use std::fmt::Write;
use std::path::Path;

use openapi_bindgen::Diagnostics;
use openapi_bindgen::output::{Differences, Obstacle};
use serde_json::{Value, json};

use super::line_diff::unified;
use super::{count, diagnostics};

/// Returns a unified diff of each file that differs, the missing and the superfluous files, and the
/// command that updates the folder.
pub(super) fn text(differences: &Differences, folder: &Path, command: &str) -> String {
    let shown = folder.display();
    let unlisted = differences.unlisted.iter().map(|path| {
        format!("kept: {}, generated but not named by any `mod.rs` of this output\n", file_name(folder, path))
    });
    let unlisted: String = unlisted.collect();
    if differences.is_fresh() {
        return format!("{unlisted}{shown} is up to date: {}\n", count(differences.unchanged.len(), "file"));
    }
    let mut text = String::new();
    for change in &differences.changed {
        let name = file_name(folder, &change.path);
        append(
            &mut text,
            format_args!("{}\n", unified(&name, &change.before, &format!("{name} (generated now)"), &change.after)),
        );
    }
    let lists = [("missing", &differences.missing), ("no longer generated", &differences.orphans)];
    for (what, path) in lists.iter().flat_map(|(what, paths)| paths.iter().map(move |path| (what, path))) {
        append(&mut text, format_args!("{what}: {}\n", file_name(folder, path)));
    }
    for conflict in &differences.conflicts {
        let what = match conflict.obstacle {
            Obstacle::OtherOutput => "belongs to another output",
            Obstacle::Case => "differs from a generated file in case only",
            _ => "is not generated",
        };
        append(&mut text, format_args!("conflict: {} {what}\n", folder.join(&conflict.path).display()));
    }
    text.push_str(&unlisted);
    append(
        &mut text,
        format_args!(
            "\n{shown} is out of date: {}. To bring it up to date, run:\n  {command}\n",
            in_numbers(differences)
        ),
    );
    if !differences.changed.is_empty() {
        text.push_str("If `cargo fmt` has changed it, write `#[rustfmt::skip]` above the `mod` that declares it.\n");
    }
    text
}

/// Returns the differences as JSON.
pub(super) fn json(differences: &Differences, warnings: &Diagnostics) -> Value {
    json!({
        "fresh": differences.is_fresh(),
        "changed": differences.changed.iter().map(|change| &change.path).collect::<Vec<_>>(),
        "missing": differences.missing,
        "orphans": differences.orphans,
        "conflicts": differences.conflicts.iter().map(|conflict| conflict.path.display().to_string()).collect::<Vec<_>>(),
        "foreign": differences.foreign,
        "unlisted": differences.unlisted,
        "unchanged": differences.unchanged,
        "diagnostics": diagnostics::json(warnings),
    })
}

fn in_numbers(differences: &Differences) -> String {
    [
        (differences.changed.len(), "to change"),
        (differences.missing.len(), "missing"),
        (differences.orphans.len(), "to remove"),
        (differences.conflicts.len(), "in conflict"),
    ]
    .iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{} {what}", count(*number, "file")))
    .collect::<Vec<_>>()
    .join(", ")
}

fn file_name(folder: &Path, path: &str) -> String {
    folder.join(path).display().to_string()
}

fn append(text: &mut String, more: std::fmt::Arguments<'_>) {
    // Writing to a `String` does not fail.
    let _ = text.write_fmt(more);
}
