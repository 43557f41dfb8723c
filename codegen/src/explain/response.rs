//! Explains the responses of an operation, with their headers, events and downloads.

use serde_json::Value;

use super::reasons::Reasons;
use super::type_ref;
use crate::diff::Places;
use crate::ir::{
    Chosen, Download, EventReading, Events, Operation, Response, ResponseBody, ResponseEncoding, ResponseHeader,
    WireName,
};
use crate::media_type::{is_events, is_json_lines};
use crate::pointer::Pointer;
use crate::render::signature::type_text;

/// Explains the body of the responses that `subject` names.
pub(super) fn explain_body(reasons: &mut Reasons<'_>, body: &ResponseBody, subject: &str, at: &Pointer) {
    let ty = type_text(reasons.api, &body.ty);
    let text = match &body.envelope {
        Some(envelope) => {
            format!(
                "{subject} has the single property `{}`, which the options list as an envelope → its value, `{ty}`",
                envelope.0
            )
        }
        None => format!("{subject} has a body of one type → `{ty}`"),
    };
    reasons.because(text, at);
}

/// Explains the enum of the error responses of an operation. `at` is its responses.
pub(super) fn explain_error(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    if operation.errors.is_empty() {
        reasons.because(
            format!("no error response is declared → `{}Error` with `Undeclared` only", operation.type_name),
            at,
        );
        return;
    }
    let statuses: Vec<String> = operation.errors.iter().map(|response| response.status.label()).collect();
    let text =
        format!("error responses with {} → `{}Error`, an enum by status", statuses.join(", "), operation.type_name);
    reasons.because(text, at);
}

/// Explains the response with one status.
pub(super) fn explain_response(reasons: &mut Reasons<'_>, response: &Response, at: &Pointer) {
    reasons.because(format!("the status {} is declared → `{}`", response.status.label(), response.name), at);
    if let Some(body) = &response.body {
        explain_body(reasons, body, "the response", at);
    }
    for header in &response.headers {
        let place = header_place(reasons.places, at, &header.wire).unwrap_or_else(|| at.clone());
        reasons.because(format!("the header `{}` → `{}`", header.wire, header.name), &place);
    }
}

/// Explains the variant for responses with an undeclared status.
pub(super) fn explain_undeclared(reasons: &mut Reasons<'_>, at: &Pointer) {
    reasons.because("a server may respond with an undeclared status → `Undeclared`", at);
}

/// Explains the struct of the headers of successful responses. `at` is the responses.
pub(super) fn explain_headers(reasons: &mut Reasons<'_>, operation: &Operation, operation_at: &Pointer, at: &Pointer) {
    reasons.because(format!("successful responses declare headers → the struct `{}Headers`", operation.type_name), at);
    for header in &operation.success_headers {
        let place = success_header(reasons.places, operation_at, &header.wire).unwrap_or_else(|| at.clone());
        reasons.because(format!("the header `{}` → `{}`", header.wire, header.name), &place);
    }
}

/// Explains a declared header.
pub(super) fn explain_header(reasons: &mut Reasons<'_>, header: &ResponseHeader, at: &Pointer) {
    match reasons.find(at, "schema") {
        Some(schema) => type_ref::explain(reasons, &header.ty, &schema),
        None => reasons.because(format!("the header `{}` is declared", header.wire), at),
    }
    if header.is_list {
        reasons.add("a header that is a list has commas between its items");
    }
    reasons.add("a missing or invalid header does not invalidate the response → `Option`");
    reasons.renamed(&header.wire, &header.name, "fields");
}

/// Explains the events of a response. `at` is their media type.
pub(super) fn explain_events(reasons: &mut Reasons<'_>, operation: &Operation, events: &Events, at: &Pointer) {
    let ty = type_text(reasons.api, &events.ty);
    let what = match events.reading {
        EventReading::Json => "the data of each event, as JSON",
        EventReading::Line => "each line, as JSON",
        EventReading::Text => "the data of each event, as text",
        EventReading::Whole => "each event as an object, since the schema has the properties of an event",
    };
    if let Some(Chosen { value: true, by }) = &operation.settings.streaming {
        reasons.set_by(by, "a successful response is a stream");
    }
    let media_types = events.accept.as_deref().unwrap_or("text/event-stream");
    reasons.because(format!("a successful response is `{media_types}` → `.events()`: {what}, `{ty}`"), at);
    if let Some(schema) = reasons.find(at, "schema") {
        type_ref::explain(reasons, &events.ty, &schema);
    }
    if let Some(member) = &events.requested_by {
        reasons.add(format!("the boolean property `{member}` of the body requests events → `.events()` sets it"));
    }
    if operation.success.bodies().any(|body| body.encoding != ResponseEncoding::Events) {
        reasons.add("awaiting the call returns the other successful responses");
    }
}

/// Explains the responses that can be received in chunks. `at` is their media type.
pub(super) fn explain_download(reasons: &mut Reasons<'_>, download: &Download, at: &Pointer) {
    match &download.accept {
        None => reasons.because("a successful response is text or bytes → `.download()`", at),
        Some(accept) => {
            reasons.because(
                format!("a successful response may be `{accept}` → `.download()`, which accepts only that"),
                at,
            );
            reasons.add("awaiting the call returns the other successful responses");
        }
    }
}

/// Returns the place of the first media type that a download of the operation at `operation` accepts.
pub(super) fn download_place(places: &Places<'_>, operation: &Pointer, download: &Download) -> Option<Pointer> {
    let first = download.accept.as_deref()?.split(", ").next()?;
    media_type_place(places, operation, |name| name.to_ascii_lowercase().starts_with(first))
}

/// Returns the place of the media type of the events of the operation at `operation`.
pub(super) fn events_place(places: &Places<'_>, operation: &Pointer) -> Option<Pointer> {
    media_type_place(places, operation, is_events).or_else(|| media_type_place(places, operation, is_json_lines))
}

/// Returns the place of the first media type that `is_it` accepts in the responses of the operation at `operation`.
fn media_type_place(places: &Places<'_>, operation: &Pointer, is_it: impl Fn(&str) -> bool) -> Option<Pointer> {
    responses(places, operation).find_map(|(_, at)| {
        let content = at.child("content");
        let media_types = places.get(&content)?.as_object()?.keys();
        media_types.into_iter().find(|name| is_it(name)).map(|name| content.child(name))
    })
}

/// Returns the place of the header of the response at `response`.
pub(super) fn header_place(places: &Places<'_>, response: &Pointer, wire: &WireName) -> Option<Pointer> {
    Some(places.followed(&places.header(response, wire)?).0)
}

/// Returns the place of the header in the first successful response that declares it.
pub(super) fn success_header(places: &Places<'_>, operation: &Pointer, wire: &WireName) -> Option<Pointer> {
    let mut all: Vec<(&str, Pointer)> = responses(places, operation).collect();
    // The default is a successful response if there is no other.
    all.retain(|(status, _)| status.starts_with('2') || *status == "default");
    all.iter().find_map(|(_, at)| header_place(places, at, wire))
}

/// Returns the statuses of an operation with their responses.
fn responses<'p>(places: &'p Places<'_>, operation: &Pointer) -> impl Iterator<Item = (&'p str, Pointer)> {
    let at = operation.child("responses");
    let all = places.get(&at).and_then(Value::as_object).into_iter().flatten();
    all.map(move |(status, _)| (status.as_str(), places.followed(&at.child(status)).0))
}
