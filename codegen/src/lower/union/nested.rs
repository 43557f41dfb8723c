//! The values of a discriminator for a branch that is a union itself.

use std::collections::HashSet;

use super::tag::Tags;
use crate::lower::{
    Lowering,
    schema::{Part, Shape},
};

/// The maximum depth of unions in a branch.
const MAX_DEPTH: usize = 8;
/// The maximum number of branches of the unions in a branch.
const MAX_LEAVES: usize = 500;

/// A branch of a union that is a branch of another one.
pub(super) struct NestedLeaf {
    /// The component, if the branch is one.
    pub(super) component: Option<usize>,
    pub(super) values: Vec<String>,
}

impl<'d> Lowering<'d, '_> {
    /// Returns the branches of the union that a branch is, and of the unions in that, each with its values of `property`.
    /// Returns none for a branch that is no union, or a very large one.
    pub(super) fn nested_leaves(&self, branch: &Shape<'d>, property: &str) -> Vec<NestedLeaf> {
        let mut leaves = Vec::new();
        self.add_leaves(branch, property, MAX_DEPTH, &mut HashSet::new(), &mut leaves);
        if leaves.len() > MAX_LEAVES { Vec::new() } else { leaves }
    }

    fn add_leaves(
        &self,
        union: &Shape<'d>,
        property: &str,
        depth: usize,
        visited: &mut HashSet<usize>,
        leaves: &mut Vec<NestedLeaf>,
    ) {
        let [choice] = union.choices.as_slice() else { return };
        if depth == 0 || choice.branches.len() > MAX_LEAVES {
            return;
        }
        let branches: Vec<(Part<'d>, Shape<'d>)> =
            choice.branches.iter().map(|part| (part.clone(), self.resolved_shape(part).unwrap_or_default())).collect();
        let own = choice.discriminator.filter(|discriminator| discriminator.property_name == property);
        let declared: Option<Tags> = own.map(|discriminator| self.branch_tags(discriminator, &branches));
        for (position, (part, look)) in branches.iter().enumerate() {
            let component = self.component_of(part);
            if leaves.len() > MAX_LEAVES || component.is_some_and(|component| !visited.insert(component)) {
                continue;
            }
            let mut values = declared.as_ref().map(|tags| tags.branch_values(position)).unwrap_or_default();
            if values.is_empty() {
                values = self.tag_values_of(look, property).unwrap_or_default();
            }
            if values.is_empty() && !look.choices.is_empty() {
                self.add_leaves(look, property, depth - 1, visited, leaves);
                continue;
            }
            leaves.push(NestedLeaf { component, values });
        }
    }
}
