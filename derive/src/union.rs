//! `#[derive(Union)]`.

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
    checks: Checks,
    has_from: bool,
}

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "Union", "enum")?;
    let container = Container::read(&item.attributes, &["rename_all", "tag", "untagged"])?;
    if container.tag.is_some() == container.untagged {
        let message = "expected `#[json(tag = \"property\")]` or `#[json(untagged)]`";
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
        let tags = std::iter::once(first).chain(names.aliases.iter().map(ToString::to_string));
        let tags = tags.collect::<Vec<_>>().join(" | ");
        let has_from = !names.no_from;
        branches.push(Branch { variant, tags, checks: Checks::read(&variant.attributes)?, has_from });
    }
    let other = other_name(&item, other)?;
    let name = item.name.to_string();
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::FromJson for {name} {{ \
             fn from_json<'de, __D: {RT}::__private::Deserializer<'de>>(__deserializer: __D, __track: &{RT}::Track) \
                 -> ::core::result::Result<Self, __D::Error> {{ \
                 ::core::result::Result::Ok("
    );
    if let Some(tag) = &container.tag {
        put!(code, "{RT}::__private::read_tagged(__deserializer, __track, {tag}, |__tag| {{ ");
        put!(code, "::core::option::Option::Some(match __tag {{ ");
        for Branch { variant, tags, .. } in &branches {
            put!(code, "{tags} => |__json, __track| ");
            put!(code, "{RT}::FromJson::from_json(__json, __track).map(Self::{}), ", variant.name);
        }
        put!(code, "_ => return ::core::option::Option::None, }}) }})");
    } else {
        put!(code, "{RT}::__private::read_untagged(__deserializer, __track, &[");
        for Branch { variant, .. } in &branches {
            put!(code, "|__json, __track| {RT}::FromJson::from_json(__json, __track).map(Self::{}), ", variant.name);
        }
        put!(code, "])");
    }
    put!(code, "?.unwrap_or_else(Self::{other})) }} }} ");
    put_deserialize(&mut code, &name);
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::ToJson for {name} {{ \
             fn to_json<__S: {RT}::__private::Serializer>(&self, __serializer: __S, __written: {RT}::Written) \
                 -> ::core::result::Result<__S::Ok, __S::Error> {{ match self {{ "
    );
    for variant in &variants {
        put!(code, "Self::{}(__value) => ", variant.name);
        put!(code, "{RT}::ToJson::to_json(__value, __serializer, __written), ");
    }
    put!(code, "}} }} ");
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

/// The name of the variant for what no other one is for.
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
