use crate::ir::{Api, Scalar, TypeKind, TypeRef};

/// Unmarks fields of any JSON as nullable, since null is one of their values.
pub(crate) fn drop_null(api: &mut Api) {
    for position in 0..api.types.len() {
        let TypeKind::Object(object) = &api.types[position].kind else { continue };
        let are_any_json: Vec<bool> = object.fields.iter().map(|field| is_any_json(api, &field.ty)).collect();
        let TypeKind::Object(object) = &mut api.types[position].kind else { continue };
        for (field, is_any_json) in object.fields.iter_mut().zip(are_any_json) {
            field.nullable &= !is_any_json;
        }
    }
}

fn is_any_json(api: &Api, ty: &TypeRef) -> bool {
    match api.without_aliases(ty) {
        TypeRef::Scalar(scalar) => *scalar == Scalar::Json,
        TypeRef::Boxed(inner) | TypeRef::Deep(inner) | TypeRef::Nullable(inner) => is_any_json(api, inner),
        TypeRef::Named(_) | TypeRef::Array(_) | TypeRef::Map(_) => false,
    }
}
