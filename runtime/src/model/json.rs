//! Conversion between JSON text and values, with `serde_json`.

use std::{fmt, marker::PhantomData};

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{FromJson, Json, ReadContext, ReadError, ToJson, Writing, Written, from_json::Seed, lenient};

/// Reads a whole body as a `T`.
pub(crate) fn read<T: FromJson>(body: &[u8]) -> Result<T, ReadError> {
    let context = ReadContext::new();
    read_seed(body, Seed::new(&context)).map_err(|error| {
        // A body with none of the members, or with another type, may come from a proxy.
        let is_familiar = !context.is_root() && (T::MEMBERS.is_empty() || has_any(body, T::MEMBERS));
        ReadError::new(&context, error).familiar(is_familiar)
    })
}

/// Reads the member `envelope` of a body that is an object; a missing or null one is an error at its path.
pub(crate) fn read_in<T: FromJson>(body: &[u8], envelope: &str) -> Result<T, ReadError> {
    let context = ReadContext::new();
    read_seed(body, Enveloped { envelope, context: &context, content: PhantomData })
        .map_err(|error| ReadError::new(&context, error).familiar(has_any(body, &[envelope])))
}

/// Returns true if the beginning of a body is an object with one of these members.
fn has_any(body: &[u8], names: &[&str]) -> bool {
    let text = String::from_utf8_lossy(without_mark(body));
    lenient::members(&text).iter().any(|(name, _)| names.contains(&name.as_str()))
}

/// Returns true if the text begins with a JSON value, with the part of one that was cut off, or with markup.
pub(crate) fn begins_like_json(text: &str) -> bool {
    let text = text.trim_ascii_start();
    let first = text.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
    text.starts_with(['"', '{', '[', '-', '<'])
        || ["true", "false", "null"].iter().any(|word| word.starts_with(first))
        || first.starts_with(|sign: char| sign.is_ascii_digit())
}

/// Returns a body without the byte order mark that some senders write.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// Returns true if the body is an object whose member `name` is present and not null.
pub(crate) fn has_member(body: &[u8], name: &str) -> bool {
    // Most bodies lack the member or have a null there, so that they need not be parsed.
    may_have_member(body, name) && read_in::<()>(body, name).is_ok()
}

/// Returns true if the bytes of a body may contain a member `name` that is not null.
fn may_have_member(body: &[u8], name: &str) -> bool {
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
        if rest[at] == b'\\' {
            // A name may be written with escapes.
            if rest.get(at + 1) == Some(&b'u') {
                return true;
            }
            rest = rest.get(at + 2..).unwrap_or_default();
            continue;
        }
        rest = &rest[at + 1..];
        let after = rest.strip_prefix(name.as_bytes()).and_then(|rest| rest.strip_prefix(b"\""));
        let value = after.map(<[u8]>::trim_ascii_start).and_then(|after| after.strip_prefix(b":"));
        if value.is_some_and(|value| !value.trim_ascii_start().starts_with(b"null")) {
            return true;
        }
    }
    false
}

/// Writes a value as compact JSON, without read-only members.
pub(crate) fn write<T: ToJson>(value: &T) -> Result<Vec<u8>, ReadError> {
    serde_json::to_vec(&Writing(value, Written::Sent)).map_err(|error| ReadError::new(&ReadContext::new(), error))
}

/// Converts a value to JSON, without read-only members.
pub(crate) fn to_value<T: ToJson>(value: &T) -> Result<Json, ReadError> {
    serde_json::to_value(Writing(value, Written::Sent)).map_err(|error| ReadError::new(&ReadContext::new(), error))
}

fn read_seed<'de, S: DeserializeSeed<'de>>(body: &'de [u8], seed: S) -> serde_json::Result<S::Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(without_mark(body));
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

struct Enveloped<'a, T> {
    envelope: &'a str,
    context: &'a ReadContext,
    content: PhantomData<T>,
}

impl<'de, T: FromJson> DeserializeSeed<'de> for Enveloped<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: FromJson> Visitor<'de> for Enveloped<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the member `{}`", self.envelope)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut content = None;
        let mut is_null = false;
        while let Some(name) = members.next_key_seed(Seed::<String>::new(self.context))? {
            if name == self.envelope {
                content = members
                    .next_value_seed(Seed::<Option<T>>::new(self.context))
                    .inspect_err(|_| self.context.failed_in_member(self.envelope))?;
                is_null = content.is_none();
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        content.ok_or_else(|| {
            self.context.failed_in_member(self.envelope);
            A::Error::custom(if is_null { "null where a value is expected" } else { "this required member is missing" })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_is_taken_off() {
        assert_eq!(read_in::<Vec<i64>>(br#"{"warnings": [], "data": [1, 2]}"#, "data"), Ok(vec![1, 2]));
    }

    #[test]
    fn a_failure_in_an_envelope_has_the_whole_path() {
        let path = |body: &str| read_in::<Vec<i64>>(body.as_bytes(), "data").unwrap_err().to_string();
        assert!(path(r#"{"data": [1, "x"]}"#).starts_with("$.data[1]: invalid type: string"));
        assert!(path("{}").starts_with("$.data: this required member is missing"));
        assert!(path(r#"{"data": null}"#).starts_with("$.data: null where a value is expected"));
        assert!(path("[]").starts_with("$: invalid type: sequence, expected an object with the member `data`"));
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(read::<i64>(b"\xEF\xBB\xBF7"), Ok(7));
        assert_eq!(read_in::<i64>(b"\xEF\xBB\xBF{\"data\": 7}", "data"), Ok(7));
        assert!(read::<i64>(b"7\xEF\xBB\xBF").is_err());
    }

    #[test]
    fn a_body_with_an_expected_property_is_familiar() {
        let familiar = |body: &str| read_in::<Vec<i64>>(body.as_bytes(), "data").unwrap_err().is_familiar();
        for body in [r#"{"data": ["x"]}"#, r#"{"data": null}"#, r#"{"data": [1, "#, r#"{"x": "\ud800", "data": 1}"#] {
            assert!(familiar(body), "{body}");
        }
        for body in ["", "OK", "<html>data</html>", "{}", "[]", r#"{"x": {"data": []}}"#, r#""data""#] {
            assert!(!familiar(body), "{body}");
        }
        let familiar = |body: &str| read::<Vec<i64>>(body.as_bytes()).unwrap_err().is_familiar();
        assert!(familiar(r#"[1, "x"]"#) && familiar("[1, 2"));
        assert!(!familiar("{}") && !familiar("<html>") && !familiar("1"));
    }

    #[test]
    fn trailing_text_is_an_error() {
        assert!(read::<i64>(b"1 2").unwrap_err().message().contains("trailing characters"));
    }

    #[test]
    fn a_null_member_counts_as_not_there() {
        assert!(has_member(br#"{"error": {}}"#, "error"));
        assert!(!has_member(br#"{"error": null}"#, "error"));
        assert!(!has_member(b"<html>", "error"));
        assert!(has_member(br#"{"\u0065rror": {}}"#, "error"));
        assert!(has_member(br#"{"data": "\"", "error" : 1}"#, "error"));
        assert!(!has_member(br#"{"data": {"error": 1}, "error": null}"#, "error"));
        assert!(!has_member(br#"{"data": "\\", "errors": 1}"#, "error"));
    }

    #[test]
    fn a_body_is_parsed_for_a_member_only_where_there_may_be_one() {
        for body in [r#"{"data": {"id": "x"}}"#, r#"{"data": 1, "error": null}"#, r#"{"data": "\"error\": 1"}"#] {
            assert!(!may_have_member(body.as_bytes(), "error"), "{body}");
        }
    }
}
