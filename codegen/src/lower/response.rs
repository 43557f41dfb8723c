use openapiv3::{
    Header, Operation as Given, ParameterSchemaOrContent, ReferenceOr, Response as GivenResponse, Schema, StatusCode,
};

use super::{
    Lowering,
    schema::{borrowed, own_property, step},
};
use crate::ir::{Doc, Envelope, Response, ResponseBody, ResponseHeader, Status, WireName};
use crate::naming::{Scope, field, status_variant};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The declared success and the declared errors.
    pub(super) fn responses(
        &mut self,
        given: &'d Given,
        way: &[String],
        at: &Pointer,
    ) -> Option<(Option<ResponseBody>, Vec<Response>)> {
        let at = at.child("responses");
        let mut success = None;
        let mut errors = Vec::new();
        let mut statuses = 0;
        if given.responses.default.is_some() {
            self.report.error(&at.child("default"), "a `default` response is not supported yet");
        }
        for (code, response) in &given.responses.responses {
            let status = status_of(code);
            let at = at.child(&code.to_string());
            let found = self.document.response(response, &at, self.report)?;
            let label = status.label();
            if is_success(status) {
                statuses += 1;
                if statuses > 1 {
                    self.report.error(&at, "a second success status is not supported yet");
                }
                for name in found.item.headers.keys() {
                    self.report.warn(
                        &found.pointer.child("headers").child(name),
                        "headers of a success are not typed yet; read them from the response's headers",
                    );
                }
                success = self.response_body(found.item, &step(way, "output"), &found.pointer);
            } else {
                errors.push(Response {
                    status,
                    name: status_variant(status),
                    body: self.response_body(found.item, &step(way, &label), &found.pointer),
                    headers: self.response_headers(found.item, &step(way, &label), &found.pointer),
                    doc: Doc::described(Some(&found.item.description)),
                });
            }
        }
        Some((success, errors))
    }

    fn response_body(&mut self, given: &'d GivenResponse, way: &[String], at: &Pointer) -> Option<ResponseBody> {
        let (media, at) = self.json(&given.content, at)?;
        let Some(schema) = &media.schema else {
            self.report.error(&at, "a JSON body without a schema is not supported yet");
            return None;
        };
        let at = at.child("schema");
        if let ReferenceOr::Item(inline) = schema
            && let Some((name, property)) = self.envelope(inline)
        {
            let at = at.child("properties").child(name);
            let found = self.schema(&property, &step(way, name), &at)?;
            return Some(ResponseBody { ty: found.ty, envelope: Some(Envelope(WireName::new(name))) });
        }
        let found = self.schema(&borrowed(schema), way, &at)?;
        Some(ResponseBody { ty: found.standing_alone(), envelope: None })
    }

    /// The only property of an inline schema, when its name is one of the envelopes of the options.
    fn envelope<'s>(&self, schema: &'s Schema) -> Option<(&'s str, ReferenceOr<&'s Schema>)> {
        let (name, property) = own_property(schema)?;
        self.options.envelopes.iter().any(|envelope| envelope == name).then_some((name, property))
    }

    fn response_headers(&mut self, given: &'d GivenResponse, way: &[String], at: &Pointer) -> Vec<ResponseHeader> {
        let mut names = Scope::with(&["body"]);
        let mut headers = Vec::new();
        let at = at.child("headers");
        for (wire, header) in &given.headers {
            let at = at.child(wire);
            let Some(found) = self.document.header(header, &at, self.report) else { continue };
            let Header { description, format, .. } = found.item;
            let ParameterSchemaOrContent::Schema(schema) = format else {
                self.report.error(&found.pointer.child("content"), "a header with `content` is not supported yet");
                continue;
            };
            let at = found.pointer.child("schema");
            if let Some(found) = self.schema(&borrowed(schema), &step(way, wire), &at) {
                if !self.is_scalar(&found.ty) {
                    self.report.error(&at, "a header that is an array or an object is not supported yet");
                }
                headers.push(ResponseHeader {
                    name: names.take([field(wire), field(&format!("{wire} header"))]),
                    wire: WireName::new(wire),
                    ty: found.ty,
                    doc: Doc::described(description.as_deref()),
                });
            }
        }
        headers
    }
}

fn status_of(code: &StatusCode) -> Status {
    match *code {
        StatusCode::Code(code) => Status::Code(code),
        StatusCode::Range(hundred) => Status::Range(hundred.saturating_mul(100)),
    }
}

fn is_success(status: Status) -> bool {
    let (Status::Code(code) | Status::Range(code)) = status;
    (200..300).contains(&code)
}
