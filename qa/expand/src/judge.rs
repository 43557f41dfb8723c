//! Parses a generated file and expands its derives, as the compiler does before it checks types.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Item, Path, Token, punctuated::Punctuated};

/// Returns the fault of a generated file: the file cannot be parsed, a derive rejects its item, or the output of a
/// derive cannot be parsed. Derives of other crates are ignored.
pub fn fault(path: &str, text: &str) -> Option<String> {
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => return Some(format!("`{path}` cannot be parsed: {error}")),
    };
    file.items.into_iter().find_map(|item| fault_of_item(path, item))
}

fn fault_of_item(path: &str, mut item: Item) -> Option<String> {
    let (name, attributes) = match &mut item {
        Item::Struct(item) => (item.ident.to_string(), &mut item.attrs),
        Item::Enum(item) => (item.ident.to_string(), &mut item.attrs),
        _ => return None,
    };
    let is_derive = |attribute: &Attribute| attribute.path().is_ident("derive");
    let (derives, others): (Vec<Attribute>, Vec<Attribute>) = attributes.drain(..).partition(is_derive);
    *attributes = others;
    let tokens = item.to_token_stream();
    for attribute in derives {
        let paths = match attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) {
            Ok(paths) => paths,
            Err(error) => return Some(format!("`{path}`: the derives of `{name}` cannot be parsed: {error}")),
        };
        for derive in paths.iter().filter_map(Path::get_ident).map(ToString::to_string) {
            if let Some(fault) = fault_of_derive(&derive, tokens.clone()) {
                return Some(format!("`{path}`: the derive `{derive}` of `{name}` {fault}"));
            }
        }
    }
    None
}

fn fault_of_derive(name: &str, item: TokenStream) -> Option<String> {
    let derive = crate::named(name)?;
    let Ok(expanded) = catch_unwind(AssertUnwindSafe(|| derive(item))) else { return Some("panics".to_owned()) };
    match syn::parse2::<syn::File>(expanded) {
        Err(error) => Some(format!("expands to what cannot be parsed: {error}")),
        Ok(file) => file.items.into_iter().find_map(|item| match item {
            Item::Macro(call) if call.mac.path.segments.last().is_some_and(|last| last.ident == "compile_error") => {
                Some(format!("rejects it: {}", call.mac.tokens))
            }
            _ => None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_parsed_or_expanded_is_a_fault() {
        let with = |item: &str| fault("a.rs", item).unwrap_or_default();
        assert_eq!(with("#[derive(Clone, Object)] struct A { #[json(rename = \"a b\")] a: Option<String> }"), "");
        assert_eq!(with("#[derive(Unheard)] struct A;"), "");
        assert!(with("struct A {").starts_with("`a.rs` cannot be parsed"));
        let rejected = with("#[derive(Clone, Object)] struct A { #[json(unheard)] a: String }");
        assert!(rejected.starts_with("`a.rs`: the derive `Object` of `A` rejects it"), "{rejected}");
    }
}
