use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::headers;
use crate::ir::{Api, Operation, Response, ResponseBody, ResponseEncoding, Status, TypeRef};
use crate::naming::status_variant;
use crate::render::{Uses, attributes, doc, plain_type::plain_type, tokens::ident};

/// How the body of a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading<'a> {
    Json,
    /// As JSON, in a member of an object.
    In(&'a str),
    Text,
    Bytes,
}

impl<'a> Reading<'a> {
    pub(in crate::render) fn of(body: &'a ResponseBody) -> Self {
        match (&body.envelope, body.encoding) {
            (Some(envelope), _) => Self::In(envelope.0.as_str()),
            (None, ResponseEncoding::Json) => Self::Json,
            // In one of several responses events are text, since only one response can be asked for.
            (None, ResponseEncoding::Text | ResponseEncoding::Events) => Self::Text,
            (None, ResponseEncoding::Bytes) => Self::Bytes,
        }
    }

    /// The argument of an attribute that says so.
    pub(super) fn argument(self) -> TokenStream {
        match self {
            Self::Json => quote!(json),
            Self::In(member) => quote!(in = #member),
            Self::Text => quote!(text),
            Self::Bytes => quote!(bytes),
        }
    }
}

/// The enum of the error responses of an operation.
pub(super) fn error_enum(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = format_ident!("{}Error", ident(&operation.type_name));
    let about = format!("Error responses of {}, by status.", doc::code(operation.id.as_str()));
    let rest = quote! {
        /// A status that the document does not declare, or a body that does not fit.
        Undeclared,
    };
    declaration(api, &name, about, &operation.errors, &rest, uses)
}

/// The name of the enum of what an operation brings, where that depends on the status.
pub(super) fn output_name(operation: &Operation) -> Ident {
    format_ident!("{}Output", ident(&operation.type_name))
}

/// The enum of what an operation brings, where that depends on the status.
pub(super) fn outputs(api: &Api, operation: &Operation, responses: &[Response], uses: &mut Uses) -> TokenStream {
    let about = format!("Success responses of {}, by status.", doc::code(operation.id.as_str()));
    let rest = quote! {
        /// The body of a success with a status that the document does not declare.
        Undeclared(Vec<u8>),
    };
    declaration(api, &output_name(operation), about, responses, &rest, uses)
}

/// The type that the bodies of all error responses have; `None` when there is no such type.
pub(in crate::render) fn shared_type(operation: &Operation) -> Option<&TypeRef> {
    let mut bodies = operation.errors.iter().map(|response| response.body.as_ref().map(|body| &body.ty));
    let first = bodies.next()??;
    bodies.all(|body| body == Some(first)).then_some(first)
}

fn declaration(
    api: &Api,
    name: &Ident,
    about: String,
    responses: &[Response],
    rest: &TokenStream,
    uses: &mut Uses,
) -> TokenStream {
    uses.add_runtime("ByStatus");
    // A status that is declared by itself comes before the range that it is in, and both before the default.
    let mut sorted: Vec<&Response> = responses.iter().collect();
    sorted.sort_by_key(|response| match response.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let first = sorted.iter().find_map(|response| response.body.as_ref());
    let reading = first.map_or(Reading::Json, Reading::of);
    let attribute = (reading != Reading::Json).then(|| {
        let argument = reading.argument();
        quote!(#[by_status(#argument)])
    });
    let variants: Vec<TokenStream> = sorted.into_iter().map(|response| variant(api, response, reading, uses)).collect();
    let about = doc::attributes(&[about]);
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, ByStatus)]
        #attribute
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #rest
        }
    }
}

fn variant(api: &Api, response: &Response, of_enum: Reading<'_>, uses: &mut Uses) -> TokenStream {
    let label = response.status.label();
    let lines = match doc::lines(&response.doc).split_first() {
        None => vec![label],
        Some((first, rest)) => std::iter::once(format!("{label}: {first}")).chain(rest.iter().cloned()).collect(),
    };
    let doc = doc::attributes(&lines);
    let own = response.body.as_ref().map(Reading::of).filter(|reading| *reading != of_enum);
    let arguments: Vec<TokenStream> = status(response).into_iter().chain(own.map(Reading::argument)).collect();
    let attribute = attributes::attribute("status", &arguments);
    let name = ident(&response.name);
    let body = response.body.as_ref().map(|body| plain_type(api, &body.ty, uses));
    let fields = match body {
        body if !response.headers.is_empty() => {
            let body = body.map(|ty| {
                quote! {
                    /// The body.
                    body: #ty,
                }
            });
            let headers = headers::of_variant(api, &response.headers, uses);
            quote!({ #body #headers })
        }
        Some(ty) => quote!((#ty)),
        None => TokenStream::new(),
    };
    quote!(#doc #attribute #name #fields,)
}

/// The status of a variant, where its name does not say it.
fn status(response: &Response) -> Option<TokenStream> {
    match response.status {
        Status::Code(code) => {
            let is_said = is_registered(code) && status_variant(response.status) == response.name;
            let code = Literal::u16_unsuffixed(code);
            (!is_said).then(|| quote!(#code))
        }
        Status::Range(first) => {
            let range = format!("{}XX", first / 100);
            Some(quote!(#range))
        }
        Status::Default => Some(quote!("default")),
    }
}

/// Whether the status has a name in the registry, and not just its number.
fn is_registered(code: u16) -> bool {
    status_variant(Status::Code(code)).as_str() != format!("Status{code}")
}
