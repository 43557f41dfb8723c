use std::{fmt, marker::PhantomData};

use serde_core::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{FromJson, ReadContext, StringMap, from_json::Seed};

/// A null reads as `None`, unless it is a value itself.
struct Optional<'t, T>(&'t ReadContext, PhantomData<T>);

impl<'de, T: FromJson> Visitor<'de> for Optional<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(T::from_null())
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(T::from_null())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::from_json(deserializer, self.0).map(Some)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_option(Optional(context, PhantomData))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn loses_null(&self) -> bool {
        self.is_none()
    }
}

struct Items<'t, T>(&'t ReadContext, PhantomData<T>);

impl<'de, T: FromJson> Visitor<'de> for Items<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut read = Vec::new();
        loop {
            match self.0.inside(|| items.next_element_seed(Seed::new(self.0))) {
                Ok(Some(item)) => read.push(item),
                Ok(None) => return Ok(read),
                Err(error) => {
                    self.0.failed_in_item(read.len());
                    return Err(error);
                }
            }
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(context, PhantomData))
    }
}

struct Entries<'t, M>(&'t ReadContext, PhantomData<M>);

impl<'de, M: StringMap<Value: FromJson>> Visitor<'de> for Entries<'_, M> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<M, A::Error> {
        let mut read = M::default();
        while let Some(name) = entries.next_key_seed(Seed::<String>::new(self.0))? {
            // An object with a property of this name is a more specific match.
            self.0.generalize();
            match self.0.inside(|| entries.next_value_seed(Seed::new(self.0))) {
                Ok(value) => read.put(name, value),
                Err(error) => {
                    self.0.failed_in_member(&name);
                    return Err(error);
                }
            }
        }
        Ok(read)
    }
}

/// Reads a map.
#[inline]
pub(super) fn read_map<'de, M: StringMap<Value: FromJson>, D: Deserializer<'de>>(
    deserializer: D,
    context: &ReadContext,
) -> Result<M, D::Error> {
    deserializer.deserialize_map(Entries(context, PhantomData))
}

impl<T: FromJson> FromJson for Box<T> {
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, context: &ReadContext) -> Result<Self, D::Error> {
        T::from_json(deserializer, context).map(Self::new)
    }
}

/// Any JSON, without keeping it: the output of an operation whose response body is ignored.
impl FromJson for () {
    #[inline]
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, _: &ReadContext) -> Result<Self, D::Error> {
        deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read<T: FromJson>(json: &str) -> Result<T, String> {
        let context = ReadContext::new();
        T::from_json(&mut serde_json::Deserializer::from_str(json), &context).map_err(|_| context.to_string())
    }

    #[test]
    fn null_is_none() {
        assert_eq!(read::<Option<i64>>("null"), Ok(None));
        assert_eq!(read::<Option<i64>>("7"), Ok(Some(7)));
    }

    #[test]
    fn a_failure_names_the_item_and_the_member() {
        assert_eq!(read::<Vec<i64>>(r#"[1, 2, "x"]"#), Err("$[2]".to_owned()));
        assert_eq!(read::<BTreeMap<String, Vec<bool>>>(r#"{"a": [true, 0]}"#), Err("$.a[1]".to_owned()));
    }

    #[test]
    fn a_box_adds_no_step() {
        assert_eq!(read::<Vec<Box<i64>>>("[null]"), Err("$[0]".to_owned()));
    }
}
