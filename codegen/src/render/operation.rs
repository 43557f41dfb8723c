use super::{
    Documentation, Part, Table, Uses, body, by_status, check, doc,
    file::Row,
    headers, object, pages, rules,
    setters::{Setter, Takes, setters},
    tokens::{Models, in_row, takes_into, type_ref},
};
use crate::ir::{
    Api, Body, EventReading, Events, Object, Operation, Parameter, Place, ResponseEncoding, Scalar, Style, Success,
    TypeKind, TypeRef,
};

/// What is made of one operation.
pub(super) fn parts(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Part> {
    uses.add("super::super::client", "Call");
    uses.add("super::super::client", "Client");
    let mut tables = vec![table(api, operation, uses)];
    tables.extend(pages::pages(api, operation, uses));
    tables.extend(body::choice(api, operation, uses));
    tables.into_iter().map(Part::Table).collect()
}

/// The methods that a call has beyond those of every call, since what it brings can be received as it comes.
pub(super) fn stream_methods(operation: &Operation) -> Vec<&'static str> {
    let events = operation.events.is_some().then_some("events");
    let download = operation.download.is_some().then_some("download");
    events.into_iter().chain(download).collect()
}

/// How the body of a call is given.
pub(super) enum BodyArgument<'a> {
    /// There is none.
    None,
    /// Nothing in it is required: the call has a setter per member.
    Members(&'a Object),
    /// As a whole, with the call.
    Required,
    /// As a whole, by a setter.
    Optional,
}

pub(super) fn body_argument<'a>(api: &'a Api, body: Option<&'a Body>) -> BodyArgument<'a> {
    let Some(body) = body else { return BodyArgument::None };
    let only = if let [only] = body.contents.as_slice() { object_of(api, &only.ty) } else { None };
    match only {
        Some(object) if body.required && object.needs_nothing() && object.additional.is_none() => {
            BodyArgument::Members(object)
        }
        _ if body.required => BodyArgument::Required,
        _ => BodyArgument::Optional,
    }
}

/// How the body of a call is given, without what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyGiven {
    /// There is none.
    Not,
    /// By a setter per member.
    ByMember,
    /// With the call.
    WithTheCall,
    /// By a setter for the whole.
    AsAWhole,
}

pub(super) fn body_given(api: &Api, operation: &Operation) -> BodyGiven {
    match body_argument(api, operation.body.as_ref()) {
        BodyArgument::None => BodyGiven::Not,
        BodyArgument::Members(_) => BodyGiven::ByMember,
        BodyArgument::Required => BodyGiven::WithTheCall,
        BodyArgument::Optional => BodyGiven::AsAWhole,
    }
}

pub(super) fn object_of<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a Object> {
    let TypeRef::Named(id) = api.settled(ty) else { return None };
    match &api.type_def(*id).kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

/// The operation, as the document has it.
fn table(api: &Api, operation: &Operation, uses: &mut Uses) -> Table {
    uses.add_runtime("operation");
    let mut rows = Vec::new();
    rows.push(request_line(operation));
    rows.extend(operation.server.iter().map(|server| Row::new(format!("at {server:?};"))));
    rows.extend(security(api, operation, uses));
    let setters = setters(api, operation, uses);
    rows.extend(
        operation.parameters.iter().map(|parameter| self::parameter(api, operation, parameter, &setters, uses)),
    );
    rows.extend(operation.body.as_ref().map(|body| body_row(api, body, &setters, uses)));
    rows.extend(setters.iter().filter(|setter| !setter.is_of_field()).map(Setter::row));
    rows.extend(operation.accept.iter().map(|media_types| Row::new(format!("accept {media_types:?};"))));
    rows.extend(headers::of_success(api, operation, uses));
    rows.extend(operation.events.as_ref().map(|events| self::events(api, events, uses)));
    rows.extend(operation.download.as_ref().map(|download| {
        let accept = download.accept.as_ref().map(|accept| format!(" {accept:?}"));
        Row::new(format!("download{};", accept.unwrap_or_default()))
    }));
    rows.push(success(api, operation, uses));
    rows.extend(by_status::refusals(api, operation, uses));
    let subject = format!("pub struct {}", operation.type_name);
    Table { name: "operation".to_owned(), subject: Some(subject), about: about(operation), rows }
}

/// The documentation of the client's method, but for the request line.
fn about(operation: &Operation) -> Documentation {
    let streams = stream_methods(operation).into_iter().map(|method| {
        match (method, operation.download.as_ref().and_then(|download| download.accept.as_deref())) {
            ("events", _) => "Its events come one by one with `.events()`.".to_owned(),
            (_, None) => "Its body comes in pieces, however long it is, with `.download()`.".to_owned(),
            (_, Some(accept)) => {
                let kinds: Vec<String> = accept.split(", ").map(doc::code).collect();
                let kinds = kinds.join(" or ");
                format!("As {kinds}, its body comes in pieces, however long it is, with `.download()`.")
            }
        }
    });
    let streams: Vec<String> = streams.collect();
    let streams =
        if streams.is_empty() { Vec::new() } else { streams.join("\n\n").lines().map(str::to_owned).collect() };
    doc::said_or(&operation.doc, &streams, &format!("Calls {}.", doc::code(operation.id.as_str())))
}

fn request_line(operation: &Operation) -> Row {
    let Operation { method, path, id, function, .. } = operation;
    // Rustdoc would take what follows the `#` of a raw identifier for a part of the page.
    let shown = function.as_str().strip_prefix("r#").map(|plain| format!("({plain:?})")).unwrap_or_default();
    Row::new(format!("{} {path:?} as {:?} by {function}{shown};", method.as_str(), id.as_str()))
}

/// A parameter: its field, how it is given, where it goes, and what is checked of it.
fn parameter(api: &Api, operation: &Operation, parameter: &Parameter, setters: &[Setter], uses: &mut Uses) -> Row {
    let Parameter { wire, name, ty, constraints, .. } = parameter;
    let mut more = rules::sentence(api, ty, constraints);
    more.extend(object::constant_doc(parameter.constant.as_ref(), false, constraints));
    let doc = doc::said_or(&parameter.doc, &more, &format!("The parameter {}.", doc::code(wire.as_str())));
    let rendered = type_ref(api, ty, Models::ByModule, uses);
    let shown = in_row(&rendered);
    let given = match (parameter.required, parameter.fixed()) {
        (_, Some(fixed)) => format!("{name}: {shown} = {}", object::literal(fixed, &rendered)),
        (true, None) => format!("{name}{}: {shown}", argument(takes_into(api, ty))),
        (false, None) => format!("{name}{}: Option<{shown}>", setting(setters, name.as_str())),
    };
    let is_key = operation.idempotency_key().is_some_and(|key| key.wire == *wire && key.place == parameter.place);
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header if is_key => "idempotency",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let member = format!("pub {given} => {place} {:?}{}", wire.as_str(), style(api, parameter));
    Row::member(doc, &member, &check::in_row(api, ty, constraints))
}

/// How a parameter is written, where it is not as one text.
fn style(api: &Api, parameter: &Parameter) -> String {
    // A type of a format is displayed otherwise than it is written.
    let is_formatted = matches!(api.settled(&parameter.ty), TypeRef::Scalar(Scalar::Formatted(_)));
    let style = match (parameter.style, parameter.place) {
        (Style::Plain, Place::Query) if is_formatted => Style::Exploded,
        (Style::Plain, _) if is_formatted => Style::Commas,
        (Style::Plain, _) => return String::new(),
        (style, _) => style,
    };
    let reserved = if parameter.reserved { " reserved" } else { "" };
    let empty = if parameter.empty { " empty" } else { "" };
    format!(" as {style:?}{reserved}{empty}")
}

/// How the constructor takes a value.
fn argument(is_into: bool) -> &'static str {
    if is_into { "(new into)" } else { "(new)" }
}

