use std::collections::HashSet;

use super::{
    Home, MAX_DEPTH, Use,
    all_of::Leaf,
    shape::{Part, Shape},
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Constraint, Doc, TypeId, TypeRef};
use crate::lower::Lowering;
use crate::pointer::Pointer;

/// The maximum number of inline types in one schema. Real documents stay below 600.
const MAX_INLINE_TYPES: usize = 2_000;

/// The number of schemas that may need too many types. More are an error, since the work for each is that of all its types.
const MAX_OVERSIZED: usize = 3;

impl<'d> Lowering<'d, '_> {
    /// Lowers several leaves that apply together.
    pub(in crate::lower) fn lower_leaves(
        &mut self,
        leaves: &[Leaf<'d>],
        name_path: &[String],
        home: Home,
        doc: &Doc,
        at: &Pointer,
    ) -> Use {
        if self.exceeds_limits(name_path, at) {
            return self.untyped(at, "the schema around it needs too many types");
        }
        // Report a fault of a hoisted schema at the place of that schema.
        let place = match leaves {
            [Leaf::Reference { index }] if self.is_without_type(*index) => Some(self.types[*index].pointer.clone()),
            _ => None,
        };
        let at = place.as_ref().unwrap_or(at);
        let nullable = leaves.iter().any(|leaf| leaf.allows_null(self, &mut HashSet::new()));
        let mut references = leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Reference { index } => Some(*index),
            Leaf::Item { .. } => None,
        });
        let only_reference = match (references.next(), references.next()) {
            (Some(index), None) if !self.is_branch_of(home, index) && !self.is_without_type(index) => Some(index),
            _ => None,
        };
        let target = only_reference
            .and_then(|index| Some((index, self.component_part(index).and_then(|part| self.resolved_shape(&part))?)));
        let adds = |leaf: &Leaf<'d>| match leaf {
            Leaf::Item { shape } => match &target {
                Some((index, target)) => !self.includes(*index, target, shape),
                None => !shape.is_untyped(),
            },
            Leaf::Reference { .. } => only_reference.is_none(),
        };
        let mut lowered = match (only_reference, leaves.iter().any(adds)) {
            (Some(index), false) => {
                if let Some((_, target)) = target.as_ref().filter(|(_, target)| !target.properties.is_empty()) {
                    for leaf in leaves {
                        if let Leaf::Item { shape } = leaf {
                            self.warn_of_undeclared(shape, target);
                        }
                    }
                }
                let constraints = self.constraints_beside(index, leaves, at);
                Use { constraints, ..Use::plain(TypeRef::Named(TypeId(index))) }
            }
            (None, false) => self.untyped(at, "the schema has no type"),
            (_, true) => {
                if let Some(shape) = self.merged(leaves) {
                    self.lower_shape(shape, name_path, home, doc, at)
                } else {
                    // No type is lost, since no value has them all.
                    let reason = "its `allOf` requires several types at once";
                    self.note_contradiction(at, reason);
                    self.untyped(at, reason)
                }
            }
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// Returns true if the component `index`, with the shape `target`, already includes everything
    /// in `beside`, a shape next to a reference to it.
    fn includes(&self, index: usize, target: &Shape<'d>, beside: &Shape<'d>) -> bool {
        let is_allowed = |branch: &Part<'d>| {
            let is_component = self
                .leaves(std::slice::from_ref(branch))
                .iter()
                .all(|leaf| matches!(leaf, Leaf::Reference { index: other } if self.ends[*other] == self.ends[index]));
            is_component
                || self.resolved_shape(branch).is_some_and(|look| {
                    look.has_only_type() && look.json_type.is_some() && look.json_type == target.kind()
                })
        };
        // A reference to one branch narrows a choice to that branch.
        let are_choices_met =
            target.choices.is_empty() && beside.choices.iter().all(|choice| choice.branches.iter().any(is_allowed));
        let rest = Shape {
            choices: if are_choices_met { Vec::new() } else { beside.choices.clone() },
            required: beside
                .required
                .iter()
                .filter(|(name, _)| target.properties.contains_key(*name) && !target.required.contains_key(*name))
                .map(|(name, at)| (*name, at.clone()))
                .collect(),
            ..beside.clone()
        };
        rest.required.is_empty() && (rest.is_untyped() || rest.has_only_type())
    }

    /// Returns the constraints next to a reference to a component. The component keeps its own.
    fn constraints_beside(&mut self, index: usize, leaves: &[Leaf<'d>], at: &Pointer) -> Vec<Constraint> {
        let items = leaves.iter().filter(|leaf| matches!(leaf, Leaf::Item { .. })).cloned().collect::<Vec<_>>();
        let Some(beside) = self.merged(&items) else { return Vec::new() };
        let Some(component) = self.component_part(self.ends[index]).and_then(|part| self.resolved_shape(&part)) else {
            return Vec::new();
        };
        // Only the type of the component decides which constraints apply.
        if component.values.is_some() || !component.properties.is_empty() {
            return Vec::new();
        }
        let shape = Shape { json_type: component.json_type, format: component.format, values: None, ..beside };
        self.constraints(&shape, at)
    }

    /// Starts to count the inline types of a schema.
    pub(super) fn start_limits(&mut self) {
        self.first_inline = self.types.len();
        self.has_exceeded_limits = self.oversized > MAX_OVERSIZED;
    }

    /// Returns true if a schema needs too many or too deeply nested types. Reports each such schema
    /// once.
    fn exceeds_limits(&mut self, name_path: &[String], at: &Pointer) -> bool {
        if self.report.is_over_budget(at) {
            return true;
        }
        let what = if name_path.len() > MAX_DEPTH {
            format!("types nested more than {MAX_DEPTH} deep")
        } else if self.types.len() - self.first_inline > MAX_INLINE_TYPES {
            format!("more than {MAX_INLINE_TYPES} types")
        } else {
            return self.has_exceeded_limits;
        };
        if !std::mem::replace(&mut self.has_exceeded_limits, true) {
            self.oversized += 1;
            let name = name_path.first().map_or("this", String::as_str);
            let message = format!("`{name}` needs {what}");
            let found = if self.oversized > MAX_OVERSIZED {
                Diagnostic::error(at, message)
            } else {
                Diagnostic::warning(at, format!("{message}, and the rest is read as any JSON")).loosened()
            };
            self.report.push(
                found.help("`allOf` around a choice creates a type for each of its branches: use fewer branches"),
            );
        }
        true
    }
}
