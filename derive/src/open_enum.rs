//! The common part of enums of strings and enums of integers.

use crate::{
    code::Code,
    error::Error,
    item::{Item, Variant},
    object::{put_deserialize, put_serialize},
};

const RT: &str = Code::RUNTIME;

/// Records the variant for other values. A second one is an error.
pub(crate) fn set_other<'i>(other: &mut Option<&'i Variant>, variant: &'i Variant) -> Result<(), Error> {
    match other.replace(variant) {
        Some(_) => Err(Error::new(variant.name.span(), "only the variant for other values holds one")),
        None => Ok(()),
    }
}

/// Returns the name of the variant for other values.
///
/// # Errors
/// If there is none.
pub(crate) fn other_name(item: &Item, other: Option<&Variant>, holds: &str) -> Result<String, Error> {
    let Some(variant) = other else {
        let message = format!("expected a variant for other values: `Unknown({holds})`");
        return Err(Error::new(item.name.span(), message));
    };
    Ok(variant.name.to_string())
}

/// Writes the comparison of an enum with its only value, of the type `constant`. `is_it` is true if they are equal.
pub(crate) fn put_only(code: &mut Code, name: &str, constant: &str, is_it: &str) {
    put!(
        code,
        "#[automatically_derived] impl {RT}::__private::Constant<{constant}> for {name} {{ \
             fn is(&self, __only: &{constant}) -> ::core::option::Option<bool> {{ \
                 ::core::option::Option::Some({is_it}) }} }} "
    );
}

/// Writes the traits of reading and writing for an enum that is made `From` a `scalar` and written by methods of the
/// serializer and of its own.
pub(crate) fn put_json(code: &mut Code, name: &str, other: &str, scalar: &str, serialize: &str, value: &str) {
    put!(
        code,
        "#[automatically_derived] impl {RT}::FromJson for {name} {{ \
             fn from_json<'de, __D: {RT}::__private::Deserializer<'de>>(__deserializer: __D, __context: &{RT}::ReadContext) \
                 -> ::core::result::Result<Self, __D::Error> {{ \
                 let __value = <Self as ::core::convert::From<{scalar}>>::from(\
                     <{scalar} as {RT}::FromJson>::from_json(__deserializer, __context)?); \
                 if let Self::{other}(_) = &__value {{ {RT}::__private::lose(__context); }} \
                 ::core::result::Result::Ok(__value) }} }} \
         #[automatically_derived] impl {RT}::ToJson for {name} {{ \
             fn to_json<__S: {RT}::__private::Serializer>(&self, __serializer: __S, _: {RT}::Written) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ __serializer.{serialize}(self.{value}()) }} }} "
    );
    put_deserialize(code, name);
    put_serialize(code, name);
}
