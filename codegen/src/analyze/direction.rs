use super::usage::usages;
use crate::ir::{Api, Direction, Presence, Split, TypeDef, TypeId, TypeKind, Usage};
use crate::naming::name_inputs;

/// Splits each type that is sent and received, if one direction omits a property that the other
/// requires: into a received and a sent type. A type that contains a split one in both directions
/// is split, too.
///
/// A type with one direction is never split. Properties of the other direction are optional there.
pub(crate) fn split(api: &mut Api) {
    let usages = usages(api);
    let split = two_sided(api, &usages);
    let names = name_inputs(&api.types, &split);
    let mut inputs: Vec<Option<TypeId>> = vec![None; api.types.len()];
    for (&id, name) in split.iter().zip(names) {
        let input = TypeId(api.types.len());
        inputs[id.0] = Some(input);
        let split = Some(Split { direction: Direction::Sent, counterpart: id });
        api.types.push(TypeDef { name, split, ..api.type_def(id).clone() });
        api.types[id.0].split = Some(Split { direction: Direction::Received, counterpart: input });
    }
    // In a type that is not split, properties of both directions keep the received type, unless the
    // type is only sent.
    let is_only_sent = |id: usize| usages.get(id).and_then(|usage| usage.direction()) == Some(Direction::Sent);
    for (position, def) in api.types.iter_mut().enumerate() {
        let side = match def.split {
            Some(split) => split.direction,
            None if is_only_sent(position) => Direction::Sent,
            None => Direction::Received,
        };
        if def.split.is_some()
            && let TypeKind::Object(object) = &mut def.kind
        {
            object.fields.retain(|field| side.has(field.direction));
        }
        for (direction, part) in def.kind.directed_parts_mut() {
            if direction == Direction::Sent || (direction == Direction::Both && side == Direction::Sent) {
                part.rename(&|id| input_of(&inputs, id));
            }
        }
    }
    for operation in &mut api.operations {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.ty);
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents).map(|content| &mut content.ty);
        for ty in parameters.chain(contents) {
            ty.rename(&|id| input_of(&inputs, id));
        }
    }
    for (_, id) in api.webhook_types.iter_mut().filter(|(direction, _)| *direction == Direction::Sent) {
        *id = input_of(&inputs, *id);
    }
    api.order = api.order.iter().flat_map(|id| std::iter::once(*id).chain(inputs[id.0])).collect();
}

/// Returns the sent type of a type, which is itself unless it is split.
fn input_of(inputs: &[Option<TypeId>], id: TypeId) -> TypeId {
    inputs.get(id.0).copied().flatten().unwrap_or(id)
}

/// Returns the types to split, in order.
fn two_sided(api: &Api, usages: &[Usage]) -> Vec<TypeId> {
    let count = api.types.len();
    let goes_both_ways = |id: TypeId| usages[id.0].direction() == Some(Direction::Both);
    // The types that contain each type in a property of both directions.
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); count];
    let mut open = Vec::new();
    for id in (0..count).map(TypeId).filter(|id| goes_both_ways(*id)) {
        let kind = &api.type_def(id).kind;
        for part in
            kind.directed_parts().filter_map(|(direction, ty)| ty.named(true).filter(|_| direction == Direction::Both))
        {
            holders[part.0].push(id);
        }
        if requires_of_one_side(kind) {
            open.push(id);
        }
    }
    let mut is_split = vec![false; count];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut is_split[id.0], true) {
            open.extend(&holders[id.0]);
        }
    }
    (0..count).map(TypeId).filter(|id| is_split[id.0]).collect()
}

/// Returns true if the type has a property that is required in one direction and absent in the
/// other.
fn requires_of_one_side(kind: &TypeKind) -> bool {
    let TypeKind::Object(object) = kind else { return false };
    object.fields.iter().any(|field| field.direction != Direction::Both && field.presence == Presence::Required)
}
