//! The possible targets of references.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    Components, Content, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent, PathItem, ReferenceOr,
    RequestBody, Response, SecurityScheme, StatusCode,
};
use serde_json::{Value, to_value};

use super::Resolved;
use crate::budget::values;
use crate::pointer::Pointer;

/// A kind of component, which references can also find elsewhere in the document.
pub(crate) trait Referable: Sized {
    /// The name of the kind.
    const NAME: &'static str;
    /// The section of the components.
    const KIND: &'static str;

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>>;

    /// Returns the number of values in it that each use reads.
    fn size(&self) -> u64;

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

    fn size(&self) -> u64 {
        let data = self.parameter_data_ref();
        values(&Value::from(data.name.as_str())) + size_of_format(&data.format)
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

    fn size(&self) -> u64 {
        size_of_content(&self.content)
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

    fn size(&self) -> u64 {
        let headers = self.headers.values().map(|header| header.as_item().map_or(1, Referable::size));
        size_of_content(&self.content) + headers.sum::<u64>()
    }

    fn elsewhere<'d>(document: Resolved<'d>, place: &[&str]) -> Option<&'d ReferenceOr<Self>> {
        let ["paths", path, method, "responses", status] = place else { return None };
        let responses = &operation(document, path, method)?.responses;
        if *status == "default" {
            return responses.default.as_ref();
        }
        let code: StatusCode = serde_json::from_value(Value::from(*status)).ok()?;
        responses.responses.get(&code)
    }
}

impl Referable for Header {
    const NAME: &'static str = "header";
    const KIND: &'static str = "headers";

    fn components(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        &components.headers
    }

    fn size(&self) -> u64 {
        size_of_format(&self.format)
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

    fn size(&self) -> u64 {
        size_of(to_value(self))
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

fn size_of_format(format: &ParameterSchemaOrContent) -> u64 {
    match format {
        ParameterSchemaOrContent::Schema(schema) => size_of(to_value(schema)),
        ParameterSchemaOrContent::Content(content) => size_of_content(content),
    }
}

/// Returns the number of values in the media types of a body, without their examples.
fn size_of_content(content: &Content) -> u64 {
    let of_media = |media: &MediaType| size_of(to_value(&media.schema)) + size_of(to_value(&media.encoding));
    content.iter().map(|(name, media)| values(&Value::from(name.as_str())) + of_media(media)).sum()
}

fn size_of(part: serde_json::Result<Value>) -> u64 {
    part.map_or(1, |part| values(&part))
}

/// Parses an array index in a pointer.
fn position(segment: &str) -> Option<usize> {
    segment.parse().ok()
}
