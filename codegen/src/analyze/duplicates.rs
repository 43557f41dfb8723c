use std::collections::HashMap;

use crate::ir::{Api, Constraint, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// Makes an inline type that says the same as an earlier one another name for that one.
pub(crate) fn merge(api: &mut Api) {
    let classes = classes(api);
    let mut first: HashMap<TypeId, TypeId> = HashMap::new();
    // In the order of the output, which also has none of the types that are not generated.
    for id in &api.order {
        let representative = *first.entry(classes[id.0]).or_insert(*id);
        if representative != *id {
            api.types[id.0].kind = TypeKind::Alias(TypeRef::Named(representative));
            // The other one asks the same.
            api.types[id.0].constraints.clear();
        }
    }
}

/// For each type, the number of its class: types of one class say the same. A component is a class of its own.
fn classes(api: &Api) -> Vec<TypeId> {
    let mut classes: Vec<TypeId> = (0..api.types.len()).map(TypeId).collect();
    let mut count = classes.len();
    // Types are the same when what they are made of is the same, which shows one level of nesting at a time.
    loop {
        let mut known: HashMap<(TypeKind, &[Constraint]), TypeId> = HashMap::new();
        let mut next = classes.clone();
        for (position, def) in api.types.iter().enumerate().filter(|(_, def)| def.is_inline) {
            let mut kind = def.kind.clone();
            for (_, part) in kind.said_parts_mut() {
                part.rename(&|id| classes[id.0]);
            }
            if let TypeKind::Union(union) = &mut kind {
                // What says the same stands elsewhere.
                union.variants.iter_mut().for_each(|branch| branch.pointer = Pointer::root());
            }
            next[position] = *known.entry((kind, &def.constraints)).or_insert(TypeId(position));
        }
        let inline = api.types.iter().filter(|def| def.is_inline).count();
        let next_count = api.types.len() - inline + known.len();
        classes = next;
        if next_count == count {
            return classes;
        }
        count = next_count;
    }
}
