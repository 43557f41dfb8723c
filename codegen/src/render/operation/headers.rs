use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Api, Operation, ResponseHeader};
use crate::render::{
    Uses, doc,
    plain_type::{plain_name, plain_type},
    tokens::{Models, ident, type_ref},
};

/// The name of the struct of the headers that an operation's successes declare, if they declare any.
pub(super) fn name(operation: &Operation) -> Option<Ident> {
    (!operation.success_headers.is_empty()).then(|| format_ident!("{}Headers", ident(&operation.type_name)))
}

/// The struct of the headers that an operation's successes declare.
pub(super) fn of_success(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let name = name(operation)?;
    uses.add_runtime("ResponseHeaders");
    let doc = doc::attributes(&[format!("Response headers of {}.", doc::code(operation.id.as_str()))]);
    let fields = operation.success_headers.iter().map(|header| {
        let doc_and_attribute = before(header);
        let field = field(api, header, uses);
        quote!(#doc_and_attribute pub #field)
    });
    let fields: Vec<TokenStream> = fields.collect();
    Some(quote! {
        #doc
        #[derive(Clone, Debug, Default, PartialEq, ResponseHeaders)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    })
}

/// The fields of a variant that are headers.
pub(super) fn of_variant(api: &Api, headers: &[ResponseHeader], uses: &mut Uses) -> TokenStream {
    let fields = headers.iter().map(|header| {
        let doc_and_attribute = before(header);
        let field = field(api, header, uses);
        quote!(#doc_and_attribute #field)
    });
    let fields: Vec<TokenStream> = fields.collect();
    quote!(#(#fields,)*)
}

/// What stands before a field: its documentation, and the header's name where the field does not say it.
fn before(header: &ResponseHeader) -> TokenStream {
    let wire = header.wire.as_str();
    let doc = doc::documented_or(&header.doc, &[], &format!("The header {}.", doc::code(wire)));
    let plain = plain_name(&header.name);
    // A field called `body` would be taken for the body.
    let is_said = plain.replace('_', "-").eq_ignore_ascii_case(wire) && plain != "body";
    let attribute = (!is_said).then(|| quote!(#[header(#wire)]));
    quote!(#doc #attribute)
}

/// A header is never required, since one that is missing or does not fit spoils no response.
fn field(api: &Api, header: &ResponseHeader, uses: &mut Uses) -> TokenStream {
    let name = ident(&header.name);
    let ty = if header.is_list {
        // By its tokens it has to be a list.
        type_ref(api, api.without_aliases(&header.ty), Models::ByModule, uses)
    } else {
        plain_type(api, &header.ty, uses)
    };
    quote!(#name: Option<#ty>)
}
