//! The serialization of arrays to a string: `collectionFormat`.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The serialization of an array.
pub(in crate::dialect) enum Collection {
    /// A style of OpenAPI 3, and `explode`.
    Style(&'static str, bool),
    /// A string that the caller builds.
    Text,
}

/// Returns the serialization of a parameter or a header, if it is an array. `place` is its
/// `in`, or `part` for a part of a multipart body.
pub(in crate::dialect) fn collection(
    given: &Value,
    place: &str,
    at: &Pointer,
    report: &mut Report,
) -> Option<Collection> {
    if given.get("type").is_none_or(|name| name != "array") {
        return None;
    }
    if given.get("items").and_then(|items| items.get("type")).is_some_and(|name| name == "array") {
        return Some(as_text(report, &at.child("items"), "a list in a list"));
    }
    let format = match given.get("collectionFormat") {
        None => "csv",
        Some(format) => format.as_str().unwrap_or_default(),
    };
    // The default is commas.
    let at = if given.get("collectionFormat").is_some() { at.child("collectionFormat") } else { at.clone() };
    let is_form = matches!(place, "query" | "formData");
    Some(match format {
        "multi" if is_form || place == "part" => Collection::Style("form", true),
        "csv" if is_form => Collection::Style("form", false),
        "ssv" if is_form => Collection::Style("spaceDelimited", false),
        "pipes" if is_form => Collection::Style("pipeDelimited", false),
        "csv" if place != "part" => Collection::Style("simple", false),
        "csv" => as_text(report, &at, "a list with commas in a part of a body"),
        "ssv" => as_text(report, &at, "a list with spaces here"),
        "pipes" => as_text(report, &at, "a list with `|` here"),
        "tsv" => as_text(report, &at, "a list with tabs"),
        "multi" => {
            let message = "`multi` is valid only in the query and in forms: this is read as `csv`";
            report.warn(&at, message);
            Collection::Style("simple", false)
        }
        _ => {
            report.push(
                Diagnostic::warning(&at, format!("`{format}` is not a `collectionFormat`: this is one string"))
                    .help("the formats are csv, ssv, tsv, pipes and multi"),
            );
            Collection::Text
        }
    })
}

fn as_text(report: &mut Report, at: &Pointer, what: &str) -> Collection {
    let message = format!("OpenAPI 3 has no style for {what}: this is one string, which the caller joins");
    report.warn(at, message);
    Collection::Text
}
