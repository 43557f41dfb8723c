//! Chains of types that are too long for rustc.
//!
//! To find out whether a type is `Send`, rustc looks into its fields, into their types, and so on, up to its recursion limit.
//! A `DeepBox` ends such a chain. Almost no document has one that is too long.

use std::collections::HashMap;

use super::recursion::groups;
use crate::ir::{Api, Operation, TypeKind, TypeRef};

/// The levels that a type of the output may have. The recursion limit of rustc is 128, and programs need some themselves.
const MOST: usize = 112;

/// The levels that a group of recursive types may have, so that the types around it have some, too.
const MOST_RECURSIVE: usize = 90;

/// The levels of a `DeepBox`: itself, `Box`, `Unique` and `dyn Any`.
const DEEP_BOX: usize = 4;

/// The levels of a map. `IndexMap` has the most: itself, its core, `Vec`, `RawVec`, `PhantomData` and `Bucket`.
const MAP: usize = 6;

/// The levels of lists and maps that may be around each other.
const MOST_NESTED: usize = 24;

/// The steps to find the depth of the groups of recursive types. A group that needs more is cut wherever it might be too deep.
const MOST_STEPS: usize = 20_000_000;

/// Puts the ends of chains that are too long into a `DeepBox`.
pub(crate) fn shorten_chains(api: &mut Api) {
    let of_types = api.types.iter_mut().flat_map(|def| def.kind.directed_parts_mut()).map(|(_, part)| part);
    for ty in of_types.chain(api.operations.iter_mut().flat_map(Operation::types_mut)) {
        shorten_nest(ty);
    }
    let edges: Vec<Vec<Edge>> = api.types.iter().map(|def| edges_of(&def.kind)).collect();
    let targets: Vec<Vec<usize>> = edges.iter().map(|edges| edges.iter().map(|edge| edge.target).collect()).collect();
    let mut chains = Chains::new(edges, groups(&targets), MOST_STEPS);
    chains.shorten_all();
    for (def, edges) in api.types.iter_mut().zip(&chains.edges) {
        let mut parts: Vec<&mut TypeRef> = def.kind.directed_parts_mut().into_iter().map(|(_, part)| part).collect();
        for edge in edges.iter().filter(|edge| edge.is_cut) {
            end_chain(parts[edge.part]);
        }
    }
}

/// A use of a type in another one.
struct Edge {
    /// The position of the part that uses the type.
    part: usize,
    target: usize,
    /// The levels from the type to the used one.
    weight: usize,
    is_boxed: bool,
    is_cut: bool,
}

/// What a look into a recursive type finds.
enum Found {
    Levels(usize),
    /// A chain is too long, and this use of the type at the position `member` should be cut.
    TooLong {
        member: usize,
        edge: usize,
    },
}

fn edges_of(kind: &TypeKind) -> Vec<Edge> {
    // The used type itself, and what the field has around it.
    let around = |part: usize| match kind {
        TypeKind::Alias(_) => 0,
        TypeKind::Union(_) | TypeKind::OpenEnum(_) => 1,
        TypeKind::Object(object) => match object.fields.get(part) {
            Some(field) if field.is_always_there() => 1,
            // `Option` or `Nullable`.
            Some(_) => 2,
            None => 1 + MAP,
        },
    };
    let edge = |(part, ty): (usize, &TypeRef)| {
        let (target, weight) = (ty.named(true)?.0, around(part) + levels(ty));
        Some(Edge { part, target, weight, is_boxed: matches!(ty, TypeRef::Boxed(_)), is_cut: is_short(ty) })
    };
    kind.parts().enumerate().filter_map(edge).collect()
}

/// Returns the levels of what is around the named type in a type.
fn levels(ty: &TypeRef) -> usize {
    match ty {
        TypeRef::Scalar(_) | TypeRef::Named(_) => 0,
        // `Box` and `Unique`.
        TypeRef::Boxed(inner) => 2 + levels(inner),
        // `Vec`, `RawVec` and `PhantomData`.
        TypeRef::Array(inner) => 3 + levels(inner),
        TypeRef::Map(inner) => MAP + levels(inner),
        TypeRef::Nullable(inner) => 1 + levels(inner),
        TypeRef::Deep(_) => DEEP_BOX,
    }
}

struct Chains {
    edges: Vec<Vec<Edge>>,
    /// The group of each type.
    of_type: Vec<usize>,
    /// The levels of each type, as far as they are known.
    heights: Vec<usize>,
    /// The last pass that reached each type.
    seen: Vec<usize>,
    passes: usize,
    /// The steps that are left.
    steps: usize,
}

