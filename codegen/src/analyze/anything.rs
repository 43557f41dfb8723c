use crate::ir::{Api, Scalar, TypeKind, TypeRef};

/// Says of the members that may be anything that null is not a matter of their presence: it is one of their values.
pub(crate) fn settle_null(api: &mut Api) {
    for position in 0..api.types.len() {
        let TypeKind::Object(object) = &api.types[position].kind else { continue };
        let anything: Vec<bool> = object.fields.iter().map(|field| is_anything(api, &field.ty)).collect();
        let TypeKind::Object(object) = &mut api.types[position].kind else { continue };
        for (field, is_anything) in object.fields.iter_mut().zip(anything) {
            field.nullable &= !is_anything;
        }
    }
}

fn is_anything(api: &Api, ty: &TypeRef) -> bool {
    match api.settled(ty) {
        TypeRef::Scalar(scalar) => *scalar == Scalar::Json,
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => is_anything(api, inner),
        TypeRef::Named(_) | TypeRef::Array(_) | TypeRef::Map(_) => false,
    }
}
