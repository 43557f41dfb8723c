use super::rules;
use crate::ir::{Api, Constraint, Operation, TypeDef, TypeKind};

/// Returns the constraints of each additional property.
pub(super) fn additional_constraints(def: &TypeDef) -> Vec<Constraint> {
    def.constraints.iter().filter(|constraint| matches!(constraint, Constraint::Each(_))).cloned().collect()
}

/// Returns true if a check has a pattern, for which the runtime needs a feature.
pub(super) fn has_patterns(api: &Api) -> bool {
    let emitted = api.order.iter().map(|id| api.type_def(*id));
    let of_types = emitted.filter(|def| def.sent).any(|def| match &def.kind {
        TypeKind::Object(object) => {
            let mut sent = object.fields.iter().filter(|field| field.is_sent());
            rules::have_pattern(&def.constraints)
                || sent.any(|field| rules::has_pattern(api, &field.ty, &field.constraints))
                || object.additional.iter().any(|(_, ty)| rules::has_pattern(api, ty, &[]))
        }
        TypeKind::Union(union) => {
            union.variants.iter().any(|variant| rules::has_pattern(api, &variant.ty, &variant.constraints))
        }
        // Their constraints are checked where the types are used.
        TypeKind::OpenEnum(_) | TypeKind::Alias(_) => false,
    });
    let in_operation = |operation: &Operation| {
        let parameters = operation.parameters.iter().map(|parameter| (&parameter.ty, &parameter.constraints));
        let contents = operation.contents().map(|content| (&content.ty, &content.constraints));
        parameters.chain(contents).any(|(ty, constraints)| rules::has_pattern(api, ty, constraints))
    };
    of_types || api.operations.iter().any(in_operation)
}
