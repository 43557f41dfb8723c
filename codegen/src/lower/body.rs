use openapiv3::{Content, MediaType, Operation as Given, QueryStyle, ReferenceOr, Schema};

use super::{Lowering, schema::step, shape::borrowed};
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, Encoding, ResponseEncoding, Scalar, TypeRef};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The body that an operation takes.
    pub(super) fn body(&mut self, given: &'d Given, way: &[String], at: &Pointer) -> Option<Body> {
        let at = at.child("requestBody");
        let found = self.document.request_body(given.request_body.as_ref()?, &at, self.report)?;
        let (name, media, at) = self.chosen(&found.item.content, &found.pointer)?;
        let encoding = match kind(name) {
            Kind::Json => Encoding::Json(Some(sent_as(name, JSON)).filter(|media_type| media_type.ends_with("+json"))),
            Kind::Form => Encoding::Form { brackets: has_deep_objects(media) },
            Kind::Multipart => Encoding::Multipart,
            Kind::Text => Encoding::Text(sent_as(name, "text/plain")),
            Kind::Bytes => Encoding::Bytes(sent_as(name, "application/octet-stream")),
        };
        if encoding == Encoding::Multipart && !media.encoding.is_empty() {
            let message =
                "the encoding of the parts is not used: a file has its own media type, and what is no text is JSON";
            self.report.push(Diagnostic::note(&at.child("encoding"), message));
        }
        let at = at.child("schema");
        let ty = match (&encoding, &media.schema) {
            (Encoding::Text(_), _) => TypeRef::Scalar(Scalar::String),
            (Encoding::Bytes(_), _) => TypeRef::Scalar(Scalar::Bytes),
            (_, Some(schema)) => {
                let were_files = std::mem::replace(&mut self.has_files, encoding == Encoding::Multipart);
                let lowered = self.schema(borrowed(schema), &step(way, "body"), &at);
                self.has_files = were_files;
                lowered.standing_alone()
            }
            (_, None) => self.untyped(&at, "the body has no schema").ty,
        };
        Some(Body { ty, required: found.item.required, encoding })
    }

    /// The media type of a response that is read, and how.
    pub(super) fn response_media(
        &mut self,
        content: &'d Content,
        at: &Pointer,
    ) -> Option<(ResponseEncoding, &'d MediaType, Pointer)> {
        let (name, media, at) = self.chosen(content, at)?;
        if essence(name) == "text/event-stream" {
            self.report.push(Diagnostic::note(&at, "these events are read as one text, once the last has come"));
        }
        let encoding = match kind(name) {
            Kind::Json => ResponseEncoding::Json,
            Kind::Text => ResponseEncoding::Text,
            Kind::Form | Kind::Multipart | Kind::Bytes => ResponseEncoding::Bytes,
        };
        Some((encoding, media, at))
    }

    /// Of several media types, the one that says most of its content.
    fn chosen(&mut self, content: &'d Content, at: &Pointer) -> Option<(&'d str, &'d MediaType, Pointer)> {
        let at = at.child("content");
        let (name, media) = content.iter().min_by_key(|(name, _)| kind(name))?;
        if content.len() > 1 {
            let others: Vec<&str> = content.keys().filter(|other| *other != name).map(String::as_str).collect();
            self.report.push(Diagnostic::note(
                &at,
                format!("of several media types `{name}` is used, and not `{}`", others.join("`, `")),
            ));
        }
        Some((name, media, at.child(name)))
    }
}

/// Whether a media type is JSON.
pub(super) fn is_json(name: &str) -> bool {
    kind(name) == Kind::Json
}

const JSON: &str = "application/json";

/// The media type of a body, without parameters; `otherwise` stands in for one that is a range or no media type.
fn sent_as(name: &str, otherwise: &str) -> String {
    let essence = essence(name);
    let is_plain = essence.contains('/') && essence.chars().all(|sign| sign.is_ascii_graphic() && sign != '*');
    if is_plain { essence } else { otherwise.to_owned() }
}

/// The media types to ask for so that a response is one that can be read: those of the successes, then those of the
/// errors. `None` where that is JSON.
pub(super) fn accept<'c>(contents: impl Iterator<Item = &'c Content>) -> Option<String> {
    let mut accepted: Vec<String> = Vec::new();
    for content in contents {
        let Some(name) = content.keys().min_by_key(|name| kind(name)) else { continue };
        let essence = essence(name);
        let is_header = essence.contains('/') && essence.chars().all(|sign| sign.is_ascii_graphic());
        if is_header && !accepted.contains(&essence) {
            accepted.push(essence);
        }
    }
    Some(accepted.join(", ")).filter(|accepted| !accepted.is_empty() && accepted != JSON)
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What a media type is to the generator, the one that says most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Multipart,
    Form,
    Text,
    Bytes,
}

fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

fn has_deep_objects(media: &MediaType) -> bool {
    media.encoding.values().any(|encoding| matches!(encoding.style, Some(QueryStyle::DeepObject)))
}

/// The schemas of content that is sent as a multipart body.
pub(super) fn multipart_schemas(content: &Content) -> impl Iterator<Item = &ReferenceOr<Schema>> {
    content.iter().filter(|(name, _)| kind(name) == Kind::Multipart).filter_map(|(_, media)| media.schema.as_ref())
}
