//! Numbers that `serde_json` passes as their text, with its feature `arbitrary_precision`. Any crate of a program may
//! turn that on.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// The only member of the object in which `serde_json` passes the text of such a number. A sender may write an object with
/// a member of this name as well.
pub(super) const DIGITS: &str = "$serde_json::private::Number";

/// The value of the member [`DIGITS`].
pub(super) enum Member<T> {
    /// The text of a number, from `serde_json`.
    Digits(String),
    /// A value of the sender's object.
    Value(T),
}

/// Reads the value of the member [`DIGITS`], and with `S` a value of the sender.
///
/// A deserializer of JSON passes a value of the sender on as a newtype, because it does not know what is in it. That of the
/// text of a number has nothing but the text, and passes that instead.
pub(super) struct MemberSeed<S>(pub(super) S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for MemberSeed<S> {
    type Value = Member<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct("$openapi_bindgen::Member", self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for MemberSeed<S> {
    type Value = Member<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or the text of a number")
    }

    fn visit_str<E: Error>(self, digits: &str) -> Result<Self::Value, E> {
        Ok(Member::Digits(digits.to_owned()))
    }

    fn visit_string<E: Error>(self, digits: String) -> Result<Self::Value, E> {
        Ok(Member::Digits(digits))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Member::Value)
    }
}
