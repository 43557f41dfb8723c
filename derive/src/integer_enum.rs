//! `#[derive(IntegerEnum)]`.

use proc_macro::TokenStream;

use crate::{
    attributes::VariantNames,
    code::Code,
    error::Error,
    item::Item,
    open_enum::{other_name, put_json, put_only, set_other},
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "IntegerEnum", "enum")?;
    let variants = item.variants()?;
    let (mut known, mut other) = (Vec::new(), None);
    let mut code = Code::default();
    for variant in &variants {
        let names = VariantNames::read(&variant.attributes, &["value"])?;
        match names.value {
            _ if !variant.ty.is_empty() => set_other(&mut other, variant)?,
            Some(value) => known.push((&variant.name, code.hole(&value))),
            None => {
                return Err(Error::new(variant.name.span(), "expected `#[json(value = 1)]` with its number"));
            }
        }
    }
    let other = other_name(&item, other, "UnknownNumber")?;
    let (name, vis) = (item.name.to_string(), &item.vis);
    put!(code, "#[allow(deprecated)] impl {name} {{ /// Returns the number as it is in JSON.\n");
    put!(code, "#[must_use] {vis} fn as_i64(&self) -> i64 {{ match self {{ ");
    for (variant, value) in &known {
        put!(code, "Self::{variant} => {value}, ");
    }
    put!(code, "Self::{other}(number) => number.as_i64(), }} }} }} ");
    put!(code, "#[allow(deprecated)] impl ::core::convert::From<i64> for {name} {{ ");
    put!(code, "fn from(number: i64) -> Self {{ match number {{ ");
    for (variant, value) in &known {
        put!(code, "{value} => Self::{variant}, ");
    }
    put!(
        code,
        "_ => Self::{other}({RT}::__private::unknown_number(number)), }} }} }} \
         impl ::core::str::FromStr for {name} {{ type Err = ::core::num::ParseIntError; \
             fn from_str(text: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {{ \
                 text.parse::<i64>().map(<Self as ::core::convert::From<i64>>::from) }} }} \
         impl ::core::fmt::Display for {name} {{ \
             fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{ \
                 ::core::fmt::Display::fmt(&self.as_i64(), f) }} }} "
    );
    if known.len() == 1 {
        put_only(&mut code, &name, "i64", "self.as_i64() == *__only");
    }
    put_json(&mut code, &name, &other, "i64", "serialize_i64", "as_i64");
    code.into_tokens()
}
