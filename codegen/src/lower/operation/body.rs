use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexSet;
use openapiv3::{Content, MediaType, Operation as Given, ReferenceOr, Schema, SchemaKind, Type};

use super::{
    content_kind::{Kind, is_plain_json, kind_of},
    encoding::has_brackets,
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, Content as BodyContent, Encoding, ResponseEncoding, RustIdent, Scalar};
use crate::lower::{
    Files, Lowering,
    schema::{JsonType, Part, Shape, Use, borrowed, step},
};
use crate::media_type::{
    FORM, FORM_DATA, JSON, essence, is_events, is_json_lines, is_valid_parameter, misspelt_media_type, parameters,
    with_parameters,
};
use crate::naming::{Scope, variant};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Lowers the request body. `type_name` is the struct of the operation.
    pub(super) fn body(
        &mut self,
        given: &'d Given,
        type_name: &RustIdent,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<Body> {
        let at = at.child("requestBody");
        let found = self.document.follow(given.request_body.as_ref()?, &at, self.report)?;
        let at = found.pointer.child("content");
        if found.item.content.is_empty() {
            self.report.leave_out(&found.pointer, "this request body has no `content`, and is left out");
        }
        let offered = self.offered(&found.item.content, &at);
        let mut names = Scope::default();
        let kinds: Vec<Kind> = offered.iter().map(|(media_type, media)| kind_of(media_type, media)).collect();
        let mut of_kind: BTreeMap<Kind, usize> = BTreeMap::new();
        for kind in &kinds {
            *of_kind.entry(*kind).or_default() += 1;
        }
        let mut contents = Vec::new();
        for (index, (media_type, media)) in offered.into_iter().enumerate() {
            let is_only_of_kind = of_kind.get(&kinds[index]) == Some(&1);
            let by_kind = kinds[index].word().filter(|_| is_only_of_kind).map(variant);
            let subtype = subtype(media_type);
            let longer = parameters(media_type).fold(subtype.to_owned(), |name, one| format!("{name} {one}"));
            let by_media_type = [subtype, &longer.replace('=', " "), media_type].map(variant);
            let name = names.take(by_kind.into_iter().chain(by_media_type));
            // The first body has the name of a single body, so that a second media type does not
            // rename it.
            let name_path =
                if index == 0 { step(name_path, "body") } else { step(&step(name_path, name.as_str()), "body") };
            contents.push(self.content(name, media_type, media, &name_path, &at.child(media_type)));
        }
        let choice = (contents.len() > 1).then(|| {
            let names = [format!("{type_name} content"), format!("{type_name} request content")];
            self.operation_types.take(names.map(|name| crate::naming::type_name(&name)))
        });
        (!contents.is_empty()).then_some(Body { required: found.item.required, contents, choice })
    }

    fn content(
        &mut self,
        name: RustIdent,
        media_type: &'d str,
        media: &'d MediaType,
        name_path: &[String],
        at: &Pointer,
    ) -> BodyContent {
        let encoding = match kind_of(media_type, media) {
            _ if is_json_lines(media_type) && self.is_list_of_lines(media) => {
                Encoding::JsonLines(sent_as(media_type, "application/jsonl"))
            }
            Kind::Json => {
                self.note_file_in_json(media, at);
                let own = Some(sent_as(media_type, JSON)).filter(|media_type| media_type != JSON);
                Encoding::Json(own)
            }
            // The caller encodes the fields.
            Kind::Form if self.is_string(media) => Encoding::Text(sent_as(media_type, FORM)),
            Kind::Form => {
                let brackets = has_brackets(media);
                Encoding::Form { brackets, styles: self.member_styles(media, brackets, at) }
            }
            Kind::Multipart => {
                self.note_misspelt_multipart(media_type, at);
                Encoding::Multipart {
                    media_type: Some(sent_as(media_type, FORM_DATA)).filter(|media_type| media_type != FORM_DATA),
                    parts: self.part_encodings(media, at),
                }
            }
            Kind::Text => Encoding::Text(sent_as(media_type, "text/plain")),
            Kind::Bytes => Encoding::Bytes(sent_as(media_type, "application/octet-stream")),
        };
        let is_form = matches!(encoding, Encoding::Form { .. });
        self.note_parameters(media_type, at, |parameter| !is_form && is_valid_parameter(parameter));
        if let Encoding::Text(sent) | Encoding::Bytes(sent) = &encoding {
            if essence(media_type).ends_with("/*") && essence(media_type) != "*/*" {
                let message = format!("the caller chooses one of `{media_type}`; `{sent}` is sent otherwise");
                self.report.push(Diagnostic::note(at, message).help("set it with `Upload::media_type`"));
            }
            self.note_unused_schema(media_type, media, at);
        }
        let lowered = match (&encoding, &media.schema) {
            (Encoding::Text(_), _) => Use::scalar(Scalar::String),
            (Encoding::Bytes(_), _) => Use::scalar(Scalar::Upload),
            (_, Some(schema)) => {
                let at = at.child("schema");
                let body = Part { schema: borrowed(schema), pointer: at.clone() };
                if matches!(encoding, Encoding::Multipart { .. }) {
                    self.files = Files::InProperties;
                    self.warn_of_body_without_members(&body, "multipart body has no properties and so no parts");
                    self.warn_of_files_in_json(&body);
                    self.report_nulls(&body, "multipart body");
                } else if matches!(encoding, Encoding::Form { .. }) {
                    self.warn_of_body_without_members(&body, "form has no properties and so no fields");
                    self.report_nulls(&body, "form");
                }
                let lowered = self.lower_schema(borrowed(schema), name_path, &at);
                self.files = Files::Nowhere;
                lowered
            }
            (_, None) => self.untyped(at, "the body has no schema"),
        };
        let constraints = lowered.constraints.clone();
        BodyContent { name, media_type: media_type.to_owned(), ty: lowered.into_nullable_type(), constraints, encoding }
    }

    /// Returns the media types of a request body that the caller can choose from, the most
    /// expressive first. Omits media types that only encode the same value differently. `at` is the
    /// content.
    fn offered(&mut self, content: &'d Content, at: &Pointer) -> Vec<(&'d str, &'d MediaType)> {
        let mut candidates: Vec<(&str, &MediaType)> =
            content.iter().map(|(name, media)| (name.as_str(), media)).collect();
        candidates.sort_by_key(|(name, media)| (kind_of(name, media), !is_plain_json(name), rank_of_form(name)));
        let mut offered: Vec<(&str, &MediaType)> = Vec::new();
        // Keeps the first of each media type as it is sent, and the first of each kind and schema. Later media
        // types are compared only with those.
        let mut by_media_type: HashMap<String, usize> = HashMap::new();
        let mut by_schema: HashMap<Option<String>, BTreeMap<(Kind, bool), usize>> = HashMap::new();
        for (name, media) in candidates {
            let schema = media.schema.as_ref().and_then(|schema| serde_json::to_string(schema).ok());
            let kind = kind_of(name, media);
            let sent = if kind == Kind::Form { essence(name) } else { with_parameters(name) };
            let same_media_type = by_media_type.get(&sent).copied();
            let of_schema = by_schema.entry(schema).or_default();
            let same_value = of_schema.iter().filter(|(kind, _)| self.is_same_value(**kind, (name, media)));
            if let Some(index) = same_value.map(|(_, index)| *index).min() {
                let message = format!("this has the same schema as `{}`, which is sent instead", offered[index].0);
                self.report.push(Diagnostic::note(&at.child(name), message));
            } else if let Some(index) = same_media_type {
                let message = format!("this is the same media type as `{}`, and is left out", offered[index].0);
                self.report.push(Diagnostic::warning(&at.child(name), message).left_out());
            } else {
                by_media_type.insert(sent, offered.len());
                of_schema.entry((kind, is_plain_json(name))).or_insert(offered.len());
                offered.push((name, media));
            }
        }
        offered
    }

    /// Returns true if a later media type only encodes the value of an earlier one differently.
    /// Both have the same schema. `is_plain` is true if the earlier one is plain JSON.
    fn is_same_value(&self, (earlier, is_plain): (Kind, bool), later: (&str, &'d MediaType)) -> bool {
        match (earlier, kind_of(later.0, later.1)) {
            // `application/merge-patch+json` gives the value another meaning than plain JSON.
            (Kind::Json, Kind::Json) => is_plain || is_plain_json(later.0),
            (Kind::Json, Kind::Multipart) => !self.has_binary_member(later.1),
            // Another image format is another value.
            (Kind::Text | Kind::Bytes, _) => false,
            // `application/apply-patch+yaml` gives the value another meaning, too.
            (Kind::Json, Kind::Text | Kind::Bytes) if !is_plain => false,
            _ => later.1.schema.is_some(),
        }
    }

    fn has_binary_member(&self, media: &'d MediaType) -> bool {
        let body = media.schema.as_ref().map(|schema| Part { schema: borrowed(schema), pointer: Pointer::root() });
        body.is_some_and(|body| self.has_files(&body))
    }

    /// Chooses the media type of a response, with its encoding.
    pub(super) fn response_media(
        &mut self,
        content: &'d Content,
        is_success: bool,
        at: &Pointer,
    ) -> Option<(ResponseEncoding, &'d MediaType, Pointer)> {
        let (name, media, at) = self.chosen(content, is_success, at)?;
        self.note_parameters(name, &at, is_valid_parameter);
        let encoding = match kind_of(name, media) {
            _ if is_stream(name, media) => ResponseEncoding::Events,
            Kind::Json if self.is_raw(name, media) => {
                if essence(name) != "*/*" {
                    self.report.push(Diagnostic::note(&at, "this is read as bytes in spite of its media type"));
                }
                ResponseEncoding::Bytes
            }
            Kind::Json => ResponseEncoding::Json,
            Kind::Text => ResponseEncoding::Text,
            Kind::Form | Kind::Multipart | Kind::Bytes => ResponseEncoding::Bytes,
        };
        if encoding.is_raw() {
            self.note_unused_schema(name, media, &at);
        }
        Some((encoding, media, at))
    }

    /// Notes that the schema of a raw body, such as XML or a number in plain text, is not used. `at` is the media type.
    fn note_unused_schema(&mut self, name: &str, media: &'d MediaType, at: &Pointer) {
        let Some(look) = self.look_at(media) else { return };
        let is_structured =
            !look.properties.is_empty() || matches!(look.json_type, Some(JsonType::Object | JsonType::Array));
        let is_number = matches!(look.json_type, Some(JsonType::Integer | JsonType::Number | JsonType::Boolean));
        if is_number && kind_of(name, media) == Kind::Text {
            let message = format!("a body of `{}` is a string, although its schema has another type", essence(name));
            self.report.push(Diagnostic::note(at, message).help("parse the string, or format the value"));
        }
        if is_structured {
            let essence = essence(name);
            let help = match misspelt_media_type(&essence) {
                Some(meant) => correction(meant),
                None if is_structured_format(&essence) => {
                    "write and read the body with a crate for this format".to_owned()
                }
                None => "if it is JSON, correct the media type, for instance with an overlay".to_owned(),
            };
            let message = format!("the schema is not used, because a body of `{essence}` is raw");
            self.report.push(Diagnostic::note(at, message).loosened().help(help));
        }
    }

    /// Notes the parameters of a media type that are not sent. `at` is the media type.
    fn note_parameters(&mut self, name: &str, at: &Pointer, is_sent: impl Fn(&str) -> bool) {
        let others: Vec<&str> = parameters(name).filter(|one| !is_sent(one)).collect();
        if !others.is_empty() {
            let message = format!("the parameter `{}` of this media type is not sent", others.join("; "));
            self.report.push(
                Diagnostic::note(at, message)
                    .help("if the server needs it, set the header for each call or with middleware"),
            );
        }
    }

    /// Notes the files that are sent as JSON strings: the body, or properties of it. `at` is the media type.
    fn note_file_in_json(&mut self, media: &'d MediaType, at: &Pointer) {
        let Some(schema) = &media.schema else { return };
        let body = Part { schema: borrowed(schema), pointer: at.child("schema") };
        let Some(look) = self.resolved_shape(&body) else { return };
        let mut files: Vec<Pointer> = is_file(&look).then_some(body.pointer).into_iter().collect();
        files.extend(look.properties.values().flatten().filter_map(|part| {
            let is_file = matches!(part.schema, ReferenceOr::Item(_))
                && self.resolved_shape(part).is_some_and(|look| is_file(&look));
            is_file.then(|| part.pointer.clone())
        }));
        for file in files {
            let message = "this file is sent as a JSON string, since the media type of the body is JSON";
            let help = "if the server expects the bytes, correct the media type, for instance with an overlay";
            self.report.push(Diagnostic::note(&file, message).help(help));
        }
    }

    fn note_misspelt_multipart(&mut self, name: &str, at: &Pointer) {
        let essence = essence(name);
        if let Some(meant) = misspelt_media_type(&essence) {
            let message = format!("`{essence}` is not a registered media type");
            self.report.push(Diagnostic::note(at, message).help(correction(meant)));
        }
    }

    fn is_string(&self, media: &'d MediaType) -> bool {
        self.look_at(media).is_some_and(|look| look.json_type == Some(JsonType::String))
    }

    fn is_list_of_lines(&self, media: &'d MediaType) -> bool {
        self.look_at(media).is_some_and(|look| look.json_type == Some(JsonType::Array))
    }

    /// Returns the shape of the schema of a media type.
    pub(super) fn look_at(&self, media: &'d MediaType) -> Option<Shape<'d>> {
        let schema = media.schema.as_ref()?;
        self.resolved_shape(&Part { schema: borrowed(schema), pointer: Pointer::root() })
    }

    /// Returns true if some media type has a schema with a type.
    pub(super) fn describes_body(&self, content: &'d Content) -> bool {
        content.values().any(|media| self.look_at(media).is_some_and(|look| !look.is_untyped()))
    }

    /// Returns true if the body of a response is raw bytes in spite of a JSON media type: a file,
    /// or any media type without a schema.
    fn is_raw(&self, name: &str, media: &'d MediaType) -> bool {
        let is_any = essence(name) == "*/*";
        if media.schema.is_none() {
            return is_any;
        }
        self.look_at(media).is_some_and(|look| is_file(&look) || is_any && look.is_untyped())
    }

    /// Chooses the most expressive media type of a response.
    fn chosen(
        &mut self,
        content: &'d Content,
        is_success: bool,
        at: &Pointer,
    ) -> Option<(&'d str, &'d MediaType, Pointer)> {
        let at = at.child("content");
        let (name, media) = preferred(content)?;
        // The call must choose events and downloads explicitly.
        let asked_for: HashSet<&str> = downloads(content).filter(|_| is_success).collect();
        // One with the same schema is the same value in another format.
        let others = content.iter().filter(|(other, of_other)| {
            *other != name && !is_stream(other, of_other) && (of_other.schema != media.schema || media.schema.is_none())
        });
        let others = others.map(|(other, _)| other.as_str());
        let others: Vec<&str> = others.filter(|other| !asked_for.contains(other)).collect();
        if !others.is_empty() {
            self.report.push(Diagnostic::note(
                &at,
                format!("of several media types `{name}` is used, and not `{}`", others.join("`, `")),
            ));
        }
        Some((name, media, at.child(name)))
    }
}

fn is_file(shape: &Shape<'_>) -> bool {
    shape.json_type == Some(JsonType::String) && shape.format.as_deref() == Some("binary")
}

/// Returns the specific part of a media type: `json-patch` of `application/json-patch+json`.
fn subtype(media_type: &str) -> &str {
    let media_type = media_type.split([';', ',']).next().unwrap_or_default().trim();
    let subtype = media_type.split_once('/').map_or(media_type, |(_, subtype)| subtype);
    subtype.strip_suffix("+json").unwrap_or(subtype)
}

/// Returns the help for a media type that is a misspelling of another.
fn correction(meant: &str) -> String {
    format!("write `{meant}`, if that is meant, for instance with an overlay")
}

/// Returns true for a format with structured values that is not JSON.
fn is_structured_format(essence: &str) -> bool {
    const FORMATS: [&str; 9] = ["xml", "yaml", "csv", "msgpack", "cbor", "protobuf", "bson", "toml", "avro"];
    FORMATS.iter().any(|format| essence.contains(format))
}

/// Returns the media type that is sent for a body, or `otherwise` for a range or an invalid media type.
fn sent_as(name: &str, otherwise: &str) -> String {
    let is_plain = is_header(name) && !essence(name).contains('*');
    if is_plain { with_parameters(name) } else { otherwise.to_owned() }
}

/// Returns true if a media type, or a range of them, can be sent in a header.
fn is_header(name: &str) -> bool {
    let essence = essence(name);
    essence.contains('/') && essence.chars().all(|sign| sign.is_ascii_graphic())
}

/// Returns the `Accept` header for the readable media types: first those of successes, then those
/// of errors. Returns `None` if that is JSON.
pub(super) fn accept<'c>(contents: impl Iterator<Item = &'c Content>) -> Option<String> {
    let accepted = joined(contents.flat_map(preferred_or_like), with_parameters)?;
    if accepted == JSON {
        return None;
    }
    // Some servers reject a request that accepts no type of their errors.
    let is_anything = accepted.split(", ").any(|media_type| matches!(media_type, JSON | "*/*"));
    Some(if is_anything { accepted } else { format!("{accepted}, */*;q=0.1") })
}

/// Returns the preferred media type, and the other ones of bytes if it is one: they are read alike.
fn preferred_or_like(content: &Content) -> impl Iterator<Item = &str> {
    let is_bytes = |name: &str, media: &MediaType| kind_of(name, media) == Kind::Bytes && !is_stream(name, media);
    let chosen = preferred(content);
    let reads_bytes = chosen.is_some_and(|(name, media)| is_bytes(name, media));
    let like = content.iter().filter(move |(name, media)| reads_bytes && is_bytes(name, media));
    chosen.map(|(name, _)| name).into_iter().chain(like.map(|(name, _)| name.as_str()))
}

/// Joins media types to the value of an `Accept` header, without invalid ones. `written` is the form of each.
pub(super) fn joined<'c>(media_types: impl Iterator<Item = &'c str>, written: fn(&str) -> String) -> Option<String> {
    let accepted: IndexSet<String> = media_types.filter(|name| is_header(name)).map(written).collect();
    let accepted = Vec::from_iter(accepted).join(", ");
    Some(accepted).filter(|accepted| !accepted.is_empty())
}

