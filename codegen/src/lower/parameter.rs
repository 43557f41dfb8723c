use openapiv3::{
    Operation as Given, Parameter as GivenParameter, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle,
    QueryStyle,
};

use super::{
    Lowering,
    schema::{borrowed, step},
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Doc, Parameter, Place, TypeKind, TypeRef, WireName};
use crate::naming::{Scope, field};
use crate::pointer::Pointer;

/// What these headers say follows from the responses, the body and the security (OpenAPI, "Parameter Object").
const IGNORED_HEADERS: &[&str] = &["Accept", "Content-Type", "Authorization"];

impl<'d> Lowering<'d, '_> {
    /// The parameters of the path and of the operation, of which the operation's win.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        item: &'d PathItem,
        given: &'d Given,
        way: &[String],
        at: &Pointer,
    ) -> Vec<Parameter> {
        let of_path = at.split_last().map_or_else(Pointer::root, |(parent, _)| parent).child("parameters");
        let of_operation = at.child("parameters");
        // `body` is the request body's field.
        let mut names = Scope::with(&["body"]);
        let mut parameters: Vec<Parameter> = Vec::new();
        let all = item.parameters.iter().enumerate().map(|(index, parameter)| (parameter, of_path.index(index))).chain(
            given.parameters.iter().enumerate().map(|(index, parameter)| (parameter, of_operation.index(index))),
        );
        let mut is_complete = true;
        for (parameter, at) in all {
            let Some(found) = self.document.parameter(parameter, &at, self.report) else {
                is_complete = false;
                continue;
            };
            let Some(parameter) = self.parameter(found.item, way, &found.pointer) else {
                is_complete &= !matches!(found.item, GivenParameter::Path { .. });
                continue;
            };
            match parameters.iter_mut().find(|known| known.wire == parameter.wire && known.place == parameter.place) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
        }
        for parameter in &mut parameters {
            let wire = parameter.wire.as_str();
            parameter.name = names.take([field(wire), field(&format!("{wire} parameter"))]);
        }
        // A parameter that is not supported is one error, not two.
        if is_complete {
            self.compare_with_template(path, &parameters, at);
        }
        parameters
    }

    fn parameter(&mut self, given: &'d GivenParameter, way: &[String], at: &Pointer) -> Option<Parameter> {
        let (place, plain_style) = match given {
            GivenParameter::Path { style, .. } => (Place::Path, matches!(style, PathStyle::Simple)),
            GivenParameter::Query { style, .. } => (Place::Query, matches!(style, QueryStyle::Form)),
            GivenParameter::Header { .. } => (Place::Header, true),
            GivenParameter::Cookie { .. } => {
                self.report.error(at, "cookie parameters are not supported yet");
                return None;
            }
        };
        if matches!(given, GivenParameter::Query { allow_reserved: true, .. }) {
            self.report.error(&at.child("allowReserved"), "`allowReserved` is not supported yet");
        }
        if !plain_style {
            self.report.error(&at.child("style"), "this style of a parameter is not supported yet");
        }
        let data = given.parameter_data_ref();
        if place == Place::Header && IGNORED_HEADERS.iter().any(|ignored| ignored.eq_ignore_ascii_case(&data.name)) {
            let message = format!("OpenAPI says to ignore a header parameter `{}`", data.name);
            self.report.push(Diagnostic::note(at, message));
            return None;
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            self.report.error(&at.child("content"), "a parameter with `content` is not supported yet");
            return None;
        };
        let found = self.schema(&borrowed(schema), &step(way, &data.name), &at.child("schema"))?;
        if !self.is_scalar(&found.ty) {
            self.report.error(&at.child("schema"), "a parameter that is an array or an object is not supported yet");
            return None;
        }
        Some(Parameter {
            wire: WireName::new(&data.name),
            name: field(&data.name),
            place,
            required: data.required || place == Place::Path,
            ty: found.ty,
            doc: doc_of(data),
            constraints: found.constraints,
        })
    }

    /// Whether a value of the type is written as one text.
    pub(super) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) => true,
            TypeRef::Named(id) => match &self.types[id.0].kind {
                TypeKind::StringEnum(_) => true,
                TypeKind::Alias(target) => self.is_scalar(target),
                TypeKind::Object(_) => false,
            },
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Boxed(_) | TypeRef::Nullable(_) => false,
        }
    }

    /// Every placeholder of the path has a parameter, and every path parameter a placeholder.
    fn compare_with_template(&mut self, path: &str, parameters: &[Parameter], at: &Pointer) {
        let placeholders: Vec<&str> =
            path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        let of_path = || parameters.iter().filter(|parameter| parameter.place == Place::Path);
        for placeholder in &placeholders {
            if !of_path().any(|parameter| parameter.wire.as_str() == *placeholder) {
                self.report.error(at, format!("the path has `{{{placeholder}}}`, but there is no such path parameter"));
            }
        }
        for parameter in of_path().filter(|parameter| !placeholders.contains(&parameter.wire.as_str())) {
            self.report.error(at, format!("the path parameter `{}` is not in the path `{path}`", parameter.wire));
        }
    }
}

fn doc_of(data: &ParameterData) -> Doc {
    Doc { deprecated: data.deprecated.unwrap_or(false), ..Doc::described(data.description.as_deref()) }
}
