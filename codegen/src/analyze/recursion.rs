use crate::ir::{Api, TypeKind, TypeRef};

/// Boxes every field through which a type would contain itself.
pub(crate) fn break_cycles(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|def| def.kind.parts().filter_map(|part| part.named(false)).map(|id| id.0).collect())
        .collect();
    let groups = groups(&edges);
    for position in 0..api.types.len() {
        // A type without a cycle is alone in its group.
        let closes = |ty: &TypeRef| ty.named(false).is_some_and(|target| groups[target.0] == groups[position]);
        let parts: Vec<&mut TypeRef> = match &mut api.types[position].kind {
            TypeKind::Object(object) => object.fields.iter_mut().map(|field| &mut field.ty).collect(),
            TypeKind::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            TypeKind::OpenEnum(_) | TypeKind::Alias(_) => Vec::new(),
        };
        for part in parts {
            if closes(part) {
                *part = TypeRef::Boxed(Box::new(part.clone()));
            }
        }
    }
}

/// Returns the group of each type: types that contain each other by `edges`, which list the types that each type contains.
/// A group has a lower number than those that contain its types. The groups are strongly connected components (Tarjan's
/// algorithm, without recursion since documents nest deeply).
pub(crate) fn groups(edges: &[Vec<usize>]) -> Vec<usize> {
    let count = edges.len();
    let mut search = Search {
        edges,
        found: vec![usize::MAX; count],
        lowest: vec![0; count],
        group: vec![usize::MAX; count],
        open: Vec::new(),
        next: 0,
        groups: 0,
    };
    for start in 0..count {
        if search.found[start] == usize::MAX {
            search.run(start);
        }
    }
    search.group
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// The index of each type in the order of discovery, or `usize::MAX` before.
    found: Vec<usize>,
    /// The earliest open type that each type can reach.
    lowest: Vec<usize>,
    /// The group of each type, or `usize::MAX` while it is open.
    group: Vec<usize>,
    open: Vec<usize>,
    next: usize,
    groups: usize,
}

impl Search<'_> {
    fn run(&mut self, start: usize) {
        let mut path = vec![(start, 0_usize)];
        self.enter(start);
        while let Some((node, step)) = path.last_mut() {
            let node = *node;
            if let Some(&target) = self.edges[node].get(*step) {
                *step += 1;
                if self.found[target] == usize::MAX {
                    self.enter(target);
                    path.push((target, 0));
                } else if self.group[target] == usize::MAX {
                    self.lowest[node] = self.lowest[node].min(self.found[target]);
                }
            } else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    self.lowest[*parent] = self.lowest[*parent].min(self.lowest[node]);
                }
                self.close(node);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.found[node] = self.next;
        self.lowest[node] = self.next;
        self.next += 1;
        self.open.push(node);
    }

    /// Closes the group of a type that reaches no earlier type: itself and the types opened after
    /// it.
    fn close(&mut self, node: usize) {
        if self.lowest[node] == self.found[node] {
            while let Some(member) = self.open.pop() {
                self.group[member] = self.groups;
                if member == node {
                    break;
                }
            }
            self.groups += 1;
        }
    }
}
