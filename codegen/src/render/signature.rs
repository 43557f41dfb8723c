//! Parts of the output in a line each, for who compares two outputs.

use super::{
    Uses, doc,
    models::object,
    module,
    operation::{self, body, body_type, by_status, setters},
    rules,
    tokens::{self, Models, in_row, type_ref},
};
use crate::ir::{
    Api, Body, Constraint, Content, Doc, Download, Field, Operation, Parameter, Response, TypeDef, TypeKind, TypeRef,
};

pub(crate) use super::operation::BodyGiven;

/// A type where it is used.
pub(crate) fn type_text(api: &Api, ty: &TypeRef) -> String {
    // A number or a boolean is written as what it is, whatever name the document has for it.
    in_row(&type_ref(api, tokens::plain(api, ty), Models::Here, &mut Uses::new("")))
}

/// The declaration of a type, without its fields or variants.
pub(crate) fn type_declaration(api: &Api, def: &TypeDef) -> String {
    let name = &def.name;
    match &def.kind {
        TypeKind::Object(_) => format!("pub struct {name}"),
        TypeKind::OpenEnum(_) | TypeKind::Union(_) => format!("pub enum {name}"),
        TypeKind::Alias(target) => format!("pub type {name} = {};", type_text(api, target)),
    }
}

/// The type of a field, with what says that there may be no value.
pub(crate) fn field_text(api: &Api, field: &Field) -> String {
    in_row(&object::field_type(api, field, &mut Uses::new("")))
}

/// Whether what sets a value takes anything that converts into its type.
pub(crate) fn takes_into(api: &Api, ty: &TypeRef) -> bool {
    tokens::takes_into(api, ty)
}

/// The field of a call that is a parameter.
pub(crate) fn parameter_text(api: &Api, parameter: &Parameter) -> String {
    let ty = type_text(api, &parameter.ty);
    if parameter.required {
        format!("pub {}: {ty}", parameter.name)
    } else {
        format!("pub {}: Option<{ty}>", parameter.name)
    }
}

/// The lines of documentation.
pub(crate) fn doc_lines(doc: &Doc) -> Vec<String> {
    doc::lines(doc)
}

/// A constraint in words.
pub(crate) fn constraint_text(constraint: &Constraint) -> String {
    rules::in_words(constraint)
}

/// How the body of a call is given.
pub(crate) fn body_given(api: &Api, operation: &Operation) -> BodyGiven {
    operation::body_given(api, operation)
}

/// The type of a body, or of the choice between several.
pub(crate) fn body_text(api: &Api, body: &Body) -> String {
    in_row(&body_type::body_type(api, body, &mut Uses::new(""))).replace("models::", "")
}

/// The types of the contents that a body is made from without saying which content it is.
pub(crate) fn conversions(api: &Api, body: &Body) -> Vec<String> {
    let told = body.contents.iter().filter(|content| body::is_only_of_type(api, content, body));
    told.map(|content| type_text(api, &content.ty)).collect()
}

/// How a content is written.
pub(crate) fn encoding_text(api: &Api, content: &Content) -> String {
    let (kind, media_type) = body::kind_of(api, content);
    media_type.map_or_else(|| kind.to_owned(), |media_type| format!("{kind} {media_type:?}"))
}

/// The setters of a call: where each puts its value, and its name with what it takes.
pub(crate) fn setters(api: &Api, operation: &Operation) -> Vec<(String, String)> {
    let setters = setters::setters(api, operation, &mut Uses::new(""));
    setters.into_iter().map(|setter| (setter.target.clone(), setter.to_string().replace("models::", ""))).collect()
}

/// The variant of an enum that a status is.
pub(crate) fn variant_text(api: &Api, response: &Response) -> String {
    let Response { status: _, name, body, headers, doc: _ } = response;
    let body = body.as_ref().map(|body| type_text(api, &body.ty));
    if headers.is_empty() {
        return body.map_or_else(|| name.to_string(), |body| format!("{name}({body})"));
    }
    let body = body.map(|body| format!("body: {body}"));
    let headers = headers.iter().map(|header| format!("{}: Option<{}>", header.name, type_text(api, &header.ty)));
    format!("{name} {{ {} }}", body.into_iter().chain(headers).collect::<Vec<_>>().join(", "))
}

/// What of a success can be received in pieces.
pub(crate) fn download_text(Download { accept }: &Download) -> String {
    format!("download of {}", accept.as_deref().unwrap_or("every success"))
}

/// What the document is called, and its version.
pub(crate) fn title(api: &Api) -> String {
    module::title(api)
}

/// The type of the bodies of all error responses, if it is one.
pub(crate) fn error_body_text(api: &Api, operation: &Operation) -> Option<String> {
    by_status::shared_type(operation).map(|ty| type_text(api, ty))
}
