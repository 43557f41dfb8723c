use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Body};
use crate::render::{
    Uses,
    plain_type::plain_type,
    tokens::{self, ident},
};

/// Renders the type of a request body, or the enum of its media types.
pub(in crate::render) fn body_type(api: &Api, body: &Body, uses: &mut Uses) -> TokenStream {
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => plain_type(api, &content.ty, uses),
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
