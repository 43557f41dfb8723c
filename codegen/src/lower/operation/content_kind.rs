//! The kind of content of a media type.

use openapiv3::{Content, MediaType, ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use crate::media_type::{FORM, essence};

/// The kind of a media type, the most expressive first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    Multipart,
    Form,
    Text,
    Bytes,
}

impl Kind {
    /// Returns the word for the kind in names. Bytes are named after their media type.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::Json => Some("json"),
            Self::Multipart => Some("multipart"),
            Self::Form => Some("form"),
            Self::Text => Some("text"),
            Self::Bytes => None,
        }
    }
}

/// Returns true if a media type is JSON.
pub(super) fn is_json(name: &str) -> bool {
    kind(name) == Kind::Json
}

/// Returns true if a media type is JSON without further semantics.
pub(super) fn is_plain_json(name: &str) -> bool {
    is_json(name) && !essence(name).ends_with("+json")
}

fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Kind::Json,
        FORM => Kind::Form,
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.starts_with("multipart/") => Kind::Multipart,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// Returns the kind of content. For a range of media types, and for plain text, the schema decides: some frameworks declare
/// every file as plain text.
pub(super) fn kind_of(media_type: &str, media: &MediaType) -> Kind {
    let essence = essence(media_type);
    let may_be_file = matches!(essence.as_str(), "*/*" | "application/*" | "text/plain");
    match &media.schema {
        Some(ReferenceOr::Item(schema)) if may_be_file && is_file(schema) => Kind::Bytes,
        _ => kind(media_type),
    }
}

fn is_file(schema: &Schema) -> bool {
    let SchemaKind::Type(Type::String(text)) = &schema.schema_kind else { return false };
    text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary)
}

/// Returns the schemas of content that is sent as a multipart body.
pub(super) fn multipart_schemas(content: &Content) -> impl Iterator<Item = &ReferenceOr<Schema>> {
    content.iter().filter(|(name, _)| kind(name) == Kind::Multipart).filter_map(|(_, media)| media.schema.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_name_whatever_its_parameters() {
        for media_type in [
            "application/json",
            "text/json",
            "Application/JSON ; charset=utf-8",
            "application/vnd.x+json; charset=utf-8",
            "application/problem+JSON",
            // A range with a schema.
            "*/*",
            "application/*",
        ] {
            assert!(is_json(media_type), "{media_type}");
        }
        for media_type in
            ["", "text/plain", "application/x-ndjson", "application/json-seq", "application/jsonl", "image/svg+xml"]
        {
            assert!(!is_json(media_type), "{media_type}");
        }
    }
}
