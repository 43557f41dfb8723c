//! The serialization of arrays to a string: `collectionFormat`.

use serde_json::Value;

use super::Conversion;
use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

/// The serialization of an array.
pub(super) enum Collection {
    /// A style of OpenAPI 3, and `explode`.
    Style(&'static str, bool),
    /// A string that the caller builds.
    Text,
}

impl Conversion<'_, '_> {
    /// Returns the serialization of a parameter or a header, if it is an array. `place` is its
    /// `in`, or `part` for a part of a multipart body.
    pub(super) fn collection(&mut self, given: &Value, place: &str, at: &Pointer) -> Option<Collection> {
        if given.get("type").is_none_or(|name| name != "array") {
            return None;
        }
        if given.get("items").and_then(|items| items.get("type")).is_some_and(|name| name == "array") {
            return Some(self.as_text(&at.child("items"), "a list in a list"));
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
            "csv" => self.as_text(&at, "a list with commas in a part of a body"),
            "ssv" => self.as_text(&at, "a list with spaces here"),
            "pipes" => self.as_text(&at, "a list with `|` here"),
            "tsv" => self.as_text(&at, "a list with tabs"),
            "multi" => {
                let message = "`multi` is valid only in the query and in forms: this is read as `csv`";
                self.report.warn(&at, message);
                Collection::Style("simple", false)
            }
            _ => {
                self.report.push(
                    Diagnostic::warning(&at, format!("`{format}` is not a `collectionFormat`: this is one string"))
                        .help("the formats are csv, ssv, tsv, pipes and multi"),
                );
                Collection::Text
            }
        })
    }

    fn as_text(&mut self, at: &Pointer, what: &str) -> Collection {
        let message = format!("OpenAPI 3 has no style for {what}: this is one string, which the caller joins");
        self.report.warn(at, message);
        Collection::Text
    }
}
