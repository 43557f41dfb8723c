//! Types that read and write themselves by serde.

use std::ops::{Deref, DerefMut};

use serde_core::{
    Serialize, Serializer,
    de::{DeserializeOwned, Deserializer},
};

use super::{FromJson, ReadContext, ToJson, Written};

/// Implements [`FromJson`] and [`ToJson`] for a value with serde's `Serialize` and `Deserialize`.
///
/// Generated code wraps types of other crates in it. For your own types, [`serde_type!`](crate::serde_type) implements
/// the traits without a wrapper.
///
/// The type decides what it reads. `Deserialize` of `serde_json::Value` parses the text of a member
/// `$serde_json::private::RawValue` as JSON, so that a type that holds one can be nested more deeply than 128 levels. A
/// [`Json`](crate::Json) in a model is read without that.
///
/// ```
/// use openapi_bindgen_runtime::Serde;
///
/// let price = Serde(std::num::NonZeroU32::MIN);
/// assert_eq!(price.get(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serde<T>(pub T);

impl<T> Serde<T> {
    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Serde<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Serde<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Serde<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: DeserializeOwned> FromJson for Serde<T> {
    fn from_json<'de, D: Deserializer<'de>>(deserializer: D, _: &ReadContext) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: Serialize> ToJson for Serde<T> {
    fn to_json<S: Serializer>(&self, serializer: S, _: Written) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Implements [`FromJson`] and [`ToJson`] for a type of the same crate, by its serde's `Serialize` and `Deserialize`.
///
/// Generated code calls it for the types of the option `replace`.
#[macro_export]
macro_rules! serde_type {
    ($type:ty) => {
        #[automatically_derived]
        impl $crate::FromJson for $type {
            fn from_json<'de, D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
                _: &$crate::ReadContext,
            ) -> ::core::result::Result<Self, D::Error> {
                <Self as $crate::__private::Deserialize<'de>>::deserialize(deserializer)
            }
        }

        #[automatically_derived]
        impl $crate::ToJson for $type {
            fn to_json<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
                _: $crate::Written,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(self, serializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Writing;

    #[test]
    fn a_value_is_read_and_written_as_serde_has_it() {
        let json = serde_json::json!([1, null]);
        let value: Vec<Option<Serde<std::num::NonZeroU32>>> = FromJson::from_json(&json, &ReadContext::new()).unwrap();
        assert_eq!(value[0].map(Serde::into_inner), Some(std::num::NonZeroU32::MIN));
        assert_eq!(serde_json::to_value(Writing(&value, Written::Sent)).unwrap(), json);
        let context = ReadContext::new();
        let error = Vec::<Serde<std::num::NonZeroU32>>::from_json(&serde_json::json!([0]), &context).unwrap_err();
        assert!(error.to_string().contains("expected a nonzero u32"), "{error}");
        assert_eq!(context.to_string(), "$[0]");
    }
}
