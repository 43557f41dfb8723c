use openapi_bindgen::diff::{Change, Difference, Level, Place};
use serde_json::{Value, json};

use super::LEVELS;

/// Returns the difference as JSON; the README describes its members.
pub(in crate::command) fn value(difference: &Difference) -> Value {
    let counts: serde_json::Map<String, Value> =
        LEVELS.iter().map(|level| (level.to_string(), difference.count(*level).into())).collect();
    let items = &difference.items;
    let changes: Vec<Value> =
        items.iter().flat_map(|item| item.changes.iter().map(|entry| change(&item.name, entry))).collect();
    json!({
        "level": difference.level().map(Level::as_str),
        "counts": counts,
        "changes": changes,
    })
}

fn change(item: &str, change: &Change) -> Value {
    json!({
        "level": change.level().as_str(),
        "breaks": change.breaks().as_str(),
        "rule": change.rule.id(),
        "subject": change.subject.as_str(),
        "item": item,
        "path": change.path,
        "document": change.document,
        "because": change.rule.because(),
        "before": change.before,
        "after": change.after,
        "checks": change.checks,
        "old_text": change.old_text,
        "new_text": change.new_text,
        "old": change.old.as_ref().map(place),
        "new": change.new.as_ref().map(place),
    })
}

fn place(place: &Place) -> Value {
    json!({
        "source": place.source,
        "pointer": place.pointer.as_str(),
        "line": place.location.map(|at| at.line),
        "column": place.location.map(|at| at.column),
    })
}
