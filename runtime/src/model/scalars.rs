use std::{fmt, marker::PhantomData};

use serde_core::de::{Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};

use super::{
    FromJson, ReadContext,
    digits::{DIGITS, Member, MemberSeed},
};

struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
}

impl FromJson for String {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, _: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_string(Text)
    }
}

struct Truth;

impl Visitor<'_> for Truth {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

impl FromJson for bool {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, _: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_bool(Truth)
    }
}

/// An integer of any width, read through the widest one so that the range is checked in one place.
struct Integer<'t>(&'t ReadContext);

impl<'de> Visitor<'de> for Integer<'_> {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i128, E> {
        Ok(i128::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i128, E> {
        Ok(i128::from(value))
    }

    /// Only `serde_json` with its feature `arbitrary_precision` has integers of this width.
    fn visit_i128<E: Error>(self, value: i128) -> Result<i128, E> {
        Ok(value)
    }

    /// Some servers write integers as `3.0`. From 2^53 on, a float does not identify one integer: 2^53 + 1 becomes 2^53
    /// too. Without its feature `float_roundtrip`, which the feature `json` enables, `serde_json` rounds long floats less
    /// exactly, so the last bits are not used.
    fn visit_f64<E: Error>(self, value: f64) -> Result<i128, E> {
        const INEXACT: f64 =
            if cfg!(feature = "json") { 9_007_199_254_740_992.0 } else { 9_007_199_254_740_992.0 / 16.0 };
        if value.fract() == 0.0 && value.abs() < INEXACT {
            self.0.generalize();
            #[expect(clippy::cast_possible_truncation, reason = "it is integral and below 2^53")]
            return Ok(value as i128);
        }
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }

    /// Some servers write integers as text, such as those in .NET that write numbers as strings.
    fn visit_str<E: Error>(self, text: &str) -> Result<i128, E> {
        match text.parse() {
            Ok(value) if self.0.reads_number_of_text() => Ok(value),
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<i128, A::Error> {
        let Some(text) = digits(members)? else { return Err(A::Error::invalid_type(Unexpected::Map, &self)) };
        match text.parse() {
            Ok(value) => Ok(value),
            Err(_) => self.visit_f64(text.parse().map_err(A::Error::custom)?),
        }
    }
}

/// Returns the text of a number that is passed as an object, or `None` for an object of the sender.
fn digits<'de, A: MapAccess<'de>>(mut members: A) -> Result<Option<String>, A::Error> {
    match members.next_key::<String>()? {
        Some(name) if name == DIGITS => Ok(match members.next_value_seed(MemberSeed(PhantomData::<IgnoredAny>))? {
            Member::Digits(digits) => Some(digits),
            Member::Value(_) => None,
        }),
        _ => Ok(None),
    }
}

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl FromJson for $type {
            #[inline]
            fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
                let value = deserializer.deserialize_any(Integer(context))?;
                Self::try_from(value).map_err(|_| {
                    D::Error::custom(format_args!(
                        "{value} is out of range: expected an integer from {} to {}", Self::MIN, Self::MAX
                    ))
                })
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// A number. An integer is one too, but a branch of a union for integers is a better fit, above all for one that a float
/// does not hold.
struct Number<'t>(&'t ReadContext);

impl Number<'_> {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a `number` of the document is a float"
    )]
    fn of_integer(&self, value: i128) -> f64 {
        let float = value as f64;
        self.0.generalize();
        if float as i128 != value {
            self.0.drop_values(1);
        }
        float
    }

    /// Returns a number that is passed as text, as `serde_json` reads it without the feature for that.
    fn of_digits<E: Error>(&self, digits: &str) -> Result<f64, E> {
        if let Ok(integer) = digits.parse() {
            return Ok(self.of_integer(integer));
        }
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(E::custom("number out of range")),
        }
    }
}

