//! `#[derive(Union)]`.

use std::collections::HashMap;

use proc_macro::TokenStream;

use crate::{
    attributes::{Container, VariantNames},
    check::{Checks, has_parts},
    code::Code,
    error::Error,
    from::put_conversions,
    item::{Item, Variant},
    object::{put_deserialize, put_serialize},
};

const RT: &str = Code::RUNTIME;

/// A variant that is one of the JSON types.
struct Branch<'i> {
    variant: &'i Variant,
    /// The values of the tag, as patterns.
    tags: String,
    /// The value of the tag that is written if the variant has none.
    first_tag: String,
    checks: Checks,
    has_from: bool,
}

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Union", "enum")?;
    let container = Container::read(&item.attributes, &["rename_all", "scalar_tag", "tag", "untagged"])?;
    if container.tag.is_none() && !container.untagged {
        let message = "expected `#[json(tag = \"property\")]`, `#[json(untagged)]`, or both";
        return Err(Error::new(item.name.span(), message));
    }
    let variants = item.variants()?;
    let (mut branches, mut other) = (Vec::new(), None);
    for variant in &variants {
        let names = VariantNames::read(&variant.attributes, &["alias", "no_from", "other", "rename"])?;
        if names.other {
            other = Some(variant);
            continue;
        }
        if variant.ty.is_empty() {
            return Err(Error::new(variant.name.span(), "a variant of a `Union` holds one value"));
        }
        let first = names.name(&variant.name, container.rename_all);
        let tags = std::iter::once(first.clone()).chain(names.aliases.iter().map(ToString::to_string));
        let tags = tags.collect::<Vec<_>>().join(" | ");
        let has_from = !names.no_from;
        branches.push(Branch { variant, tags, first_tag: first, checks: Checks::read(&variant.attributes)?, has_from });
    }
    let other = other_name(&item, other)?;
    let name = item.name.to_string();
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::FromJson for {name} {{ \
             fn from_json<'de, __D: {RT}::__private::Deserializer<'de>>(__deserializer: __D, __context: &{RT}::ReadContext) \
                 -> ::core::result::Result<Self, __D::Error> {{ \
                 ::core::result::Result::Ok("
    );
    let read = "{RT}::FromJson::from_json(__json, __context)".replace("{RT}", RT);
    let by_shape = |code: &mut Code| {
        put!(code, "&[");
        for Branch { variant, .. } in &branches {
            put!(code, "|__json, __context| {read}.map(Self::{}), ", variant.name);
        }
        put!(code, "]");
    };
    if let Some(tag) = &container.tag {
        let function = if container.untagged { "read_tagged_or_by_shape" } else { "read_tagged" };
        put!(code, "{RT}::__private::{function}(__deserializer, __context, {tag}, |__tag| {{ ");
        put!(code, "::core::option::Option::Some(match __tag {{ ");
        for Branch { variant, tags, .. } in &branches {
            put!(code, "{tags} => |__json, __context| {read}.map(Self::{}), ", variant.name);
        }
        put!(code, "_ => return ::core::option::Option::None, }}) }}");
        if container.untagged {
            put!(code, ", ");
            by_shape(&mut code);
        }
        put!(code, ")");
    } else {
        put!(code, "{RT}::__private::read_untagged(__deserializer, __context, ");
        by_shape(&mut code);
        put!(code, ")");
    }
    put!(code, "?.unwrap_or_else(Self::{other})) }} }} ");
    put_deserialize(&mut code, &name);
    put_writing(&mut code, &name, &container, &variants, &branches);
    let is_checked = |branch: &&Branch| !branch.checks.is_empty() || has_parts(&branch.variant.ty);
    if branches.iter().any(|branch| is_checked(&branch)) {
        put!(code, "fn check(&self, __checker: &mut {RT}::Checker) {{ match self {{ ");
        for Branch { variant, checks, .. } in branches.iter().filter(is_checked) {
            put!(code, "Self::{}(__value) => {{ ", variant.name);
            checks.put_with_parts(&mut code, "\"\"", "__value", &variant.ty)?;
            put!(code, "}} ");
        }
        put!(code, "_ => {{}} }} }} ");
    }
    put!(code, "}} ");
    put_serialize(&mut code, &name);
    put_conversions(&mut code, &name, branches.iter().filter(|branch| branch.has_from).map(|branch| branch.variant));
    code.into_tokens()
}

/// Returns the name of the variant for the values of no other variant.
fn other_name(item: &Item, other: Option<&Variant>) -> Result<String, Error> {
    let expected = "`#[json(other)] Unknown(Json)`";
    match other {
        None => Err(Error::new(item.name.span(), format!("expected a variant for other values: {expected}"))),
        Some(variant) if variant.ty.is_empty() => {
            Err(Error::new(variant.name.span(), format!("a variant for other values holds them: {expected}")))
        }
        Some(variant) => Ok(variant.name.to_string()),
    }
}

/// Writes `ToJson`: the value of a variant, with the tag that selects it if it has none of its own.
fn put_writing(code: &mut Code, name: &str, container: &Container, variants: &[Variant], branches: &[Branch<'_>]) {
    let tags: HashMap<String, &str> =
        branches.iter().map(|branch| (branch.variant.name.to_string(), branch.first_tag.as_str())).collect();
    let new = if container.scalar_tag { "scalar" } else { "new" };
    let tag_of = |variant: &Variant| Some((container.tag.as_ref()?, *tags.get(&variant.name.to_string())?));
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::ToJson for {name} {{ \
             fn to_json<__S: {RT}::__private::Serializer>(&self, __serializer: __S, __written: {RT}::Written) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ match self {{ "
    );
    for variant in variants {
        put!(code, "Self::{}(__value) => ", variant.name);
        if let Some((tag, value)) = tag_of(variant) {
            // If the tag is optional, a value that was read without it is written without it, but sent with it.
            let is_sent = format!("__written == {RT}::Written::Sent");
            let tag = format!("{RT}::__private::Tag::{new}({tag}, {value}, ::core::option::Option::None)");
            let tagged = format!("{RT}::ToJson::to_json_tagged(__value, __serializer, __written, &{tag})");
            if container.untagged {
                put!(code, "if {is_sent} {{ {tagged} }} else {{ ");
                put!(code, "{RT}::ToJson::to_json(__value, __serializer, __written) }}, ");
            } else {
                put!(code, "{tagged}, ");
            }
        } else {
            put!(code, "{RT}::ToJson::to_json(__value, __serializer, __written), ");
        }
    }
    put!(
        code,
        "}} }} fn to_json_tagged<__S: {RT}::__private::Serializer>(&self, __serializer: __S, \
             __written: {RT}::Written, __outer: &{RT}::__private::Tag<'_>) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ match self {{ "
    );
    for variant in variants {
        put!(code, "Self::{}(__value) => ", variant.name);
        let write = |tag: &str| format!("{RT}::ToJson::to_json_tagged(__value, __serializer, __written, {tag})");
        let Some((tag, value)) = tag_of(variant) else {
            put!(code, "{}, ", write("__outer"));
            continue;
        };
        let both = format!("&{RT}::__private::Tag::{new}({tag}, {value}, ::core::option::Option::Some(__outer))");
        if container.untagged {
            let (sent, whole) = (write(&both), write("__outer"));
            put!(code, "if __written == {RT}::Written::Sent {{ {sent} }} else {{ {whole} }}, ");
        } else {
            put!(code, "{}, ", write(&both));
        }
    }
    put!(code, "}} }} ");
}
