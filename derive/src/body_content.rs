//! `#[derive(BodyContent)]`.

use proc_macro::{TokenStream, TokenTree};

use crate::{
    body::Body,
    check::Checks,
    code::Code,
    error::Error,
    item::{Item, Variant},
    shape::Shape,
};

const RT: &str = Code::RUNTIME;

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "BodyContent", "enum")?;
    let name = &item.name;
    let variants = item.variants()?;
    let mut contents = Vec::new();
    for variant in &variants {
        if variant.ty.is_empty() {
            return Err(Error::new(variant.name.span(), "a variant of a `BodyContent` holds one value"));
        }
        let Some(body) = Body::read(&variant.attributes)? else {
            return Err(Error::new(variant.name.span(), "expected `#[body(kind)]` with the format of the body"));
        };
        if body.begins_as_default {
            return Err(Error::new(variant.name.span(), "`default` is for a field of an operation"));
        }
        contents.push((variant, body, Checks::read(&variant.attributes)?));
    }
    if contents.is_empty() {
        return Err(Error::new(name.span(), "a `BodyContent` has at least one variant"));
    }
    let mut code = Code::default();
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::Check for {name} {{ \
             fn check(&self, __checker: &mut {RT}::Checker) {{ let _ = &__checker; match self {{ "
    );
    for (variant, body, checks) in &contents {
        if body.has_parts() {
            put!(code, "Self::{}(__value) => {{ ", variant.name);
            checks.put_with_parts(&mut code, "\"\"", "__value", &variant.ty)?;
            put!(code, "}} ");
        } else {
            put!(code, "Self::{}(__value) => {{ let _ = __value; ", variant.name);
            checks.put(&mut code, "__checker", "\"\"", "__value", &variant.ty)?;
            put!(code, "}} ");
        }
    }
    put!(
        code,
        "}} }} }} \
         #[allow(deprecated)] #[automatically_derived] impl {RT}::BodyContent for {name} {{ \
             fn write(&self, __request: &mut {RT}::RequestBuilder) {{ match self {{ "
    );
    for (variant, body, _) in &contents {
        put!(code, "Self::{}(__value) => {{ ", variant.name);
        body.put(&mut code, "__request", "__value");
        put!(code, "}} ");
    }
    put!(code, "}} }} }} ");
    for (variant, ..) in &contents {
        put_from(&mut code, &item, variant)?;
    }
    code.into_tokens()
}

/// Writes the conversion of a type that only this variant holds, if it has `#[from]`.
fn put_from(code: &mut Code, item: &Item, variant: &Variant) -> Result<(), Error> {
    let Some(attribute) = variant.inner.iter().find(|attribute| attribute.name == "from") else { return Ok(()) };
    if attribute.arguments.is_some() {
        return Err(Error::new(attribute.span, "`#[from]` has no arguments"));
    }
    let own = code.hole(&variant.ty);
    // A model may have one of these names, too, and is written with the path of its module.
    let is_model =
        variant.ty.iter().any(|token| matches!(token, TokenTree::Ident(ident) if ident.to_string() == "models"));
    let further: &[&str] = match Shape::new(&variant.ty).head.as_str() {
        _ if is_model => &[],
        "String" => &["&str"],
        "Upload" => &["::std::vec::Vec<u8>", "&[u8]"],
        _ => &[],
    };
    for ty in std::iter::once(own.as_str()).chain(further.iter().copied()) {
        put!(
            code,
            "#[allow(deprecated)] #[automatically_derived] impl ::core::convert::From<{ty}> for {} {{ \
                 fn from(value: {ty}) -> Self {{ Self::{}(::core::convert::Into::into(value)) }} }} ",
            item.name,
            variant.name
        );
    }
    Ok(())
}
