//! Media types in documents.

use crate::nearest::misspelt;

pub(crate) const JSON: &str = "application/json";

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) const FORM_DATA: &str = "multipart/form-data";

/// Returns a media type without parameters, in lower case.
///
/// From a list of media types, returns JSON or else the first.
pub(crate) fn essence(media_type: &str) -> String {
    let mut all =
        media_type.split(',').map(|one| one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let first = all.next().unwrap_or_default();
    let is_json = |name: &String| name == JSON || name.ends_with("+json");
    if is_json(&first) { first } else { all.find(is_json).unwrap_or(first) }
}

/// Returns true if a media type is a sequence of JSON values, each on a line or after a separator
/// (RFC 7464).
pub(crate) fn is_json_lines(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(
        essence.as_str(),
        "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/x-json-lines"
            | "application/json-seq"
            | "application/x-json-stream"
            | "application/stream+json"
    ) || essence.ends_with("+json-seq")
}

/// Returns true if a media type is a stream of events.
pub(crate) fn is_events(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// Returns the media type of which another one, without parameters, is a misspelling.
pub(crate) fn misspelt_media_type(essence: &str) -> Option<&'static str> {
    /// The types of the registry of media types (RFC 6838, section 4.2).
    const TYPES: [&str; 10] =
        ["application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];
    if [FORM, FORM_DATA].contains(&essence) {
        return None;
    }
    let (of_type, subtype) = essence.split_once('/').unwrap_or(("", essence));
    let letters: String = subtype.chars().filter(char::is_ascii_alphabetic).collect();
    let (is_multipart, may_be_form) = (of_type == "multipart", matches!(of_type, "application" | "text" | ""));
    match letters.strip_prefix("xwww").or(letters.strip_prefix("www")).unwrap_or(&letters) {
        "formurlencoded" | "formurlencode" | "urlencoded" | "form" if may_be_form => return Some(FORM),
        "formdata" | "multipartformdata" if is_multipart || may_be_form => return Some(FORM_DATA),
        "form" | "data" if is_multipart => return Some(FORM_DATA),
        "json" if subtype == "json" && !TYPES.contains(&of_type) => return Some(JSON),
        _ => {}
    }
    if TYPES.contains(&of_type) || of_type.starts_with("x-") || of_type.is_empty() {
        return None;
    }
    misspelt(essence, [JSON, FORM, FORM_DATA, "application/octet-stream", "text/event-stream", "text/plain"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_misspelt_media_types_have_another_one_that_is_meant() {
        let cases = [
            ("application/form-data", FORM_DATA),
            ("application/multipart-form-data", FORM_DATA),
            ("multipart/data", FORM_DATA),
            ("multipart/form", FORM_DATA),
            ("multipart/formdata", FORM_DATA),
            ("application/form", FORM),
            ("application/form-urlencoded", FORM),
            ("application/x-www-form-urlencode", FORM),
            ("application/www-form-urlencoded", FORM),
            ("x-www-form-urlencoded", FORM),
            ("application/x-www-form-url-encoded", FORM),
            ("json", JSON),
            ("aplication/json", JSON),
            ("applications/json", JSON),
            ("plain/json", JSON),
        ];
        for (name, meant) in cases {
            assert_eq!(misspelt_media_type(name), Some(meant), "{name}");
        }
        for name in [
            "",
            "*/*",
            "application/*",
            JSON,
            FORM,
            FORM_DATA,
            "text/json",
            "text/plain",
            "application/jsonl",
            "application/json5",
            "application/bson",
            "application/problem+json",
            "multipart/mixed",
            "multipart/related",
            "image/png",
            "image/form",
            "application/pdf",
            "chemical/x-pdb",
            "x-world/x-3dmf",
            "application/x-tar",
            "application/vnd.oasis.opendocument.formula",
            "binary",
            "text",
        ] {
            assert_eq!(misspelt_media_type(name), None, "{name}");
        }
    }
}
