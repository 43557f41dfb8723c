//! Media types ([RFC 9110, section 8.3.1](https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3.1)), as far as calls
//! depend on them.

use http::{HeaderMap, header::CONTENT_TYPE};

use crate::client::quoted::outside_quotes;

/// Returns the media type of a body, in small letters and without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(essence(value).to_ascii_lowercase())
}

/// Returns the charset of a body that is in another than UTF-8, in small letters.
pub(super) fn foreign_charset(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let parameters = parameters(value).into_iter().filter_map(|parameter| parameter.split_once('='));
    let (_, charset) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let charset = charset.trim().trim_matches('"').to_ascii_lowercase();
    (!matches!(charset.as_str(), "" | "utf-8" | "utf8" | "us-ascii" | "ascii")).then_some(charset)
}

/// Returns the parameters of a media type. A `;` in quotes separates none (RFC 9110, section 5.6.6).
fn parameters(media_type: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (index, _) in outside_quotes(media_type).filter(|(_, byte)| *byte == b';') {
        parts.push(&media_type[start..index]);
        start = index + 1;
    }
    parts.push(&media_type[start..]);
    parts.split_off(1)
}

/// Returns true if ASCII bytes are the same text in this charset.
pub(super) fn has_ascii(charset: &str) -> bool {
    let others = ["utf-16", "utf-32", "utf-7", "ucs-", "unicode", "iso-2022", "hz-"];
    !others.iter().any(|other| charset.starts_with(other))
}

/// Returns true if a media type, with or without parameters, is JSON, and not a format built on it, such as
/// `application/x-ndjson`.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    let suffix = essence.rsplit_once('+').map(|(_, suffix)| suffix);
    is("application/json") || is("text/json") || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
}

/// Returns true if a body of a media type, in small letters and without parameters, is text.
pub(super) fn is_text(media_type: &str) -> bool {
    match media_type.split_once('/') {
        Some(("text", _)) => true,
        Some(("application", name)) => {
            let name = name.strip_prefix("x-").unwrap_or(name);
            let suffix = name.rsplit_once('+').map_or(name, |(_, suffix)| suffix);
            matches!(suffix, "xml" | "yaml" | "jwt")
                || matches!(name, "yml" | "javascript" | "ecmascript" | "pem-file" | "pem-certificate-chain")
        }
        _ => false,
    }
}

/// Returns a media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_recognized_with_any_parameters() {
        for media_type in [
            "application/json",
            "text/json",
            "Application/JSON ; charset=utf-8",
            "application/vnd.x+json; charset=utf-8",
            "application/problem+JSON",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        for media_type in
            ["", "text/plain", "application/x-ndjson", "application/json-seq", "application/jsonl", "image/svg+xml"]
        {
            assert!(!is_json(media_type), "{media_type}");
        }
    }

    #[test]
    fn another_charset_is_found() {
        let charset = |value: &str| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value.parse().unwrap())]);
            foreign_charset(&headers)
        };
        assert_eq!(charset("application/json; charset=UTF-8"), None);
        assert_eq!(charset("application/json; Charset=\"utf8\""), None);
        assert_eq!(charset("application/json"), None);
        assert_eq!(charset("text/plain; a=b; CharSet = \"ISO-8859-1\"").as_deref(), Some("iso-8859-1"));
        assert_eq!(charset("text/plain; a=\"; charset=x\""), None);
        assert_eq!(charset("text/plain; a=\"\\\"; charset=x\"; charset=koi8-r").as_deref(), Some("koi8-r"));
        assert_eq!(charset("text/plain; a=\"; charset=x"), None);
        assert_eq!(charset("text/plain;charset=koi8-r;").as_deref(), Some("koi8-r"));
        assert!(has_ascii("iso-8859-1") && !has_ascii("utf-16le"));
    }

    #[test]
    fn the_media_type_of_a_body_has_no_parameters() {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, "Text/Event-Stream; charset=utf-8".parse().unwrap())]);
        assert_eq!(media_type(&headers).as_deref(), Some("text/event-stream"));
        assert_eq!(media_type(&HeaderMap::new()), None);
    }
}
