use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

/// A map from strings, which a model can have: `BTreeMap`, `HashMap`, and `IndexMap` with the feature `indexmap`.
pub trait StringMap: Default {
    /// The type of the values.
    type Value;

    /// Inserts a value, in place of one with this name.
    fn put(&mut self, name: String, value: Self::Value);

    /// Returns the number of values.
    fn count(&self) -> usize;

    /// Returns the names and the values in the order in which they are written.
    fn entries<'m>(&'m self) -> impl Iterator<Item = (&'m String, &'m Self::Value)>
    where
        Self::Value: 'm;
}

/// Implements the traits of models for maps.
macro_rules! models {
    ($($(#[$attribute:meta])* [$($generic:tt)*] $map:ty, $this:ident => $entries:expr;)*) => {$(
        $(#[$attribute])*
        impl<T $($generic)*> StringMap for $map {
            type Value = T;

            fn put(&mut self, name: String, value: T) {
                self.insert(name, value);
            }

            fn count(&self) -> usize {
                self.len()
            }

            fn entries<'m>(&'m self) -> impl Iterator<Item = (&'m String, &'m T)>
            where
                T: 'm,
            {
                let $this = self;
                $entries
            }
        }

        $(#[$attribute])*
        impl<T: $crate::FromJson $($generic)*> $crate::FromJson for $map {
            #[inline]
            fn from_json<'de, D: serde_core::Deserializer<'de>>(
                deserializer: D,
                context: &$crate::ReadContext,
            ) -> Result<Self, D::Error> {
                super::containers::read_map(deserializer, context)
            }
        }

        $(#[$attribute])*
        impl<T: $crate::ToJson $($generic)*> $crate::ToJson for $map {
            #[inline]
            fn to_json<S0: serde_core::Serializer>(
                &self,
                serializer: S0,
                written: $crate::Written,
            ) -> Result<S0::Ok, S0::Error> {
                serializer.collect_map(self.entries().map(|(name, value)| (name, super::Writing(value, written))))
            }

            fn check(&self, checker: &mut $crate::Checker) {
                for (name, value) in self.entries() {
                    checker.within(name, value);
                }
            }

            fn to_json_tagged<S0: serde_core::Serializer>(
                &self,
                serializer: S0,
                written: $crate::Written,
                tag: &super::object::Tag<'_>,
            ) -> Result<S0::Ok, S0::Error> {
                super::object::write_tagged(serializer, written, tag, |writer| writer.rest(self))
            }
        }

        $(#[$attribute])*
        impl<T $($generic)*> super::check::Given for $map {
            type Value = Self;

            fn given(&self) -> Option<&Self> {
                Some(self)
            }
        }
    )*};
}

models! {
    [] BTreeMap<String, T>, map => map.iter();
    // Equal requests have equal bodies.
    [, S: BuildHasher + Default] HashMap<String, T, S>, map => sorted(map.iter());
    #[cfg(feature = "indexmap")] [, S: BuildHasher + Default] indexmap::IndexMap<String, T, S>, map => map.iter();
}

/// Returns the entries in the order of their names.
fn sorted<'m, T: 'm>(entries: impl Iterator<Item = (&'m String, &'m T)>) -> impl Iterator<Item = (&'m String, &'m T)> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    entries.into_iter()
}