impl<'de> Visitor<'de> for Number<'_> {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(self.of_integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(self.of_integer(value.into()))
    }

    /// Only `serde_json` with its feature `arbitrary_precision` has integers of this width.
    fn visit_i128<E: Error>(self, value: i128) -> Result<f64, E> {
        Ok(self.of_integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<f64, E> {
        self.of_digits(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    /// A text that is a number in JSON. Rust also reads `inf` and `NaN`.
    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match text.parse::<f64>() {
            Ok(value) if is_digits && value.is_finite() && self.0.reads_number_of_text() => {
                Ok(text.parse().map_or(value, |integer| self.of_integer(integer)))
            }
            _ => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<f64, A::Error> {
        let Some(text) = digits(members)? else { return Err(A::Error::invalid_type(Unexpected::Map, &self)) };
        self.of_digits(&text)
    }
}

impl FromJson for f64 {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Number(context))
    }
}

impl FromJson for f32 {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        let value = f64::from_json(deserializer, context)?;
        #[expect(clippy::cast_possible_truncation, reason = "a `float` of the document has this precision")]
        let short = value as Self;
        if short.is_infinite() {
            return Err(D::Error::custom(format_args!(
                "{value:e} is out of range: expected a number from {:e} to {:e}",
                Self::MIN,
                Self::MAX
            )));
        }
        // A float is written as the shortest text that identifies it, which is the received text unless that was more
        // precise.
        if short.to_string().parse() != Ok(value) {
            context.drop_values(1);
        }
        Ok(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FromJson>(json: &str) -> Result<T, String> {
        T::from_json(&mut serde_json::Deserializer::from_str(json), &ReadContext::new())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_integral_float_is_an_integer() {
        assert_eq!(read::<i64>("1711929600.0"), Ok(1_711_929_600));
        assert_eq!(read::<u8>("2e2"), Ok(200));
    }

    #[test]
    fn a_fraction_is_not_an_integer() {
        assert!(read::<i64>("1.5").unwrap_err().contains("expected an integer"));
        assert!(read::<i64>("1e300").unwrap_err().contains("expected an integer"));
    }

    #[test]
    fn a_float_that_may_have_been_rounded_is_not_an_integer() {
        for number in [562_949_953_421_311, -562_949_953_421_311] {
            assert_eq!(read::<i64>(&format!("{number}.0")), Ok(number));
        }
        for number in [9_007_199_254_740_991, -9_007_199_254_740_991] {
            let read = read::<i64>(&format!("{number}.0"));
            if cfg!(feature = "json") { assert_eq!(read, Ok(number)) } else { assert!(read.is_err(), "{read:?}") }
        }
        for number in ["9007199254740992.0", "9007199254740993.0", "-9007199254740993.0", "9.007199254740993e15"] {
            assert!(read::<i64>(number).unwrap_err().contains("expected an integer"), "{number}");
            assert!(read::<u64>(number).is_err(), "{number}");
        }
        assert_eq!(read::<i64>("9007199254740993"), Ok(9_007_199_254_740_993));
    }

    #[test]
    fn integers_keep_their_whole_range() {
        assert_eq!(read::<i64>("4102444800"), Ok(4_102_444_800));
        assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    }

    #[test]
    fn an_integer_out_of_range_names_the_range() {
        assert!(read::<u8>("256").unwrap_err().contains("from 0 to 255"));
    }

    #[test]
    fn numbers_take_integers() {
        assert_eq!(read::<f64>("3"), Ok(3.0));
        assert_eq!(read::<f32>("0.5"), Ok(0.5));
    }

    #[test]
    fn a_number_out_of_the_range_of_a_float_is_an_error() {
        assert!(read::<f32>("1e300").unwrap_err().contains("out of range"));
        assert_eq!(read::<f32>("3e38"), Ok(3e38));
    }

    #[test]
    fn a_text_of_a_number_is_the_number() {
        assert_eq!(read::<i32>(r#""-7""#), Ok(-7));
        assert_eq!(read::<u64>(r#""18446744073709551615""#), Ok(u64::MAX));
        assert_eq!(read::<f64>(r#""1.5e2""#), Ok(150.0));
        assert_eq!(read::<f32>(r#""-0.5""#), Ok(-0.5));
        assert_eq!(read::<Vec<i64>>(r#"["1", 2]"#), Ok(vec![1, 2]));
    }

    #[test]
    fn other_texts_are_not_numbers() {
        for json in [r#""""#, r#""x""#, r#"" 7""#, r#""1.5""#, r#""0x7""#, r#""true""#] {
            assert!(read::<i64>(json).unwrap_err().contains("expected an integer"), "{json}");
        }
        for json in [r#""""#, r#""NaN""#, r#""inf""#, r#""1e999""#, r#""e""#, r#""1,5""#] {
            assert!(read::<f64>(json).unwrap_err().contains("expected a number"), "{json}");
        }
        assert!(read::<u8>(r#""256""#).unwrap_err().contains("from 0 to 255"));
    }

    #[test]
    fn numbers_of_any_precision_are_read() {
        use serde_core::de::value::{Error, MapDeserializer};

        fn read<T: FromJson>(name: &str, digits: &str) -> Result<T, Error> {
            T::from_json(MapDeserializer::new([(name, digits)].into_iter()), &ReadContext::new())
        }
        assert_eq!(read::<i64>(DIGITS, "-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(read::<i64>(DIGITS, "3.0"), Ok(3));
        assert_eq!(read::<f64>(DIGITS, "3"), Ok(3.0));
        assert_eq!(read::<f64>(DIGITS, "2.5e-1"), Ok(0.25));
        for digits in ["1e999", "-1e999", "inf", "NaN"] {
            assert!(read::<f64>(DIGITS, digits).unwrap_err().to_string().contains("number out of range"), "{digits}");
        }
        assert!(read::<i64>(DIGITS, "1.5").unwrap_err().to_string().contains("expected an integer"));
        assert!(read::<i64>("name", "1").unwrap_err().to_string().contains("invalid type: map, expected an integer"));
    }

    #[test]
    fn an_object_with_the_name_of_such_a_number_is_no_number() {
        for value in ["\"12\"", "\"inf\"", "12", "null", "[1]", "{}"] {
            let json = format!("{{\"{DIGITS}\":{value}}}");
            assert!(read::<i64>(&json).unwrap_err().contains("invalid type: map, expected an integer"), "{json}");
            assert!(read::<f64>(&json).unwrap_err().contains("invalid type: map, expected a number"), "{json}");
        }
    }

    #[test]
    fn null_is_not_a_string() {
        assert!(read::<String>("null").unwrap_err().contains("invalid type: null, expected a string"));
    }
}
