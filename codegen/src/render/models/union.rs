use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    extra::Extra,
    object::{models_doc, split_doc},
};
use crate::ir::{Api, Scalar, TypeDef, TypeRef, Union, UnionVariant, WireName};
use crate::naming::case::{Named, rename_all};
use crate::render::{
    Uses, attributes, doc,
    plain_type::{checked_type, without_aliases},
    rules,
    tokens::{Models, ident, type_ref},
};

/// Renders an enum with a variant for each branch, and one for all other values.
pub(super) fn union(api: &Api, def: &TypeDef, union: &Union, extra: &Extra, uses: &mut Uses) -> TokenStream {
    let Extra { derives, attributes } = extra;
    uses.add_runtime("Json");
    uses.add_runtime("Union");
    let split: Vec<String> = split_doc(api, def).into_iter().collect();
    let doc = doc::documented_or(&def.doc, &split, &models_doc(def));
    let tagged =
        union.variants.iter().filter_map(|variant| Some((variant.name.as_str(), variant.tags.first()?.as_str())));
    let case = rename_all(Named::Variant, &tagged.collect::<Vec<_>>());
    let tag = union.tag.as_ref().map(WireName::as_str);
    let mut arguments: Vec<TokenStream> = tag.map(|tag| quote!(tag = #tag)).into_iter().collect();
    arguments.extend(union.is_tag_scalar.then(|| quote!(scalar_tag)));
    if tag.is_none() || union.is_tag_optional {
        arguments.push(quote!(untagged));
    }
    arguments.extend(case.map(|case| quote!(rename_all = #case)));
    let json = attributes::json(&arguments);
    let variants = union.variants.iter().zip(clashes(api, def, union)).map(|(variant, is_clashing)| {
        let doc = doc::attributes(&variant_doc(api, variant, def.sent));
        let mut arguments = names(variant, case);
        arguments.extend(is_clashing.then(|| quote!(no_from)));
        let json = attributes::json(&arguments);
        let check = if def.sent { attributes::check(api, &variant.ty, &variant.constraints) } else { None };
        let name = ident(&variant.name);
        let ty = if def.sent {
            checked_type(api, &variant.ty, &variant.constraints, Models::Here, uses)
        } else {
            type_ref(api, &variant.ty, Models::Here, uses)
        };
        quote!(#doc #json #check #name(#ty))
    });
    let variants: Vec<TokenStream> = variants.collect();
    let name = ident(&def.name);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Union #derives)]
        #attributes
        #json
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the document does not describe.
            #[json(other)]
            Unknown(Json),
        }
    }
}

/// Returns the arguments for the discriminator values of a variant.
fn names(variant: &UnionVariant, case: Option<&str>) -> Vec<TokenStream> {
    let Some((first, others)) = variant.tags.split_first() else { return Vec::new() };
    let first = attributes::rename(Named::Variant, case, variant.name.as_str(), first.as_str());
    let others = others.iter().map(|tag| {
        let tag = tag.as_str();
        quote!(alias = #tag)
    });
    first.into_iter().chain(others).collect()
}

/// Returns, for each variant, true if another variant has the same type under another name, or if
/// the type is the union itself: two conversions from one type do not compile.
fn clashes(api: &Api, def: &TypeDef, union: &Union) -> Vec<bool> {
    let held = |variant: &UnionVariant| match without_aliases(api, &variant.ty) {
        TypeRef::Boxed(inner) | TypeRef::Deep(inner) => *inner,
        ty => ty,
    };
    let held: Vec<TypeRef> = union.variants.iter().map(held).collect();
    let mut names: HashMap<&TypeRef, HashSet<&TypeRef>> = HashMap::new();
    for (held, variant) in held.iter().zip(&union.variants) {
        names.entry(held).or_default().insert(&variant.ty);
    }
    let clashes = held.iter().zip(&union.variants).map(|(held, variant)| {
        let is_union = matches!(held, TypeRef::Named(id) if api.type_def(*id).name == def.name);
        (is_union && !is_written(api, &variant.ty, def)) || names[held].len() > 1
    });
    clashes.collect()
}

/// Returns true if the type is rendered with the name of `def`.
fn is_written(api: &Api, ty: &TypeRef, def: &TypeDef) -> bool {
    match ty {
        TypeRef::Named(id) => api.type_def(*id).name == def.name,
        TypeRef::Boxed(inner) | TypeRef::Deep(inner) => is_written(api, inner, def),
        _ => false,
    }
}

/// Returns the documentation of a variant with its discriminator values, or else its type.
fn variant_doc(api: &Api, variant: &UnionVariant, is_sent: bool) -> Vec<String> {
    let mut lines = doc::lines(&variant.doc);
    if !variant.tags.is_empty() {
        let tags: Vec<String> = variant.tags.iter().map(|tag| doc::code(tag.as_str())).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(tags.join(", "));
    }
    if lines.is_empty() {
        lines.push(in_a_word(api, &variant.ty));
    }
    if is_sent {
        for sentence in rules::sentence(api, &variant.ty, &variant.constraints) {
            lines.extend([String::new(), sentence]);
        }
    }
    lines
}

fn in_a_word(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Scalar(Scalar::Json) => "Any JSON value.".to_owned(),
        TypeRef::Scalar(Scalar::Bytes | Scalar::Upload | Scalar::File) => "A file.".to_owned(),
        TypeRef::Scalar(Scalar::String) => "A string.".to_owned(),
        TypeRef::Scalar(Scalar::Formatted(ty)) => doc::code(ty.as_str()),
        TypeRef::Scalar(Scalar::Custom(index)) => doc::code(api.custom[*index].path.as_str()),
        TypeRef::Scalar(Scalar::Bool) => "A boolean.".to_owned(),
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => "An integer.".to_owned(),
        TypeRef::Scalar(Scalar::F32 | Scalar::F64) => "A number.".to_owned(),
        TypeRef::Array(_) => "A list.".to_owned(),
        TypeRef::Map(_) => "An object whose values all have one type.".to_owned(),
        TypeRef::Named(id) => format!("[`{}`]", api.type_def(*id).name),
        TypeRef::Boxed(inner) | TypeRef::Deep(inner) | TypeRef::Nullable(inner) => in_a_word(api, inner),
    }
}
