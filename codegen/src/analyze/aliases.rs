use crate::ir::{Api, Operation, TypeId, TypeKind};

/// Drops the aliases that nothing in the output uses, where the document has operations: a program that mounts the output
/// would be warned of each. Without operations the program uses the types itself.
pub(crate) fn drop_unused(api: &mut Api) {
    if api.operations.is_empty() {
        return;
    }
    let is_alias = |id: &TypeId| matches!(api.type_def(*id).kind, TypeKind::Alias(_));
    let mut used = vec![false; api.types.len()];
    let mut open: Vec<TypeId> = api.incoming.iter().map(|(_, id)| *id).collect();
    for id in api.order.iter().filter(|id| !is_alias(id)) {
        match &api.type_def(*id).kind {
            TypeKind::Object(object) => {
                let fields = object.fields.iter().filter(|field| !api.is_written_out(&field.ty, &field.constraints));
                let additional = object.additional.iter().map(|(_, ty)| ty);
                open.extend(fields.map(|field| &field.ty).chain(additional).filter_map(|ty| ty.named(true)));
            }
            kind => open.extend(kind.parts().filter_map(|ty| ty.named(true))),
        }
    }
    let types = api.operations.iter().flat_map(Operation::types).filter(|ty| !api.is_plain(ty));
    open.extend(types.filter_map(|ty| ty.named(true)));
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut used[id.0], true)
            && let TypeKind::Alias(target) = &api.type_def(id).kind
        {
            open.extend(target.named(true));
        }
    }
    let unused: Vec<bool> =
        api.types.iter().zip(used).map(|(def, used)| !used && matches!(def.kind, TypeKind::Alias(_))).collect();
    api.order.retain(|id| !unused[id.0]);
}
