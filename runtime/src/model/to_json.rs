use serde_core::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap},
};

use super::{
    Checker, DeepBox, Nullable,
    object::{Tag, Writer, write_object},
};

/// A type that is written as JSON, whole or for a request.
///
/// `serde`'s `Serialize` delegates to it and writes the whole value. For a request, read-only members are left out at
/// every depth. The derives of this crate implement it for models. It is implemented for the scalars and containers
/// that models are made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON",
    note = "derive `Object`, `RequestObject`, `StringEnum`, `IntegerEnum` or `Union` for it, or implement `ToJson`"
)]
pub trait ToJson {
    /// Writes a value. `written` selects the members.
    ///
    /// # Errors
    /// The serializer's error, such as for a number that JSON cannot represent.
    #[inline]
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        write_object(self, serializer, written)
    }

    /// Writes a value that is a variant of a union: an object with the member `tag`. Types that are not objects ignore
    /// the tag.
    ///
    /// # Errors
    /// The serializer's error.
    #[doc(hidden)]
    fn to_json_tagged<S: Serializer>(&self, serializer: S, written: Written, tag: &Tag<'_>) -> Result<S::Ok, S::Error> {
        let _ = tag;
        self.to_json(serializer, written)
    }

    /// Passes the members of an object to `writer`, in the order of its fields. Types that are not objects implement
    /// [`ToJson::to_json`] instead.
    #[doc(hidden)]
    fn write_members<M: SerializeMap>(&self, writer: &mut Writer<'_, M>) {
        let _ = writer;
    }

    /// Returns true if a member with this value is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }

    /// Adds to `checker` every constraint that this value does not meet, as [`Check::check`](super::Check::check) does. A
    /// type without constraints adds nothing.
    fn check(&self, checker: &mut Checker) {
        let _ = checker;
    }
}

/// The members of objects that are written, at every depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Every member.
    All,
    /// The members of a request: all except read-only ones (`readOnly`: OpenAPI 3.0.3, "Schema Object", "Fixed
    /// Fields").
    Sent,
}

/// Implements serde's `Serialize` for a value and a selection of its members.
#[derive(Debug)]
pub struct Writing<'a, T: ?Sized>(pub &'a T, pub Written);

impl<T: ToJson + ?Sized> Serialize for Writing<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_json(serializer, self.1)
    }
}

/// Declares a type like [`Writing`]. Each container has its own, since rustc limits how often a function of one generic type
/// occurs in a chain of calls, and so how deeply types nest.
macro_rules! writing {
    ($name:ident) => {
        struct $name<'a, T: ?Sized>(&'a T, Written);

        impl<T: ToJson + ?Sized> Serialize for $name<'_, T> {
            #[inline]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.to_json(serializer, self.1)
            }
        }
    };
}

writing! { InOption }
writing! { InList }

/// Implements [`ToJson`] for types without members, which are written whole.
macro_rules! whole {
    ($($type:ty)*) => {$(
        impl ToJson for $type {
            #[inline]
            fn to_json<S: Serializer>(&self, serializer: S, _: Written) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

whole! { bool i8 i16 i32 i64 u8 u16 u32 u64 str String }

/// Implements [`ToJson`] for floats. In a request, a whole number has no fraction: `2`, since many servers read
/// identifiers and counts as integers, and the number is text in a query, a form or a part. JSON cannot represent a
/// number that is not finite, so that is an error.
macro_rules! floats {
    ($($type:ty)*) => {$(
        impl ToJson for $type {
            #[inline]
            fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
                if written == Written::All {
                    return self.serialize(serializer);
                }
                if !self.is_finite() {
                    return Err(S::Error::custom(format_args!("{self} is not a JSON number")));
                }
                match whole_of(f64::from(*self)) {
                    Some(whole) => serializer.serialize_i64(whole),
                    None => self.serialize(serializer),
                }
            }
        }
    )*};
}

floats! { f32 f64 }

/// Returns the integer that is equal to the float, if 64 bits hold it.
fn whole_of(value: f64) -> Option<i64> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and within the range")]
    (value.fract() == 0.0 && (-BEYOND..BEYOND).contains(&value)).then_some(value as i64)
}

#[cfg(feature = "json")]
whole! { super::Json }

/// Implements [`ToJson`] for pointers, by the value that each points to.
macro_rules! pointers {
    ($([$($bounds:tt)*] $type:ty)*) => {$(
        impl<T: $($bounds)*> ToJson for $type {
            #[inline]
            fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
                (**self).to_json(serializer, written)
            }

            fn check(&self, checker: &mut Checker) {
                (**self).check(checker);
            }

            fn to_json_tagged<S: Serializer>(
                &self,
                serializer: S,
                written: Written,
                tag: &Tag<'_>,
            ) -> Result<S::Ok, S::Error> {
                (**self).to_json_tagged(serializer, written, tag)
            }
        }
    )*};
}

pointers! { [ToJson + ?Sized] &T  [ToJson] Box<T>  [ToJson + 'static] DeepBox<T> }

impl<T: ToJson> ToJson for Option<T> {
    #[inline]
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&InOption(value, written)),
            None => serializer.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(checker);
        }
    }
}