/// Returns the text and byte media types of a response: the chosen one, or those beside JSON that
/// do not encode the same value.
pub(super) fn downloads(content: &Content) -> impl Iterator<Item = &str> {
    let chosen = preferred(content);
    let is_beside = move |name: &str, media: &MediaType| {
        chosen.is_some_and(|(chosen, json)| {
            name == chosen
                || kind_of(chosen, json) == Kind::Json && (media.schema.is_none() || media.schema != json.schema)
        })
    };
    let raw = content.iter().filter(|(name, media)| kind_of(name, media) != Kind::Json && !is_stream(name, media));
    raw.filter(move |(name, media)| is_beside(name, media)).map(|(name, _)| name.as_str())
}

/// Chooses the most expressive media type of a response.
fn preferred(content: &Content) -> Option<(&str, &MediaType)> {
    content.iter().map(|(name, media)| (name.as_str(), media)).min_by_key(|(name, media)| preference(name, media))
}

/// Returns true if the content is a stream of events or of values.
pub(super) fn is_stream(media_type: &str, media: &MediaType) -> bool {
    is_events(media_type) || is_lines(media_type, media)
}

/// Returns true if the content is JSON lines with a schema of each line. A string schema does not
/// count.
pub(super) fn is_lines(media_type: &str, media: &MediaType) -> bool {
    let is_text = |schema: &ReferenceOr<Schema>| {
        matches!(schema, ReferenceOr::Item(Schema { schema_kind: SchemaKind::Type(Type::String(_)), .. }))
    };
    is_json_lines(media_type) && media.schema.as_ref().is_some_and(|schema| !is_text(schema))
}

/// Returns the rank of a media type. Events come last, and of one kind those without a schema, such as `*/*`, those with
/// parameters, and `text/json`.
fn preference(media_type: &str, media: &MediaType) -> (bool, Kind, bool, u8) {
    (is_stream(media_type, media), kind_of(media_type, media), media.schema.is_none(), rank_of_form(media_type))
}

/// Returns the rank of a media type among those of one kind: `text/json` is a name from the past.
fn rank_of_form(media_type: &str) -> u8 {
    match parameters(media_type).next() {
        _ if essence(media_type) == "text/json" => 2,
        Some(_) => 1,
        None => 0,
    }
}
