use crate::ir::{Api, Direction, Encoding, Operation, Presence, TypeId, TypeKind, TypeRef};

/// Which types operations send, and which they receive.
pub(crate) struct Usage {
    pub sent: Vec<bool>,
    pub received: Vec<bool>,
}

impl Usage {
    pub(crate) fn of(api: &Api) -> Self {
        let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
        let bodies = api.operations.iter().flat_map(Operation::contents);
        let roots = parameters.map(|parameter| &parameter.ty).chain(bodies.map(|content| &content.ty));
        let mut sent = vec![false; api.types.len()];
        reach(api, roots.filter_map(|ty| ty.named(true)), Direction::Sent, &mut sent);
        let successes = api.operations.iter().flat_map(|operation| operation.success.bodies());
        let errors = api.operations.iter().flat_map(|operation| &operation.errors).flat_map(|response| &response.body);
        let events = api.operations.iter().flat_map(|operation| &operation.events).map(|events| &events.ty);
        let roots = successes.chain(errors).map(|body| &body.ty).chain(events);
        let mut received = vec![false; api.types.len()];
        reach(api, roots.filter_map(|ty| ty.named(true)), Direction::Received, &mut received);
        Self { sent, received }
    }
}

/// Marks the types that some operation sends, and those that no operation uses with all that is in them: a program may
/// send those by other means.
///
/// Where null and absence mean different things, a type that is sent must be able to say both.
pub(crate) fn mark(api: &mut Api) {
    let Usage { sent, received } = Usage::of(api);
    let unused: Vec<TypeId> = (0..api.types.len()).map(TypeId).filter(|id| !sent[id.0] && !received[id.0]).collect();
    let mut may_be_sent = sent.clone();
    reach(api, unused.into_iter(), Direction::Both, &mut may_be_sent);
    for (position, def) in api.types.iter_mut().enumerate() {
        let received = received[position];
        def.said_by = match (sent[position], received) {
            (true, true) => Some(Direction::Both),
            (true, false) => Some(Direction::Sent),
            (false, true) => Some(Direction::Received),
            (false, false) => None,
        };
        // What is received of a schema that is split is not sent by other means either.
        def.sent = may_be_sent[position] && def.half.is_none_or(|half| half.said_by == Direction::Sent);
        let TypeKind::Object(object) = &mut def.kind else { continue };
        for field in &mut object.fields {
            let may_be_missing = match field.direction {
                Direction::Both => false,
                // Only the server sets it, so a caller who sends the type need not.
                Direction::Received => !received,
                // The server never shows it.
                Direction::Sent => received,
            };
            if may_be_missing && field.presence == Presence::Required {
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

/// Marks `roots` and the types that can be reached from them by what `side` says.
pub(crate) fn reach(api: &Api, roots: impl Iterator<Item = TypeId>, side: Direction, reached: &mut [bool]) {
    let mut open: Vec<TypeId> = roots.collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            let parts = api.type_def(id).kind.said_parts().filter(|(direction, _)| side.has(*direction));
            open.extend(parts.filter_map(|(_, part)| part.named(true)));
        }
    }
}
