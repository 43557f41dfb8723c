use crate::analyze::reach;
use crate::ir::{Api, Direction, TypeDef, TypeKind};

/// Returns true if a sent value of the type, or a value at any depth in it, has constraints.
pub(super) fn are_in(api: &Api, def: &TypeDef) -> bool {
    let mut reached = vec![false; api.types.len()];
    let sent = def.kind.directed_parts().filter(|(direction, _)| Direction::Sent.has(*direction));
    reach(api, sent.filter_map(|(_, part)| part.named(true)), Direction::Sent, &mut reached);
    let inside = api.types.iter().zip(reached).filter_map(|(def, is_reached)| is_reached.then_some(def));
    std::iter::once(def).chain(inside).any(|def| def.sent && has_constraints(api, def))
}

/// Returns true if a value of the type has constraints, apart from those that the types in it check.
fn has_constraints(api: &Api, def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Object(object) => {
            !def.constraints.is_empty()
                || object
                    .fields
                    .iter()
                    .any(|field| field.is_sent() && api.has_constraints(&field.ty, &field.constraints))
                || object.additional.iter().any(|(_, ty)| api.has_constraints(ty, &[]))
        }
        TypeKind::Union(union) => {
            union.variants.iter().any(|variant| api.has_constraints(&variant.ty, &variant.constraints))
        }
        TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
    }
}
