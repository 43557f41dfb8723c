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
use crate::media_type::{essence, listed};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Returns the styles of the form fields that differ from the rest. The rest uses brackets if
    /// `brackets` is true, otherwise repeated fields for lists, and JSON for objects. `at` is the media type.
    pub(super) fn member_styles(&mut self, media: &'d MediaType, brackets: bool, at: &Pointer) -> Vec<MemberStyle> {
        let form = self.look_at(media).unwrap_or_default();
        let mut styles = Vec::new();
        for (name, encoding) in &media.encoding {
            let json_type = self.member(&form, name).and_then(|shape| shape.json_type);
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
        if brackets {
            styles.extend(self.lists_without_brackets(media, &form));
        }
        styles
    }

    /// Returns the style of the lists of a form that have no encoding of their own: repeated fields. An object without one has
    /// brackets as the others, since a server that reads those expects them.
    fn lists_without_brackets(&self, media: &'d MediaType, form: &Shape<'d>) -> Vec<MemberStyle> {
        let others = form.properties.keys().filter(|name| !media.encoding.contains_key(**name));
        let is_list = |name: &&&str| self.member(form, name).and_then(|shape| shape.kind()) == Some(JsonType::Array);
        let style = |name: &&str| MemberStyle { wire: WireName::new(*name), style: Style::Exploded, reserved: false };
        others.filter(is_list).map(style).collect()
    }

    /// Returns the parts of a multipart body with their own media type or headers. `at` is the
    /// media type.
    pub(super) fn part_encodings(&mut self, media: &'d MediaType, at: &Pointer) -> Vec<PartEncoding> {
        let form = self.look_at(media).unwrap_or_default();
        let mut encodings = Vec::new();
        for (name, given) in &media.encoding {
            let at = at.child("encoding").child(name);
            let encoding = PartEncoding {
                wire: WireName::new(name),
                media_type: self.part_media_type(&form, name, given, &at),
                headers: self.part_headers(given, &at),
            };
            if given.style.is_some() {
                let message = "`style`, `explode` and `allowReserved` have no effect in a part: each item of a list is one, and \
                               an object is JSON";
                self.report.push(Diagnostic::note(&at, message));
            }
            if encoding.media_type.is_some() || !encoding.headers.is_empty() {
                encodings.push(encoding);
            }
        }
        encodings
    }

    /// Returns the media type of a part, or the list of those of which the runtime sends one. Returns `None` if any will
    /// do.
    fn part_media_type(&mut self, form: &Shape<'d>, name: &str, given: &Given, at: &Pointer) -> Option<String> {
        let given = given.content_type.as_deref()?;
        let all: Vec<&str> = listed(given).collect();
        if !all.iter().all(|one| one.contains('/') && is_header_text(one)) {
            return None;
        }
        let media_types = all.join(", ");
        let is_range = |one: &&&str| essence(one).contains('*');
        let holds = |wanted: &dyn Fn(&Shape<'d>) -> bool| {
            self.member(form, name).is_some_and(|shape| {
                let parts = shape.items.iter().chain(shape.choices.iter().flat_map(|choice| &choice.branches));
                let parts = parts.filter_map(|part| self.resolved_shape(part));
                parts.chain([shape.clone()]).any(|shape| wanted(&shape))
            })
        };
        let may_be_json = |one: &&str| is_json(one) || matches!(essence(one).as_str(), "*/*" | "application/*");
        if holds(&|shape| shape.json_type == Some(JsonType::Object)) && !all.iter().any(may_be_json) {
            let message = format!("an object is not written as `{media_types}`, but as JSON");
            let help = "an overlay can make the property a file, `type: string` and `format: binary`; the caller then writes \
                        the bytes, and the part has this media type";
            self.report.push(Diagnostic::warning(&at.child("contentType"), message).help(help));
            return None;
        }
        let is_file = holds(&|shape| shape.format.as_deref() == Some("binary"));
        if all.iter().filter(is_range).count() == all.len() && !is_file {
            return None;
        }
        if all.len() > 1 || all.iter().any(|one| is_range(&one)) {
            let chosen = if is_file {
                "of a file without a media type, the extension of its name decides, or else the first is sent"
            } else {
                "the one that fits the value is sent, or else the first"
            };
            let message = format!("a part has one media type of `{media_types}`: {chosen}");
            self.report.push(Diagnostic::note(&at.child("contentType"), message));
        }
        Some(media_types)
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
    fn member(&self, form: &Shape<'d>, name: &str) -> Option<Shape<'d>> {
        self.resolved_shape(form.properties.get(name)?.first()?)
    }
}

/// Returns true if a form field is written with brackets, and so is each that has no style of its own.
pub(super) fn has_brackets(media: &MediaType) -> bool {
    media.encoding.values().any(|encoding| matches!(encoding.style, Some(QueryStyle::DeepObject)))
}

fn is_text(media_type: &str) -> bool {
    media_type.trim().starts_with("text/plain")
}

fn is_header_text(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_graphic() || sign == ' ')
}