impl Chains {
    fn new(edges: Vec<Vec<Edge>>, of_type: Vec<usize>, steps: usize) -> Self {
        let count = edges.len();
        Self { edges, of_type, heights: vec![1; count], seen: vec![0; count], passes: 0, steps }
    }

    fn shorten_all(&mut self) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.edges.len()];
        for (position, group) in self.of_type.iter().enumerate() {
            members[*group].push(position);
        }
        // The types that a group contains are in earlier groups.
        for group in members.iter().filter(|group| !group.is_empty()) {
            self.shorten(group);
        }
    }

    /// Shortens the chains that begin in a group of types.
    fn shorten(&mut self, group: &[usize]) {
        for member in group {
            self.shorten_exits(*member);
        }
        let is_recursive = group.len() > 1 || self.edges[group[0]].iter().any(|edge| edge.target == group[0]);
        if !is_recursive {
            self.heights[group[0]] = self.height(group[0]);
            return;
        }
        if let Some(height) = self.cut_few(group) {
            for member in group {
                self.heights[*member] = height;
            }
            return;
        }
        // What is left leads from each type only to types that are deeper, so that it has no cycles.
        let depths = self.depths(group);
        let mut order: Vec<(usize, usize)> = group.iter().map(|member| (depths[member], *member)).collect();
        order.sort_unstable_by(|one, other| other.cmp(one));
        for (depth, member) in order {
            let (of_type, heights) = (&self.of_type, &self.heights);
            for edge in &mut self.edges[member] {
                let is_inside = of_type[edge.target] == of_type[member];
                let leads_deeper = || depths[&edge.target] >= depth + edge.weight;
                edge.is_cut |= is_inside && (!leads_deeper() || edge.weight + heights[edge.target] > MOST);
            }
            self.heights[member] = self.height(member);
        }
    }

    /// Cuts the uses of types of other groups that make a chain too long.
    fn shorten_exits(&mut self, member: usize) {
        let (of_type, heights) = (&self.of_type, &self.heights);
        for edge in &mut self.edges[member] {
            let leaves = of_type[edge.target] != of_type[member];
            edge.is_cut |= leaves && edge.weight + heights[edge.target] > MOST;
        }
    }

    /// Returns the levels of a type whose uses of other types are known.
    fn height(&self, member: usize) -> usize {
        let below = |edge: &Edge| edge.weight + if edge.is_cut { DEEP_BOX } else { self.heights[edge.target] };
        self.edges[member].iter().map(below).max().unwrap_or(1)
    }

    /// Cuts as few uses as it can find until rustc reaches no more levels in a group of recursive types than it may,
    /// whichever type it begins with. Returns the levels, or `None` if the group is too large for that.
    fn cut_few(&mut self, group: &[usize]) -> Option<usize> {
        loop {
            let mut deepest = 1;
            let mut is_cut = false;
            for start in group {
                loop {
                    match self.levels_from(*start)? {
                        Found::Levels(levels) => {
                            deepest = deepest.max(levels);
                            break;
                        }
                        Found::TooLong { member, edge } => {
                            self.edges[member][edge].is_cut = true;
                            is_cut = true;
                        }
                    }
                }
            }
            // A cut may send rustc on a longer way from another type.
            if !is_cut {
                return Some(deepest);
            }
        }
    }

    /// Returns the levels that rustc reaches from a recursive type, or a use to cut. rustc looks into each type once.
    fn levels_from(&mut self, start: usize) -> Option<Found> {
        self.passes += 1;
        self.seen[start] = self.passes;
        let mut deepest = 1;
        // Each type on the path, the number of its uses that were followed, and its depth.
        let mut path = vec![(start, 0, 1)];
        while let Some((member, next, depth)) = path.last_mut() {
            let (member, depth) = (*member, *depth);
            let Some(edge) = self.edges[member].get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            self.steps = self.steps.checked_sub(1)?;
            let is_inside = self.of_type[edge.target] == self.of_type[member];
            let below = match (edge.is_cut, is_inside) {
                (true, _) => depth + edge.weight + DEEP_BOX,
                (false, true) => depth + edge.weight,
                (false, false) => depth + edge.weight + self.heights[edge.target],
            };
            if below > MOST_RECURSIVE {
                let uses: Vec<(usize, usize, usize)> = path
                    .iter()
                    .map(|(member, next, depth)| (*member, next - 1, *depth))
                    .filter(|(member, edge, _)| !self.edges[*member][*edge].is_cut)
                    .collect();
                let boxes = uses.iter().filter(|(member, edge, _)| self.edges[*member][*edge].is_boxed);
                // A box that becomes a `DeepBox` looks the same to the caller. In the middle, it helps most.
                let middle = boxes.min_by_key(|(.., depth)| depth.abs_diff(MOST_RECURSIVE / 2));
                let (member, edge, _) = *middle.or(uses.last())?;
                return Some(Found::TooLong { member, edge });
            }
            deepest = deepest.max(below);
            if is_inside && !edge.is_cut && self.seen[edge.target] != self.passes {
                self.seen[edge.target] = self.passes;
                path.push((edge.target, 0, below));
            }
        }
        Some(Found::Levels(deepest))
    }

    /// Returns the depth of each type of a group, from the first one.
    fn depths(&self, group: &[usize]) -> HashMap<usize, usize> {
        let mut depths = HashMap::from([(group[0], 1)]);
        let mut path = vec![(group[0], 0)];
        while let Some((member, next)) = path.last_mut() {
            let member = *member;
            let Some(edge) = self.edges[member].get(*next) else {
                path.pop();
                continue;
            };
            *next += 1;
            let is_inside = self.of_type[edge.target] == self.of_type[member];
            if is_inside && !depths.contains_key(&edge.target) {
                depths.insert(edge.target, depths[&member] + edge.weight);
                path.push((edge.target, 0));
            }
        }
        depths
    }
}

