//! Types as derives see them: by their tokens.

use proc_macro2::{TokenStream, TokenTree};

use super::{
    Uses,
    tokens::{Models, plain, type_ref},
};
use crate::ir::{Api, Constraint, MOST_CHECKED, RustIdent, TypeRef};
use crate::naming;

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
    if api.has_checked_contents(ty, own) && api.has_map(ty) {
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
    naming::case::plain(name.as_str())
}

/// Returns the type with all aliases resolved, including those inside it as deep as values are checked.
pub(super) fn without_aliases(api: &Api, ty: &TypeRef) -> TypeRef {
    without_aliases_within(api, ty, MOST_CHECKED)
}

fn without_aliases_within(api: &Api, ty: &TypeRef, levels: usize) -> TypeRef {
    let Some(rest) = levels.checked_sub(1) else { return ty.clone() };
    let without_aliases = |ty| Box::new(without_aliases_within(api, ty, rest));
    match api.without_aliases(ty) {
        TypeRef::Named(id) => TypeRef::Named(*id),
        TypeRef::Array(inner) => TypeRef::Array(without_aliases(inner)),
        TypeRef::Map(inner) => TypeRef::Map(without_aliases(inner)),
        TypeRef::Boxed(inner) => TypeRef::Boxed(without_aliases(inner)),
        TypeRef::Deep(inner) => TypeRef::Deep(without_aliases(inner)),
        TypeRef::Nullable(inner) => TypeRef::Nullable(without_aliases(inner)),
        TypeRef::Scalar(scalar) => TypeRef::Scalar(*scalar),
    }
}
