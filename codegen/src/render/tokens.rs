use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::Uses;
use crate::format_type::FormatType;
use crate::ir::{Api, RustIdent, Scalar, TypeRef};
use crate::map_type::MapType;

/// Returns the identifier as a token.
pub(super) fn ident(name: &RustIdent) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name.as_str(), Span::call_site()),
    }
}

/// The form of a model's name in a file: bare in `models.rs` itself, with its module elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Models {
    Here,
    ByModule,
}

/// Renders a reference to a type.
pub(super) fn type_ref(api: &Api, ty: &TypeRef, models: Models, uses: &mut Uses) -> TokenStream {
    match ty {
        TypeRef::Scalar(scalar) => scalar_type(api, *scalar, uses),
        TypeRef::Named(id) => {
            let name = ident(&api.type_def(*id).name);
            match models {
                Models::Here => quote!(#name),
                Models::ByModule => {
                    uses.add("super::super", "models");
                    quote!(models::#name)
                }
            }
        }
        TypeRef::Array(item) => {
            let item = type_ref(api, item, models, uses);
            quote!(Vec<#item>)
        }
        TypeRef::Map(value) => {
            let map = api.map.type_name();
            match api.map {
                MapType::BTree | MapType::Hash => uses.add("std::collections", map),
                MapType::Index => uses.add_from_runtime("indexmap", map),
            }
            let (map, value) = (format_ident!("{map}"), type_ref(api, value, models, uses));
            quote!(#map<String, #value>)
        }
        TypeRef::Boxed(inner) => {
            let inner = type_ref(api, inner, models, uses);
            quote!(Box<#inner>)
        }
        TypeRef::Deep(inner) => {
            uses.add_runtime("DeepBox");
            let inner = type_ref(api, inner, models, uses);
            quote!(DeepBox<#inner>)
        }
        TypeRef::Nullable(inner) => {
            let inner = type_ref(api, inner, models, uses);
            quote!(Option<#inner>)
        }
    }
}

fn scalar_type(api: &Api, scalar: Scalar, uses: &mut Uses) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::Json => {
            uses.add_runtime("Json");
            quote!(Json)
        }
        Scalar::Bytes => quote!(Vec<u8>),
        // They have full paths, since many documents have a `File` of their own.
        Scalar::Upload => uses.runtime_path("Upload"),
        Scalar::File => uses.runtime_path("File"),
        Scalar::Custom(index) => {
            let path = &api.custom[index].path;
            let ty: TokenStream = path.as_str().parse().unwrap_or_default();
            // Only the crate of a type may implement the runtime's traits for it.
            if path.is_own() {
                ty
            } else {
                let serde = uses.runtime_path("Serde");
                quote!(#serde<#ty>)
            }
        }
        Scalar::Formatted(ty @ FormatType::Base64) => uses.runtime_path(ty.as_str()),
        Scalar::Formatted(ty) => {
            // The runtime re-exports the crate of the type under the name of the feature.
            if let Some(name) = ty.feature() {
                uses.add_runtime(name);
            }
            ty.as_str().parse().unwrap_or_default()
        }
    }
}

/// Returns true if callers may pass anything that converts into the type.
///
/// Numbers and booleans are excluded: the type of a number literal would be ambiguous.
pub(super) fn takes_into(api: &Api, ty: &TypeRef) -> bool {
    !api.is_plain(ty)
}

/// Returns the type without aliases of a number or a boolean, which derives recognize by their
/// tokens.
pub(super) fn plain<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    if api.is_plain(ty) { api.without_aliases(ty) } else { ty }
}

/// Renders a reference to a type.
pub(crate) fn type_text(api: &Api, ty: &TypeRef) -> String {
    // An alias of a number or a boolean is rendered as the number or boolean.
    in_row(&type_ref(api, plain(api, ty), Models::Here, &mut Uses::in_text()))
}

/// Formats tokens on one line, with the usual spacing of Rust code.
pub(super) fn in_row(tokens: &TokenStream) -> String {
    let mut row = String::new();
    let mut after_word = false;
    for tree in tokens.clone() {
        let is_word = matches!(tree, TokenTree::Ident(_) | TokenTree::Literal(_));
        if after_word && is_word {
            row.push(' ');
        }
        after_word = is_word;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                row.push_str(&format!("{open}{}{close}", in_row(&group.stream())));
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => row.push_str(", "),
            other => row.push_str(&other.to_string()),
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_by_hand() {
        for text in [
            "BTreeMap<String, Vec<Option<models::Thing>>>",
            "one_of(&[-1, 2])",
            "characters(\"^[a , b]$\", &['a'..='z', '0'..='9'])",
            "impl Into<String>",
            "each(|checker, name, value| { checker.text(name, value).max_length(3); })",
        ] {
            assert_eq!(in_row(&text.parse().unwrap()), text);
        }
    }
}