/// Puts what is inside many lists or maps into a `DeepBox`. Returns the levels around the rest.
fn shorten_nest(ty: &mut TypeRef) -> usize {
    if let TypeRef::Array(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) = ty
        && shorten_nest(inner) > MOST_NESTED
    {
        **inner = TypeRef::Deep(inner.clone());
    }
    levels(ty)
}

/// Returns true if a type has a `DeepBox` around its named type.
fn is_short(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Deep(_)) || ty.inner().is_some_and(is_short)
}

/// Puts the named type inside a type into a `DeepBox`.
fn end_chain(ty: &mut TypeRef) {
    match ty {
        TypeRef::Array(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => end_chain(inner),
        TypeRef::Boxed(inner) => *ty = TypeRef::Deep(inner.clone()),
        TypeRef::Named(_) => *ty = TypeRef::Deep(Box::new(ty.clone())),
        TypeRef::Scalar(_) | TypeRef::Deep(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(target: usize, weight: usize, is_boxed: bool) -> Edge {
        Edge { part: 0, target, weight, is_boxed, is_cut: false }
    }

    /// Returns the position of each cut use, and the levels of the highest type.
    fn cuts(edges: Vec<Vec<Edge>>, steps: usize) -> (Vec<usize>, usize) {
        let targets: Vec<Vec<usize>> =
            edges.iter().map(|edges| edges.iter().map(|edge| edge.target).collect()).collect();
        let mut chains = Chains::new(edges, groups(&targets), steps);
        chains.shorten_all();
        let is_cut = |edges: &Vec<Edge>| edges.iter().any(|edge| edge.is_cut);
        let cut = (0..chains.edges.len()).filter(|member| is_cut(&chains.edges[*member])).collect();
        (cut, chains.heights.iter().copied().max().unwrap_or_default())
    }

    /// A chain or a ring of types.
    fn line(count: usize, weight: usize, is_ring: bool) -> Vec<Vec<Edge>> {
        let next = |member: usize| (member + 1 < count).then_some(member + 1).or(is_ring.then_some(0));
        (0..count).map(|member| next(member).map(|next| edge(next, weight, is_ring)).into_iter().collect()).collect()
    }

    #[test]
    fn short_chains_stay() {
        assert_eq!(cuts(line(20, 5, false), MOST_STEPS), (vec![], 96));
        assert_eq!(cuts(line(20, 4, true), MOST_STEPS), (vec![], 81));
    }

    #[test]
    fn long_chains_are_cut_as_often_as_it_takes() {
        let (cut, height) = cuts(line(100, 5, false), MOST_STEPS);
        assert_eq!(cut, [13, 34, 55, 76]);
        assert!(height <= MOST, "{height}");
        let (cut, height) = cuts(line(100, 4, true), MOST_STEPS);
        assert!((5..=10).contains(&cut.len()), "{cut:?}");
        assert!(height <= MOST_RECURSIVE, "{height}");
    }

    #[test]
    fn a_group_that_is_too_large_to_search_has_no_cycles_left() {
        let all = |count: usize| (0..count).map(|_| (0..count).map(|target| edge(target, 4, true)).collect()).collect();
        let (cut, height) = cuts(all(40), 100);
        assert_eq!(cut.len(), 40);
        assert!(height <= MOST, "{height}");
        let (_, height) = cuts(all(40), MOST_STEPS);
        assert!(height <= MOST_RECURSIVE, "{height}");
    }
}
