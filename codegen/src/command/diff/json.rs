use openapi_bindgen::diff::{Change, Difference, Level, Place};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::LEVELS;

/// A difference as JSON; the README describes its members. It is written one change at a time, since the value of each is
/// large.
pub(in crate::command) struct Json<'d>(pub(in crate::command) &'d Difference);

/// The changes of a difference.
struct Changes<'d>(&'d Difference);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(difference) = self;
        let counts: Map<String, Value> =
            LEVELS.iter().map(|level| (level.to_string(), difference.count(*level).into())).collect();
        let mut members = serializer.serialize_map(Some(3))?;
        members.serialize_entry("level", &difference.level().map(Level::as_str))?;
        members.serialize_entry("counts", &counts)?;
        members.serialize_entry("changes", &Changes(difference))?;
        members.end()
    }
}

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.0.items.iter();
        serializer.collect_seq(items.flat_map(|item| item.changes.iter().map(|entry| change(&item.name, entry))))
    }
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
