//! Media types in documents.

use crate::nearest::misspelt;

pub(crate) const JSON: &str = "application/json";

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) const FORM_DATA: &str = "multipart/form-data";

/// Returns a media type without parameters, in lower case.
///
/// From a list of media types, returns JSON or else the first.
pub(crate) fn essence(media_type: &str) -> String {
    essence_of(chosen(media_type))
}

/// Returns the parameters of a media type that select a version or another form of it.
///
/// Omits the charset, which is always UTF-8, and the boundary, which each multipart body chooses.
pub(crate) fn parameters(media_type: &str) -> impl Iterator<Item = &str> {
    let all = split(chosen(media_type), ';').skip(1).map(str::trim).filter(|one| !one.is_empty());
    all.filter(|one| {
        let name = one.split('=').next().unwrap_or_default().trim_end();
        !["charset", "boundary"].iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}

/// Returns true if a parameter of a media type can be sent in a header (RFC 9110, section 5.6.6).
pub(crate) fn is_valid_parameter(parameter: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty() && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(sign))
    };
    parameter.split_once('=').is_some_and(|(name, value)| {
        let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let is_text = |text: &str| text.chars().all(|sign| matches!(sign, ' '..='~') && !matches!(sign, '"' | '\\'));
        is_token(name) && (is_token(value) || quoted.is_some_and(is_text))
    })
}

/// Returns a media type with its valid parameters, as they are written in the document. See [`parameters`].
pub(crate) fn with_parameters(media_type: &str) -> String {
    let separator = if media_type.contains("; ") { "; " } else { ";" };
    let valid = parameters(media_type).filter(|one| is_valid_parameter(one));
    std::iter::once(essence(media_type)).chain(valid.map(str::to_owned)).collect::<Vec<_>>().join(separator)
}

/// Returns the media types of a list, without those that are empty.
pub(crate) fn listed(media_types: &str) -> impl Iterator<Item = &str> {
    split(media_types, ',').map(str::trim).filter(|one| !one.is_empty())
}

/// Returns the media type of a list that the essence is about.
fn chosen(media_type: &str) -> &str {
    let first = split(media_type, ',').next().unwrap_or_default();
    let is_json = |one: &&str| {
        let essence = essence_of(one);
        essence == JSON || essence.ends_with("+json")
    };
    split(media_type, ',').find(is_json).unwrap_or(first)
}

fn essence_of(one: &str) -> String {
    one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Splits a text at a separator, but not inside quotation marks.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |sign| {
        quoted ^= sign == '"';
        sign == separator && !quoted
    })
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
    fn the_parameters_that_select_a_form_are_kept() {
        for (given, expected) in [
            ("application/json", "application/json"),
            ("Application/JSON ; charset=utf-8", "application/json"),
            ("application/json;v=2.0", "application/json;v=2.0"),
            ("application/json; Charset=utf-8; v=2.0;", "application/json; v=2.0"),
            ("application/xml;q=1, application/json;v=1", "application/json;v=1"),
            ("multipart/related; boundary=x; type=\"text/xml\"", "multipart/related; type=\"text/xml\""),
            (
                "application/vnd.api+json; ext=\"https://a.example/1,2;3\"",
                "application/vnd.api+json; ext=\"https://a.example/1,2;3\"",
            ),
            ("application/json;v", "application/json"),
            ("application/json;v=1\r\nx: y", "application/json"),
            ("application/json;v=\"", "application/json"),
            ("application/json;v=\u{fc}", "application/json"),
            ("", ""),
        ] {
            assert_eq!(with_parameters(given), expected, "{given}");
        }
    }

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
