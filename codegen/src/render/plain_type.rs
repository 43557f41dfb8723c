//! Types as derives see them: by their tokens.

use proc_macro2::{TokenStream, TokenTree};

use super::{
    Uses,
    operation::without_aliases,
    tokens::{Models, plain, type_ref},
};
use crate::ir::{Api, Constraint, RustIdent, TypeRef};

/// Renders a type for use in an operation. Aliases of numbers and booleans are resolved, since a
/// derive would not recognize them.
pub(super) fn plain_type(api: &Api, ty: &TypeRef, uses: &mut Uses) -> TokenStream {
    type_ref(api, plain(api, ty), Models::ByModule, uses)
}

/// Renders a type that a derive checks. An alias of a map with checked values is resolved, since the derive would take it
/// for a list. `own` are the constraints where the type is used.
pub(super) fn checked_type(
    api: &Api,
    ty: &TypeRef,
    own: &[Constraint],
    models: Models,
    uses: &mut Uses,
) -> TokenStream {
    if api.has_map(ty) && api.has_checked_contents(ty, own) {
        type_ref(api, &without_aliases(api, ty), models, uses)
    } else {
        type_ref(api, ty, models, uses)
    }
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
