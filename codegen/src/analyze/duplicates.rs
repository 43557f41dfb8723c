use std::collections::{BTreeSet, HashMap, HashSet};

use super::groups;
use super::usage::reach;
use crate::ir::{Api, Constraint, Direction, Operation, RustIdent, TypeId, TypeKind, TypeRef};
use crate::naming::shared_names;
use crate::pointer::Pointer;
use crate::rename::NAME;

/// Merges equal inline types under a name that fits all of their places.
///
/// Types whose places have no common words stay separate: the name of one place would mislead in
/// the other.
pub(crate) fn merge(api: &mut Api) {
    let classes = classes(api);
    let mut groups: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    // The order of the output omits types that are not generated.
    for id in &api.order {
        groups.entry(classes[id.0]).or_default().push(*id);
    }
    let mut names = Names::new(api);
    let mut merged: Vec<TypeId> = (0..api.types.len()).map(TypeId).collect();
    for id in &api.order {
        let group = &groups[&classes[id.0]];
        if group.first() != Some(id) || group.len() == 1 {
            continue;
        }
        if let Some(name) = names.shared(api, group) {
            api.types[id.0].name = name;
            for member in group {
                merged[member.0] = *id;
            }
        }
    }
    replace(api, &merged);
    let reached = reached(api);
    merge_unreached(api, &mut merged, &classes, &reached);
    for (index, into) in merged.iter().enumerate().filter(|(index, into)| into.0 != *index) {
        let def = &mut api.types[index];
        def.kind = TypeKind::Alias(TypeRef::Named(*into));
        def.constraints.clear();
    }
    api.order.retain(|id| merged[id.0] == *id && reached[id.0]);
}

/// The names of all types, and the new names of merged ones.
struct Names {
    taken: HashSet<String>,
    renamed: HashMap<String, String>,
    /// The lengths of their former names.
    lengths: HashSet<usize>,
}

impl Names {
    fn new(api: &Api) -> Self {
        let taken = api.order.iter().map(|id| api.type_def(*id).name.to_string()).collect();
        Self { taken, renamed: HashMap::new(), lengths: HashSet::new() }
    }

    /// Returns an unused name for a group of types, if there is one.
    fn shared(&mut self, api: &Api, group: &[TypeId]) -> Option<RustIdent> {
        let own: Vec<&str> = group.iter().map(|id| api.type_def(*id).name.as_str()).collect();
        let moved: Vec<String> = own.iter().map(|name| self.replace_prefix(name)).collect();
        let moved: Vec<&str> = moved.iter().map(String::as_str).collect();
        let kind = &api.type_def(group[0]).kind;
        let name = shared_names(&moved, kind)
            .into_iter()
            .find(|name| !self.taken.contains(name.as_str()) || own.contains(&name.as_str()))?;
        self.taken.insert(name.to_string());
        self.lengths.extend(own.iter().map(|own| own.len()));
        self.renamed.extend(own.iter().map(|own| ((*own).to_owned(), name.to_string())));
        Some(name)
    }

    /// Replaces the name of a merged type at the start of a name by the new one.
    fn replace_prefix(&self, name: &str) -> String {
        let ends = name.char_indices().rev().filter(|(_, letter)| letter.is_uppercase() || letter.is_ascii_digit());
        for (end, _) in ends.filter(|(end, _)| self.lengths.contains(end)) {
            if let Some(renamed) = self.renamed.get(&name[..end]) {
                return format!("{renamed}{}", &name[end..]);
            }
        }
        name.to_owned()
    }
}

/// Replaces the uses of merged types.
fn replace(api: &mut Api, merged: &[TypeId]) {
    let into = |id: TypeId| merged[id.0];
    for def in &mut api.types {
        def.kind.directed_parts_mut().into_iter().for_each(|(_, part)| part.rename(&into));
    }
    api.operations.iter_mut().flat_map(Operation::types_mut).for_each(|ty| ty.rename(&into));
    api.webhook_types.iter_mut().for_each(|(_, id)| *id = into(*id));
}

