use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Api, Operation, ResponseHeader};
use crate::render::{
    Uses, doc,
    plain_type::{plain_name, plain_type},
    tokens::{Models, ident, type_ref},
};

/// Returns the name of the struct of response headers, if the successful responses declare headers.
pub(super) fn name(operation: &Operation) -> Option<Ident> {
    (!operation.success_headers.is_empty()).then(|| format_ident!("{}Headers", ident(&operation.type_name)))
}

/// Renders the struct of the headers of the successful responses.
pub(super) fn success_struct(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let name = name(operation)?;
    uses.add_runtime("ResponseHeaders");
    let doc = doc::attributes(&[format!("Response headers of {}.", doc::code(operation.id.as_str()))]);
    let fields = operation.success_headers.iter().map(|header| {
        let doc_and_attribute = attributes(header);
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

/// Renders the header fields of a variant.
pub(super) fn variant_fields(api: &Api, headers: &[ResponseHeader], uses: &mut Uses) -> TokenStream {
    let fields = headers.iter().map(|header| {
        let doc_and_attribute = attributes(header);
        let field = field(api, header, uses);
        quote!(#doc_and_attribute #field)
    });
    let fields: Vec<TokenStream> = fields.collect();
    quote!(#(#fields,)*)
}

/// Renders the attributes of a field: its documentation, and the header's name if the field's name
/// does not imply it.
fn attributes(header: &ResponseHeader) -> TokenStream {
    let wire = header.wire.as_str();
    let doc = doc::documented_or(&header.doc, &[], &format!("The header {}.", doc::code(wire)));
    let plain = plain_name(&header.name);
    // The derive takes a field called `body` for the response body.
    let is_implied = plain.replace('_', "-").eq_ignore_ascii_case(wire) && plain != "body";
    let attribute = (!is_implied).then(|| quote!(#[header(#wire)]));
    quote!(#doc #attribute)
}

/// Renders a header as optional: a missing or invalid header does not invalidate the response.
fn field(api: &Api, header: &ResponseHeader, uses: &mut Uses) -> TokenStream {
    let name = ident(&header.name);
    let ty = if header.is_list {
        // The derive recognizes a list by its tokens.
        type_ref(api, api.without_aliases(&header.ty), Models::ByModule, uses)
    } else {
        plain_type(api, &header.ty, uses)
    };
    quote!(#name: Option<#ty>)
}
