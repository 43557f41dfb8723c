//! `#[derive(StringEnum)]`.

use proc_macro::TokenStream;

use crate::{
    attributes::{Container, VariantNames},
    code::Code,
    error::Error,
    item::Item,
    open_enum::{other_name, put_json, put_only, set_other},
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
    put!(code, "#[must_use] {vis} fn as_str(&self) -> &str {{ match self {{ Self::{other}(value) => value.as_str(), ");
    let names: Vec<_> = known.iter().map(|(variant, text, _)| (format!("{name}::{variant}"), text.clone())).collect();
    match parts(&names, &format!("&{name}"), "&'static str") {
        None => put_arms(&mut code, &names),
        Some(parts) => put!(code, "value => {parts}.unwrap_or_default(), "),
    }
    put!(code, "}} }} }} #[allow(deprecated)] impl ::core::convert::From<&str> for {name} {{ ");
    put!(code, "fn from(value: &str) -> Self {{ ");
    let values = known.iter().map(|(variant, text, aliases)| {
        let patterns = aliases.iter().fold(text.clone(), |patterns, alias| format!("{patterns} | {alias}"));
        (patterns, format!("{name}::{variant}"))
    });
    let values: Vec<_> = values.collect();
    let unknown = format!("Self::{other}({RT}::__private::unknown_value(value))");
    match parts(&values, "&str", &name) {
        None => {
            put!(code, "match value {{ ");
            put_arms(&mut code, &values);
            put!(code, "_ => {unknown}, }} ");
        }
        Some(parts) => put!(code, "{parts}.unwrap_or_else(|| {unknown}) "),
    }
    put!(code, "}} }} ");
    put!(
        code,
        "impl ::core::convert::From<::std::string::String> for {name} {{ \
             fn from(text: ::std::string::String) -> Self {{ <Self as ::core::convert::From<&str>>::from(&text) }} }} \
         impl ::core::str::FromStr for {name} {{ type Err = ::core::convert::Infallible; \
             fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {{ \
                 ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(text)) }} }} \
         impl ::core::fmt::Display for {name} {{ \
             fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{ f.pad(self.as_str()) }} }} "
    );
    if known.len() == 1 {
        put_only(&mut code, &name, "str", "self.as_str() == __only");
    }
    put_json(&mut code, &name, &other, "::std::string::String", "serialize_str", "as_str");
    code.into_tokens()
}

/// The most arms of one `match`: rustc checks one in a time that grows with the square of their number.
const MOST_ARMS: usize = 250;

/// Writes the arms of a `match` with these patterns and values.
fn put_arms(code: &mut Code, arms: &[(String, String)]) {
    for (pattern, value) in arms {
        put!(code, "{pattern} => {value}, ");
    }
}

/// Returns an expression of the type `Option<result>` that tries the arms for `value`, of the type `of`, in parts.
/// Returns `None` if one `match` can have all arms.
fn parts(arms: &[(String, String)], of: &str, result: &str) -> Option<String> {
    if arms.len() <= MOST_ARMS {
        return None;
    }
    let option = "::core::option::Option";
    let mut code = Code::default();
    put!(code, "{option}::None");
    for part in arms.chunks(MOST_ARMS) {
        put!(code, ".or_else(|| {{ fn __part(value: {of}) -> {option}<{result}> {{ {option}::Some(match value {{ ");
        put_arms(&mut code, part);
        put!(code, "_ => return {option}::None, }}) }} __part(value) }})");
    }
    Some(code.text)
}
