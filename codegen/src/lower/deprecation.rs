//! Deprecation, by `deprecated` or by an extension that says since when, until when or why.

use indexmap::IndexMap;
use serde_json::Value;

use crate::ir::Doc;

/// The extension with the reason for a deprecation, or `true`.
const DEPRECATED: &str = "x-deprecated";
/// The extension with the date from which the part may be gone.
const SUNSET: &str = "x-sunset";

/// The members of `x-deprecated` with a text.
const REASONS: [&str; 4] = ["reason", "message", "description", "note"];

/// Returns the documentation with the deprecation that the document declares.
pub(super) fn deprecate(doc: Doc, declared: bool, extensions: &IndexMap<String, Value>) -> Doc {
    let of = |name: &str| extensions.get(name).filter(|value| !matches!(value, Value::Null | Value::Bool(false)));
    let (deprecated, sunset) = (of(DEPRECATED), of(SUNSET).and_then(date));
    let reason = deprecated.and_then(|value| match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(members) => REASONS.iter().find_map(|name| members.get(*name)?.as_str()),
        _ => None,
    });
    let sunset = sunset.or_else(|| deprecated?.get("sunset").and_then(date)).map(|date| format!("sunset on {date}"));
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let note = match (reason, sunset) {
        (Some(reason), Some(sunset)) => Some(format!("{reason} ({sunset})")),
        (reason, sunset) => reason.or(sunset),
    };
    let is_deprecated = declared || deprecated.is_some() || of(SUNSET).is_some();
    Doc { deprecated: is_deprecated, deprecation_note: note, ..doc }
}

/// Returns the text of a date.
fn date(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(members) => members.get("date").and_then(date),
        _ => None,
    }
}
