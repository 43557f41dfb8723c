//! Any JSON value, whose objects have nothing but ordinary members.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Number};

use super::{
    FromJson, Json, ReadContext,
    digits::{DIGITS, Member, MemberSeed},
};

impl FromJson for Json {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        context.generalize();
        AnyJson.deserialize(deserializer)
    }

    fn from_null() -> Option<Self> {
        Some(Self::Null)
    }
}

/// Reads any JSON value.
///
/// `Deserialize` of `serde_json::Value` would take two members for its own: it parses the text of
/// `$serde_json::private::RawValue` as JSON, without the limit of the depth around it, and that of
/// `$serde_json::private::Number` as a number. A sender can write both.
pub(super) struct AnyJson;

impl<'de> DeserializeSeed<'de> for AnyJson {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyJson {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Json, E> {
        number(&value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Json, E> {
        number(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        let number = Number::from_f64(value).map(Json::Number);
        number.ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            list.push(item);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = if object.is_empty() && name == DIGITS {
                match members.next_value_seed(MemberSeed(Self))? {
                    Member::Digits(digits) => return number(&digits),
                    Member::Value(value) => value,
                }
            } else {
                members.next_value_seed(Self)?
            };
            object.insert(name, value);
        }
        Ok(Json::Object(object))
    }
}

/// Returns the number that a text is: as exactly as the features of `serde_json` allow.
fn number<E: Error>(digits: &str) -> Result<Json, E> {
    digits.parse().map(Json::Number).map_err(E::custom)
}

#[cfg(test)]
mod tests {
    use serde_core::de::value::{Error, MapDeserializer};
    use serde_json::json;

    use super::*;

    fn read<T: FromJson>(body: &str) -> Result<T, String> {
        T::from_json(&mut serde_json::Deserializer::from_str(body), &ReadContext::new())
            .map_err(|error| error.to_string())
    }

    /// A body that has another body in it as the text of a member, and so on.
    fn nested(member: &str, levels: usize, lists: usize) -> String {
        (0..levels).fold("1".to_owned(), |body, _| {
            format!("{}{{\"{member}\":{}}}{}", "[".repeat(lists), json!(body), "]".repeat(lists))
        })
    }

    #[test]
    fn a_text_is_never_read_as_structure() {
        for member in ["$serde_json::private::RawValue", DIGITS] {
            for value in [json!("[1]"), json!("12"), json!("inf"), json!(null), json!([1]), json!({ "a": 1 })] {
                for object in [
                    json!({ member: value }),
                    json!({ member: value, "other": [{ member: value }] }),
                    json!({ "$": 1, member: value }),
                ] {
                    assert_eq!(read::<Json>(&object.to_string()).unwrap(), object);
                    assert_eq!(Json::from_json(&object, &ReadContext::new()).unwrap(), object);
                    assert_eq!(Json::from_json(object.clone(), &ReadContext::new()).unwrap(), object);
                }
            }
        }
    }

    #[test]
    fn nothing_is_nested_more_deeply_than_the_limit() {
        for lists in [0, 100] {
            let body = nested("$serde_json::private::RawValue", 2, lists);
            let mut value = &read::<Json>(&body).unwrap();
            for _ in 0..lists {
                value = &value[0];
            }
            assert!(value["$serde_json::private::RawValue"].is_string(), "{value}");
        }
        assert!(read::<Json>(&"[".repeat(129)).unwrap_err().contains("recursion limit exceeded"));
    }

    #[test]
    fn a_number_that_is_passed_as_text_is_a_number() {
        let passed = |digits: &str| {
            let members = MapDeserializer::<_, Error>::new([(DIGITS, digits)].into_iter());
            Json::from_json(members, &ReadContext::new()).map_err(|error| error.to_string())
        };
        assert_eq!(passed("12").unwrap(), json!(12));
        assert_eq!(passed("-0.5").unwrap(), json!(-0.5));
        for digits in ["inf", "NaN", "", "1 2", "[1]"] {
            assert!(passed(digits).is_err(), "{digits}");
        }
    }
}
