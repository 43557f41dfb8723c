//! `#[derive(StringEnum)]`.

use proc_macro::TokenStream;

use crate::{
    attributes::{Container, VariantNames},
    code::Code,
    error::Error,
    item::Item,
    open_enum::{other_name, put_json, set_other},
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "StringEnum", "enum")?;
    let container = Container::read(&item.attributes, &["rename_all"])?;
    let variants = item.variants()?;
    let (mut known, mut other) = (Vec::new(), None);
    for variant in &variants {
        let names = VariantNames::read(&variant.attributes, &["alias", "rename"])?;
        if !variant.ty.is_empty() {
            set_other(&mut other, variant)?;
            continue;
        }
        let name = names.name(&variant.name, container.rename_all);
        known.push((&variant.name, name, names.aliases));
    }
    let other = other_name(&item, other, "UnknownValue")?;
    let (name, vis) = (item.name.to_string(), &item.vis);
    let mut code = Code::default();
    code.text.reserve(2_000 + 100 * known.len());
    put!(code, "#[allow(deprecated)] impl {name} {{ /// Returns the value as it is in JSON.\n");
    put!(code, "#[must_use] {vis} fn as_str(&self) -> &str {{ match self {{ ");
    for (variant, text, _) in &known {
        put!(code, "Self::{variant} => {text}, ");
    }
    put!(code, "Self::{other}(value) => value.as_str(), }} }} }} ");
    put!(code, "#[allow(deprecated)] impl ::core::convert::From<&str> for {name} {{ ");
    put!(code, "fn from(text: &str) -> Self {{ match text {{ ");
    for (variant, text, aliases) in &known {
        put!(code, "{text}");
        for alias in aliases {
            put!(code, " | {alias}");
        }
        put!(code, " => Self::{variant}, ");
    }
    put!(
        code,
        "_ => Self::{other}({RT}::__private::unknown_value(text)), }} }} }} \
         impl ::core::convert::From<::std::string::String> for {name} {{ \
             fn from(text: ::std::string::String) -> Self {{ <Self as ::core::convert::From<&str>>::from(&text) }} }} \
         impl ::core::str::FromStr for {name} {{ type Err = ::core::convert::Infallible; \
             fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {{ \
                 ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(text)) }} }} \
         impl ::core::fmt::Display for {name} {{ \
             fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{ f.pad(self.as_str()) }} }} "
    );
    put_json(&mut code, &name, &other, "::std::string::String", "serialize_str", "as_str");
    code.into_tokens()
}
