//! Why what an operation brings is what it is: its successes, its error responses, their headers, its events.

use serde_json::Value;

use super::reasons::Reasons;
use super::type_ref;
use crate::diff::Places;
use crate::ir::{
    Download, EventReading, Events, Operation, Response, ResponseBody, ResponseEncoding, ResponseHeader, WireName,
};
use crate::media_type::{is_events, is_json_lines};
use crate::pointer::Pointer;
use crate::render::signature::type_text;

/// A body; `who` brings it.
pub(super) fn brings(reasons: &mut Reasons<'_>, body: &ResponseBody, who: &str, at: &Pointer) {
    let ty = type_text(reasons.api, &body.ty);
    let text = match &body.envelope {
        Some(envelope) => {
            format!("{who} has the one member `{}`, one of the option `envelopes` → what is in it, `{ty}`", envelope.0)
        }
        None => format!("{who} has a body of one type → `{ty}`"),
    };
    reasons.because(text, at);
}

/// The enum of the error responses of an operation; `at` is its responses.
pub(super) fn of_error(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    if operation.errors.is_empty() {
        reasons.because(format!("no refusal is declared → `{}Error` without one", operation.type_name), at);
        return;
    }
    let statuses: Vec<String> = operation.errors.iter().map(|response| response.status.label()).collect();
    let text = format!("refusals with {} → `{}Error`, an enum by status", statuses.join(", "), operation.type_name);
    reasons.because(text, at);
}

/// A status with which an operation succeeds or refuses.
pub(super) fn of_response(reasons: &mut Reasons<'_>, response: &Response, at: &Pointer) {
    reasons.because(format!("the status {} is declared → `{}`", response.status.label(), response.name), at);
    if let Some(body) = &response.body {
        brings(reasons, body, "the response", at);
    }
    for header in &response.headers {
        let place = header_place(reasons.places, at, &header.wire).unwrap_or_else(|| at.clone());
        reasons.because(format!("the header `{}` → `{}`", header.wire, header.name), &place);
    }
}

/// What is brought with a status that is not declared.
pub(super) fn of_undeclared(reasons: &mut Reasons<'_>, at: &Pointer) {
    reasons.because("a server may answer with a status that is not declared → `Undeclared`", at);
}

/// The struct of the headers that an operation's successes declare; `at` is its responses.
pub(super) fn of_headers(reasons: &mut Reasons<'_>, operation: &Operation, operation_at: &Pointer, at: &Pointer) {
    reasons.because(format!("successes declare headers → `{}Headers`, a struct of them", operation.type_name), at);
    for header in &operation.success_headers {
        let place = success_header(reasons.places, operation_at, &header.wire).unwrap_or_else(|| at.clone());
        reasons.because(format!("the header `{}` → `{}`", header.wire, header.name), &place);
    }
}

/// A declared header.
pub(super) fn of_header(reasons: &mut Reasons<'_>, header: &ResponseHeader, at: &Pointer) {
    match reasons.find(at, "schema") {
        Some(schema) => type_ref::explain(reasons, &header.ty, &schema),
        None => reasons.because(format!("the header `{}` is declared", header.wire), at),
    }
    if header.is_list {
        reasons.say("a header that is a list has commas between its items");
    }
    reasons.say("a header that is missing or does not fit spoils no response → `Option`");
    reasons.renamed(&header.wire, &header.name, "fields");
}

/// The events that a success may be a stream of; `at` is their media type.
pub(super) fn of_events(reasons: &mut Reasons<'_>, operation: &Operation, events: &Events, at: &Pointer) {
    let ty = type_text(reasons.api, &events.ty);
    let what = match events.reading {
        EventReading::Json => "the data of each, as JSON",
        EventReading::Line => "each line, as JSON",
        EventReading::Text => "the data of each, as it is",
        EventReading::Whole => "each as an object, since the schema has the members of an event",
    };
    let media_types = events.accept.as_deref().unwrap_or("text/event-stream");
    reasons.because(format!("a success is `{media_types}` → `.events()`: {what}, `{ty}`"), at);
    if let Some(schema) = reasons.find(at, "schema") {
        type_ref::explain(reasons, &events.ty, &schema);
    }
    if let Some(member) = &events.requested_by {
        reasons.say(format!("the boolean member `{member}` of the body turns them on → `.events()` sets it"));
    }
    if operation.success.bodies().any(|body| body.encoding != ResponseEncoding::Events) {
        reasons.say("awaiting the call returns the other successes");
    }
}

/// What of the successes can be received in pieces; `at` is its media type.
pub(super) fn of_download(reasons: &mut Reasons<'_>, download: &Download, at: &Pointer) {
    match &download.accept {
        None => reasons.because("a success is text or bytes → `.download()`", at),
        Some(accept) => {
            reasons.because(format!("a success may be `{accept}` → `.download()`, which accepts only that"), at);
            reasons.say("awaiting the call returns the other successes");
        }
    }
}

/// The first media type that the operation at `operation` is asked for when something is downloaded.
pub(super) fn download_place(places: &Places<'_>, operation: &Pointer, download: &Download) -> Option<Pointer> {
    let first = download.accept.as_deref()?.split(", ").next()?;
    media_type_place(places, operation, |name| name.to_ascii_lowercase().starts_with(first))
}

/// The media type of the events of the operation at `operation`.
pub(super) fn events_place(places: &Places<'_>, operation: &Pointer) -> Option<Pointer> {
    media_type_place(places, operation, is_events).or_else(|| media_type_place(places, operation, is_json_lines))
}

/// The first media type of the responses of the operation at `operation` that `is_it`.
fn media_type_place(places: &Places<'_>, operation: &Pointer, is_it: impl Fn(&str) -> bool) -> Option<Pointer> {
    responses(places, operation).find_map(|(_, at)| {
        let content = at.child("content");
        let media_types = places.get(&content)?.as_object()?.keys();
        media_types.into_iter().find(|name| is_it(name)).map(|name| content.child(name))
    })
}

/// The header of the response at `response`.
pub(super) fn header_place(places: &Places<'_>, response: &Pointer, wire: &WireName) -> Option<Pointer> {
    let headers = response.child("headers");
    let names = places.get(&headers)?.as_object()?.keys();
    let name = names.into_iter().find(|name| name.eq_ignore_ascii_case(wire.as_str()))?;
    Some(places.followed(&headers.child(name)).0)
}

/// The header of the first success of the operation at `operation` that declares it.
pub(super) fn success_header(places: &Places<'_>, operation: &Pointer, wire: &WireName) -> Option<Pointer> {
    let mut all: Vec<(&str, Pointer)> = responses(places, operation).collect();
    // The default is a success where nothing else is.
    all.retain(|(status, _)| status.starts_with('2') || *status == "default");
    all.iter().find_map(|(_, at)| header_place(places, at, wire))
}

/// The statuses of an operation, each with its response.
fn responses<'p>(places: &'p Places<'_>, operation: &Pointer) -> impl Iterator<Item = (&'p str, Pointer)> {
    let at = operation.child("responses");
    let all = places.get(&at).and_then(Value::as_object).into_iter().flatten();
    all.map(move |(status, _)| (status.as_str(), places.followed(&at.child(status)).0))
}
