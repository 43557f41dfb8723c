use std::collections::HashMap;

use openapiv3::{
    Header, Operation as Given, ParameterSchemaOrContent, ReferenceOr, Response as GivenResponse, Schema, StatusCode,
};

use super::body;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{
    Doc, Envelope, Events, Method, Response, ResponseBody, ResponseEncoding, ResponseHeader, Scalar, Status, Success,
    TypeKind, TypeRef, WireName,
};
use crate::lower::{
    Lowering,
    schema::{JsonType, Part, SchemaOr, Shape, borrowed, step},
};
use crate::media_type::essence;
use crate::naming::{Scope, field, status_variant};
use crate::pointer::Pointer;
use crate::resolve::Found;

/// The responses of an operation.
pub(super) struct Responses {
    pub(super) success: Success,
    pub(super) success_headers: Vec<ResponseHeader>,
    pub(super) errors: Vec<Response>,
}

impl<'d> Lowering<'d, '_> {
    /// Lowers the successes and the error responses.
    pub(super) fn responses(
        &mut self,
        given: &'d Given,
        method: &Method,
        events: Option<&Events>,
        name_path: &[String],
        at: &Pointer,
    ) -> Responses {
        let at = at.child("responses");
        let several = given.responses.responses.keys().filter(|code| is_success(status_of(code))).count() > 1;
        let mut successes = Vec::new();
        let mut success_headers = Headers::default();
        let mut errors: Vec<Response> = Vec::new();
        let declared = given.responses.responses.iter().map(|(code, response)| (status_of(code), response));
        let default = given.responses.default.iter().map(|response| (Status::Default, response));
        for (status, response) in declared.chain(default) {
            let label = status.label();
            let Some(found) = self.document.follow(response, &at.child(&label), self.report) else { continue };
            if is_success(status) {
                self.add_headers(&mut success_headers, found.item, &step(name_path, "headers"), &found.pointer);
                let name_path = if several { step(name_path, &label) } else { step(name_path, "output") };
                successes.push(self.response(status, found.item, method, events, &name_path, &found.pointer));
            } else {
                let name_path = step(name_path, &label);
                let mut headers = Headers { names: Scope::with(&["body"]), ..Headers::default() };
                self.add_headers(&mut headers, found.item, &name_path, &found.pointer);
                let response = self.response(status, found.item, method, None, &name_path, &found.pointer);
                errors.push(Response { headers: headers.list, ..response });
            }
        }
        // If no other success is declared, the default response describes it.
        if successes.is_empty()
            && let Some(default) = errors.iter().find(|response| response.status == Status::Default)
        {
            success_headers.list.clone_from(&default.headers);
            successes.push(Response { headers: Vec::new(), ..default.clone() });
        }
        let success = self.success_of(successes, &at);
        Responses { success, success_headers: success_headers.list, errors }
    }

    /// Returns the successes, or the default response if there is no other.
    pub(super) fn successes(&self, given: &'d Given, at: &Pointer) -> Vec<Found<'d, GivenResponse>> {
        // Lowering the response reports an invalid reference.
        let declared = given.responses.responses.iter().map(|(code, response)| (status_of(code), response));
        let mut successes: Vec<_> = declared.filter(|(status, _)| is_success(*status)).collect();
        if successes.is_empty() {
            successes.extend(given.responses.default.iter().map(|response| (Status::Default, response)));
        }
        let found = successes.into_iter().map(|(status, response)| (at.child(&status.label()), response));
        found.filter_map(|(at, response)| self.document.find(response, &at, self.report.budget()).ok()).collect()
    }

    /// Returns the value of the `Accept` header.
    pub(super) fn accept(&self, given: &'d Given) -> Option<String> {
        // Lowering the response reports an invalid reference.
        let responses = &given.responses;
        let (successes, errors): (Vec<_>, Vec<_>) =
            responses.responses.iter().partition(|(code, _)| is_success(status_of(code)));
        let declared = successes.into_iter().map(|(_, response)| response);
        let all = declared.chain(&responses.default).chain(errors.into_iter().map(|(_, response)| response));
        let found: Vec<_> = all
            .filter_map(|response| self.document.find(response, &Pointer::root(), self.report.budget()).ok())
            .collect();
        body::accept(found.iter().map(|found| &found.item.content))
    }

    fn response(
        &mut self,
        status: Status,
        given: &'d GivenResponse,
        method: &Method,
        events: Option<&Events>,
        name_path: &[String],
        at: &Pointer,
    ) -> Response {
        // The response has no body (RFC 9110, sections 9.3.2, 15.3.5 and 15.3.6).
        let without_body = match status {
            _ if *method == Method::Head => Some("to HEAD".to_owned()),
            Status::Code(code @ (204 | 205)) => Some(format!("with status {code}")),
            _ => None,
        };
        if let Some(such) = &without_body
            && self.describes_body(&given.content)
        {
            let message = format!("a response {such} has no body, so its `content` is left out");
            self.report.push(Diagnostic::note(&at.child("content"), message));
        }
        let body = match without_body {
            Some(_) => None,
            None => self.response_body(given, status, events, name_path, at),
        };
        Response {
            status,
            name: status_variant(status),
            body,
            headers: Vec::new(),
            doc: Doc::described(Some(&given.description)),
        }
    }

    fn response_body(
        &mut self,
        given: &'d GivenResponse,
        status: Status,
        events: Option<&Events>,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<ResponseBody> {
        let (encoding, media, at) = self.response_media(&given.content, is_success(status), at)?;
        let media_type = at.split_last().map(|(_, name)| essence(&name)).filter(|_| encoding.is_raw());
        let body = |ty, envelope| Some(ResponseBody { ty, encoding, envelope, media_type: media_type.clone() });
        let plain = |scalar| body(TypeRef::Scalar(scalar), None);
        match encoding {
            ResponseEncoding::Text => return plain(Scalar::String),
            ResponseEncoding::Bytes => return plain(Scalar::Bytes),
            ResponseEncoding::Events => {
                return match events {
                    Some(events) => body(events.ty.clone(), None),
                    None => Some(as_text(&at, self.report)),
                };
            }
            ResponseEncoding::Json => {}
        }
        let Some(schema) = media.schema.as_ref() else {
            let ty = self.untyped(&at, "the body has no schema").ty;
            return body(ty, None);
        };
        let at = at.child("schema");
        if let ReferenceOr::Item(inline) = schema
            && let Some((name, property)) = self.envelope(inline)
        {
            let at = at.child("properties").child(name);
            let found = self.lower_schema(property, &step(name_path, name), &at);
            return body(found.ty, Some(Envelope(WireName::new(name))));
        }
        let found = self.lower_schema(borrowed(schema), name_path, &at);
        body(found.into_nullable_type(), None)
    }

    /// Returns the only property of an inline schema, if the options list its name as an envelope.
    fn envelope(&self, schema: &'d Schema) -> Option<(&'d str, SchemaOr<'d>)> {
        if self.envelopes.is_empty() {
            return None;
        }
        let shape = Shape::from_schema(schema, &Pointer::root());
        if shape.properties.len() != 1 || !shape.choices.is_empty() {
            return None;
        }
        let (name, parts) = shape.properties.into_iter().next()?;
        let property = parts.first()?.schema.clone();
        self.envelopes.iter().any(|envelope| envelope == name).then_some((name, property))
    }

    /// Merges successes of the same type.
    fn success_of(&mut self, mut successes: Vec<Response>, at: &Pointer) -> Success {
        let first = successes.first().and_then(|response| response.body.clone());
        let is_same = |response: &Response| match (&response.body, &first) {
            (Some(body), Some(first)) => body.is_read_like(first),
            (body, first) => body.is_none() && first.is_none(),
        };
        if successes.iter().all(is_same) {
            let is_one_type = successes.iter().all(|response| response.body == first);
            let one = first.map(|body| ResponseBody { media_type: body.media_type.filter(|_| is_one_type), ..body });
            return one.map_or(Success::Nothing, Success::One);
        }
        for response in &mut successes {
            if let Some(body) = &mut response.body
                && body.encoding == ResponseEncoding::Events
            {
                *body = as_text(&at.child(&response.status.label()), self.report);
            }
        }
        Success::ByStatus(successes)
    }

    /// Adds the headers of a response to those of the responses before it.
    fn add_headers(&mut self, headers: &mut Headers<'d>, given: &'d GivenResponse, name_path: &[String], at: &Pointer) {
        let at = at.child("headers");
        for (wire, header) in &given.headers {
            let at = at.child(wire);
            let Some(found) = self.document.follow(header, &at, self.report) else { continue };
            let Header { description, format, .. } = found.item;
            // The media type defines this header (OpenAPI, "Response Object").
            if wire.eq_ignore_ascii_case("content-type") {
                self.leave_out(&found.pointer, format!("OpenAPI ignores a response header `{wire}`"));
                continue;
            }
            if let Some(known) = headers.formats.get(&wire.to_ascii_lowercase()) {
                if *known != format {
                    let message = format!("`{wire}` is read with the type from an earlier response");
                    self.report.push(Diagnostic::note(&found.pointer, message));
                }
                continue;
            }
            headers.formats.insert(wire.to_ascii_lowercase(), format);
            let untyped = "a header that is an object, or has a media type, is not typed: \
                           read it from the response's headers";
            let schema = match format {
                ParameterSchemaOrContent::Schema(schema) if !self.is_object(schema, &found.pointer) => schema,
                ParameterSchemaOrContent::Schema(_) | ParameterSchemaOrContent::Content(_) => {
                    self.leave_out(&found.pointer, untyped);
                    continue;
                }
            };
            let mut ty = self.lower_schema(borrowed(schema), &step(name_path, wire), &found.pointer.child("schema")).ty;
            // Headers are parsed from their text, and dates in them differ from those in JSON (RFC 9110, section 5.6.7).
            let has_format =
                |scalar: &Scalar| matches!(scalar, Scalar::Formatted(_) | Scalar::Custom(_) | Scalar::File);
            self.as_plain_strings(&mut ty, has_format);
            let is_list = self.is_list(&ty);
            if !is_list && !self.is_scalar(&ty) {
                self.leave_out(&found.pointer, untyped);
                continue;
            }
            headers.list.push(ResponseHeader {
                name: headers.names.take([field(wire), field(&format!("{wire} header"))]),
                wire: WireName::new(wire),
                ty,
                is_list,
                doc: Doc::described(description.as_deref()),
            });
        }
    }

    fn is_object(&self, schema: &'d ReferenceOr<Schema>, at: &Pointer) -> bool {
        let part = Part { schema: borrowed(schema), pointer: at.clone() };
        self.resolved_shape(&part)
            .is_some_and(|shape| shape.json_type == Some(JsonType::Object) || !shape.properties.is_empty())
    }

    /// Returns true if the type is an array of scalars.
    fn is_list(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Array(item) => self.is_scalar(item),
            TypeRef::Named(id) => match &self.types[id.0].kind {
                Some(TypeKind::Alias(target)) => self.is_list(target),
                Some(TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::OpenEnum(_)) | None => false,
            },
            TypeRef::Scalar(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Deep(_) | TypeRef::Nullable(_) => false,
        }
    }
}

/// The headers of one response, or of several that share them.
#[derive(Default)]
struct Headers<'d> {
    names: Scope,
    /// The declaration of each header, by its name in lower case. Header names are
    /// case-insensitive.
    formats: HashMap<String, &'d ParameterSchemaOrContent>,
    list: Vec<ResponseHeader>,
}

/// Returns the body of a response whose events cannot be streamed.
fn as_text(at: &Pointer, report: &mut Report) -> ResponseBody {
    report.push(Diagnostic::note(at, "these events are read as one string after the last one arrives"));
    let ty = TypeRef::Scalar(Scalar::String);
    ResponseBody { ty, encoding: ResponseEncoding::Text, envelope: None, media_type: None }
}

pub(super) fn status_of(code: &StatusCode) -> Status {
    match *code {
        StatusCode::Code(code) => Status::Code(code),
        StatusCode::Range(hundred) => Status::Range(hundred.saturating_mul(100)),
    }
}

pub(super) fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) | Status::Range(code) => (200..300).contains(&code),
        Status::Default => false,
    }
}
