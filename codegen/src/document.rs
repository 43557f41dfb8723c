//! The document as `openapiv3` types.

use openapiv3::{
    Header, Info, OpenAPI, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema,
    SecurityRequirement, SecurityScheme, Server, Tag,
};
use serde_core::Deserialize;
use serde_json::Value;

use crate::diagnostic::Report;
use crate::dialect::METHODS;
use crate::pointer::Pointer;

/// Reads a 3.0 document. One that does not fit is read again part by part, so that the message names the part.
pub(crate) fn read(document: &Value, report: &mut Report) -> Option<OpenAPI> {
    match OpenAPI::deserialize(document) {
        Ok(document) => Some(document),
        Err(error) => {
            if !report_misfits(document, report) {
                report.error(&Pointer::root(), format!("this does not fit OpenAPI: {error}"));
            }
            None
        }
    }
}

/// Whether some part was found that does not fit.
fn report_misfits(document: &Value, report: &mut Report) -> bool {
    let mut parts = Parts { report, found: false };
    let root = Pointer::root();
    parts.member::<Info>(document, "info", &root);
    parts.member::<Vec<Server>>(document, "servers", &root);
    parts.member::<Vec<SecurityRequirement>>(document, "security", &root);
    parts.member::<Vec<Tag>>(document, "tags", &root);
    if let Some(paths) = document.get("paths") {
        let at = root.child("paths");
        for (path, item) in members(paths) {
            let at = at.child(path);
            for (key, operation) in members(item) {
                if METHODS.contains(&key.as_str()) {
                    parts.operation(operation, &at.child(key));
                }
            }
            parts.read::<ReferenceOr<PathItem>>(item, &at);
        }
    }
    if let Some(components) = document.get("components") {
        let at = root.child("components");
        parts.each::<ReferenceOr<Schema>>(components, "schemas", &at);
        parts.each::<ReferenceOr<Parameter>>(components, "parameters", &at);
        parts.each::<ReferenceOr<Response>>(components, "responses", &at);
        parts.each::<ReferenceOr<RequestBody>>(components, "requestBodies", &at);
        parts.each::<ReferenceOr<Header>>(components, "headers", &at);
        parts.each::<ReferenceOr<SecurityScheme>>(components, "securitySchemes", &at);
    }
    parts.found
}

struct Parts<'r> {
    report: &'r mut Report,
    found: bool,
}

impl Parts<'_> {
    fn operation(&mut self, operation: &Value, at: &Pointer) {
        for (index, parameter) in
            operation.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            self.read::<ReferenceOr<Parameter>>(parameter, &at.child("parameters").index(index));
        }
        self.member::<ReferenceOr<RequestBody>>(operation, "requestBody", at);
        self.each::<ReferenceOr<Response>>(operation, "responses", at);
        self.read::<Operation>(operation, at);
    }

    fn member<'v, T: Deserialize<'v>>(&mut self, parent: &'v Value, key: &str, at: &Pointer) {
        if let Some(member) = parent.get(key) {
            self.read::<T>(member, &at.child(key));
        }
    }

    fn each<'v, T: Deserialize<'v>>(&mut self, parent: &'v Value, key: &str, at: &Pointer) {
        if let Some(children) = parent.get(key) {
            for (name, child) in members(children) {
                self.read::<T>(child, &at.child(key).child(name));
            }
        }
    }

    /// Reports a part that does not fit, unless a part of it has been reported.
    fn read<'v, T: Deserialize<'v>>(&mut self, part: &'v Value, at: &Pointer) {
        if let Err(error) = T::deserialize(part)
            && !self.report.has_error_within(at)
        {
            self.found = true;
            self.report.error(at, format!("this does not fit OpenAPI: {error}"));
        }
    }
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}
