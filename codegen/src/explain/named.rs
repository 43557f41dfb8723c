//! A named part of the output.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reasons::Reasons;
use super::{client, operation, response, type_def};
use crate::diff::{self, Places, Version};
use crate::generated::Item;
use crate::ir::{
    Body, Content, Download, Events, Field, Operation, Pages, Parameter, Response, ResponseBody, ResponseHeader,
    RustIdent, SecurityScheme, Server, ServerSetter, TypeDef, TypeRef, Union, UnionVariant, Values, Variant,
};
use crate::pointer::Pointer;
use crate::render::signature;

/// A part of the output, with its path in Rust.
pub(super) struct Named<'a> {
    pub item: &'a Item,
    pub path: String,
    /// Other names of the part.
    pub aliases: Vec<String>,
    pub part: Part<'a>,
}

pub(super) enum Part<'a> {
    Type(&'a TypeDef),
    Field(&'a TypeDef, &'a Field),
    /// The field of the additional properties.
    Rest(&'a RustIdent, &'a TypeRef),
    Value(Values, &'a Variant),
    /// The variant for values that the document does not list.
    UnknownValue(Values),
    /// The variant at this position of a union.
    Branch(&'a Union, usize),
    /// The variant at this position of a base, for a type that extends the base.
    Extension(&'a Union, usize, &'a TypeDef),
    /// The variant for values that match no branch.
    UnknownBranch,
    Operation(&'a Operation),
    Parameter(&'a Operation, &'a Parameter),
    Body(&'a Operation, &'a Body),
    /// The enum of a request body with several media types.
    Choice(&'a Operation, &'a Body),
    Content(&'a Content),
    Pages(&'a Operation, &'a Pages),
    Events(&'a Operation, &'a Events),
    Download(&'a Download),
    /// The enum of successful responses.
    Output(&'a Operation),
    /// The enum of error responses.
    Error(&'a Operation),
    /// A variant of the enum of successful or error responses.
    Response(&'a Response),
    /// The body in a variant that also has headers.
    ResponseBody(&'a Response, &'a ResponseBody),
    HeaderOf(&'a Response, &'a ResponseHeader),
    UndeclaredSuccess,
    UndeclaredError,
    /// The struct of the headers of the successful responses.
    Headers(&'a Operation),
    Header(&'a ResponseHeader),
    Client,
    Credential(&'a SecurityScheme),
    Server(&'a Server),
    Variable(&'a ServerSetter),
}

impl Named<'_> {
    /// Returns true if `name` is the path or an alias of the part.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.path == name || self.aliases.iter().any(|alias| alias == name)
    }

    /// Returns the place in the document that the part comes from.
    pub(super) fn pointer(&self, places: &Places<'_>) -> Pointer {
        places.nearest(&self.expected_pointer(places))
    }

    fn expected_pointer(&self, places: &Places<'_>) -> Pointer {
        let at = &self.item.pointer;
        match &self.part {
            Part::Type(_)
            | Part::Rest(..)
            | Part::UnknownValue(_)
            | Part::UnknownBranch
            | Part::Operation(_)
            | Part::Client => at.clone(),
            Part::Field(_, field) => places.property(at, &field.wire),
            Part::Value(_, variant) => places.value(at, &variant.wire),
            Part::Extension(_, _, def) if def.pointer == *at => at.clone(),
            Part::Extension(_, _, def) => type_def::extension(places, &def.pointer),
            Part::Branch(union, position) => union.variants[*position].pointer.clone(),
            Part::Parameter(_, parameter) => places.parameter(at, &parameter.wire, parameter.location),
            Part::Body(..) | Part::Choice(..) => at.child("requestBody"),
            Part::Content(content) => {
                places.followed(&at.child("requestBody")).0.child("content").child(&content.media_type)
            }
            Part::Pages(operation, pages) => {
                let parameter = operation.parameters.iter().find(|parameter| parameter.name == pages.parameter);
                parameter
                    .map_or_else(|| at.clone(), |parameter| places.parameter(at, &parameter.wire, parameter.location))
            }
            Part::Events(..) => response::events_place(places, at).unwrap_or_else(|| at.child("responses")),
            Part::Download(download) => {
                response::download_place(places, at, download).unwrap_or_else(|| at.child("responses"))
            }
            Part::Output(_) | Part::Error(_) | Part::Headers(_) | Part::UndeclaredSuccess | Part::UndeclaredError => {
                at.child("responses")
            }
            Part::Response(response) => places.response(at, &response.status.label()),
            Part::ResponseBody(response, _) => places.response(at, &response.status.label()).child("content"),
            Part::HeaderOf(response, header) => {
                let at = places.response(at, &response.status.label());
                response::header_place(places, &at, &header.wire).unwrap_or(at)
            }
            Part::Header(header) => {
                response::success_header(places, at, &header.wire).unwrap_or_else(|| at.child("responses"))
            }
            Part::Credential(scheme) => client::scheme_place(places, &scheme.wire),
            Part::Server(server) => places.server(&server.template),
            Part::Variable(setter) => places.server_variable(&setter.wire),
        }
    }

    /// Returns the vendor extensions of the place that the part comes from.
    pub(super) fn extensions(&self) -> BTreeMap<String, Value> {
        match &self.part {
            Part::Type(def) => def.extensions.values(),
            Part::Field(_, field) => field.extensions.values(),
            Part::Operation(operation) => operation.extensions.values(),
            Part::Parameter(_, parameter) => parameter.extensions.values(),
            _ => BTreeMap::new(),
        }
    }

    /// Returns the declaration on one line.
    pub(super) fn code(&self, version: &Version) -> String {
        let api = &version.api;
        let ty = |ty: &TypeRef| signature::type_text(api, ty);
        match &self.part {
            Part::Type(def) => signature::type_declaration(api, def),
            Part::Field(_, field) => format!("pub {}: {}", field.name, signature::field_text(api, field)),
            Part::Rest(name, rest) => format!("pub {name}: {}", ty(&TypeRef::Map(Box::new(TypeRef::clone(rest))))),
            Part::Value(_, variant) => variant.name.to_string(),
            Part::UnknownValue(values) => format!("Unknown({})", values.unknown()),
            Part::Branch(union, position) | Part::Extension(union, position, _) => {
                let UnionVariant { name, ty: branch, .. } = &union.variants[*position];
                format!("{name}({})", ty(branch))
            }
            Part::UnknownBranch => "Unknown(Json)".to_owned(),
            Part::Operation(operation) => diff::declaration(api, operation),
            Part::Parameter(_, parameter) => signature::parameter_text(api, parameter),
            Part::Body(_, body) => format!("body: {}", signature::body_text(api, body)),
            Part::Choice(..) | Part::Output(_) | Part::Error(_) => format!("pub enum {}", self.path),
            Part::Content(content) => format!("{}({})", content.name, ty(&content.ty)),
            Part::Pages(_, pages) => format!("pages of {}", ty(&pages.item)),
            Part::Events(_, events) => format!("events of {}", ty(&events.ty)),
            Part::Download(download) => signature::download_text(download),
            Part::Response(response) => signature::variant_text(api, response),
            Part::ResponseBody(_, body) => format!("body: {}", ty(&body.ty)),
            Part::HeaderOf(_, header) => format!("{}: Option<{}>", header.name, ty(&header.ty)),
            Part::UndeclaredSuccess => "Undeclared(Vec<u8>)".to_owned(),
            Part::UndeclaredError => "Undeclared".to_owned(),
            Part::Headers(_) => format!("pub struct {}", self.path),
            Part::Header(header) => format!("pub {}: Option<{}>", header.name, ty(&header.ty)),
            Part::Client => "pub struct Client".to_owned(),
            Part::Credential(scheme) => diff::credential_code(scheme),
            Part::Server(server) => diff::server_code(server),
            Part::Variable(setter) => diff::setter_code(setter),
        }
    }

    /// Adds the reasons for the part's form. `at` is its pointer.
    pub(super) fn explain(&self, at: &Pointer, reasons: &mut Reasons<'_>) {
        match &self.part {
            Part::Type(def) => type_def::explain_type(reasons, def, at),
            Part::Field(def, field) => type_def::explain_field(reasons, def, field, at),
            Part::Rest(_, ty) => type_def::explain_rest(reasons, ty, at),
            Part::Value(values, variant) => type_def::explain_value(reasons, *values, variant, at),
            Part::UnknownValue(values) => type_def::explain_unknown_value(reasons, *values, at),
            Part::Branch(union, position) => {
                type_def::explain_branch(reasons, union, &union.variants[*position], at);
            }
            Part::Extension(union, position, def) => {
                type_def::explain_extension(reasons, union, &union.variants[*position], (def, &self.item.pointer), at);
            }
            Part::UnknownBranch => type_def::explain_unknown_branch(reasons, at),
            Part::Operation(operation) => operation::explain_operation(reasons, operation, &self.item.pointer),
            Part::Parameter(operation, parameter) => operation::explain_parameter(reasons, operation, parameter, at),
            Part::Body(operation, body) | Part::Choice(operation, body) => {
                operation::explain_body(reasons, operation, body, &self.item.pointer);
            }
            Part::Content(content) => operation::explain_content(reasons, content, at),
            Part::Pages(operation, pages) => operation::explain_pages(reasons, operation, pages, at),
            Part::Events(operation, events) => response::explain_events(reasons, operation, events, at),
            Part::Download(download) => response::explain_download(reasons, download, at),
            Part::Output(operation) => operation::explain_output(reasons, operation, &self.item.pointer),
            Part::Error(operation) => response::explain_error(reasons, operation, at),
            Part::Response(response) => response::explain_response(reasons, response, at),
            Part::ResponseBody(_, body) => response::explain_body(reasons, body, "the response", at),
            Part::HeaderOf(_, header) | Part::Header(header) => response::explain_header(reasons, header, at),
            Part::UndeclaredSuccess | Part::UndeclaredError => response::explain_undeclared(reasons, at),
            Part::Headers(operation) => response::explain_headers(reasons, operation, &self.item.pointer, at),
            Part::Client => client::explain_client(reasons),
            Part::Credential(scheme) => client::explain_credential(reasons, scheme, at),
            Part::Server(server) => client::explain_server(reasons, server, at),
            Part::Variable(setter) => client::explain_variable(reasons, setter, at),
        }
    }
}
