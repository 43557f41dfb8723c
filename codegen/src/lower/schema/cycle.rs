//! Cycles of unions without a value in between. Deserializing one would never end.

use std::collections::{BTreeSet, HashSet};

use crate::analyze::groups;
use crate::diagnostic::Diagnostic;
use crate::ir::{TypeId, TypeKind, TypeRef, Union, UnionVariant, WireName};
use crate::lower::Lowering;

/// The discriminator and its possible values on the path to a branch.
type Known<'a> = Option<(&'a str, BTreeSet<&'a str>)>;

impl Lowering<'_, '_> {
    /// Removes the branches that make a union its own branch.
    pub(in crate::lower) fn break_union_cycles(&mut self) {
        let ends = self.ends_of_aliases();
        let edges: Vec<Vec<usize>> = (0..self.types.len()).map(|id| self.unions_in(id, &ends)).collect();
        let groups = groups(&edges);
        for start in 0..self.types.len() {
            // Only a union in a cycle has a branch in its own group.
            if !edges[start].iter().any(|branch| groups[*branch] == groups[start]) {
                continue;
            }
            while let Some((id, position)) = self.closing_branch(TypeId(start), &ends, &groups) {
                let name =
                    self.types[start].pointer.split_last().map_or_else(String::new, |(_, name)| name.into_owned());
                let choice = &mut self.types[id.0];
                let Some(TypeKind::Union(union)) = &mut choice.kind else { break };
                union.variants.remove(position);
                if union.variants.is_empty() {
                    let at = choice.pointer.clone();
                    self.report.loosen(&at, "this schema contains only itself, and is read as any JSON");
                    let json = self.untyped(&at, "it contains only itself").ty;
                    self.types[id.0].kind = Some(TypeKind::Alias(json));
                    break;
                }
                let message = format!("a branch of this refers back to `{name}`, and is left out");
                self.report.push(
                    Diagnostic::warning(&choice.pointer, message)
                        .left_out()
                        .help("a schema cannot be a branch of its own `oneOf` or `anyOf`: remove that branch"),
                );
            }
            if self.report.is_over_budget(&self.types[start].pointer.clone()) {
                return;
            }
        }
    }

    /// Finds a branch that leads back to the union `start`, in that union or in the unions that it
    /// contains. Each of them is in the group of `start`.
    fn closing_branch(&self, start: TypeId, ends: &[Option<TypeId>], groups: &[usize]) -> Option<(TypeId, usize)> {
        let mut open: Vec<(TypeId, Known<'_>)> = vec![(start, None)];
        let mut seen = HashSet::new();
        while let Some((id, known)) = open.pop() {
            let Some(TypeKind::Union(union)) = &self.types[id.0].kind else { continue };
            for (position, variant) in union.variants.iter().enumerate() {
                let Some(found) = behind(&variant.ty, ends).filter(|found| groups[found.0] == groups[start.0]) else {
                    continue;
                };
                // The discriminators of several unions can combine into many lists of values.
                let compared = known.as_ref().map_or(0, |(_, values)| values.len());
                if !self.report.budget().spend((1 + variant.tags.len() + compared) as u64) {
                    return None;
                }
                let Some(known) = narrowed(&known, union, variant) else { continue };
                if found == start {
                    return Some((id, position));
                }
                if seen.insert((found, known.clone())) {
                    open.push((found, known));
                }
            }
        }
        None
    }

    /// Returns the types of the branches of a union. Other types have none.
    fn unions_in(&self, id: usize, ends: &[Option<TypeId>]) -> Vec<usize> {
        let Some(TypeKind::Union(union)) = &self.types[id].kind else { return Vec::new() };
        union.variants.iter().filter_map(|variant| behind(&variant.ty, ends)).map(|id| id.0).collect()
    }
}

/// Follows aliases to the type with its own definition.
fn behind(ty: &TypeRef, ends: &[Option<TypeId>]) -> Option<TypeId> {
    ends[ty.named(false)?.0]
}

/// Narrows the possible values of the discriminator to those of a variant. Returns `None` if no
/// value is left.
fn narrowed<'a>(known: &Known<'a>, union: &'a Union, variant: &'a UnionVariant) -> Option<Known<'a>> {
    let Some(tag) = union.tag.as_ref().filter(|_| !union.is_tag_optional) else { return Some(known.clone()) };
    let tags = variant.tags.iter().map(WireName::as_str);
    match known {
        None => Some(Some((tag.as_str(), tags.collect()))),
        Some((member, values)) if *member == tag.as_str() => {
            let values: BTreeSet<&str> = tags.filter(|tag| values.contains(tag)).collect();
            (!values.is_empty()).then_some(Some((*member, values)))
        }
        // Two different discriminators do not exclude each other.
        Some(_) => Some(known.clone()),
    }
}
