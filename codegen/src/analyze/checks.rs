use crate::ir::{Api, Direction, TypeDef, TypeKind, TypeRef};

/// Marks the types of which some value, at whatever depth, has constraints.
///
/// Only what is sent is checked, so a constraint of a type that is only received marks nothing.
pub(crate) fn mark(api: &mut Api) {
    let checked: Vec<bool> = api.types.iter().map(|def| def.sent && has_constraints(api, def)).collect();
    for (def, checked) in api.types.iter_mut().zip(checked) {
        def.checked = checked;
    }
    // What holds a checked type is checked itself: repeat until nothing more is marked.
    loop {
        let marked: Vec<usize> = (0..api.types.len())
            .filter(|&position| {
                let def = &api.types[position];
                def.sent
                    && !def.checked
                    && sent_parts(def).filter_map(|part| part.named(true)).any(|id| api.type_def(id).checked)
            })
            .collect();
        if marked.is_empty() {
            return;
        }
        for position in marked {
            api.types[position].checked = true;
        }
    }
}

/// What of a type is sent.
fn sent_parts(def: &TypeDef) -> impl Iterator<Item = &TypeRef> {
    def.kind.said_parts().filter(|(said_by, _)| Direction::Sent.has(*said_by)).map(|(_, ty)| ty)
}

/// Whether the document asks something of a value of the type, but for what the types in it check themselves.
fn has_constraints(api: &Api, def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Object(object) => {
            !def.constraints.is_empty()
                || object.fields.iter().any(|field| field.is_sent() && api.asks(&field.ty, &field.constraints))
                || object.additional.iter().any(|(_, ty)| api.asks(ty, &[]))
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| api.asks(&variant.ty, &variant.constraints)),
        TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
    }
}
