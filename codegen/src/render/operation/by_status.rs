use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::headers;
use crate::ir::{Api, Operation, Response, ResponseBody, ResponseEncoding, Status, TypeRef};
use crate::naming::status_variant;
use crate::render::{Uses, attributes, doc, plain_type::plain_type, tokens::ident};

/// The format of a response body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading<'a> {
    Json,
    /// JSON in a member of an object.
    In(&'a str),
    Text,
    Bytes,
}

impl<'a> Reading<'a> {
    pub(in crate::render) fn new(body: &'a ResponseBody) -> Self {
        match (&body.envelope, body.encoding) {
            (Some(envelope), _) => Self::In(envelope.0.as_str()),
            (None, ResponseEncoding::Json) => Self::Json,
            // Events are read as text if there are several responses, since a call can request one
            // of them only.
            (None, ResponseEncoding::Text | ResponseEncoding::Events) => Self::Text,
            (None, ResponseEncoding::Bytes) => Self::Bytes,
        }
    }

    /// Returns the format as an argument of an attribute.
    pub(super) fn argument(self) -> TokenStream {
        match self {
            Self::Json => quote!(json),
            Self::In(member) => quote!(in = #member),
            Self::Text => quote!(text),
            Self::Bytes => quote!(bytes),
        }
    }
}

/// Renders the enum of the error responses of an operation.
pub(super) fn error_enum(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = format_ident!("{}Error", ident(&operation.type_name));
    let about = format!("Error responses of {}, by status.", doc::code(operation.id.as_str()));
    let rest = quote! {
        /// A status that the document does not declare, or a body that does not match its schema.
        Undeclared,
    };
    declaration(api, &name, about, &operation.errors, &rest, uses)
}

/// Returns the name of the enum of successful responses that differ by status.
pub(super) fn output_name(operation: &Operation) -> Ident {
    format_ident!("{}Output", ident(&operation.type_name))
}

/// Renders the enum of successful responses that differ by status.
pub(super) fn outputs(api: &Api, operation: &Operation, responses: &[Response], uses: &mut Uses) -> TokenStream {
    let about = format!("Success responses of {}, by status.", doc::code(operation.id.as_str()));
    let rest = quote! {
        /// The body of a successful response whose status the document does not declare.
        Undeclared(Vec<u8>),
    };
    declaration(api, &output_name(operation), about, responses, &rest, uses)
}

/// Returns the type that the bodies of all error responses share, if there is one.
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
    // A single status comes before the range that contains it, and both come before the default.
    let mut sorted: Vec<&Response> = responses.iter().collect();
    sorted.sort_by_key(|response| match response.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let first = sorted.iter().find_map(|response| response.body.as_ref());
    let reading = first.map_or(Reading::Json, Reading::new);
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
    let mut lines = doc::labelled(response.status.label(), &response.doc);
    let raw = response.body.as_ref().and_then(|body| doc::raw(body.media_type.as_deref()?));
    lines.extend(raw.into_iter().flat_map(|raw| [String::new(), format!("The body is {raw}.")]));
    let doc = doc::attributes(&lines);
    let own = response.body.as_ref().map(Reading::new).filter(|reading| *reading != of_enum);
    let arguments: Vec<TokenStream> = status(response).into_iter().chain(own.map(Reading::argument)).collect();
    let attribute = attributes::attribute("status", &arguments);
    let name = ident(&response.name);
    let body = response.body.as_ref().map(|body| plain_type(api, &body.ty, uses));
    let fields = match body {
        body if !response.headers.is_empty() => {
            let body = body.map(|ty| {
                quote! {
                    /// The response body.
                    body: #ty,
                }
            });
            let headers = headers::variant_fields(api, &response.headers, uses);
            quote!({ #body #headers })
        }
        Some(ty) => quote!((#ty)),
        None => TokenStream::new(),
    };
    quote!(#doc #attribute #name #fields,)
}

/// Renders the status of a variant if its name does not imply it.
fn status(response: &Response) -> Option<TokenStream> {
    match response.status {
        Status::Code(code) => {
            let is_implied = is_registered(code) && status_variant(response.status) == response.name;
            let code = Literal::u16_unsuffixed(code);
            (!is_implied).then(|| quote!(#code))
        }
        Status::Range(first) => {
            let range = format!("{}XX", first / 100);
            Some(quote!(#range))
        }
        Status::Default => Some(quote!("default")),
    }
}

/// Returns true if the status has a registered name.
fn is_registered(code: u16) -> bool {
    status_variant(Status::Code(code)).as_str() != format!("Status{code}")
}
