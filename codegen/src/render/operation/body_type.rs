use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Body};
use crate::render::{
    Uses,
    plain_type::checked_type,
    tokens::{self, Models, ident},
};

/// Renders the type of a request body, or the enum of its media types.
pub(in crate::render) fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> TokenStream {
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => {
            checked_type(api, tokens::plain(api, &content.ty), &content.constraints, Models::ByModule, uses)
        }
        (choice, _) => {
            let name = choice.as_ref().map(ident);
            quote!(#name)
        }
    }
}

/// Returns true if the setter of a request body takes anything that converts into its type.
pub(super) fn takes_into(api: &Api, body: &Body) -> bool {
    body.choice.is_some() || body.contents.iter().any(|content| tokens::takes_into(api, &content.ty))
}
