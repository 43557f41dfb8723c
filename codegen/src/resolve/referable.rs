//! The possible targets of references.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    Components, Header, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, SecurityScheme,
};

use super::Resolved;
use crate::pointer::Pointer;

/// A kind of component, which references can also find elsewhere in the document.
pub(crate) trait Referable: Sized {
    /// The name of the kind.
    const NAME: &'static str;
    /// The section of the components.
    const KIND: &'static str;

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>>;

    /// Returns the one at `place`, outside of its section of the components.
    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>>;
}

/// Returns the one at `place`.
pub(super) fn find<'d, T: Referable>(document: Resolved<'d>, place: &Pointer) -> Option<&'d ReferenceOr<T>> {
    let segments: Vec<Cow<'_, str>> = place.segments().collect();
    let segments: Vec<&str> = segments.iter().map(Cow::as_ref).collect();
    find_by_segments(document, &segments)
}

fn find_by_segments<'d, T: Referable>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<T>> {
    match place {
        ["components", kind, name] if *kind == T::KIND => T::components(document.components).get(*name),
        _ => T::elsewhere(document, place),
    }
}

impl Referable for Parameter {
    const NAME: &'static str = "parameter";
    const KIND: &'static str = "parameters";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.parameters
    }

    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        match place {
            ["paths", path, "parameters", index] => path_item(document, path)?.parameters.get(position(index)?),
            ["paths", path, method, "parameters", index] => {
                operation(document, path, method)?.parameters.get(position(index)?)
            }
            _ => None,
        }
    }
}

impl Referable for RequestBody {
    const NAME: &'static str = "request body";
    const KIND: &'static str = "requestBodies";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.request_bodies
    }

    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        let ["paths", path, method, "requestBody"] = place else { return None };
        operation(document, path, method)?.request_body.as_ref()
    }
}

impl Referable for Response {
    const NAME: &'static str = "response";
    const KIND: &'static str = "responses";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.responses
    }

    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        let ["paths", path, method, "responses", status] = place else { return None };
        let responses = &operation(document, path, method)?.responses;
        if *status == "default" {
            return responses.default.as_ref();
        }
        let mut declared = responses.responses.iter();
        declared.find_map(|(code, response)| code.to_string().eq_ignore_ascii_case(status).then_some(response))
    }
}

impl Referable for Header {
    const NAME: &'static str = "header";
    const KIND: &'static str = "headers";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.headers
    }

    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        let [response @ .., "headers", name] = place else { return None };
        find_by_segments::<Response>(document, response)?.as_item()?.headers.get(*name)
    }
}

impl Referable for SecurityScheme {
    const NAME: &'static str = "security scheme";
    const KIND: &'static str = "securitySchemes";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.security_schemes
    }

    fn elsewhere<'d>(_: Resolved<'d>, _: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        None
    }
}

fn path_item<'d>(document: Resolved<'d>, path: &str) -> Option<&'d PathItem> {
    document.document.paths.paths.get(path)?.as_item()
}

fn operation<'d>(document: Resolved<'d>, path: &str, method: &str) -> Option<&'d Operation> {
    path_item(document, path)?.iter().find_map(|(name, operation)| (name == method).then_some(operation))
}

/// Parses an array index in a pointer.
fn position(segment: &str) -> Option<usize> {
    segment.parse().ok()
}
