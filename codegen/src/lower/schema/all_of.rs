//! What schemas say together: their leaves, which are what is left once every `allOf` is taken apart.

use std::collections::HashSet;

use openapiv3::ReferenceOr;

use super::shape::{Part, Shape, borrowed};
use crate::lower::Lowering;
use crate::pointer::Pointer;

/// One thing that a schema says, or a component that says it.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Leaf<'d> {
    Reference { index: usize },
    Item { shape: Box<Shape<'d>> },
}

impl<'d> Leaf<'d> {
    /// Whether null is a value, as far as this leaf says; `open` has the components that are being asked already.
    pub(super) fn says_null(&self, lowering: &Lowering<'d, '_>, open: &mut Vec<usize>) -> bool {
        match self {
            Self::Item { shape } => {
                shape.nullable
                    || shape.choices.iter().flat_map(|choice| &choice.branches).any(|branch| {
                        let leaves = lowering.leaves(std::slice::from_ref(branch));
                        leaves.iter().any(|leaf| leaf.says_null(lowering, open))
                    })
            }
            Self::Reference { index } if open.contains(&lowering.ends[*index]) => false,
            Self::Reference { index } => {
                let index = lowering.ends[*index];
                open.push(index);
                let leaves = lowering.component_part(index).map(|part| lowering.leaves(&[part]));
                leaves.into_iter().flatten().any(|leaf| leaf.says_null(lowering, open))
            }
        }
    }
}

impl<'d> Lowering<'d, '_> {
    /// What the schemas say, with every `allOf` taken apart and references left as they are.
    pub(in crate::lower) fn leaves(&self, parts: &[Part<'d>]) -> Vec<Leaf<'d>> {
        let mut leaves = Vec::new();
        for part in parts {
            match &part.schema {
                ReferenceOr::Reference { reference } => {
                    if let Some(index) = self.document.find_schema(reference) {
                        leaves.push(Leaf::Reference { index });
                    }
                }
                ReferenceOr::Item(schema) => {
                    leaves.extend(self.leaves(&Shape::all_of(schema, &part.pointer)));
                    leaves.push(Leaf::Item { shape: Box::new(Shape::of(schema, &part.pointer)) });
                }
            }
        }
        leaves
    }

    /// What the leaves say together, with every reference followed.
    pub(in crate::lower) fn merged(&self, leaves: &[Leaf<'d>]) -> Option<Shape<'d>> {
        let mut seen = HashSet::new();
        let mut merged: Option<Shape<'d>> = None;
        self.merge_into(&mut merged, leaves, &mut seen)?;
        merged
    }

    fn merge_into(&self, merged: &mut Option<Shape<'d>>, leaves: &[Leaf<'d>], seen: &mut HashSet<usize>) -> Option<()> {
        for leaf in leaves {
            match leaf {
                Leaf::Item { shape } => {
                    *merged = Some(match merged.take() {
                        Some(so_far) => so_far.and((**shape).clone())?,
                        None => (**shape).clone(),
                    });
                }
                Leaf::Reference { index } => {
                    // A schema that is met again, in itself or by another way, says nothing new the second time.
                    let index = self.ends[*index];
                    if seen.insert(index) {
                        let inner = self.leaves(&[self.component_part(index)?]);
                        let inner = self.without_own_choices(index, inner);
                        self.merge_into(merged, &inner, seen)?;
                    }
                }
            }
        }
        Some(())
    }

    /// A schema that is specialised by others is often the choice between those others too: its children then take its
    /// members and not its choice.
    fn without_own_choices(&self, index: usize, mut leaves: Vec<Leaf<'d>>) -> Vec<Leaf<'d>> {
        for leaf in &mut leaves {
            if let Leaf::Item { shape } = leaf {
                shape.choices.retain(|choice| !choice.branches.iter().any(|branch| self.specialises(branch, index)));
            }
        }
        leaves
    }

    /// Whether a branch is a component that has `index` in its `allOf`, or has such a component in its own.
    fn specialises(&self, branch: &Part<'d>, index: usize) -> bool {
        self.leaves(std::slice::from_ref(branch)).iter().any(|leaf| match leaf {
            Leaf::Reference { index: found } => {
                self.component_part(*found).is_some_and(|part| self.all_of_names(&part, index))
            }
            Leaf::Item { .. } => false,
        })
    }

    /// Whether a part has the component `index` in its `allOf`.
    fn all_of_names(&self, part: &Part<'d>, index: usize) -> bool {
        let leaves = self.leaves(std::slice::from_ref(part));
        leaves.iter().any(|leaf| matches!(leaf, Leaf::Reference { index: found } if *found == index))
    }

    pub(in crate::lower) fn component_part(&self, index: usize) -> Option<Part<'d>> {
        let (name, schema) = self.document.schemas().get_index(index)?;
        let pointer = Pointer::root().child("components").child("schemas").child(name);
        Some(Part { schema: borrowed(schema), pointer })
    }

    /// What a part says, with every reference followed; for looking ahead.
    pub(in crate::lower) fn looked_up(&self, part: &Part<'d>) -> Option<Shape<'d>> {
        self.merged(&self.leaves(std::slice::from_ref(part)))
    }
}
