//! The values of fields whose properties are absent.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{Api, Number, Scalar, TypeRef};
use crate::render::{attributes, doc};

/// Renders `default = …` for a value of the type.
pub(super) fn argument(api: &Api, ty: &TypeRef, value: &Value) -> TokenStream {
    match (value, api.without_aliases(ty)) {
        (Value::Array(items), TypeRef::Array(item)) if !items.is_empty() => {
            let items = items.iter().map(|value| literal(api, item, value));
            quote!(default = [#(#items),*])
        }
        (Value::Array(_) | Value::Object(_), _) => quote!(default),
        (value, _) => {
            let value = literal(api, ty, value);
            quote!(default = #value)
        }
    }
}

/// Returns the sentence about the value.
pub(super) fn sentence(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "Empty where it is absent.".to_owned(),
        Value::String(text) => format!("{} where it is absent.", doc::code(text)),
        value => format!("{} where it is absent.", doc::code(&value.to_string())),
    }
}

fn literal(api: &Api, ty: &TypeRef, value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(value) => quote!(#value),
        value => {
            let integer = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
            let is_float = matches!(api.without_aliases(ty), TypeRef::Scalar(Scalar::F32 | Scalar::F64));
            let number = match integer.filter(|_| !is_float) {
                Some(integer) => Number::integer(integer),
                None => Number::float(value.as_f64().unwrap_or_default()),
            };
            attributes::number(&number)
        }
    }
}
