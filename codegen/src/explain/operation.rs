//! Why an operation, and what is in it, is what it is.

use super::reasons::Reasons;
use super::{response, type_ref};
use crate::ir::{Body, Content, Operation, Pages, Parameter, ParameterLocation, Step, Success, Turn};
use crate::pointer::Pointer;
use crate::render::signature::{BodyGiven, body_given, type_text};

/// An operation.
pub(super) fn of_operation(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    if !reasons.keyword(at, "operationId", &format!("`{}` and `{}`", operation.function, operation.type_name)) {
        reasons.because(format!("no `operationId` → `{}`, after method and path", operation.function), at);
    }
    for parameter in operation.required_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        reasons.because(format!("the parameter `{}` is required → an argument", parameter.wire), &place);
    }
    for (parameter, fixed) in operation.fixed_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        reasons
            .because(format!("the parameter `{}` can only be `{fixed}` → the call sends that", parameter.wire), &place);
    }
    for (parameter, default) in operation.default_parameters() {
        let place = reasons.places.parameter(at, &parameter.wire, parameter.location);
        let text = format!(
            "the parameter `{}` is required and has the default `{default}` → the call sends that, and a setter changes it",
            parameter.wire
        );
        reasons.because(text, &place);
    }
    let optional: Vec<String> =
        operation.optional_parameters().map(|parameter| format!("`{}`", parameter.wire)).collect();
    if !optional.is_empty() {
        reasons.say(format!("without being required: {} → a setter for each", optional.join(", ")));
    }
    if let Some(body) = &operation.body {
        given(reasons, operation, body, at);
    }
    output(reasons, operation, at);
    if !operation.errors.is_empty() {
        response::of_error(reasons, operation, &at.child("responses"));
    }
    if let Some(pages) = &operation.pages {
        let parameter = operation.parameters.iter().find(|parameter| parameter.name == pages.parameter);
        let place = parameter.map(|parameter| reasons.places.parameter(at, &parameter.wire, parameter.location));
        reasons.because(
            format!("`{}` says which page → `.pages()` and `.items()`", pages.parameter),
            &place.unwrap_or_else(|| at.clone()),
        );
    }
}

/// What a success brings; `at` is the operation.
pub(super) fn output(reasons: &mut Reasons<'_>, operation: &Operation, at: &Pointer) {
    let at = at.child("responses");
    match &operation.success {
        Success::Nothing => reasons.because("no success has a body → the call returns `()`", &at),
        Success::One(body) => response::brings(reasons, body, "every success", &at),
        Success::ByStatus(responses) => {
            let text =
                format!("{} successes differ → `{}Output`, an enum by status", responses.len(), operation.type_name);
            reasons.because(text, &at);
        }
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

/// A parameter.
pub(super) fn of_parameter(reasons: &mut Reasons<'_>, operation: &Operation, parameter: &Parameter, at: &Pointer) {
    if *at == operation.pointer {
        let text =
            format!("the path has `{{{}}}`, and no parameter is called so → a text, as an argument", parameter.wire);
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
        (true, Some(_)) => "no argument, since it has one value only",
        (false, _) => "a setter, and `Option`",
    };
    if !reasons.keyword(at, "required", result) {
        reasons.because(format!("`required` is not said → {result}"), at);
    }
    if let (Some(default), Some(schema)) = (&parameter.default, &schema) {
        reasons.keyword(schema, "default", &format!("the call sends `{default}` unless it is set"));
    }
    let place = match parameter.location {
        ParameterLocation::Path => "one segment of the path",
        ParameterLocation::Query => "a pair of the query",
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

/// The body of a request; `at` is the operation.
pub(super) fn of_body(reasons: &mut Reasons<'_>, operation: &Operation, body: &Body, at: &Pointer) {
    for content in &body.contents {
        let place = reasons.places.followed(&at.child("requestBody")).0.child("content").child(&content.media_type);
        of_content(reasons, content, &place);
    }
    if let Some(choice) = &body.choice {
        reasons.say(format!("it may be one of several → the enum `{choice}`"));
    }
    given(reasons, operation, body, at);
}

/// One of the things that a body may be; `at` is its media type.
pub(super) fn of_content(reasons: &mut Reasons<'_>, content: &Content, at: &Pointer) {
    let ty = type_text(reasons.api, &content.ty);
    reasons.because(format!("`{}` → `{ty}`", content.media_type), at);
    type_ref::explain(reasons, &content.ty, &at.child("schema"));
}

/// How the results of an operation come in pages; `at` is the parameter that says which.
pub(super) fn of_pages(reasons: &mut Reasons<'_>, operation: &Operation, pages: &Pages, at: &Pointer) {
    let Pages { items, item, parameter, turn, more, is_option } = pages;
    reasons.because(format!("`{parameter}` says which page → `.pages()` and `.items()`"), at);
    let ty = type_text(reasons.api, item);
    let responses = operation.pointer.child("responses");
    let list = if items.is_empty() {
        "a page is the list".to_owned()
    } else {
        format!("`{}` of a page has what pages hold", member_path(items))
    };
    reasons.because(format!("{list} → items of `{ty}`"), &responses);
    match turn {
        Turn::Cursor(next) => {
            reasons.because(format!("`{}` of a page is the next one's `{parameter}`", member_path(next)), &responses);
        }
        Turn::Last(member) => {
            let text = format!("`{}` of the last item is the next page's `{parameter}`", member_path(member));
            reasons.because(text, &responses);
        }
        Turn::Link(wire) => reasons.say(format!(
            "the header `Link` has the address of the next page → `{parameter}` is what `{wire}` is there"
        )),
        Turn::Page(first) => reasons.say(format!("pages are counted from {first} → `{parameter}` grows by one")),
        Turn::Offset => reasons.say(format!("items are counted → `{parameter}` grows by those of the page")),
    }
    if let Some((member, expected)) = more {
        reasons.because(format!("`{}` is {expected} as long as there are more", member_path(member)), &responses);
    }
    reasons.say(if *is_option {
        "a rule of the option `pagination` says so"
    } else {
        "the names of the parameter and of the member go together, without the option `pagination`"
    });
}

/// The members on a way, with dots between them.
fn member_path(steps: &[Step]) -> String {
    steps.iter().map(|step| step.name.to_string()).collect::<Vec<_>>().join(".")
}
