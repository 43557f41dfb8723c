use crate::ir::{Api, Encoding, Operation, Presence, TypeDef, TypeId, TypeKind, TypeRef};

/// Marks the types that some operation sends, and those that no operation uses: a program may send those by other means.
///
/// Where null and absence mean different things, a type that is sent must be able to say both.
pub(crate) fn mark(api: &mut Api) {
    let sent = reachable(api, |operation, visit| {
        for parameter in &operation.parameters {
            visit(&parameter.ty);
        }
        operation.body.iter().for_each(|body| visit(&body.ty));
    });
    let received = reachable(api, |operation, visit| {
        let errors = operation.errors.iter().filter_map(|response| response.body.as_ref());
        errors.chain(operation.success.bodies()).for_each(|body| visit(&body.ty));
    });
    for ((def, sent), received) in api.types.iter_mut().zip(sent).zip(received) {
        def.sent = sent || !received;
        let TypeKind::Object(object) = &mut def.kind else { continue };
        for field in &mut object.fields {
            // Only the server sets it, so a caller who sends the type need not.
            if def.sent && field.read_only && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                field.null_is_default = true;
            }
            if def.sent && field.nullable && !field.null_is_default && field.presence == Presence::Optional {
                field.presence = Presence::Nullable;
            }
        }
    }
}

/// Marks the objects that are multipart bodies.
pub(crate) fn mark_multipart(api: &mut Api) {
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let multipart: Vec<TypeRef> =
        bodies.filter(|body| body.encoding == Encoding::Multipart).map(|body| body.ty.clone()).collect();
    for mut ty in multipart {
        while let TypeRef::Named(id) = ty {
            let TypeKind::Alias(target) = &api.type_def(id).kind else {
                api.types[id.0].is_multipart = true;
                break;
            };
            ty = target.clone();
        }
    }
}

/// Which types can be reached from those that `roots` visits.
fn reachable(api: &Api, roots: impl Fn(&Operation, &mut dyn FnMut(&TypeRef))) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    let mut open: Vec<TypeId> = Vec::new();
    for operation in &api.operations {
        roots(operation, &mut |ty| open.extend(ty.named(true)));
    }
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            open.extend(parts(api.type_def(id)).filter_map(|part| part.named(true)));
        }
    }
    reached
}

/// The types that a type is directly made of.
pub(crate) fn parts(def: &TypeDef) -> impl Iterator<Item = &TypeRef> {
    let (fields, variants, other) = match &def.kind {
        TypeKind::Object(object) => {
            (object.fields.as_slice(), [].as_slice(), object.additional.as_ref().map(|(_, ty)| ty))
        }
        TypeKind::Union(union) => ([].as_slice(), union.variants.as_slice(), None),
        TypeKind::Alias(target) => ([].as_slice(), [].as_slice(), Some(target)),
        TypeKind::StringEnum(_) => ([].as_slice(), [].as_slice(), None),
    };
    fields.iter().map(|field| &field.ty).chain(variants.iter().map(|variant| &variant.ty)).chain(other)
}
