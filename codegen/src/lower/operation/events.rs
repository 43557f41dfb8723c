//! Successes that may be a stream of events.

use openapiv3::{MediaType, Operation as Given};

use crate::diagnostic::Diagnostic;
use crate::ir::{Body, EventReading, Events, Field, RustIdent, Scalar, TypeKind, TypeRef};
use crate::lower::{
    Lowering,
    schema::{Choice, Named, Part, borrowed, step},
};
use crate::media_type::is_events;
use crate::pointer::Pointer;
use crate::resolve::Found;

/// The members that an event may have (WHATWG HTML, "Server-sent events").
const MEMBERS: &[&str] = &["event", "data", "id", "retry"];

impl<'d> Lowering<'d, '_> {
    /// The events that a success may be a stream of: those of the first that declares some.
    pub(super) fn events(
        &mut self,
        given: &'d Given,
        body: Option<&Body>,
        name_path: &[String],
        at: &Pointer,
    ) -> Option<Events> {
        let mut declared = self.event_streams(given, &at.child("responses")).into_iter();
        let (media, at) = declared.next()?;
        for (other, at) in declared {
            if other.schema != media.schema {
                self.report.push(Diagnostic::note(
                    &at,
                    "these events are read with the type of the previous response's events",
                ));
            }
        }
        let (ty, reading) = match &media.schema {
            Some(schema) => {
                let part = Part { schema: borrowed(schema), pointer: at.child("schema") };
                self.event(part, &step(name_path, "event"))
            }
            None => (TypeRef::Scalar(Scalar::String), EventReading::Text),
        };
        Some(Events { ty, reading, asked_by: body.and_then(|body| self.event_switch(body)) })
    }

    /// The declared event streams of all successes, or of the default where there is no other success.
    fn event_streams(&self, given: &'d Given, at: &Pointer) -> Vec<(&'d MediaType, Pointer)> {
        let successes = self.successes(given, at).into_iter();
        let streams = successes.flat_map(|Found { item, pointer }| {
            let events = item.content.iter().filter(|(media_type, _)| is_events(media_type));
            events.map(move |(media_type, media)| (media, pointer.child("content").child(media_type)))
        });
        streams.collect()
    }

    /// What one event is read as. Some documents describe the event and not its data.
    fn event(&mut self, part: Part<'d>, name_path: &[String]) -> (TypeRef, EventReading) {
        let shape = self.looked_up(&part);
        let reading = match &shape {
            Some(shape) if shape.named == Some(Named::String) => {
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
        (self.schema(part.schema, name_path, &part.pointer).standing_alone(), reading)
    }

    fn is_choice_of_events(&self, choices: &[Choice<'d>]) -> bool {
        let mut branches = choices.iter().flat_map(|choice| &choice.branches).peekable();
        branches.peek().is_some()
            && branches.all(|branch| {
                self.looked_up(branch)
                    .is_some_and(|shape| shape.choices.is_empty() && is_event(shape.properties.keys()))
            })
    }

    /// The member of a request body by which an API is told to answer with events: a boolean that is called `stream`.
    fn event_switch(&self, body: &Body) -> Option<RustIdent> {
        // A body that may be several things is the caller's to choose.
        let [content] = body.contents.as_slice() else { return None };
        let TypeRef::Named(mut id) = content.ty else { return None };
        while let Some(TypeKind::Alias(TypeRef::Named(target))) = &self.types[id.0].kind {
            id = *target;
        }
        let Some(TypeKind::Object(object)) = &self.types[id.0].kind else { return None };
        let is_switch = |field: &&Field| field.wire.as_str() == "stream" && field.ty == TypeRef::Scalar(Scalar::Bool);
        let field = object.fields.iter().filter(|_| body.required).find(is_switch)?;
        Some(field.name.clone())
    }
}

/// Whether these are the members of an event: `data`, and no others than an event may have.
fn is_event<'n>(members: impl Iterator<Item = &'n &'n str>) -> bool {
    let members: Vec<&str> = members.copied().collect();
    members.contains(&"data") && members.iter().all(|member| MEMBERS.contains(member))
}
