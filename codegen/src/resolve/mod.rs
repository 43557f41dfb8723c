//! Resolves `$ref`.

mod referable;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Schema, SecurityScheme};

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

    /// Follows a chain of references from `given` to its target.
    pub(crate) fn follow<T: Referable>(
        &self,
        given: &'d ReferenceOr<T>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, T>> {
        let mut current = given;
        let mut pointer = at.clone();
        let mut followed = Chain::default();
        loop {
            let reference = match current {
                ReferenceOr::Item(item) => {
                    let is_inline = pointer == *at;
                    let is_enough = is_inline || report.budget().reuse(&pointer, || item.size());
                    return (is_enough || !report.is_over_budget(at)).then_some(Found { item, pointer });
                }
                ReferenceOr::Reference { reference } => reference,
            };
            if !reference.starts_with('#') {
                report.push(leads_out(reference, &pointer.child("$ref"), report));
                return None;
            }
            let found =
                Pointer::from_reference(reference).and_then(|place| Some((referable::find(*self, &place)?, place)));
            let Some((next, place)) = found else {
                let message = format!("`{reference}` is not a {} of this document, and is left out", T::NAME);
                report.push(
                    Diagnostic::warning(&at.child("$ref"), message)
                        .left_out()
                        .help(format!("define it in `#/components/{}`, or in an operation", T::KIND)),
                );
                return None;
            };
            if let Err(reason) = followed.follow(place.clone()) {
                report.leave_out(at, reason);
                return None;
            }
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
