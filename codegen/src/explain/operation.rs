//! Why an operation, and what is in it, is what it is.

use super::reasons::Reasons;
use super::type_ref;
use crate::ir::{Body, Operation, Parameter, Place, Response, ResponseBody, Success};
use crate::pointer::Pointer;
use crate::render::signature::{BodyGiven, body_given, type_text};

/// An operation.
pub(super) fn of_operation(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    if !reasons.keyword(at, "operationId", &format!("`{}` and `{}`", operation.function, operation.type_name)) {
        reasons.because(format!("no `operationId` → `{}`, after method and path", operation.function), at);
    }
    for parameter in operation.required_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.place);
        reasons.because(format!("the parameter `{}` is required → an argument", parameter.wire), &place);
    }
    let optional: Vec<String> =
        operation.optional_parameters().map(|parameter| format!("`{}`", parameter.wire)).collect();
    if !optional.is_empty() {
        reasons.say(format!("without being required: {} → a setter for each", optional.join(", ")));
    }
    if let Some(body) = &operation.body {
        given(reasons, operation, body, at);
    }
    match &operation.success {
        Success::Nothing => reasons.because("no success has a body → the call brings `()`", &at.child("responses")),
        Success::One(body) => brings(reasons, body, "every success", &at.child("responses")),
        Success::ByStatus(responses) => {
            let text =
                format!("{} successes differ → `{}Output`, an enum by status", responses.len(), operation.type_name);
            reasons.because(text, &at.child("responses"));
        }
    }
    if !operation.errors.is_empty() {
        let statuses: Vec<String> = operation.errors.iter().map(|response| response.status.label()).collect();
        let text = format!("refusals with {} → `{}Error`, an enum by status", statuses.join(", "), operation.type_name);
        reasons.because(text, &at.child("responses"));
    }
}

fn given(reasons: &mut Reasons<'_>, operation: &Operation, body: &Body, at: &Pointer) {
    let how = match body_given(reasons.api, operation) {
        BodyGiven::WithTheCall => "an argument",
        _ => "setters of the call",
    };
    let types: Vec<String> =
        body.contents.iter().map(|content| format!("`{}`", type_text(reasons.api, &content.ty))).collect();
    let place = at.child("requestBody");
    reasons.because(format!("`requestBody` is {} → {how}", types.join(" or ")), &place);
}

fn brings(reasons: &mut Reasons<'_>, body: &ResponseBody, who: &str, at: &Pointer) {
    let ty = type_text(reasons.api, &body.ty);
    let text = match &body.envelope {
        Some(envelope) => format!("{who} has the one member `{}`, an envelope → what is in it, `{ty}`", envelope.0),
        None => format!("{who} has a body of one type → `{ty}`"),
    };
    reasons.because(text, at);
}

/// A parameter.
pub(super) fn of_parameter(reasons: &mut Reasons<'_>, parameter: &Parameter, at: &Pointer) {
    let schema = reasons.find(at, "schema");
    if let Some(schema) = &schema {
        type_ref::explain(reasons, &parameter.ty, schema);
    }
    if !reasons.keyword(at, "required", if parameter.required { "an argument" } else { "a setter, and `Option`" }) {
        let result = if parameter.required { "an argument" } else { "a setter, and `Option`" };
        reasons.because(format!("`required` is not said → {result}"), at);
    }
    let place = match parameter.place {
        Place::Path => "one segment of the path",
        Place::Query => "a pair of the query",
        Place::Header => "a header",
        Place::Cookie => "a cookie",
    };
    reasons.keyword(at, "in", place);
    for keyword in ["style", "explode"] {
        reasons.keyword(at, keyword, &format!("written as {:?}", parameter.style));
    }
    type_ref::constraints(reasons, &parameter.constraints, true, schema.as_ref().unwrap_or(at));
    if parameter.name.as_str() != parameter.wire.as_str() {
        reasons.say(format!("`{}` is `{}` as Rust writes fields", parameter.wire, parameter.name));
    }
}

/// The body of a request.
pub(super) fn of_body(reasons: &mut Reasons<'_>, operation: &Operation, body: &Body, at: &Pointer) {
    for content in &body.contents {
        let place = reasons.places.followed(at).0.child("content").child(&content.media_type);
        let ty = type_text(reasons.api, &content.ty);
        reasons.because(format!("`{}` → `{ty}`", content.media_type), &place);
        type_ref::explain(reasons, &content.ty, &place.child("schema"));
    }
    if let Some(choice) = &body.choice {
        reasons.say(format!("it may be one of several → the enum `{choice}`"));
    }
    if let Some((operation_at, _)) = at.split_last() {
        given(reasons, operation, body, &operation_at);
    }
}

/// A status with which an operation refuses.
pub(super) fn of_refusal(reasons: &mut Reasons<'_>, response: &Response, at: &Pointer) {
    reasons.because(format!("the status {} is declared → `{}`", response.status.label(), response.name), at);
    if let Some(body) = &response.body {
        brings(reasons, body, "the response", at);
    }
    for header in &response.headers {
        let place = at.child("headers").child(header.wire.as_str());
        reasons.because(format!("the header `{}` → `{}`", header.wire, header.name), &place);
    }
}
