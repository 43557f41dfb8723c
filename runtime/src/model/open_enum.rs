/// Reads and writes an enum whose variants are known scalars and `Unknown`: from what it is made, and by which method of
/// the serializer and of its own it is written.
///
/// A value that turns out to be unknown is a loss, so that a choice takes a branch that knows it before this one.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($type:ident from $scalar:ty, $serialize:ident($value:ident)) => {
        impl $crate::FromJson for $type {
            fn from_json<'de, D: $crate::private::Deserializer<'de>>(
                deserializer: D,
                track: &$crate::Track,
            ) -> ::core::result::Result<Self, D::Error> {
                let value = Self::from(<$scalar as $crate::FromJson>::from_json(deserializer, track)?);
                if let Self::Unknown(_) = &value {
                    $crate::private::lose(track);
                }
                ::core::result::Result::Ok(value)
            }
        }

        $crate::deserialize! { $type }

        impl $crate::ToJson for $type {
            fn to_json<S: $crate::private::Serializer>(
                &self,
                serializer: S,
                _: $crate::Written,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.$serialize(self.$value())
            }
        }

        $crate::serialize! { $type }
    };
}
