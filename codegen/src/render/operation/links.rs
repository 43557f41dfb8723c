//! Links from the documentation of a client's method to the types of its operation.

use proc_macro2::Ident;
use quote::format_ident;

use super::{by_status::output_name, setters::has_setters};
use crate::ir::{Api, Content, Encoding, EventReading, Operation, ResponseEncoding, Success, TypeRef};
use crate::render::{
    doc,
    tokens::{ident, plain, type_text},
};

/// Returns the name of the alias for a call of the operation: `CreateAvatarConsentCall`.
///
/// Rustdoc gives an alias a page of its own, with the setters of this operation alone.
pub(super) fn call_name(operation: &Operation) -> Ident {
    format_ident!("{}Call", ident(&operation.type_name))
}

/// Returns a list of links to the options, the result and the errors of an operation.
pub(super) fn lines(api: &Api, operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    if has_setters(api, operation) {
        lines.push(format!("- Options: [`{}`]", call_name(operation)));
    }
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    if let [format] = contents.map(content_format).collect::<Vec<_>>().as_slice() {
        lines.extend(format.as_ref().map(|format| format!("- Request body: {format}")));
    }
    lines.push(format!("- Returns: {}", result(api, operation)));
    lines.push(format!("- Errors: [`{}Error`]", operation.type_name));
    lines
}

/// Describes the format of a request body, unless it is the usual one.
pub(super) fn content_format(content: &Content) -> Option<String> {
    match &content.encoding {
        Encoding::Text(media_type) | Encoding::Bytes(media_type) => doc::raw(media_type),
        Encoding::JsonLines(media_type) => Some(format!("each item as a line of {}", doc::code(media_type))),
        Encoding::Json(_) | Encoding::Form { .. } | Encoding::Multipart { .. } => None,
    }
}

/// Returns the type of the result, as a link if the document has a name for it.
fn result(api: &Api, operation: &Operation) -> String {
    match &operation.success {
        Success::Nothing => "nothing".to_owned(),
        Success::ByStatus(_) => format!("[`{}`]", output_name(operation)),
        Success::One(body) => match operation.events.as_ref().filter(|_| body.encoding == ResponseEncoding::Events) {
            None => {
                let raw = body.media_type.as_deref().and_then(doc::raw);
                let raw = raw.map(|raw| format!(", {raw}")).unwrap_or_default();
                format!("{}{raw}", link(api, &body.ty, &type_text(api, &body.ty)))
            }
            Some(events) => {
                let item = type_text(api, &events.ty);
                let item = if events.reading == EventReading::Line { item } else { format!("Event<{item}>") };
                link(api, &events.ty, &format!("Vec<{item}>"))
            }
        },
    }
}

fn link(api: &Api, ty: &TypeRef, text: &str) -> String {
    // Another name for a number or a boolean is written as the number, so that the file may not import `models`.
    match plain(api, ty).named(true) {
        Some(id) => format!("[`{text}`](models::{})", api.type_def(id).name),
        None => doc::code(text),
    }
}
