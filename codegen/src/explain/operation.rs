//! Explains an operation and its parts.

use super::reasons::Reasons;
use super::{response, type_ref};
use crate::ir::{Body, Chosen, Content, Operation, Pages, PagesBy, Parameter, ParameterLocation, Step, Success, Turn};
use crate::operation_settings::{RetryClass, time_text};
use crate::pointer::Pointer;
use crate::render::signature::{BodyGiven, body_given, type_text};

/// Explains an operation.
pub(super) fn explain_operation(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    if !reasons.keyword(at, "operationId", &format!("`{}` and `{}`", operation.function, operation.type_name)) {
        reasons.because(format!("no `operationId` → `{}`, from the method and path", operation.function), at);
    }
    if operation.is_shortened && !reasons.is_renamed {
        reasons.add(format!("the option `short-operation-names` → `{}`", operation.function));
    }
    if operation.doc.deprecated {
        reasons.deprecated(at);
    }
    for parameter in operation.required_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        reasons.because(format!("the parameter `{}` is required → an argument", parameter.wire), &place);
    }
    for (parameter, fixed) in operation.fixed_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        reasons.because(
            format!("the parameter `{}` has the single value `{fixed}` → the call sends it", parameter.wire),
            &place,
        );
    }
    for (parameter, default) in operation.default_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        let text = format!(
            "the parameter `{}` is required and has the default `{default}` → the call sends it, and a setter changes it",
            parameter.wire
        );
        reasons.because(text, &place);
    }
    let optional: Vec<String> =
        operation.optional_parameters().map(|parameter| format!("`{}`", parameter.wire)).collect();
    if !optional.is_empty() {
        reasons.add(format!("not required: {} → a setter for each", optional.join(", ")));
    }
    if let Some(body) = &operation.body {
        explain_body_setter(reasons, operation, body, at);
    }
    explain_settings(reasons, operation);
    explain_output(reasons, operation, at);
    if !operation.errors.is_empty() {
        response::explain_error(reasons, operation, &at.child("responses"));
    }
    if let Some(pages) = &operation.pages {
        let parameter = operation.parameters.iter().find(|parameter| parameter.name == pages.parameter);
        let place = parameter.map(|parameter| reasons.places.parameter(at, &parameter.wire, parameter.location));
        reasons.because(
            format!("`{}` selects the page → `.pages()` and `.items()`", pages.parameter),
            &place.unwrap_or_else(|| at.clone()),
        );
    }
}

/// Explains the settings of the operation.
fn explain_settings(reasons: &mut Reasons<'_>, operation: &Operation) {
    let settings = &operation.settings;
    if let Some(Chosen { value, by }) = &settings.retry {
        let result = match value {
            RetryClass::Safe => "a request may be sent again, and an attempt has the limit of a safe method",
            RetryClass::Idempotent => "a request may be sent again",
            RetryClass::Never => "no request is sent again",
        };
        reasons.set_by(by, result);
    }
    if let Some(Chosen { value, by }) = &settings.idempotency_header {
        reasons.set_by(by, &format!("the header `{value}` has the idempotency key"));
    }
    if let Some(Chosen { value, by }) = &settings.deadline {
        reasons.set_by(by, &format!("a call has the deadline {}, unless it sets another", time_text(*value)));
    }
    if let Some(Chosen { value, by }) = &settings.envelopes {
        let names: Vec<String> = value.iter().map(|name| format!("`{name}`")).collect();
        let names = if names.is_empty() { "no property".to_owned() } else { names.join(" or ") };
        reasons.set_by(by, &format!("{names} is an envelope of its responses"));
    }
    if let Some(Chosen { value: None, by }) = &settings.pagination {
        reasons.set_by(by, "no pages");
    }
    if let Some(Chosen { value, by }) = &settings.streaming {
        reasons.set_by(by, if *value { "a successful response is a stream" } else { "no response is a stream" });
    }
    if let Some(Chosen { value, by }) = &settings.module {
        reasons.set_by(by, &format!("the module `{value}`"));
    }
}

/// Explains the result of a successful call. `at` is the operation.
pub(super) fn explain_output(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    let at = at.child("responses");
    match &operation.success {
        Success::Nothing => reasons.because("no successful response has a body → the call returns `()`", &at),
        Success::One(body) => response::explain_body(reasons, body, "every successful response", &at),
        Success::ByStatus(responses) => {
            let text = format!(
                "{} successful responses differ → `{}Output`, an enum by status",
                responses.len(),
                operation.type_name
            );
            reasons.because(text, &at);
        }
    }
}

fn explain_body_setter(reasons: &mut Reasons<'_>, operation: &Operation, body: &Body, at: &Pointer) {
    let how = match body_given(reasons.api, operation) {
        BodyGiven::WithTheCall => "an argument",
        _ => "setters of the call",
    };
    let types: Vec<String> =
        body.contents.iter().map(|content| format!("`{}`", type_text(reasons.api, &content.ty))).collect();
    let place = at.child("requestBody");
    reasons.because(format!("`requestBody` is {} → {how}", types.join(" or ")), &place);
}

