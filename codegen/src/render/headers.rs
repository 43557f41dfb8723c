use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    Part, Uses, doc,
    file::Row,
    tokens::{Models, ident, type_ref},
};
use crate::ir::{Api, Operation, ResponseHeader};

/// The struct of the headers that an operation's successes declare.
pub(super) fn declaration(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Part> {
    if operation.success_headers.is_empty() {
        return None;
    }
    let name = format_ident!("{}Headers", operation.type_name.as_str());
    let about = doc::attributes(&[format!("The headers that {} brings.", doc::code(operation.id.as_str()))]);
    let fields: Vec<TokenStream> =
        operation.success_headers.iter().map(|header| field(api, header, &quote!(pub), uses)).collect();
    Some(Part::Item(quote! {
        #about
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }))
}

/// The row of an operation's table that says which headers a success brings.
pub(super) fn row(operation: &Operation) -> Option<Row> {
    let headers: Vec<String> = operation.success_headers.iter().map(read).collect();
    (!headers.is_empty())
        .then(|| Row::new(format!("ok headers {}Headers({});", operation.type_name, headers.join(", "))))
}

/// A header as a field. It is never required, since one that is missing or does not fit spoils no response.
pub(super) fn field(api: &Api, header: &ResponseHeader, visibility: &TokenStream, uses: &mut Uses) -> TokenStream {
    let doc = doc::documented_or(&header.doc, &[], &format!("The header {}.", doc::code(header.wire.as_str())));
    let name = ident(&header.name);
    let ty = type_ref(api, &header.ty, Models::ByModule, uses);
    quote!(#doc #visibility #name: Option<#ty>)
}

/// How a header is read, as the tables have it: `retry_after: "Retry-After"`, or `allow: ["Allow"]` for a list.
pub(super) fn read(header: &ResponseHeader) -> String {
    let wire = header.wire.as_str();
    if header.is_list { format!("{}: [{wire:?}]", header.name) } else { format!("{}: {wire:?}", header.name) }
}
