use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Operation, Step, Turn};
use crate::render::{
    Uses,
    tokens::{Models, ident, type_ref},
};

/// Renders `#[pages(…)]`, which describes how to request the next page.
pub(super) fn attribute(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let pages = operation.pages.as_ref()?;
    let items = member_access(quote!(page), &pages.items);
    let item = type_ref(api, &pages.item, Models::ByModule, uses);
    let parameter = ident(&pages.parameter);
    let next = match &pages.turn {
        Turn::Cursor(next) => {
            let next = member_access(quote!(page), next);
            quote!(#parameter = #next)
        }
        Turn::Last(member) => {
            let member = member_access(quote!(last), member);
            quote!(#parameter = #member)
        }
        Turn::Page(first) => {
            let first = proc_macro2::Literal::i64_unsuffixed(*first);
            quote!(#parameter += 1, first = #first)
        }
        Turn::Offset => quote!(#parameter += items, first = 0),
    };
    let more = pages.more.as_ref().map(|(member, expected)| {
        let member = member_access(quote!(page), member);
        if *expected { quote!(, while = #member) } else { quote!(, until = #member) }
    });
    Some(quote!(#[pages(items = #items, of = #item, next(#next) #more)]))
}

fn member_access(from: TokenStream, steps: &[Step]) -> TokenStream {
    steps.iter().fold(from, |path, Step { name, may_be_missing }| {
        let name = ident(name);
        if *may_be_missing { quote!(#path.#name?) } else { quote!(#path.#name) }
    })
}