/// Explains a parameter.
pub(super) fn explain_parameter(reasons: &mut Reasons<'_>, operation: &Operation, parameter: &Parameter, at: &Pointer) {
    if *at == operation.pointer
        && let Some(Chosen { by, .. }) = &operation.settings.idempotency_header
        && parameter.location == ParameterLocation::Header
    {
        reasons.set_by(by, "a header with the idempotency key, which the client sets unless a call does");
        return;
    }
    if *at == operation.pointer {
        let text = format!("the path has `{{{}}}`, and no parameter has this name → a string argument", parameter.wire);
        reasons.because(text, at);
        return;
    }
    // In Swagger 2.0 a parameter is its own schema.
    let schema = reasons.find(at, "schema").or_else(|| reasons.find(at, "type").map(|_| at.clone()));
    if let Some(schema) = &schema {
        type_ref::explain(reasons, &parameter.ty, schema);
    }
    let result = match (parameter.required, parameter.fixed()) {
        (true, None) if parameter.default.is_some() => "a setter, since it has a default",
        (true, None) => "an argument",
        (true, Some(_)) => "no argument, since it has a single value",
        (false, _) => "a setter, and `Option`",
    };
    if !reasons.keyword(at, "required", result) {
        reasons.because(format!("no `required` → {result}"), at);
    }
    if let (Some(default), Some(schema)) = (&parameter.default, &schema) {
        reasons.keyword(schema, "default", &format!("the call sends `{default}` unless it is set"));
    }
    let place = match parameter.location {
        ParameterLocation::Path => "one segment of the path",
        ParameterLocation::Query => "a query parameter",
        ParameterLocation::Header => "a header",
        ParameterLocation::Cookie => "a cookie",
    };
    reasons.keyword(at, "in", place);
    for keyword in ["style", "explode"] {
        reasons.keyword(at, keyword, &format!("written as {:?}", parameter.style));
    }
    type_ref::constraints(reasons, &parameter.constraints, true, schema.as_ref().unwrap_or(at));
    reasons.renamed(&parameter.wire, &parameter.name, "fields");
}

/// Explains the request body. `at` is the operation.
pub(super) fn explain_body(reasons: &mut Reasons<'_>, operation: &Operation, body: &Body, at: &Pointer) {
    for content in &body.contents {
        let place = reasons.places.followed(&at.child("requestBody")).0.child("content").child(&content.media_type);
        explain_content(reasons, content, &place);
    }
    if let Some(choice) = &body.choice {
        reasons.add(format!("it has several media types → the enum `{choice}`"));
    }
    explain_body_setter(reasons, operation, body, at);
}

/// Explains one content of a body. `at` is its media type.
pub(super) fn explain_content(reasons: &mut Reasons<'_>, content: &Content, at: &Pointer) {
    let ty = type_text(reasons.api, &content.ty);
    reasons.because(format!("`{}` → `{ty}`", content.media_type), at);
    type_ref::explain(reasons, &content.ty, &at.child("schema"));
}

/// Explains the pagination of an operation. `at` is the parameter that selects the page.
pub(super) fn explain_pages(reasons: &mut Reasons<'_>, operation: &Operation, pages: &Pages, at: &Pointer) {
    let Pages { items, item, parameter, turn, more, by } = pages;
    reasons.because(format!("`{parameter}` selects the page → `.pages()` and `.items()`"), at);
    let ty = type_text(reasons.api, item);
    let responses = operation.pointer.child("responses");
    let list = if items.is_empty() {
        "a page is the array of its items".to_owned()
    } else {
        format!("`{}` of a page contains its items", member_path(items))
    };
    reasons.because(format!("{list} → items of `{ty}`"), &responses);
    match turn {
        Turn::Cursor(next) => {
            reasons.because(
                format!("`{}` of a page is the `{parameter}` of the next page", member_path(next)),
                &responses,
            );
        }
        Turn::Last(member) => {
            let text = format!("`{}` of the last item is the `{parameter}` of the next page", member_path(member));
            reasons.because(text, &responses);
        }
        Turn::Link(wire) => reasons.add(format!(
            "the header `Link` contains the URL of the next page → `{parameter}` is its query parameter `{wire}`"
        )),
        Turn::Page(first) => reasons.add(format!("pages are counted from {first} → `{parameter}` increases by one")),
        Turn::Offset => {
            reasons.add(format!("items are counted → `{parameter}` increases by the number of items in the page"));
        }
    }
    if let Some((member, expected)) = more {
        reasons.because(format!("`{}` is {expected} while there are more pages", member_path(member)), &responses);
    }
    reasons.add(match by {
        PagesBy::Option => "a rule of the option `pagination` matches".to_owned(),
        PagesBy::Extension(name) => format!("the extension `{name}` is the rule"),
        PagesBy::Names => {
            "the names of the parameter and the property are a known pair, without the option `pagination`".to_owned()
        }
    });
}

/// Joins the names of nested properties with dots.
fn member_path(steps: &[Step]) -> String {
    steps.iter().map(|step| step.name.to_string()).collect::<Vec<_>>().join(".")
}
