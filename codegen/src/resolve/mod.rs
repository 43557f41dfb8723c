//! `$ref`: where a reference leads.

mod place;

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Components, Header, OpenAPI, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};

use crate::diagnostic::{Diagnostic, Report};
use crate::dialect::COMPONENT;
use crate::pointer::Pointer;
use place::Referable;

/// A document whose references can be followed.
#[derive(Clone, Copy)]
pub(crate) struct Resolved<'d> {
    pub document: &'d OpenAPI,
    components: &'d Components,
}

/// Something that a reference leads to, and where it stands.
pub(crate) struct Found<'d, T> {
    pub item: &'d T,
    pub pointer: Pointer,
}

impl<'d> Resolved<'d> {
    /// Makes the references of `document` followable. `none` stands in for components that it does not have.
    pub(crate) fn new(document: &'d OpenAPI, none: &'d Components) -> Self {
        Self { document, components: document.components.as_ref().unwrap_or(none) }
    }

    pub(crate) fn schemas(&self) -> &'d IndexMap<String, ReferenceOr<Schema>> {
        &self.components.schemas
    }

    pub(crate) fn security_schemes(&self) -> &'d IndexMap<String, ReferenceOr<SecurityScheme>> {
        &self.components.security_schemes
    }

    pub(crate) fn parameter(
        &self,
        given: &'d ReferenceOr<Parameter>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, Parameter>> {
        follow(given, at, *self, report)
    }

    pub(crate) fn request_body(
        &self,
        given: &'d ReferenceOr<RequestBody>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, RequestBody>> {
        follow(given, at, *self, report)
    }

    pub(crate) fn response(
        &self,
        given: &'d ReferenceOr<Response>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, Response>> {
        follow(given, at, *self, report)
    }

    pub(crate) fn header(
        &self,
        given: &'d ReferenceOr<Header>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, Header>> {
        follow(given, at, *self, report)
    }

    pub(crate) fn security_scheme(
        &self,
        given: &'d ReferenceOr<SecurityScheme>,
        at: &Pointer,
        report: &mut Report,
    ) -> Option<Found<'d, SecurityScheme>> {
        follow(given, at, *self, report)
    }

    /// The index of the schema component that `reference` names. One that names none was reported before.
    pub(crate) fn find_schema(&self, reference: &str) -> Option<usize> {
        let name = reference.strip_prefix(COMPONENT)?;
        self.components.schemas.get_index_of(name)
    }

    /// The index of the schema component that a discriminator's mapping names, by a reference or by its bare name
    /// (OpenAPI 3.1.1, "Discriminator Object").
    pub(crate) fn find_mapped(&self, target: &str) -> Option<usize> {
        let by_reference = || {
            let pointer = Pointer::of_reference(target)?;
            let (parent, name) = pointer.split_last()?;
            let is_component = parent.as_str() == "/components/schemas";
            is_component.then(|| self.components.schemas.get_index_of(name.as_ref())).flatten()
        };
        self.components.schemas.get_index_of(target).or_else(by_reference)
    }
}

/// Follows references, one after the other, to what is none.
fn follow<'d, T: Referable>(
    given: &'d ReferenceOr<T>,
    at: &Pointer,
    document: Resolved<'d>,
    report: &mut Report,
) -> Option<Found<'d, T>> {
    let mut current = given;
    let mut pointer = at.clone();
    let mut followed = HashSet::new();
    loop {
        match current {
            ReferenceOr::Item(item) => return Some(Found { item, pointer }),
            ReferenceOr::Reference { reference } => {
                if !reference.starts_with('#') {
                    report.push(
                        Diagnostic::error(&pointer.child("$ref"), format!("`{reference}` leads out of this document"))
                            .help("bundle the documents into one first"),
                    );
                    return None;
                }
                let found =
                    Pointer::of_reference(reference).and_then(|place| Some((T::find(document, &place)?, place)));
                let Some((next, place)) = found else {
                    let message = format!("`{reference}` is no {} of this document", T::NAME);
                    report.push(Diagnostic::error(&at.child("$ref"), message).help(format!(
                        "what is referred to stands in `#/components/{}`, or where an operation has it",
                        T::KIND
                    )));
                    return None;
                };
                if !followed.insert(place.clone()) {
                    report.error(at, "this `$ref` leads back to itself");
                    return None;
                }
                (current, pointer) = (next, place);
            }
        }
    }
}
