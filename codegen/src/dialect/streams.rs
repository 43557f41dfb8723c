//! Streams of events: finds the schema of one event in every form.

use serde_json::{Map, Value, json};

use super::resolve_schema;
use crate::budget::Budget;
use crate::diagnostic::{Diagnostic, Report};
use crate::media_type::{is_events, is_json_lines};
use crate::pointer::Pointer;

/// Rewrites the schema of each event stream to that of one event: from `itemSchema`, from the items
/// of an array, or from `contentSchema` of a string. The schema of a request body of JSON lines becomes a list of the lines.
pub(super) fn rewrite(document: &mut Value, report: &mut Report) {
    let mut streams: Vec<(Pointer, Value, Pointer)> = Vec::new();
    let mut of_responses = |responses: Option<&Value>, at: &Pointer| {
        for (status, response) in super::members(responses) {
            for (name, media) in super::members(response.get("content")) {
                let at = at.child(status).child("content").child(name);
                if !is_events(name) && !is_json_lines(name) {
                    if media.get("itemSchema").is_some() {
                        let message = "`itemSchema` is supported only for server-sent events and JSON lines";
                        report.warn(&at.child("itemSchema"), message);
                    }
                } else if let Some((event, place)) = event_of(document, media, &at, report) {
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
    for (at, body) in super::request_bodies(document) {
        for (name, media) in super::members(body.get("content")) {
            let at = at.child("content").child(name);
            if is_json_lines(name) {
                if let Some((line, place)) = line_of(document, media, &at, report.budget()) {
                    report.record_move(at.child("schema").child("items"), place.clone());
                    streams.push((at, json!({ "type": "array", "items": line }), place));
                }
            } else if media.get("itemSchema").is_some() {
                let message = "`itemSchema` of a request body is supported only for JSON lines";
                report.push(Diagnostic::warning(&at.child("itemSchema"), message).loosened());
            }
        }
    }
    for (at, schema, place) in streams {
        if let Some(media) = document.pointer_mut(at.as_str()).and_then(Value::as_object_mut) {
            media.shift_remove("itemSchema");
            media.insert("schema".to_owned(), schema);
            report.record_move(at.child("schema"), place);
        }
    }
}

/// Returns the schema of each line of a request body, and its place, unless the schema describes all lines.
fn line_of(document: &Value, media: &Value, at: &Pointer, budget: &Budget) -> Option<(Value, Pointer)> {
    if let Some(line) = media.get("itemSchema") {
        return Some((line.clone(), at.child("itemSchema")));
    }
    let (schema, place) = (media.get("schema")?, at.child("schema"));
    let (target, _) = resolve_schema(document, schema, &place, budget);
    let has = |keyword: &str| target.get(keyword).is_some();
    let is_other = target.get("type").is_some_and(|name| name != "string" && !is_list(target));
    let is_line = is_other
        || !is_list(target) && ["properties", "additionalProperties", "oneOf", "anyOf", "allOf"].into_iter().any(has);
    is_line.then(|| (schema.clone(), place))
}

/// Returns the schema of one event of a stream, and its place, unless the schema describes one
/// event already.
fn event_of(document: &Value, media: &Value, at: &Pointer, report: &mut Report) -> Option<(Value, Pointer)> {
    let (schema, place) = match media.get("itemSchema") {
        Some(item) => (item, at.child("itemSchema")),
        None => (media.get("schema")?, at.child("schema")),
    };
    let (target, target_place) = resolve_schema(document, schema, &place, report.budget());
    if is_list(target) {
        let items = target.get("items").filter(|items| items.is_object())?;
        return report.may_copy(items, at).then(|| (items.clone(), target_place.child("items")));
    }
    if let Some(content) = content_schema(target) {
        return report.may_copy(content, at).then(|| (content.clone(), target_place.child("contentSchema")));
    }
    if let Some(event) = with_content_of_data(target, at, report) {
        return Some((event, target_place));
    }
    if let Some(event) = with_contents_of_branches(document, target, at, report) {
        return Some((event, target_place));
    }
    media.get("itemSchema").map(|item| (item.clone(), place))
}

/// Rewrites an event with JSON in its data, so that `data` has the schema of that JSON.
fn with_content_of_data(event: &Value, at: &Pointer, report: &mut Report) -> Option<Value> {
    let content = content_of_data(event).filter(|_| report.may_copy(event, at))?.clone();
    let mut event: Map<String, Value> = event.as_object()?.clone();
    event.get_mut("properties")?.as_object_mut()?.insert("data".to_owned(), content);
    Some(Value::Object(event))
}

/// Rewrites the branches of a choice of events that have JSON in a string or in their data.
fn with_contents_of_branches(document: &Value, choice: &Value, at: &Pointer, report: &mut Report) -> Option<Value> {
    let keyword = ["oneOf", "anyOf"].into_iter().find(|keyword| choice.get(*keyword).is_some())?;
    let branches = choice.get(keyword)?.as_array()?;
    let content_of = |event: &Value| content_schema(event).or_else(|| content_of_data(event)).is_some();
    let is_any = report.budget().parts(branches.len())
        && branches
            .iter()
            .any(|branch| content_of(resolve_schema(document, branch, &Pointer::root(), report.budget()).0));
    if !is_any || !report.may_copy(choice, at) {
        return None;
    }
    let mut choice = choice.clone();
    for branch in choice.get_mut(keyword)?.as_array_mut()? {
        let (found, _) = resolve_schema(document, branch, &Pointer::root(), report.budget());
        let content = with_content_of_data(found, at, report)
            .or_else(|| content_schema(found).filter(|content| report.may_copy(content, at)).cloned());
        if let Some(content) = content {
            *branch = content;
        }
    }
    Some(choice)
}

/// Returns the schema of the JSON in the data of an event.
fn content_of_data(event: &Value) -> Option<&Value> {
    content_schema(event.get("properties")?.get("data")?)
}

fn is_list(schema: &Value) -> bool {
    match schema.get("type") {
        Some(name) => *name == "array" || *name == json!(["array"]) || *name == json!(["array", "null"]),
        None => schema.get("items").is_some_and(Value::is_object),
    }
}

fn content_schema(schema: &Value) -> Option<&Value> {
    schema.get("contentSchema").filter(|content| content.is_object())
}
