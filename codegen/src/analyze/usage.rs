use crate::ir::{Api, Direction, Encoding, Operation, Presence, TypeId, TypeKind, TypeRef};

/// Marks the types that some operation sends, and those that no operation uses with all that is in them: a program may
/// send those by other means.
///
/// Where null and absence mean different things, a type that is sent must be able to say both.
pub(crate) fn mark(api: &mut Api) {
    let (mut sent, received) = directions(api);
    let unused: Vec<TypeId> = (0..api.types.len()).map(TypeId).filter(|id| !sent[id.0] && !received[id.0]).collect();
    reach(api, unused.into_iter(), &mut sent);
    for ((def, sent), received) in api.types.iter_mut().zip(sent).zip(received) {
        def.sent = sent;
        let TypeKind::Object(object) = &mut def.kind else { continue };
        for field in &mut object.fields {
            // Only the server sets it, so a caller who sends the type need not.
            if def.sent && field.direction == Direction::Received && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                field.null_is_default = true;
            }
            // The server never shows it.
            if received && field.direction == Direction::Sent && field.presence == Presence::Required {
                field.presence = Presence::Optional;
                field.null_is_default = true;
            }
            if def.sent && field.nullable && !field.null_is_default && field.presence == Presence::Optional {
                field.presence = Presence::Nullable;
            }
        }
    }
}

/// Which types some operation sends, and which some operation receives, by their positions.
pub(crate) fn directions(api: &Api) -> (Vec<bool>, Vec<bool>) {
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters).map(|parameter| &parameter.ty);
    let bodies = api.operations.iter().flat_map(Operation::contents).map(|content| &content.ty);
    let mut sent = vec![false; api.types.len()];
    reach(api, parameters.chain(bodies).filter_map(|ty| ty.named(true)), &mut sent);
    let successes = api.operations.iter().flat_map(|operation| operation.success.bodies());
    let errors = api.operations.iter().flat_map(|operation| &operation.errors).flat_map(|response| &response.body);
    let events = api.operations.iter().flat_map(|operation| &operation.events).map(|events| &events.ty);
    let mut received = vec![false; api.types.len()];
    let bodies = successes.chain(errors).map(|body| &body.ty);
    reach(api, bodies.chain(events).filter_map(|ty| ty.named(true)), &mut received);
    (sent, received)
}

/// Marks the objects that are multipart bodies.
pub(crate) fn mark_multipart(api: &mut Api) {
    let bodies = api.operations.iter().flat_map(Operation::contents);
    let multipart = bodies.filter(|body| matches!(body.encoding, Encoding::Multipart(_)));
    let multipart: Vec<TypeId> = multipart
        .filter_map(|body| match api.settled(&body.ty) {
            TypeRef::Named(id) => Some(*id),
            _ => None,
        })
        .collect();
    for id in multipart {
        api.types[id.0].is_multipart = true;
    }
}

/// Marks `roots` and the types that can be reached from them.
pub(crate) fn reach(api: &Api, roots: impl Iterator<Item = TypeId>, reached: &mut [bool]) {
    let mut open: Vec<TypeId> = roots.collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            open.extend(api.type_def(id).kind.parts().filter_map(|part| part.named(true)));
        }
    }
}
