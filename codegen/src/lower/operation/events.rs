//! Responses that can be a stream of events.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation as Given};

use super::body::{is_lines, is_stream, joined};
use crate::diagnostic::Diagnostic;
use crate::ir::{Body, EventReading, Events, Field, Object, RustIdent, Scalar, TypeKind, TypeRef};
use crate::lower::{
    Lowering,
    schema::{Choice, JsonType, Part, borrowed, step},
};
use crate::media_type::is_events;
use crate::pointer::Pointer;
use crate::resolve::Found;

/// The fields of an event (WHATWG HTML, "Server-sent events").
const MEMBERS: &[&str] = &["event", "data", "id", "retry"];

impl<'d> Lowering<'d, '_> {
    /// Returns the events of the first success that declares a stream.
    pub(super) fn events(
        &mut self,
        given: &'d Given,
        body: Option<&Body>,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<Events> {
        let declared = self.event_streams(given, &at.child("responses"));
        // Server-sent events are the most expressive.
        let (name, media, at) = declared.iter().min_by_key(|(name, ..)| !is_events(name))?.clone();
        let accept = if is_events(name) { None } else { joined(declared.iter().map(|(name, ..)| *name)) };
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
    fn event(&mut self, part: Part<'d>, name_path: &[String]) -> (TypeRef, EventReading) {
        let shape = self.resolved_shape(&part);
        let reading = match &shape {
            Some(shape) if shape.json_type == Some(JsonType::String) => {
                return (TypeRef::Scalar(Scalar::String), EventReading::Text);
            }
            Some(shape) if shape.choices.is_empty() && is_event(shape.properties.keys()) => {
                if let Some([data]) = shape.properties.get("data").map(Vec::as_slice) {
                    return self.event(data.clone(), name_path);
                }
                EventReading::Whole
            }
            Some(shape) if shape.properties.is_empty() && self.is_choice_of_events(&shape.choices) => {
                EventReading::Whole
            }
            _ => EventReading::Json,
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

/// Returns true if these are the fields of an event, with `data` among them.
fn is_event<'n>(members: impl Iterator<Item = &'n &'n str>) -> bool {
    let members: Vec<&str> = members.copied().collect();
    members.contains(&"data") && members.iter().all(|member| MEMBERS.contains(member))
}
