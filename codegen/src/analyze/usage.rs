use crate::ir::{Api, Direction, Encoding, Operation, Presence, TypeId, TypeKind, TypeRef, Usage};

/// Returns the usage of each type, by index.
pub(crate) fn usages(api: &Api) -> Vec<Usage> {
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    let bodies = api.operations.iter().flat_map(Operation::contents);
    let sent = parameters.map(|parameter| &parameter.ty).chain(bodies.map(|content| &content.ty));
    let successes = api.operations.iter().flat_map(|operation| operation.success.bodies());
    let errors = api.operations.iter().flat_map(|operation| &operation.errors).flat_map(|response| &response.body);
    let events = api.operations.iter().flat_map(|operation| &operation.events).map(|events| &events.ty);
    let received = successes.chain(errors).map(|body| &body.ty).chain(events);
    let named = |ty: &TypeRef| ty.named(true);
    let in_operations = sides(api, sent.filter_map(named), received.filter_map(named));
    let incoming = |side| api.webhook_types.iter().filter(move |(direction, _)| *direction == side).map(|(_, id)| *id);
    let in_webhooks = sides(api, incoming(Direction::Sent), incoming(Direction::Received));
    let both = in_operations.into_iter().zip(in_webhooks);
    both.map(|(in_operations, in_webhooks)| Usage { in_operations, in_webhooks }).collect()
}

/// Returns the direction of each type that the sent and received types reach.
fn sides(
    api: &Api,
    sent: impl Iterator<Item = TypeId>,
    received: impl Iterator<Item = TypeId>,
) -> Vec<Option<Direction>> {
    let (mut is_sent, mut is_received) = (vec![false; api.types.len()], vec![false; api.types.len()]);
    reach(api, sent, Direction::Sent, &mut is_sent);
    reach(api, received, Direction::Received, &mut is_received);
    is_sent.into_iter().zip(is_received).map(|(sent, received)| Direction::from_flags(sent, received)).collect()
}

/// Marks the types that are sent. Also marks the types that nothing uses, since a program may send
/// those by other means.
///
/// A sent type must distinguish null from absent if the document does.
pub(crate) fn mark(api: &mut Api) {
    let usages = usages(api);
    let unused = (0..api.types.len()).map(TypeId).filter(|id| usages[id.0].direction().is_none());
    let mut may_be_sent: Vec<bool> = usages.iter().map(|usage| usage.has(Direction::Sent)).collect();
    reach(api, unused, Direction::Both, &mut may_be_sent);
    for (position, def) in api.types.iter_mut().enumerate() {
        def.usage = usages[position];
        let received = def.usage.has(Direction::Received);
        // The received type of a split schema is not sent by other means, either.
        def.sent = may_be_sent[position] && def.split.is_none_or(|split| split.direction == Direction::Sent);
        let TypeKind::Object(object) = &mut def.kind else { continue };
        for field in &mut object.fields {
            let may_be_missing = match field.direction {
                Direction::Both => false,
                // Only the server sets it, so a caller who sends the type can omit it.
                Direction::Received => !received,
                // The server never returns it.
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
    let multipart = bodies.filter(|body| matches!(body.encoding, Encoding::Multipart { .. }));
    let multipart: Vec<TypeId> = multipart
        .filter_map(|body| match api.without_aliases(&body.ty) {
            TypeRef::Named(id) => Some(*id),
            _ => None,
        })
        .collect();
    for id in multipart {
        api.types[id.0].is_multipart = true;
    }
}

/// Marks `roots` and the types that they reach in the direction `side`.
pub(crate) fn reach(api: &Api, roots: impl Iterator<Item = TypeId>, side: Direction, reached: &mut [bool]) {
    let mut open: Vec<TypeId> = roots.collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            let parts = api.type_def(id).kind.directed_parts().filter(|(direction, _)| side.has(*direction));
            open.extend(parts.filter_map(|(_, part)| part.named(true)));
        }
    }
}
