//! Lenient reading of a part of a JSON text, even if the rest is not valid.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Returns the members of the object in `text` with the texts of their values, up to the first part that cannot be
/// read.
///
/// Numbers out of range, unpaired surrogates and any depth are accepted. If the text is truncated, the members before
/// the end are returned, and the text of a truncated value is empty.
pub(crate) fn members(text: &str) -> Vec<(String, &str)> {
    let mut members = Vec::new();
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(Members(&mut members));
    members
}

/// Returns the texts of the items of the list in `text`, as far as they can be read.
pub(crate) fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let _ = serde_json::Deserializer::from_str(text).deserialize_seq(Items(&mut items));
    items
}

/// Returns the string that `text` is, in which halves of surrogate pairs are replaced.
pub(crate) fn string(text: &str) -> Option<String> {
    Text.deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
}

/// The maximum number of members or items that are read, since a hostile body may have millions.
const MOST: usize = 10_000;

struct Members<'m, 't>(&'m mut Vec<(String, &'t str)>);

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while self.0.len() < MOST
            && let Some(name) = members.next_key_seed(Text)?
        {
            let value = members.next_value::<&'de RawValue>();
            self.0.push((name, value.as_ref().map_or("", |value| value.get())));
            value?;
        }
        Ok(())
    }
}

struct Items<'i, 't>(&'i mut Vec<&'t str>);

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while self.0.len() < MOST
            && let Some(item) = items.next_element::<&'de RawValue>()?
        {
            self.0.push(item.get());
        }
        Ok(())
    }
}

/// A string, read as bytes, since it may contain invalid Unicode.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_values_are_skipped() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let text = format!("{{\"n\": 1e400, \"s\": \"\\ud800\", \"\\udc00\": 1, \"d\": {deep}, \"a\": \"b\"}}");
        let names: Vec<_> = members(&text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["n", "s", "\u{FFFD}\u{FFFD}\u{FFFD}", "d", "a"]);
    }

    #[test]
    fn members_before_a_break_are_read() {
        assert_eq!(members(r#"{"a": "b", "c": [1, "#), [("a".to_owned(), r#""b""#), ("c".to_owned(), "")]);
        assert!(members("<html>").is_empty() && members("[1]").is_empty() && members("").is_empty());
    }

    #[test]
    fn items_are_texts() {
        assert_eq!(items(r#"[1, {"a": "\ud800"}, "x""#), ["1", r#"{"a": "\ud800"}"#, r#""x""#]);
        assert_eq!(string(r#""a\ud800\u00e4""#).unwrap().chars().last(), Some('ä'));
        assert_eq!(string("7"), None);
    }
}
