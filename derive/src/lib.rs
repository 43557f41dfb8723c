//! The derives of `openapi-bindgen-runtime`, which re-exports and documents them. Use them through that crate.
//!
//! This crate has no dependencies. A derive reads its item token by token and writes Rust source, into which it puts the
//! types of the item with their own spans, so that the compiler's errors point at them.

/// Appends formatted source to a [`Code`](code::Code).
macro_rules! put {
    ($code:expr, $($format:tt)*) => {{
        use std::fmt::Write as _;
        // Writing to a string does not fail.
        let _ = write!($code.text, $($format)*);
    }};
}

mod arguments;
mod attributes;
mod body;
mod body_content;
mod by_status;
mod case;
mod check;
mod class;
mod client;
mod code;
mod constructor;
mod documentation;
mod error;
mod from;
mod given;
mod integer_enum;
mod item;
mod literal;
mod object;
mod open_enum;
mod operation;
mod pages;
mod parts;
mod response_headers;
mod shape;
mod statuses;
mod string_enum;
mod tokens;
mod union;

use proc_macro::TokenStream;

use error::Error;

fn expand(derive: impl FnOnce(TokenStream) -> Result<TokenStream, Error>, item: TokenStream) -> TokenStream {
    derive(item).unwrap_or_else(Error::into_compile_error)
}

/// Reads and writes a struct as a JSON object. See the documentation of `openapi_bindgen_runtime::Object`.
#[proc_macro_derive(Object, attributes(json))]
pub fn object(item: TokenStream) -> TokenStream {
    expand(|item| object::derive(item, object::Kind::Received), item)
}

/// Derives the same as `Object`, and adds a constructor, setters and checks. See the documentation of
/// `openapi_bindgen_runtime::RequestObject`.
#[proc_macro_derive(RequestObject, attributes(check, json))]
pub fn request_object(item: TokenStream) -> TokenStream {
    expand(|item| object::derive(item, object::Kind::Sent), item)
}

/// Reads and writes an enum as a JSON string. See the documentation of `openapi_bindgen_runtime::StringEnum`.
#[proc_macro_derive(StringEnum, attributes(json))]
pub fn string_enum(item: TokenStream) -> TokenStream {
    expand(string_enum::derive, item)
}

/// Reads and writes an enum as a JSON integer. See the documentation of `openapi_bindgen_runtime::IntegerEnum`.
#[proc_macro_derive(IntegerEnum, attributes(json))]
pub fn integer_enum(item: TokenStream) -> TokenStream {
    expand(integer_enum::derive, item)
}

/// Reads and writes an enum of several JSON types. See the documentation of `openapi_bindgen_runtime::Union`.
#[proc_macro_derive(Union, attributes(check, json))]
pub fn union(item: TokenStream) -> TokenStream {
    expand(union::derive, item)
}

/// Makes a struct an operation of a client. See the documentation of `openapi_bindgen_runtime::Operation`.
#[proc_macro_derive(
    Operation,
    attributes(body, check, download, encoding, events, operation, pages, param, response, security, setter)
)]
pub fn operation(item: TokenStream) -> TokenStream {
    expand(operation::derive, item)
}

/// Reads an enum by the status of a reply. See the documentation of `openapi_bindgen_runtime::ByStatus`.
#[proc_macro_derive(ByStatus, attributes(by_status, header, status))]
pub fn by_status(item: TokenStream) -> TokenStream {
    expand(by_status::derive, item)
}

/// Reads a struct from the headers of a reply. See the documentation of `openapi_bindgen_runtime::ResponseHeaders`.
#[proc_macro_derive(ResponseHeaders, attributes(header))]
pub fn response_headers(item: TokenStream) -> TokenStream {
    expand(response_headers::derive, item)
}

/// Implements `BodyContent` for an enum of the possible bodies of a request. See the documentation of
/// `openapi_bindgen_runtime::BodyContent`.
#[proc_macro_derive(BodyContent, attributes(body, check, encoding, from))]
pub fn body_content(item: TokenStream) -> TokenStream {
    expand(body_content::derive, item)
}

/// Writes a struct as a `multipart/form-data` body. See the documentation of `openapi_bindgen_runtime::Parts`.
#[proc_macro_derive(Parts, attributes(json))]
pub fn parts(item: TokenStream) -> TokenStream {
    expand(parts::derive, item)
}

/// Makes a struct the client of an API. See the documentation of `openapi_bindgen_runtime::ApiClient`.
#[proc_macro_derive(ApiClient, attributes(client))]
pub fn api_client(item: TokenStream) -> TokenStream {
    expand(|item| client::derive(item, client::Kind::Client), item)
}

/// Makes a struct the builder of a client. See the documentation of `openapi_bindgen_runtime::ApiClient`.
#[proc_macro_derive(ApiClientBuilder)]
pub fn api_client_builder(item: TokenStream) -> TokenStream {
    expand(|item| client::derive(item, client::Kind::Builder), item)
}

/// Makes a struct the call of an operation. See the documentation of `openapi_bindgen_runtime::ApiClient`.
#[proc_macro_derive(ApiCall)]
pub fn api_call(item: TokenStream) -> TokenStream {
    expand(|item| client::derive(item, client::Kind::Call), item)
}
