use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The number of values inside a skipped value, including itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueCount(pub u64);

impl<'de> Deserialize<'de> for ValueCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Count).map(Self)
    }
}

struct Count;

impl<'de> Visitor<'de> for Count {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_unit<E: Error>(self) -> Result<u64, E> {
        Ok(1)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<u64, A::Error> {
        let mut count = 1;
        while let Some(ValueCount(inner)) = items.next_element()? {
            count += inner;
        }
        Ok(count)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<u64, A::Error> {
        let mut count = 1;
        while let Some((IgnoredAny, ValueCount(inner))) = members.next_entry()? {
            count += inner;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_counts() {
        let count = |json| serde_json::from_str::<ValueCount>(json).unwrap();
        assert_eq!(count("null"), ValueCount(1));
        assert_eq!(count(r#"{"a": [1, -1, 1.5, "x"], "b": {"c": true}}"#), ValueCount(8));
    }
}
