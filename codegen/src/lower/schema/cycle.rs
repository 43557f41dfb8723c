//! Choices that lead back to themselves with no value in between: to read one would never end.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::Diagnostic;
use crate::ir::{TypeId, TypeKind, TypeRef, Union, UnionVariant, WireName};
use crate::lower::Lowering;

/// What is known of a value on the way to a branch: a member, and the texts that it may be.
type Known<'a> = Option<(&'a str, BTreeSet<&'a str>)>;

impl Lowering<'_, '_> {
    /// Takes out the branches by which a choice would be one of its own branches.
    pub(in crate::lower) fn break_union_cycles(&mut self) {
        for start in 0..self.types.len() {
            while let Some((id, position)) = self.closing_branch(TypeId(start)) {
                let name =
                    self.types[start].pointer.split_last().map_or_else(String::new, |(_, name)| name.into_owned());
                let choice = &mut self.types[id.0];
                let Some(TypeKind::Union(union)) = &mut choice.kind else { break };
                union.variants.remove(position);
                if union.variants.is_empty() {
                    let at = choice.pointer.clone();
                    self.report.loosen(&at, "this schema consists only of itself, and is read as any JSON");
                    let anything = self.untyped(&at, "it is made of nothing but itself").ty;
                    self.types[id.0].kind = Some(TypeKind::Alias(anything));
                    break;
                }
                let message = format!("a branch of this leads back to `{name}`, and is left out");
                self.report.push(
                    Diagnostic::warning(&choice.pointer, message)
                        .left_out()
                        .help("a schema cannot be a branch of its own `oneOf` or `anyOf`: remove that branch"),
                );
            }
        }
    }

    /// A branch that is the choice `start`, of that choice or of one that is among its branches.
    fn closing_branch(&self, start: TypeId) -> Option<(TypeId, usize)> {
        let mut open: Vec<(TypeId, Known<'_>)> = vec![(start, None)];
        let mut seen = HashSet::new();
        while let Some((id, known)) = open.pop() {
            let Some(TypeKind::Union(union)) = &self.types[id.0].kind else { continue };
            for (position, variant) in union.variants.iter().enumerate() {
                let Some(known) = narrowed(&known, union, variant) else { continue };
                match self.behind_names(&variant.ty) {
                    Some(found) if found == start => return Some((id, position)),
                    Some(found) if seen.insert((found, known.clone())) => open.push((found, known)),
                    _ => {}
                }
            }
        }
        None
    }

    /// The type that has a definition of its own, at the end of the other names for it.
    fn behind_names(&self, ty: &TypeRef) -> Option<TypeId> {
        let mut id = ty.named(false)?;
        for _ in 0..self.types.len() {
            match &self.types[id.0].kind {
                Some(TypeKind::Alias(target)) => id = target.named(false)?,
                _ => return Some(id),
            }
        }
        None
    }
}

/// What is known of a value that is read as a variant; `None` when none can be.
fn narrowed<'a>(known: &Known<'a>, union: &'a Union, variant: &'a UnionVariant) -> Option<Known<'a>> {
    let Some(tag) = union.tag.as_ref().filter(|_| !union.is_tag_optional) else { return Some(known.clone()) };
    let tags = variant.tags.iter().map(WireName::as_str);
    match known {
        None => Some(Some((tag.as_str(), tags.collect()))),
        Some((member, values)) if *member == tag.as_str() => {
            let values: BTreeSet<&str> = tags.filter(|tag| values.contains(tag)).collect();
            (!values.is_empty()).then_some(Some((*member, values)))
        }
        // Two members may have any values together.
        Some(_) => Some(known.clone()),
    }
}
