//! The encoding of form fields (OpenAPI, "Encoding Object").

use openapiv3::{Encoding as Given, MediaType, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema};
use serde_json::Value;

use super::{content_kind::is_json, parameter::query_style};
use crate::diagnostic::Diagnostic;
use crate::ir::{MemberStyle, PartEncoding, Style, WireName};
use crate::lower::{
    Lowering,
    schema::{JsonType, Part, Shape, borrowed},
};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Returns the styles of the form fields that differ from the rest. The rest uses brackets if
    /// `brackets` is true, otherwise repeated fields, and JSON for objects. `at` is the media type.
    pub(super) fn member_styles(&mut self, media: &'d MediaType, brackets: bool, at: &Pointer) -> Vec<MemberStyle> {
        let mut styles = Vec::new();
        for (name, encoding) in &media.encoding {
            let json_type = self.member(media, name).and_then(|shape| shape.json_type);
            let (style, reserved) = match &encoding.style {
                // The dialect adds the missing ones if any of the three is present.
                Some(style) => (query_style(style, Some(encoding.explode)), encoding.allow_reserved),
                None if encoding.content_type.as_deref().is_some_and(is_json) => (Style::Json, false),
                None => {
                    if let Some(media_type) = encoding.content_type.as_deref().filter(|given| !is_text(given)) {
                        let message = format!("this property is not written as `{media_type}`");
                        self.report.push(Diagnostic::note(&at.child("encoding").child(name), message));
                    }
                    continue;
                }
            };
            let is_one_text =
                matches!(json_type, Some(JsonType::String | JsonType::Integer | JsonType::Number | JsonType::Boolean));
            let is_like_others = match style {
                Style::Json => json_type == Some(JsonType::Object) && !brackets,
                _ if is_one_text => true,
                Style::DeepObject => brackets,
                Style::Exploded => json_type == Some(JsonType::Array) && !brackets,
                _ => false,
            };
            if reserved || !is_like_others {
                styles.push(MemberStyle { wire: WireName::new(name), style, reserved });
            }
        }
        styles
    }

    /// Returns the parts of a multipart body with their own media type or headers. `at` is the
    /// media type.
    pub(super) fn part_encodings(&mut self, media: &'d MediaType, at: &Pointer) -> Vec<PartEncoding> {
        let mut encodings = Vec::new();
        for (name, given) in &media.encoding {
            let at = at.child("encoding").child(name);
            let encoding = PartEncoding {
                wire: WireName::new(name),
                media_type: self.part_media_type(media, name, given, &at),
                headers: self.part_headers(given, &at),
            };
            if given.style.is_some() {
                self.report.push(Diagnostic::note(&at, "`style`, `explode` and `allowReserved` are ignored in a part"));
            }
            if encoding.media_type.is_some() || !encoding.headers.is_empty() {
                encodings.push(encoding);
            }
        }
        encodings
    }

    /// Returns the media type of a part, unless there are several or a range. The caller chooses
    /// those.
    fn part_media_type(&mut self, media: &'d MediaType, name: &str, given: &Given, at: &Pointer) -> Option<String> {
        let media_type = given.content_type.as_deref()?.trim();
        if media_type.contains([',', '*']) || !media_type.contains('/') || !is_header_text(media_type) {
            return None;
        }
        let holds_object = self.member(media, name).is_some_and(|shape| {
            let items = shape.items.iter().filter_map(|item| self.resolved_shape(item));
            items.chain([shape.clone()]).any(|shape| shape.json_type == Some(JsonType::Object))
        });
        if holds_object && !is_json(media_type) {
            let message = format!("an object is not written as `{media_type}`, but as JSON");
            let help = "an overlay can make the property a file, `type: string` and `format: binary`; the caller then writes \
                        the bytes, and the part has this media type";
            self.report.push(Diagnostic::warning(&at.child("contentType"), message).help(help));
            return None;
        }
        Some(media_type.to_owned())
    }

    /// Returns the headers of a part that have a single value.
    fn part_headers(&mut self, given: &'d Given, at: &Pointer) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (name, header) in &given.headers {
            let at = at.child("headers").child(name);
            // `contentType` defines this header.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let Some(found) = self.document.follow(header, &at, self.report) else { continue };
            let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
            let value = match &found.item.format {
                ParameterSchemaOrContent::Schema(schema) => self.only_value(schema, &found.pointer.child("schema")),
                ParameterSchemaOrContent::Content(_) => None,
            };
            let is_free = is_name && !name.eq_ignore_ascii_case("content-disposition");
            if let Some(value) = value.filter(|_| is_free) {
                headers.push((name.clone(), value));
            } else {
                let message = format!("the header `{name}` of this part is not sent: it is not constant");
                self.report.push(Diagnostic::note(&at, message));
            }
        }
        headers
    }

    fn only_value(&self, schema: &'d ReferenceOr<Schema>, at: &Pointer) -> Option<String> {
        let shape = self.resolved_shape(&Part { schema: borrowed(schema), pointer: at.clone() })?;
        match shape.values?.as_slice() {
            [Value::String(value)] if is_header_text(value) => Some(value.clone()),
            [value @ (Value::Number(_) | Value::Bool(_))] => Some(value.to_string()),
            _ => None,
        }
    }

    /// Returns the shape of a form field.
    fn member(&self, media: &'d MediaType, name: &str) -> Option<Shape<'d>> {
        let form = Part { schema: borrowed(media.schema.as_ref()?), pointer: Pointer::root() };
        self.resolved_shape(self.resolved_shape(&form)?.properties.get(name)?.first()?)
    }
}

/// Returns true if a form field, and so every one, is written with brackets.
pub(super) fn has_brackets(media: &MediaType) -> bool {
    media.encoding.values().any(|encoding| matches!(encoding.style, Some(QueryStyle::DeepObject)))
}

fn is_text(media_type: &str) -> bool {
    media_type.trim().starts_with("text/plain")
}

fn is_header_text(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_graphic() || sign == ' ')
}
