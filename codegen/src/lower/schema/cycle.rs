//! Cycles of unions without a value in between. Deserializing one would never end.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::Diagnostic;
use crate::ir::{TypeId, TypeKind, TypeRef, Union, UnionVariant, WireName};
use crate::lower::Lowering;

/// The discriminator and its possible values on the path to a branch.
type Known<'a> = Option<(&'a str, BTreeSet<&'a str>)>;

impl Lowering<'_, '_> {
    /// Removes the branches that make a union its own branch.
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
        }
    }

    /// Finds a branch that leads back to the union `start`, in that union or in the unions that it
    /// contains.
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

    /// Follows aliases to the type with its own definition.
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
