//! What enums of strings and enums of integers have in common.

use crate::{
    code::Code,
    error::Error,
    item::{Item, Variant},
    object::{put_deserialize, put_serialize},
};

const RT: &str = Code::RUNTIME;

/// The error where no variant keeps unknown values, or one that does not hold them.
pub(crate) fn check_other(item: &Item, other: Option<&Variant>, holds: &str) -> Result<String, Error> {
    let expected = format!("`#[json(other)] Unknown({holds})`");
    let Some(variant) = other else {
        return Err(Error::new(item.name.span(), format!("expected a variant for other values: {expected}")));
    };
    if variant.ty.is_empty() {
        return Err(Error::new(variant.name.span(), format!("a variant for other values holds them: {expected}")));
    }
    Ok(variant.name.to_string())
}

/// Writes the traits of reading and writing for an enum that is made `From` a `scalar` and written by methods of the
/// serializer and of its own.
pub(crate) fn put_json(code: &mut Code, name: &str, other: &str, scalar: &str, serialize: &str, value: &str) {
    put!(
        code,
        "#[automatically_derived] impl {RT}::FromJson for {name} {{ \
             fn from_json<'de, __D: {RT}::__private::Deserializer<'de>>(__deserializer: __D, __track: &{RT}::Track) \
                 -> ::core::result::Result<Self, __D::Error> {{ \
                 let __value = <Self as ::core::convert::From<{scalar}>>::from(\
                     <{scalar} as {RT}::FromJson>::from_json(__deserializer, __track)?); \
                 if let Self::{other}(_) = &__value {{ {RT}::__private::lose(__track); }} \
                 ::core::result::Result::Ok(__value) }} }} \
         #[automatically_derived] impl {RT}::ToJson for {name} {{ \
             fn to_json<__S: {RT}::__private::Serializer>(&self, __serializer: __S, _: {RT}::Written) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ __serializer.{serialize}(self.{value}()) }} }} "
    );
    put_deserialize(code, name);
    put_serialize(code, name);
}
