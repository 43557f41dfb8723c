//! Merges schemas. Leaves are the parts that remain after every `allOf` is flattened.

use std::collections::HashSet;

use openapiv3::ReferenceOr;

use super::shape::{Part, Shape, borrowed};
use crate::lower::Lowering;
use crate::pointer::Pointer;

/// A schema without its `allOf`, or a reference to a component.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Leaf<'d> {
    Reference { index: usize },
    Item { shape: Box<Shape<'d>> },
}

impl<'d> Leaf<'d> {
    /// Returns true if this leaf allows null. `open` holds the components that are already being
    /// visited.
    pub(in crate::lower) fn allows_null(&self, lowering: &Lowering<'d, '_>, open: &mut HashSet<usize>) -> bool {
        match self {
            Self::Item { shape } => {
                shape.nullable
                    || shape.choices.iter().flat_map(|choice| &choice.branches).any(|branch| {
                        let leaves = lowering.leaves(std::slice::from_ref(branch));
                        leaves.iter().any(|leaf| leaf.allows_null(lowering, open))
                    })
            }
            Self::Reference { index } if open.contains(&lowering.ends[*index]) => false,
            Self::Reference { index } => {
                let index = lowering.ends[*index];
                open.insert(index);
                let leaves = lowering.component_part(index).map(|part| lowering.leaves(&[part]));
                leaves.into_iter().flatten().any(|leaf| leaf.allows_null(lowering, open))
            }
        }
    }
}

impl<'d> Lowering<'d, '_> {
    /// Flattens every `allOf` of the schemas and leaves references unresolved.
    pub(in crate::lower) fn leaves(&self, parts: &[Part<'d>]) -> Vec<Leaf<'d>> {
        let mut leaves = Vec::new();
        for part in parts {
            // Reading a schema again for each of its uses is most of the work.
            if !self.report.budget().kept(1) {
                return leaves;
            }
            match &part.schema {
                ReferenceOr::Reference { reference } => {
                    if let Some(index) = self.document.find_schema(reference) {
                        leaves.push(Leaf::Reference { index });
                    }
                }
                ReferenceOr::Item(schema) => {
                    leaves.extend(self.leaves(&Shape::all_of(schema, &part.pointer)));
                    if !self.report.budget().spend(Shape::listed(schema) as u64) {
                        return leaves;
                    }
                    let shape = Shape::from_schema(schema, &part.pointer);
                    self.report.budget().spend(shape.size());
                    leaves.push(Leaf::Item { shape: Box::new(shape) });
                }
            }
        }
        leaves
    }

    /// Merges the leaves and follows every reference.
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
                    // Each choice is compared with each other one. What is merged so far fits; the caller reports the budget.
                    let choices = merged.as_ref().map_or(0, |so_far| so_far.choices.len());
                    let compared = shape.choices.len();
                    if choices * compared > 0 && !self.report.budget().choices(choices, compared) {
                        return Some(());
                    }
                    *merged = Some(match merged.take() {
                        Some(so_far) => so_far.merge((**shape).clone())?,
                        None => (**shape).clone(),
                    });
                }
                Leaf::Reference { index } => {
                    // A schema that is reached again, through a cycle or a second path, adds
                    // nothing.
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

    /// Removes the choices between a component and the components that extend it. A component that
    /// extends another takes its properties, not its choice.
    fn without_own_choices(&self, index: usize, mut leaves: Vec<Leaf<'d>>) -> Vec<Leaf<'d>> {
        for leaf in &mut leaves {
            if let Leaf::Item { shape } = leaf {
                shape.choices.retain(|choice| !choice.branches.iter().any(|branch| self.specialises(branch, index)));
            }
        }
        leaves
    }

    /// Returns true if a branch is a component with `index` in its `allOf`, directly or one level
    /// below.
    fn specialises(&self, branch: &Part<'d>, index: usize) -> bool {
        self.leaves(std::slice::from_ref(branch)).iter().any(|leaf| match leaf {
            Leaf::Reference { index: found } => {
                self.component_part(*found).is_some_and(|part| self.all_of_names(&part, index))
            }
            Leaf::Item { .. } => false,
        })
    }

    /// Returns true if a part has the component `index` in its `allOf`.
    fn all_of_names(&self, part: &Part<'d>, index: usize) -> bool {
        let leaves = self.leaves(std::slice::from_ref(part));
        leaves.iter().any(|leaf| matches!(leaf, Leaf::Reference { index: found } if *found == index))
    }

    pub(in crate::lower) fn component_part(&self, index: usize) -> Option<Part<'d>> {
        let (name, schema) = self.document.schemas().get_index(index)?;
        let pointer = Pointer::root().child("components").child("schemas").child(name);
        Some(Part { schema: borrowed(schema), pointer })
    }

    /// Merges a part with every reference followed, without lowering it.
    pub(in crate::lower) fn resolved_shape(&self, part: &Part<'d>) -> Option<Shape<'d>> {
        self.merged(&self.leaves(std::slice::from_ref(part)))
    }
}
