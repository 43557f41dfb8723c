//! Types as derives see them: by their tokens.

use proc_macro2::{TokenStream, TokenTree};

use super::{
    Uses,
    tokens::{Models, plain, type_ref},
};
use crate::ir::{Api, RustIdent, TypeRef};

/// Renders a type for use in an operation. Aliases of numbers and booleans are resolved, since a
/// derive would not recognize them.
pub(super) fn plain_type(api: &Api, ty: &TypeRef, uses: &mut Uses) -> TokenStream {
    type_ref(api, plain(api, ty), Models::ByModule, uses)
}

/// Returns true if the tokens are those of a number or a boolean, which setters take without
/// conversion.
pub(super) fn is_number_type(ty: &TokenStream) -> bool {
    let name = ty.to_string();
    matches!(name.as_str(), "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64")
}

/// Returns true if the tokens are those of `name<…>`.
pub(super) fn is_generic(ty: &TokenStream, name: &str) -> bool {
    matches!(ty.clone().into_iter().next(), Some(TokenTree::Ident(first)) if first == name)
}

/// Returns the name of a field without the `r#` of a raw identifier.
pub(super) fn plain_name(name: &RustIdent) -> &str {
    name.as_str().trim_start_matches("r#")
}
