//! Resolves `$ref`.

mod referable;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema, SecurityScheme};

use crate::budget::{Budget, of_name};
use crate::diagnostic::{Diagnostic, Report};
use crate::dialect::{COMPONENT, Chain, leads_out};
use crate::pointer::Pointer;
use referable::Referable;

/// A document whose references can be followed.
#[derive(Clone, Copy)]
pub(crate) struct Resolved<'d> {
    pub document: &'d OpenAPI,
    components: &'d Components,
}

/// The target of a reference, and its place.
pub(crate) struct Found<'d, T> {
    pub item: &'d T,
    pub pointer: Pointer,
}

/// Why a reference has no target.
pub(crate) enum Unresolved<'d> {
    /// The reference at `pointer` points to another document.
    External { reference: &'d str, pointer: Pointer },
    /// The target does not exist, or is of another kind.
    Missing(&'d str),
    /// The references form a cycle, or are too many.
    Chain(String),
    /// The budget of the document is spent.
    OverBudget,
}

impl<'d> Resolved<'d> {
    /// Prepares `document` for following its references. `none` replaces absent components.
    pub(crate) fn new(document: &'d OpenAPI, none: &'d Components) -> Self {
        Self { document, components: document.components.as_ref().unwrap_or(none) }
    }

    pub(crate) fn schemas(&self) -> &'d IndexMap<String, ReferenceOr<Schema>> {
        &self.components.schemas
    }

    pub(crate) fn security_schemes(&self) -> &'d IndexMap<String, ReferenceOr<SecurityScheme>> {
        &self.components.security_schemes
    }

    /// Follows a chain of references from `given` to its target. Reports a reference without a target.
    pub(crate) fn follow<T: Referable>(
        &self,
        given: &'d ReferenceOr<T>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, T>> {
        match self.find(given, at, report.budget()) {
            Ok(found) => return Some(found),
            Err(Unresolved::External { reference, pointer }) => {
                report.push(leads_out(reference, &pointer.child("$ref"), report));
            }
            Err(Unresolved::Missing(reference)) => {
                let message = format!("`{reference}` is not a {} of this document, and is left out", T::NAME);
                report.push(
                    Diagnostic::warning(&at.child("$ref"), message)
                        .left_out()
                        .help(format!("define it in `#/components/{}`, or in an operation", T::KIND)),
                );
            }
            Err(Unresolved::Chain(reason)) => report.leave_out(at, reason),
            Err(Unresolved::OverBudget) => _ = report.is_over_budget(at),
        }
        None
    }

    /// Follows a chain of references from `given` to its target, without a report.
    pub(crate) fn find<T: Referable>(
        &self,
        given: &'d ReferenceOr<T>,
        at: &Pointer,
        budget: &Budget,
    ) -> Result<Found<'d, T>, Unresolved<'d>> {
        let mut current = given;
        let mut pointer = at.clone();
        let mut followed = Chain::default();
        loop {
            let reference = match current {
                ReferenceOr::Item(item) => {
                    let is_inline = matches!(given, ReferenceOr::Item(_));
                    let is_enough = is_inline || budget.reuse(&pointer, || item.size());
                    return if is_enough { Ok(Found { item, pointer }) } else { Err(Unresolved::OverBudget) };
                }
                ReferenceOr::Reference { reference } => reference,
            };
            // Each use reads the references of its target again.
            let is_own = std::ptr::eq(current, given);
            if !is_own && !budget.names(of_name(reference)) {
                return Err(Unresolved::OverBudget);
            }
            if !reference.starts_with('#') {
                return Err(Unresolved::External { reference, pointer });
            }
            let found =
                Pointer::from_reference(reference).and_then(|place| Some((referable::find(*self, &place)?, place)));
            let (next, place) = found.ok_or(Unresolved::Missing(reference))?;
            followed.follow(place.clone()).map_err(Unresolved::Chain)?;
            (current, pointer) = (next, place);
        }
    }

    /// Returns the index of the schema component that `reference` names. An earlier stage reports a
    /// missing one.
    pub(crate) fn find_schema(&self, reference: &str) -> Option<usize> {
        let name = reference.strip_prefix(COMPONENT)?;
        self.components.schemas.get_index_of(name)
    }

    /// Returns the index of the schema component that a discriminator's mapping names, by a
    /// reference or by its bare name (OpenAPI 3.1.1, "Discriminator Object").
    pub(crate) fn find_mapped(&self, target: &str) -> Option<usize> {
        let by_reference = || {
            let pointer = Pointer::from_reference(target)?;
            let (parent, name) = pointer.split_last()?;
            let is_component = parent.as_str() == "/components/schemas";
            is_component.then(|| self.components.schemas.get_index_of(name.as_ref())).flatten()
        };
        self.components.schemas.get_index_of(target).or_else(by_reference)
    }
}
