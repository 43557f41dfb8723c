//! Types as derives see them: by their tokens.

use proc_macro2::{TokenStream, TokenTree};

use super::{
    Uses,
    tokens::{Models, plain, type_ref},
};
use crate::ir::{Api, RustIdent, TypeRef};

/// A type where it is used in an operation. Another name for a number or a boolean is written as what it stands for,
/// since a derive could not tell that it is one.
pub(super) fn plain_type(api: &Api, ty: &TypeRef, uses: &mut Uses) -> TokenStream {
    type_ref(api, plain(api, ty), Models::ByModule, uses)
}

/// Whether the tokens are those of a number or a boolean, which is taken as it is, and not as what converts into it.
pub(super) fn is_number_type(ty: &TokenStream) -> bool {
    let name = ty.to_string();
    matches!(name.as_str(), "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64")
}

/// Whether the tokens are those of `name<…>`.
pub(super) fn is_generic(ty: &TokenStream, name: &str) -> bool {
    matches!(ty.clone().into_iter().next(), Some(TokenTree::Ident(first)) if first == name)
}

/// The name of a field without what makes a keyword an identifier.
pub(super) fn plain_name(name: &RustIdent) -> &str {
    name.as_str().trim_start_matches("r#")
}
