use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    Part, Uses, doc,
    file::Row,
    headers,
    tokens::{Models, ident, in_row, type_ref},
};
use crate::ir::{Api, Operation, Response, ResponseEncoding, Status, Success, TypeRef};

/// The enum of an operation's refusals, with a variant per declared status.
pub(super) fn error_enum(api: &Api, operation: &Operation, uses: &mut Uses) -> Part {
    let name = format_ident!("{}Error", operation.type_name.as_str());
    let about = doc::attributes(&[format!("Why {} was refused, by status.", doc::code(operation.id.as_str()))]);
    let variants: Vec<TokenStream> = operation.errors.iter().map(|response| variant(api, response, uses)).collect();
    let declaration = quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A status that the document does not declare, or a body that is not what it declares.
            Undeclared,
        }
    };
    Part::Item(declaration)
}

/// The enum of what an operation brings, where that depends on the status.
pub(super) fn output_enum(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Part> {
    let Success::ByStatus(responses) = &operation.success else { return None };
    let name = format_ident!("{}Output", operation.type_name.as_str());
    let about = doc::attributes(&[format!("What `{}` brings, by status.", operation.id)]);
    let variants: Vec<TokenStream> = responses.iter().map(|response| variant(api, response, uses)).collect();
    Some(Part::Item(quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// The body of a success with a status that the document does not declare.
            Undeclared(Vec<u8>),
        }
    }))
}

fn variant(api: &Api, response: &Response, uses: &mut Uses) -> TokenStream {
    let name = ident(&response.name);
    let label = response.status.label();
    let lines = match doc::lines(&response.doc).split_first() {
        None => vec![label],
        Some((first, rest)) => std::iter::once(format!("{label}: {first}")).chain(rest.iter().cloned()).collect(),
    };
    let about = doc::attributes(&lines);
    let body = response.body.as_ref().map(|body| type_ref(api, &body.ty, Models::ByModule, uses));
    if response.headers.is_empty() {
        let body = body.map(|body| quote!((#body)));
        return quote!(#about #name #body);
    }
    let body = body.map(|body| quote!(#[doc = " The body."] body: #body,));
    let headers = response.headers.iter().map(|header| headers::field(api, header, &TokenStream::new(), uses));
    quote!(#about #name { #body #(#headers,)* })
}

/// The type that the bodies of all refusals have; `None` when there is no such type.
pub(super) fn shared_type(operation: &Operation) -> Option<&TypeRef> {
    let mut bodies = operation.errors.iter().map(|response| response.body.as_ref().map(|body| &body.ty));
    let first = bodies.next()??;
    bodies.all(|body| body == Some(first)).then_some(first)
}

/// The row that says so.
pub(super) fn shared_row(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Row> {
    let ty = type_ref(api, shared_type(operation)?, Models::ByModule, uses);
    Some(Row::new(format!("refused with {};", in_row(&ty))))
}

/// The rows of an operation's table that say how a response is read, by its status.
pub(super) fn rows(responses: &[Response]) -> Vec<Row> {
    // A status that is declared by itself comes before the range that it is in, and both before the default.
    let mut sorted: Vec<&Response> = responses.iter().collect();
    sorted.sort_by_key(|response| match response.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    sorted.into_iter().map(row).collect()
}

fn row(response: &Response) -> Row {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}..={}", first.saturating_add(99)),
        Status::Default => "100..=999".to_owned(),
    };
    let body = response.body.as_ref().map(|body| match (&body.envelope, body.encoding) {
        (Some(envelope), _) => format!("json in {:?}", envelope.0.as_str()),
        (None, ResponseEncoding::Json) => "json".to_owned(),
        // In one of several responses events are text, since only one response can be asked for.
        (None, ResponseEncoding::Text | ResponseEncoding::Events) => "text".to_owned(),
        (None, ResponseEncoding::Bytes) => "bytes".to_owned(),
    });
    let content: Vec<String> = body.into_iter().chain(response.headers.iter().map(headers::read)).collect();
    let content = if content.is_empty() { String::new() } else { format!("({})", content.join(", ")) };
    Row::new(format!("{status} => {}{content};", response.name))
}
