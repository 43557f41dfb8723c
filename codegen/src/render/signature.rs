//! Parts of the output, each on one line, for comparing two outputs.

use super::{
    Uses, doc,
    models::object,
    module,
    operation::{self, body, body_type, by_status, setters},
    rules,
    tokens::{self, in_row},
};
use crate::ir::{
    Api, Body, Constraint, Content, Doc, Download, Field, Operation, Parameter, Response, TypeDef, TypeKind, TypeRef,
};

pub(crate) use super::operation::BodyGiven;
pub(crate) use super::tokens::type_text;

/// Renders the declaration of a type, without its fields or variants.
pub(crate) fn type_declaration(api: &Api, def: &TypeDef) -> String {
    let name = &def.name;
    match &def.kind {
        TypeKind::Object(_) => format!("pub struct {name}"),
        TypeKind::OpenEnum(_) | TypeKind::Union(_) => format!("pub enum {name}"),
        TypeKind::Alias(target) => format!("pub type {name} = {};", type_text(api, target)),
    }
}

/// Renders the type of a field, including `Option` and `Nullable`.
pub(crate) fn field_text(api: &Api, field: &Field) -> String {
    in_row(&object::field_type(api, field, &mut Uses::in_text()))
}

/// Returns the sentences on the checks of a field before it is sent, as in its documentation.
pub(crate) fn field_checks(api: &Api, def: &TypeDef, field: &Field) -> Option<String> {
    let is_checked = def.sent && field.is_sent();
    is_checked
        .then(|| rules::sentence(api, &field.ty, &field.constraints))
        .and_then(|sentences| in_one_line(&sentences))
}

/// Returns true if setters take anything that converts into the type.
pub(crate) fn takes_into(api: &Api, ty: &TypeRef) -> bool {
    tokens::takes_into(api, ty)
}

/// Renders the field of a parameter.
pub(crate) fn parameter_text(api: &Api, parameter: &Parameter) -> String {
    let ty = type_text(api, &parameter.ty);
    if parameter.required {
        format!("pub {}: {ty}", parameter.name)
    } else {
        format!("pub {}: Option<{ty}>", parameter.name)
    }
}

/// Returns the sentences on the checks of a parameter, as in its documentation.
pub(crate) fn parameter_checks(api: &Api, parameter: &Parameter) -> Option<String> {
    let mut sentences = rules::sentence(api, &parameter.ty, &parameter.constraints);
    sentences.extend(rules::sentence_of_segments(&parameter.segments));
    in_one_line(&sentences)
}

fn in_one_line(sentences: &[String]) -> Option<String> {
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Returns the lines of documentation.
pub(crate) fn doc_lines(doc: &Doc) -> Vec<String> {
    doc::lines(doc)
}

/// Returns a text of the document as a code span.
#[cfg(feature = "command")]
pub(crate) fn code(text: &str) -> String {
    doc::code(text)
}

/// Describes a constraint.
pub(crate) fn constraint_text(constraint: &Constraint) -> String {
    rules::in_words(constraint)
}

/// Returns the place in a call where the request body is set.
pub(crate) fn body_given(api: &Api, operation: &Operation) -> BodyGiven {
    operation::body_given(api, operation)
}

/// Renders the type of a request body, or the enum of its media types.
pub(crate) fn body_text(api: &Api, body: &Body) -> String {
    in_row(&body_type::body_type(api, body, &mut Uses::in_text())).replace("models::", "")
}

/// Returns the types that convert into a request body, since only one content has each.
pub(crate) fn conversions(api: &Api, body: &Body) -> Vec<String> {
    let contents = body.contents.iter().zip(body::are_only_of_type(api, body));
    contents.filter(|(_, is_only)| *is_only).map(|(content, _)| type_text(api, &content.ty)).collect()
}

/// Renders the encoding of a content.
pub(crate) fn encoding_text(api: &Api, content: &Content) -> String {
    let (kind, media_type) = body::kind_of(api, content);
    media_type.map_or_else(|| kind.to_owned(), |media_type| format!("{kind} {media_type:?}"))
}

/// Returns the setters of a call: the field that each sets, and its name with its argument.
pub(crate) fn setters(api: &Api, operation: &Operation) -> Vec<(String, String)> {
    let setters = setters::setters(api, operation, &mut Uses::in_text());
    setters.into_iter().map(|setter| (setter.target.clone(), setter.to_string().replace("models::", ""))).collect()
}

/// Renders the variant for a status.
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

/// Describes the responses that can be received in chunks.
pub(crate) fn download_text(Download { accept }: &Download) -> String {
    format!("download of {}", accept.as_deref().unwrap_or("every successful response"))
}

/// Returns the title and the version of the document.
pub(crate) fn title(api: &Api) -> String {
    module::title(api)
}

/// Renders the type that the bodies of all error responses share, if there is one.
pub(crate) fn error_body_text(api: &Api, operation: &Operation) -> Option<String> {
    by_status::shared_type(operation).map(|ty| type_text(api, ty))
}
