//! Responses that can be a stream of events.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation as Given};

use super::{
    body::{is_lines, is_stream, joined},
    content_kind::{Kind, kind_of},
    download::has_undescribed_body,
};
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, Chosen, EventReading, Events, Field, Object, RustIdent, Scalar, TypeKind, TypeRef};
use crate::lower::{
    Lowering,
    schema::{Choice, JsonType, Part, Parts, borrowed, step},
};
use crate::media_type::{essence, is_events, is_json_lines};
use crate::pointer::Pointer;
use crate::resolve::Found;

/// The media types that a call asks for where the document does not declare a stream.
const STREAMS: &str = "text/event-stream, application/x-ndjson, application/jsonl";

/// The fields of an event (WHATWG HTML, "Server-sent events").
const MEMBERS: &[&str] = &["event", "data", "id", "retry"];

/// The events in one another of which the innermost is the data. An event can also be its own data.
const MOST_LEVELS: usize = 8;

impl<'d> Lowering<'d, '_> {
    /// Returns the events of the first success that declares a stream, or that the caller declares to be one.
    pub(super) fn events(
        &mut self,
        given: &'d Given,
        body: Option<&Body>,
        streaming: Option<&Chosen<bool>>,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<Events> {
        let declared = self.event_streams(given, &at.child("responses"));
        match streaming {
            Some(Chosen { value: true, .. }) if declared.is_empty() => {
                return self.undeclared_events(given, body, name_path, at);
            }
            Some(Chosen { value: false, .. }) => {
                if declared.is_empty() {
                    let message = "`streaming: false` of the option `operation-settings` has no effect, since no success \
                                   of this operation is a stream";
                    self.report.push(Diagnostic::error(at, message).help("leave it out"));
                }
                return None;
            }
            Some(_) | None => {}
        }
        // Server-sent events are the most expressive.
        let (name, media, at) = declared.iter().min_by_key(|(name, ..)| !is_events(name))?.clone();
        let accept = if is_events(name) { None } else { joined(declared.iter().map(|(name, ..)| *name), essence) };
        for (other_name, other, at) in declared {
            if is_events(other_name) != is_events(name) {
                self.report
                    .push(Diagnostic::note(&at, "the server-sent events beside these lines are requested instead"));
            } else if other.schema != media.schema {
                self.report.push(Diagnostic::note(
                    &at,
                    "these events are read with the type of the previous response's events",
                ));
            }
        }
        let (ty, reading) = match &media.schema {
            Some(schema) if is_lines(name, media) => {
                let at = at.child("schema");
                let found = self.lower_schema(borrowed(schema), &step(name_path, "line"), &at);
                (found.into_nullable_type(), EventReading::Line)
            }
            Some(schema) => {
                let part = Part { schema: borrowed(schema), pointer: at.child("schema") };
                self.event(part, &step(name_path, "event"))
            }
            None => (TypeRef::Scalar(Scalar::String), EventReading::Text),
        };
        Some(Events { ty, reading, accept, requested_by: body.and_then(|body| self.event_switch(body)) })
    }

    /// Returns the events of a success that the document does not declare to be a stream: of the schema, or of the items of
    /// a list.
    fn undeclared_events(
        &mut self,
        given: &'d Given,
        body: Option<&Body>,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<Events> {
        let requested_by = body.and_then(|body| self.event_switch(body));
        let accept = |declared: Option<&str>| {
            let declared = declared.and_then(|name| joined(std::iter::once(name), essence));
            Some(declared.map_or_else(|| STREAMS.to_owned(), |declared| format!("{STREAMS}, {declared};q=0.5")))
        };
        let successes = self.successes(given, &at.child("responses"));
        let contents = successes.iter().flat_map(|Found { item, pointer }| {
            let content: &'d IndexMap<String, MediaType> = &item.content;
            content.iter().map(move |(name, media)| (name.as_str(), media, pointer.child("content").child(name)))
        });
        let best = contents
            .filter_map(|(name, media, at)| Some((streamed_kind(name, media)?, name, media, at)))
            .min_by_key(|(kind, ..)| *kind);
        let Some((kind, name, media, media_at)) = best else {
            if has_undescribed_body(given) {
                let ty = TypeRef::Scalar(Scalar::String);
                return Some(Events { ty, reading: EventReading::Text, accept: accept(None), requested_by });
            }
            let message = "`streaming: true` of the option `operation-settings` has no effect, since no success of this \
                           operation has a body of JSON or text";
            let help = "events and lines are JSON or text; bytes of any length come with `.download()`";
            self.report.push(Diagnostic::error(at, message).help(help));
            return None;
        };
        let (ty, reading) = match media.schema.as_ref().filter(|_| kind == Streamed::Json) {
            Some(schema) => {
                let part = Part { schema: borrowed(schema), pointer: media_at.child("schema") };
                (self.one_of_many(part, &step(name_path, "event")), EventReading::Json)
            }
            None if kind == Streamed::Json => {
                (self.untyped(&media_at, "the body has no schema").ty, EventReading::Json)
            }
            None => (TypeRef::Scalar(Scalar::String), EventReading::Text),
        };
        Some(Events { ty, reading, accept: accept(Some(name)), requested_by })
    }

    /// Returns the type of one value of a stream whose schema describes the value, or a list of all.
    fn one_of_many(&mut self, part: Part<'d>, name_path: &[String]) -> TypeRef {
        let items = self.resolved_shape(&part).filter(|shape| shape.json_type == Some(JsonType::Array));
        let found = match items.map(|shape| shape.items) {
            Some(items) if !items.is_empty() => self.lower_element(&items, name_path),
            _ => self.lower_schema(part.schema, name_path, &part.pointer),
        };
        found.into_nullable_type()
    }

    /// Returns the event and line streams of all successes, or of the default response if there is
    /// no other success.
    fn event_streams(&self, given: &'d Given, at: &Pointer) -> Vec<(&'d str, &'d MediaType, Pointer)> {
        let successes = self.successes(given, at).into_iter();
        let streams = successes.flat_map(|Found { item, pointer }| {
            let content: &'d IndexMap<String, MediaType> = &item.content;
            let events = content.iter().filter(|(media_type, media)| is_stream(media_type, media));
            events.map(move |(media_type, media)| {
                (media_type.as_str(), media, pointer.child("content").child(media_type))
            })
        });
        streams.collect()
    }

    /// Returns the type of one event. Some documents describe the whole event instead of its data.
    fn event(&mut self, mut part: Part<'d>, name_path: &[String]) -> (TypeRef, EventReading) {
        let mut levels = 0..MOST_LEVELS;
        let reading = loop {
            let shape = self.resolved_shape(&part);
            break match &shape {
                Some(shape) if shape.json_type == Some(JsonType::String) => {
                    return (TypeRef::Scalar(Scalar::String), EventReading::Text);
                }
                Some(shape) if shape.choices.is_empty() && is_event(shape.properties.keys()) => {
                    match shape.properties.get("data").map(Parts::as_slice) {
                        Some([data]) if levels.next().is_some() => {
                            part = data.clone();
                            continue;
                        }
                        _ => EventReading::Whole,
                    }
                }
                Some(shape) if shape.properties.is_empty() && self.is_choice_of_events(&shape.choices) => {
                    EventReading::Whole
                }
                _ => EventReading::Json,
            };
        };
        (self.lower_schema(part.schema, name_path, &part.pointer).into_nullable_type(), reading)
    }

    fn is_choice_of_events(&self, choices: &[Choice<'d>]) -> bool {
        let mut branches = choices.iter().flat_map(|choice| &choice.branches).peekable();
        branches.peek().is_some()
            && branches.all(|branch| {
                self.resolved_shape(branch)
                    .is_some_and(|shape| shape.choices.is_empty() && is_event(shape.properties.keys()))
            })
    }

    /// Returns the boolean property `stream` of a request body, which switches an API to events.
    fn event_switch(&self, body: &Body) -> Option<RustIdent> {
        // The caller chooses between several bodies.
        let [content] = body.contents.as_slice() else { return None };
        let object = self.object_of(&content.ty)?;
        let is_switch = |field: &&Field| field.wire.as_str() == "stream" && field.ty == TypeRef::Scalar(Scalar::Bool);
        let field = object.fields.iter().filter(|_| body.required).find(is_switch)?;
        Some(field.name.clone())
    }

    /// Follows aliases to a struct.
    pub(super) fn object_of(&self, ty: &TypeRef) -> Option<&Object> {
        let TypeRef::Named(id) = ty else { return None };
        match self.types[id.0].kind.as_ref()? {
            TypeKind::Object(object) => Some(object),
            TypeKind::Alias(target) => self.object_of(target),
            TypeKind::OpenEnum(_) | TypeKind::Union(_) => None,
        }
    }
}

/// The kind of a body that may come as a stream, the most expressive first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Streamed {
    Json,
    Text,
}

/// Returns the kind of a body that may come as a stream, or `None` for bytes.
fn streamed_kind(name: &str, media: &MediaType) -> Option<Streamed> {
    match kind_of(name, media) {
        Kind::Json => Some(Streamed::Json),
        _ if is_json_lines(name) => Some(Streamed::Json),
        Kind::Text => Some(Streamed::Text),
        Kind::Bytes | Kind::Form | Kind::Multipart => None,
    }
}

/// Returns true if these are the fields of an event, with `data` among them.
fn is_event<'n>(members: impl Iterator<Item = &'n &'n str>) -> bool {
    let members: Vec<&str> = members.copied().collect();
    members.contains(&"data") && members.iter().all(|member| MEMBERS.contains(member))
}
