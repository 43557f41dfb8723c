//! What the content of a media type is to the generator.

use openapiv3::{Content, MediaType, ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use crate::media_type::essence;

/// What a media type is to the generator, the one that says most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    Multipart,
    Form,
    Text,
    Bytes,
}

impl Kind {
    /// How content of the kind is called; bytes are called by their own media type.
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

/// Whether a media type is JSON.
pub(super) fn is_json(name: &str) -> bool {
    kind(name) == Kind::Json
}

/// Whether a media type is JSON without a meaning of its own.
pub(super) fn is_plain_json(name: &str) -> bool {
    is_json(name) && !essence(name).ends_with("+json")
}

fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.starts_with("multipart/") => Kind::Multipart,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// What content is: a range of media types says it by its schema, which may be a file, and so does text, under which some
/// frameworks declare any file.
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

/// The schemas of content that is sent as a multipart body.
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
            // A range that has a schema.
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
