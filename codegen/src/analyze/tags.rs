use std::collections::{BTreeSet, HashMap};

use crate::ir::{Api, Field, OpenEnum, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Values};

/// Sets the discriminator value of each struct. A struct with several values needs one from the
/// caller.
pub(crate) fn mark(api: &mut Api) {
    let mut meant: HashMap<(TypeId, String), BTreeSet<String>> = HashMap::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else { continue };
        let Some(tag) = &union.tag else { continue };
        for branch in &union.variants {
            if let Some(id) = struct_of(api, &branch.ty) {
                let values = branch.tags.iter().map(ToString::to_string);
                meant.entry((id, tag.to_string())).or_default().extend(values);
            }
        }
    }
    for ((id, member), values) in meant {
        let Some(value) = values.first().filter(|_| values.len() == 1) else { continue };
        let TypeKind::Object(object) = &api.type_def(id).kind else { continue };
        let is_it = |field: &Field| field.wire.as_str() == member && may_be(api, &field.ty, value);
        let field = object.fields.iter().position(is_it);
        if let (Some(field), TypeKind::Object(object)) = (field, &mut api.types[id.0].kind) {
            object.fields[field].tag = Some(value.clone());
        }
    }
}

/// Returns the struct of a branch. For a base, that is the struct of its own properties.
fn struct_of(api: &Api, branch: &TypeRef) -> Option<TypeId> {
    let TypeRef::Named(id) = api.without_aliases(branch) else { return None };
    let TypeDef { kind, pointer, .. } = api.type_def(*id);
    match kind {
        TypeKind::Object(_) => Some(*id),
        TypeKind::Union(union) if union.is_base => {
            let own = union.variants.iter().filter_map(|variant| variant.ty.named(true));
            own.into_iter().find(|own| api.type_def(*own).pointer == *pointer)
        }
        TypeKind::Union(_) | TypeKind::OpenEnum(_) | TypeKind::Alias(_) => None,
    }
}

/// Returns true if a field of the type allows the string.
fn may_be(api: &Api, ty: &TypeRef, text: &str) -> bool {
    match api.without_aliases(ty) {
        TypeRef::Scalar(scalar) => *scalar == Scalar::String,
        TypeRef::Named(id) => match &api.type_def(*id).kind {
            TypeKind::OpenEnum(OpenEnum { values: Values::Texts, variants }) => {
                variants.iter().any(|variant| variant.wire.as_str() == text)
            }
            TypeKind::OpenEnum(_) | TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
        },
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
    }
}
