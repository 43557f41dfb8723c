//! Streams of events: what one event is, however the document says it.

use serde_json::{Map, Value, json};

use crate::diagnostic::Report;
use crate::media_type::is_events;
use crate::pointer::Pointer;

/// Makes the schema of each stream of events that of one event: `itemSchema`, the items of a list, and the JSON in a text
/// of `contentSchema`.
pub(super) fn settle(document: &mut Value, report: &mut Report) {
    let mut streams: Vec<(Pointer, Value, Pointer)> = Vec::new();
    let mut of_responses = |responses: Option<&Value>, at: &Pointer| {
        for (status, response) in super::members(responses) {
            for (name, media) in super::members(response.get("content")) {
                let at = at.child(status).child("content").child(name);
                if is_events(name)
                    && let Some((event, place)) = event_of(document, media, &at)
                {
                    streams.push((at, event, place));
                }
            }
        }
    };
    for (at, operation) in super::operations(document) {
        of_responses(operation.get("responses"), &at.child("responses"));
    }
    let at = Pointer::root().child("components").child("responses");
    of_responses(document.get("components").and_then(|components| components.get("responses")), &at);
    for (at, event, place) in streams {
        if let Some(media) = document.pointer_mut(at.as_str()).and_then(Value::as_object_mut) {
            media.shift_remove("itemSchema");
            media.insert("schema".to_owned(), event);
            report.stands_at(at.child("schema"), place);
        }
    }
}

/// What one event of a stream is, and where that stands, unless the schema says it as it is.
fn event_of(document: &Value, media: &Value, at: &Pointer) -> Option<(Value, Pointer)> {
    let (schema, place) = match media.get("itemSchema") {
        Some(item) => (item, at.child("itemSchema")),
        None => (media.get("schema")?, at.child("schema")),
    };
    let (target, target_place) = target(document, schema, &place);
    if is_list(target) {
        let items = target.get("items").filter(|items| items.is_object())?;
        return Some((items.clone(), target_place.child("items")));
    }
    if let Some(content) = content_schema(target) {
        return Some((content.clone(), target_place.child("contentSchema")));
    }
    // The data of an event that is described as a whole.
    if let Some(content) = target.get("properties").and_then(|properties| content_schema(properties.get("data")?)) {
        let mut event: Map<String, Value> = target.as_object()?.clone();
        event.get_mut("properties")?.as_object_mut()?.insert("data".to_owned(), content.clone());
        return Some((Value::Object(event), target_place));
    }
    media.get("itemSchema").map(|item| (item.clone(), place))
}

fn is_list(schema: &Value) -> bool {
    schema.get("type").is_some_and(|name| *name == "array" || *name == json!(["array"]))
}

fn content_schema(schema: &Value) -> Option<&Value> {
    schema.get("contentSchema").filter(|content| content.is_object())
}

/// A schema, or the component that it refers to.
fn target<'v>(document: &'v Value, schema: &'v Value, at: &Pointer) -> (&'v Value, Pointer) {
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(Pointer::of_reference);
    let found = reference.and_then(|place| Some((document.pointer(place.as_str())?, place)));
    found.unwrap_or_else(|| (schema, at.clone()))
}