/// How a field is set that may be empty.
fn setting(setters: &[Setter], field: &str) -> &'static str {
    match setters.iter().find(|setter| setter.target == field) {
        Some(setter) if setter.is_of_field() && setter.takes == Takes::Plain => "(set)",
        Some(setter) if setter.is_of_field() => "(into)",
        _ => "(renamed)",
    }
}

fn body_row(api: &Api, body: &Body, setters: &[Setter], uses: &mut Uses) -> Row {
    let ty = in_row(&body::body_type(api, body, uses));
    let given = match body_argument(api, Some(body)) {
        BodyArgument::Required => format!("body{}: {ty}", argument(body::takes_into(api, body))),
        BodyArgument::Optional => format!("body{}: Option<{ty}>", setting(setters, "body")),
        BodyArgument::None | BodyArgument::Members(_) => format!("body: {ty}"),
    };
    body::row(api, body, &given)
}

fn events(api: &Api, events: &Events, uses: &mut Uses) -> Row {
    let reading = match events.reading {
        EventReading::Json => "json",
        EventReading::Text => "text",
        EventReading::Whole => "whole",
    };
    let ty = in_row(&type_ref(api, &events.ty, Models::ByModule, uses));
    let asked_by = events.asked_by.as_ref().map_or_else(String::new, |member| format!(", by {member}"));
    Row::new(format!("events {reading}: {ty}{asked_by};"))
}

/// What a success brings, and how that is read.
fn success(api: &Api, operation: &Operation, uses: &mut Uses) -> Row {
    match &operation.success {
        Success::Nothing => Row::new("ok nothing: ();"),
        Success::One(body) => {
            let ty = in_row(&type_ref(api, &body.ty, Models::ByModule, uses));
            Row::new(match (body.encoding, &operation.events) {
                (ResponseEncoding::Events, Some(Events { ty, reading, .. })) => {
                    let event = in_row(&uses.runtime_path("Event"));
                    let ty = in_row(&type_ref(api, ty, Models::ByModule, uses));
                    let reading = match reading {
                        EventReading::Json => "json_events",
                        EventReading::Text => "text_events",
                        EventReading::Whole => "whole_events",
                    };
                    format!("ok {reading}: Vec<{event}<{ty}>>;")
                }
                _ => format!("ok {}: {ty};", by_status::read(body)),
            })
        }
        Success::ByStatus(responses) => by_status::outputs(api, operation, responses, uses),
    }
}

fn security(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<Row> {
    if operation.security.is_empty() {
        return None;
    }
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|together| {
            let names: Vec<&str> = together.iter().map(|id| api.schemes[id.0].constant.as_str()).collect();
            for name in &names {
                uses.add("super::super::client", name);
            }
            format!("[{}]", names.join(", "))
        })
        .collect();
    Some(Row::new(format!("security {};", alternatives.join(", "))))
}
