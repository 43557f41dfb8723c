//! What `--check` says of an output folder.

use std::fmt::Write;
use std::path::Path;

use openapi_bindgen::Diagnostics;
use openapi_bindgen::output::Differences;
use serde_json::{Value, json};

use super::line_diff::unified;
use super::{count, diagnostics};

/// A unified diff of each file that differs, a list of the files that are missing or too many, and the command that
/// mends it.
pub(super) fn text(differences: &Differences, folder: &Path, command: &str) -> String {
    let shown = folder.display();
    if differences.is_fresh() {
        return format!("{shown} is up to date: {}\n", count(differences.unchanged.len(), "file"));
    }
    let mut text = String::new();
    for change in &differences.changed {
        let name = file_name(folder, &change.path);
        append(
            &mut text,
            format_args!("{}\n", unified(&name, &change.before, &format!("{name} (generated now)"), &change.after)),
        );
    }
    let lists = [
        ("missing", &differences.missing),
        ("no longer generated", &differences.orphans),
        ("in the way, and not generated", &differences.conflicts),
    ];
    for (what, path) in lists.iter().flat_map(|(what, paths)| paths.iter().map(move |path| (what, path))) {
        append(&mut text, format_args!("{what}: {}\n", file_name(folder, path)));
    }
    append(
        &mut text,
        format_args!(
            "\n{shown} is out of date: {}. To bring it up to date, run:\n  {command}\n",
            in_numbers(differences)
        ),
    );
    text
}

/// The same for programs.
pub(super) fn json(differences: &Differences, warnings: &Diagnostics) -> Value {
    json!({
        "fresh": differences.is_fresh(),
        "changed": differences.changed.iter().map(|change| &change.path).collect::<Vec<_>>(),
        "missing": differences.missing,
        "orphans": differences.orphans,
        "conflicts": differences.conflicts,
        "foreign": differences.foreign,
        "unchanged": differences.unchanged,
        "diagnostics": diagnostics::json(warnings),
    })
}

fn in_numbers(differences: &Differences) -> String {
    [
        (differences.changed.len(), "to change"),
        (differences.missing.len(), "missing"),
        (differences.orphans.len(), "to remove"),
        (differences.conflicts.len(), "in the way"),
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