/// An absent member is left out by the object around it; alone, it writes null.
impl<T: ToJson> ToJson for Nullable<T> {
    #[inline]
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        self.value().to_json(serializer, written)
    }

    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }

    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self.value() {
            value.check(checker);
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    #[inline]
    fn to_json<S: Serializer>(&self, serializer: S, written: Written) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| InList(item, written)))
    }

    fn check(&self, checker: &mut Checker) {
        for (index, item) in self.iter().enumerate() {
            checker.item(index, item);
        }
    }
}

/// Gives a type that implements [`ToJson`] serde's `Serialize` as well, which writes everything.
#[doc(hidden)]
#[macro_export]
macro_rules! serialize {
    ($type:ident) => {
        impl $crate::__private::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::ToJson::to_json(self, serializer, $crate::Written::All)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::Object;

    #[derive(Clone, Debug, Default, PartialEq, Object)]
    struct Look {
        #[json(read_only)]
        pub id: Option<String>,
        pub name: Option<String>,
        pub parent: Option<Box<Look>>,
        pub parts: Vec<Look>,
        pub by_name: BTreeMap<String, Look>,
        pub next: Nullable<Box<Look>>,
        #[json(flatten)]
        pub others: BTreeMap<String, Vec<Look>>,
    }

    fn look(name: &str) -> Look {
        Look { id: Some("a".to_owned()), name: Some(name.to_owned()), ..Look::default() }
    }

    #[test]
    fn read_only_properties_are_not_sent_at_any_depth() {
        let whole = Look {
            parent: Some(Box::new(look("parent"))),
            parts: vec![look("part")],
            by_name: BTreeMap::from([("x".to_owned(), look("by name"))]),
            next: Nullable::Value(Box::new(look("next"))),
            others: BTreeMap::from([("y".to_owned(), vec![look("other")])]),
            ..look("whole")
        };
        let everything = serde_json::to_string(&whole).unwrap();
        assert_eq!(everything.matches(r#""id":"a","#).count(), 6, "{everything}");
        let sent = serde_json::to_string(&Writing(&whole, Written::Sent)).unwrap();
        assert_eq!(sent, everything.replace(r#""id":"a","#, ""));
        assert_eq!(serde_json::from_str::<Look>(&everything).unwrap(), whole);
    }

    #[test]
    fn scalars_and_containers_are_written_as_serde_writes_them() {
        fn same<T: Serialize + ToJson>(value: &T) {
            let sent = serde_json::to_string(&Writing(value, Written::Sent)).unwrap();
            assert_eq!(sent, serde_json::to_string(value).unwrap());
        }
        same(&vec![Some(1.5), None]);
        same(&BTreeMap::from([("a".to_owned(), "text")]));
        same(&Box::new(Nullable::<bool>::Null));
        same(&u64::MAX);
    }

    #[test]
    fn whole_numbers_are_sent_without_a_fraction() {
        fn sent(value: &impl ToJson) -> Result<String, String> {
            serde_json::to_string(&Writing(value, Written::Sent)).map_err(|error| error.to_string())
        }
        assert_eq!(sent(&vec![2.0, -3.0, 0.5, -0.0, 1e18]), Ok("[2,-3,0.5,0,1000000000000000000]".to_owned()));
        assert_eq!(sent(&[2.0_f32, 0.5].to_vec()), Ok("[2,0.5]".to_owned()));
        assert_eq!(sent(&1e300), Ok("1e+300".to_owned()));
        assert_eq!(sent(&f64::NAN), Err("NaN is not a JSON number".to_owned()));
        assert_eq!(sent(&Some(f32::INFINITY)), Err("inf is not a JSON number".to_owned()));
        // Whole is what serde writes.
        assert_eq!(serde_json::to_string(&Writing(&2.0, Written::All)).unwrap(), "2.0");
    }
}
