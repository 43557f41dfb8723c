use openapiv3::{
    Header, Operation as Given, ParameterSchemaOrContent, ReferenceOr, Response as GivenResponse, Schema, StatusCode,
};

use super::{
    Lowering, body,
    schema::step,
    shape::{SchemaOr, Shape, borrowed},
};
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{
    Doc, Envelope, Response, ResponseBody, ResponseEncoding, ResponseHeader, Scalar, Status, Success, TypeRef, WireName,
};
use crate::naming::{Scope, field, status_variant};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The declared successes and the declared errors.
    pub(super) fn responses(&mut self, given: &'d Given, way: &[String], at: &Pointer) -> (Success, Vec<Response>) {
        let at = at.child("responses");
        let several = given.responses.responses.keys().filter(|code| is_success(status_of(code))).count() > 1;
        let mut successes = Vec::new();
        let mut errors = Vec::new();
        let declared = given.responses.responses.iter().map(|(code, response)| (status_of(code), response));
        let default = given.responses.default.iter().map(|response| (Status::Default, response));
        for (status, response) in declared.chain(default) {
            let label = status.label();
            let Some(found) = self.document.response(response, &at.child(&label), self.report) else { continue };
            if is_success(status) {
                let way = if several { step(way, &label) } else { step(way, "output") };
                successes.push(self.response(status, found.item, &way, &found.pointer));
            } else {
                errors.push(self.response(status, found.item, &step(way, &label), &found.pointer));
            }
        }
        // Where nothing else is declared, the default is what a success brings as well.
        if successes.is_empty()
            && let Some(default) = errors.iter().find(|response| response.status == Status::Default)
        {
            successes.push(default.clone());
        }
        (success_of(successes), errors)
    }

    /// The media types to ask for.
    pub(super) fn accept(&self, given: &'d Given) -> Option<String> {
        // What is wrong with a reference is reported when the response is lowered.
        let mut unheard = Report::default();
        let responses = &given.responses;
        let (successes, errors): (Vec<_>, Vec<_>) =
            responses.responses.iter().partition(|(code, _)| is_success(status_of(code)));
        let declared = successes.into_iter().map(|(_, response)| response);
        let all = declared.chain(&responses.default).chain(errors.into_iter().map(|(_, response)| response));
        let found: Vec<_> =
            all.filter_map(|response| self.document.response(response, &Pointer::root(), &mut unheard)).collect();
        body::accept(found.iter().map(|found| &found.item.content))
    }

    fn response(&mut self, status: Status, given: &'d GivenResponse, way: &[String], at: &Pointer) -> Response {
        Response {
            status,
            name: status_variant(status),
            body: self.response_body(given, way, at),
            headers: self.response_headers(given, way, at),
            doc: Doc::described(Some(&given.description)),
        }
    }

    fn response_body(&mut self, given: &'d GivenResponse, way: &[String], at: &Pointer) -> Option<ResponseBody> {
        let (encoding, media, at) = self.response_media(&given.content, at)?;
        let plain = |scalar| Some(ResponseBody { ty: TypeRef::Scalar(scalar), encoding, envelope: None });
        match encoding {
            ResponseEncoding::Text => return plain(Scalar::String),
            ResponseEncoding::Bytes => return plain(Scalar::Bytes),
            ResponseEncoding::Json => {}
        }
        let at = at.child("schema");
        let Some(schema) = media.schema.as_ref() else {
            let ty = self.untyped(&at, "the body has no schema").ty;
            return Some(ResponseBody { ty, encoding, envelope: None });
        };
        if let ReferenceOr::Item(inline) = schema
            && let Some((name, property)) = self.envelope(inline)
        {
            let at = at.child("properties").child(name);
            let found = self.schema(property, &step(way, name), &at);
            return Some(ResponseBody { ty: found.ty, encoding, envelope: Some(Envelope(WireName::new(name))) });
        }
        let found = self.schema(borrowed(schema), way, &at);
        Some(ResponseBody { ty: found.standing_alone(), encoding, envelope: None })
    }

    /// The only property of an inline schema, when its name is one of the envelopes of the options.
    fn envelope(&self, schema: &'d Schema) -> Option<(&'d str, SchemaOr<'d>)> {
        let shape = Shape::of(schema, &Pointer::root());
        if shape.properties.len() != 1 || !shape.choices.is_empty() {
            return None;
        }
        let (name, parts) = shape.properties.into_iter().next()?;
        let property = parts.into_iter().next()?.schema;
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
            let untyped = "a header that is a list or an object is not typed: read it from the response's headers";
            let ParameterSchemaOrContent::Schema(schema) = format else {
                self.report.push(Diagnostic::note(&found.pointer, untyped));
                continue;
            };
            let lowered = self.schema(borrowed(schema), &step(way, wire), &found.pointer.child("schema"));
            if !self.is_scalar(&lowered.ty) {
                self.report.push(Diagnostic::note(&found.pointer, untyped));
                continue;
            }
            headers.push(ResponseHeader {
                name: names.take([field(wire), field(&format!("{wire} header"))]),
                wire: WireName::new(wire),
                ty: lowered.ty,
                doc: Doc::described(description.as_deref()),
            });
        }
        headers
    }
}

/// Successes that bring the same are one.
fn success_of(mut successes: Vec<Response>) -> Success {
    let first = successes.first().and_then(|response| response.body.clone());
    if successes.iter().all(|response| response.body == first) {
        return first.map_or(Success::Nothing, Success::One);
    }
    for response in &mut successes {
        response.headers.clear();
    }
    Success::ByStatus(successes)
}

fn status_of(code: &StatusCode) -> Status {
    match *code {
        StatusCode::Code(code) => Status::Code(code),
        StatusCode::Range(hundred) => Status::Range(hundred.saturating_mul(100)),
    }
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) | Status::Range(code) => (200..300).contains(&code),
        Status::Default => false,
    }
}