/// Returns true for each component and each type that a component, an operation or a webhook uses. Others belong to merged
/// types, or to parts that are left out, such as a response header that is an object.
fn reached(api: &Api) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    let components = api.order.iter().copied().filter(|id| !api.type_def(*id).is_inline);
    let used = api.operations.iter().flat_map(Operation::types).filter_map(|ty| ty.named(true));
    let roots = components.chain(used).chain(api.webhook_types.iter().map(|(_, id)| *id));
    reach(api, roots, Direction::Both, &mut reached);
    reached
}

/// Merges the types that only merged types contain into those that stay.
fn merge_unreached(api: &Api, merged: &mut [TypeId], classes: &[TypeId], reached: &[bool]) {
    let mut living: HashMap<TypeId, TypeId> = HashMap::new();
    for id in api.order.iter().filter(|id| reached[id.0] && merged[id.0] == **id) {
        living.entry(classes[id.0]).or_insert(*id);
    }
    for id in &api.order {
        if let Some(other) = living.get(&classes[id.0])
            && !reached[id.0]
            && merged[id.0] == *id
        {
            merged[id.0] = *other;
        }
    }
}

/// Returns the equivalence class of each type. Equal types share a class. A component has its own.
fn classes(api: &Api) -> Vec<TypeId> {
    let parts: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|def| def.kind.parts().filter_map(|part| part.named(true)).map(|part| part.0).collect())
        .collect();
    let inline = || (0..api.types.len()).filter(|position| api.types[*position].is_inline);
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for position in inline() {
        parts[position].iter().for_each(|part| users[*part].push(position));
    }
    let shapes = shapes(api);
    let groups = groups(&parts);
    let mut classes: Vec<usize> = (0..api.types.len()).collect();
    let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
    // Types are equal if their parts are, so each comes after its parts. Only in a cycle of types, some parts come later:
    // then, the types that contain a merged one are compared again. A class is never split again, or recursive types would
    // change their classes without end.
    let mut pending: BTreeSet<(usize, usize)> = inline().map(|position| (groups[position], position)).collect();
    while !pending.is_empty() {
        let before = classes.clone();
        for (_, position) in &pending {
            let own = parts[*position].iter().map(|part| first_of(&mut classes, *part)).collect();
            let equal = *known.entry((shapes[*position], own)).or_insert(*position);
            let (one, other) = (first_of(&mut classes, *position), first_of(&mut classes, equal));
            classes[one.max(other)] = one.min(other);
        }
        // Each class refers to an earlier one, which is up to date.
        for position in 0..classes.len() {
            classes[position] = classes[classes[position]];
        }
        let changed = inline().filter(|position| classes[*position] != before[*position]);
        pending = changed.flat_map(|position| &users[position]).map(|user| (groups[*user], *user)).collect();
    }
    classes.into_iter().map(TypeId).collect()
}

/// Returns the first type of the class of a type, and shortens the path to it.
fn first_of(classes: &mut [usize], position: usize) -> usize {
    let mut first = position;
    while classes[first] != first {
        classes[first] = classes[classes[first]];
        first = classes[first];
    }
    first
}

/// Returns a number for each inline type. Types with the same number differ only in the types of their parts, and in places.
fn shapes(api: &Api) -> Vec<usize> {
    let mut known: HashMap<(TypeKind, &[Constraint], Option<&str>), usize> = HashMap::new();
    let mut shapes = Vec::with_capacity(api.types.len());
    for (position, def) in api.types.iter().enumerate() {
        let key = || (without_places(&def.kind), def.constraints.as_slice(), def.extensions.get(NAME));
        shapes.push(if def.is_inline { *known.entry(key()).or_insert(position) } else { position });
    }
    shapes
}

/// Returns a type without the types of its parts, and without its places, which differ between equal types.
fn without_places(kind: &TypeKind) -> TypeKind {
    let mut kind = kind.clone();
    for (_, part) in kind.directed_parts_mut() {
        part.rename(&|_| TypeId(0));
    }
    match &mut kind {
        TypeKind::Union(union) => {
            union.variants.iter_mut().for_each(|branch| branch.pointer = Pointer::root());
        }
        TypeKind::Object(object) => {
            for field in &mut object.fields {
                field.pointer = Pointer::root();
                // Fields with names of their own are not equal.
                field.extensions = field.extensions.only(NAME);
            }
        }
        TypeKind::OpenEnum(_) | TypeKind::Alias(_) => {}
    }
    kind
}
