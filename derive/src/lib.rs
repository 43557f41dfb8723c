//! The derives of `openapi-bindgen-runtime`, which re-exports and documents them: use them by way of that crate.
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

mod attributes;
mod case;
mod check;
mod class;
mod code;
mod documentation;
mod error;
mod integer_enum;
mod item;
mod literal;
mod object;
mod open_enum;
mod parts;
mod shape;
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

/// Does what `Object` does, and adds a constructor, setters and checks. See the documentation of
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

/// Writes a struct as the parts of a multipart body. See the documentation of `openapi_bindgen_runtime::Parts`.
#[proc_macro_derive(Parts, attributes(json))]
pub fn parts(item: TokenStream) -> TokenStream {
    expand(parts::derive, item)
}
