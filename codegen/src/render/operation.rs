use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Part, Table, Uses, body, check,
    check::CallCheck,
    doc, error_enum,
    file::Row,
    headers, object, pages, rules,
    tokens::{Models, argument, ident, in_row, takes_into, type_ref},
};
use crate::ir::{
    Api, Body, Doc, EventReading, Field, Object, Operation, Place, ResponseEncoding, RustIdent, Scalar, Style, Success,
    TypeKind, TypeRef,
};
use crate::naming::{Scope, field};

/// The methods that every call has, so that no parameter is set by one called like them.
const CALL_METHODS: &[&str] =
    &["clone", "deadline", "items", "operation", "operation_mut", "pages", "resumable", "resume", "retry", "send"];

/// The methods that a call has beyond those, since what it brings can be received as it comes.
fn stream_methods(operation: &Operation) -> Vec<&'static str> {
    let events = operation.events.is_some().then_some("events");
    let download = operation.download.is_some().then_some("download");
    events.into_iter().chain(download).collect()
}

/// What is made of one operation.
pub(super) fn parts(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Part> {
    uses.add("super::super::client", "Call");
    uses.add("super::super::client", "Client");
    let check = check::operation(api, operation, uses);
    let mut parts = vec![
        Part::Item(endpoint(api, operation, uses)),
        Part::Item(declaration(api, operation, uses)),
        Part::Table(call(api, operation, uses)),
    ];
    parts.push(Part::Table(wire(api, operation, check.as_ref(), uses)));
    if let Some(CallCheck::Own(check)) = check {
        parts.push(Part::Item(check));
    }
    parts.extend(pages::pages(api, operation, uses).map(Part::Table));
    parts.extend(body::choice(api, operation, uses));
    parts.extend(error_enum::output_enum(api, operation, uses));
    parts.extend(headers::declaration(api, operation, uses));
    parts.push(error_enum::error_enum(api, operation, uses));
    parts
}

/// How the body of a call is given.
enum BodyArgument<'a> {
    /// There is none.
    None,
    /// Nothing in it is required: the call has a setter per member.
    Members(&'a Object),
    /// As a whole, with the call.
    Required,
    /// As a whole, by a setter.
    Optional,
}

fn body_argument<'a>(api: &'a Api, body: Option<&'a Body>) -> BodyArgument<'a> {
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

/// The parameters of the endpoint function and of the constructor, and the names to hand them on.
fn arguments(api: &Api, operation: &Operation, uses: &mut Uses) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut declared = Vec::new();
    let mut given = Vec::new();
    for parameter in operation.required_parameters() {
        let name = ident(&parameter.name);
        let ty = argument(api, &parameter.ty, Models::ByModule, uses);
        declared.push(quote!(#name: #ty));
        given.push(quote!(#name));
    }
    if let (BodyArgument::Required, Some(body)) = (body_argument(api, operation.body.as_ref()), &operation.body) {
        let ty = body::body_type(api, body, uses);
        let ty = if body_takes_into(api, body) { quote!(impl Into<#ty>) } else { ty };
        declared.push(quote!(body: #ty));
        given.push(quote!(body));
    }
    (declared, given)
}

fn body_takes_into(api: &Api, body: &Body) -> bool {
    body.choice.is_some() || body.contents.iter().any(|content| takes_into(api, &content.ty))
}

/// The method of the client.
fn endpoint(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    let function = ident(&operation.function);
    let line = doc::code(&format!("{} {}", operation.method.as_str(), operation.path));
    let otherwise = format!("Calls {}.", doc::code(operation.id.as_str()));
    let mut lines = vec![line];
    for method in stream_methods(operation) {
        lines.push(String::new());
        lines.push(match (method, operation.download.as_ref().and_then(|download| download.accept.as_deref())) {
            ("events", _) => "Its events come one by one with `.events()`.".to_owned(),
            (_, None) => "Its body comes in pieces, however long it is, with `.download()`.".to_owned(),
            (_, Some(accept)) => {
                let kinds: Vec<String> = accept.split(", ").map(doc::code).collect();
                let kinds = kinds.join(" or ");
                format!("As {kinds}, its body comes in pieces, however long it is, with `.download()`.")
            }
        });
    }
    let doc = doc::documented_or(&operation.doc, &lines, &otherwise);
    let (declared, given) = arguments(api, operation, uses);
    quote! {
        impl<D: Clone> Client<D> {
            #doc
            pub fn #function(&self, #(#declared),*) -> Call<#name, D> {
                self.call(#name::new(#(#given),*))
            }
        }
    }
}

/// The call as a plain struct.
fn declaration(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let name = ident(&operation.type_name);
    // Rustdoc would take what follows the `#` of a raw identifier for a part of the page.
    let function = operation.function.as_str().trim_start_matches("r#");
    let about = doc::attributes(&[format!("A call of [`Client::{function}`].")]);
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let otherwise = format!("The parameter {}.", doc::code(parameter.wire.as_str()));
            let mut more = rules::sentence(api, &parameter.ty, &parameter.constraints);
            more.extend(object::constant_doc(parameter.constant.as_ref(), false, &parameter.constraints));
            let doc = doc::documented_or(&parameter.doc, &more, &otherwise);
            let name = ident(&parameter.name);
            let ty = type_ref(api, &parameter.ty, Models::ByModule, uses);
            let ty = if parameter.required { ty } else { quote!(Option<#ty>) };
            quote!(#doc pub #name: #ty)
        })
        .collect();
    if let Some(body) = &operation.body {
        let ty = body::body_type(api, body, uses);
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        let checked = match (&body.choice, body.contents.as_slice()) {
            (None, [content]) => rules::sentence(api, &content.ty, &content.constraints),
            _ => Vec::new(),
        };
        let doc = doc::documented_or(&Doc::default(), &checked, "The request body.");
        fields.push(quote!(#doc pub body: #ty));
    }
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// How a call is made: what its constructor takes, and a setter per optional parameter, and per member of a body of
/// which nothing is required.
pub(super) fn call(api: &Api, operation: &Operation, uses: &mut Uses) -> Table {
    uses.add_runtime("call");
    let mut names = Scope::with(CALL_METHODS);
    for method in stream_methods(operation) {
        names.take([RustIdent::from_valid(method)]);
    }
    let takes = |ty: &TypeRef, uses: &mut Uses| {
        let into = if takes_into(api, ty) { "into " } else { "" };
        format!("({into}{})", in_row(&type_ref(api, ty, Models::ByModule, uses)))
    };
    let takes_body = |body: &Body, uses: &mut Uses| {
        let into = if body_takes_into(api, body) { "into " } else { "" };
        format!("({into}{})", in_row(&body::body_type(api, body, uses)))
    };
    let mut required: Vec<String> = operation
        .required_parameters()
        .map(|parameter| format!("{}{}", parameter.name, takes(&parameter.ty, uses)))
        .collect();
    let mut begun = String::new();
    let mut rows = Vec::new();
    for (parameter, fixed) in operation.fixed_parameters() {
        let ty = type_ref(api, &parameter.ty, Models::ByModule, uses);
        begun.push_str(&format!(", {} = {}", parameter.name, object::literal(fixed, &ty)));
    }
    for parameter in operation.optional_parameters() {
        begun.push_str(&format!(", {}", parameter.name));
        let wire = parameter.wire.as_str();
        let name = names.take([parameter.name.clone(), field(&format!("{wire} parameter"))]);
        rows.push(Row::new(format!("{name}{} => {};", takes(&parameter.ty, uses), parameter.name)));
    }
    match (body_argument(api, operation.body.as_ref()), &operation.body) {
        (BodyArgument::Members(members), _) => {
            begun.push_str(", body");
            for member in members.fields.iter().filter(|member| member.is_sent()) {
                let name = names.take([member.name.clone(), field(&format!("body {}", member.wire))]);
                let renamed = Field { name, ..member.clone() };
                let setter = object::setter(api, &renamed, Models::ByModule, uses);
                rows.push(Row::new(format!("{setter} => body.{};", member.name)));
            }
        }
        (BodyArgument::Required, Some(body)) => required.push(format!("body{}", takes_body(body, uses))),
        (BodyArgument::Optional, Some(body)) => {
            begun.push_str(", body");
            let name = names.take([field("body"), field("request body")]);
            rows.push(Row::new(format!("{name}{} => body;", takes_body(body, uses))));
        }
        (BodyArgument::None | BodyArgument::Required | BodyArgument::Optional, _) => {}
    }
    rows.insert(0, Row::constructor(&required, &begun));
    Table::new("call", Some(format!("{} by Call", operation.type_name)), rows)
}

/// What is on the wire, as the document has it.
fn wire(api: &Api, operation: &Operation, check: Option<&CallCheck>, uses: &mut Uses) -> Table {
    uses.add_runtime("operation");
    let method = operation.method.as_str();
    let mut rows = vec![Row::new(format!("{method} {:?} as {:?};", operation.path, operation.id.as_str()))];
    rows.extend(operation.server.iter().map(|server| Row::new(format!("at {server:?};"))));
    rows.extend(security(api, operation, uses));
    for place in [Place::Path, Place::Query, Place::Header, Place::Cookie] {
        let mut of_place: Vec<Row> = Vec::new();
        for parameter in operation.parameters.iter().filter(|parameter| parameter.place == place) {
            let is_key = operation.idempotency_key().is_some_and(|key| key.wire == parameter.wire);
            let optional = if parameter.required { "" } else { ", optional" };
            let keyword = match place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header if is_key => "idempotency",
                Place::Header => "header",
                Place::Cookie => "cookie",
            };
            // A type of a format is displayed otherwise than it is written.
            let is_formatted = matches!(api.settled(&parameter.ty), TypeRef::Scalar(Scalar::Formatted(_)));
            let mut style = match (parameter.style, place) {
                (Style::Plain, Place::Query) if is_formatted => " as Exploded".to_owned(),
                (Style::Plain, _) if is_formatted => " as Commas".to_owned(),
                (Style::Plain, _) => String::new(),
                (style, _) => format!(" as {style:?}"),
            };
            style.push_str(if parameter.reserved { " reserved" } else { "" });
            style.push_str(if parameter.empty { " empty" } else { "" });
            let row =
                Row::new(format!("{keyword} {:?} => {}{style}{optional};", parameter.wire.as_str(), parameter.name));
            // The key has its place before the other headers.
            of_place.insert(if is_key { 0 } else { of_place.len() }, row);
        }
        rows.extend(of_place);
    }
    if let Some(body) = &operation.body {
        rows.extend(body::rows(api, body));
    }
    rows.extend(check.map(|check| match check {
        CallCheck::OfBody => Row::new("checked by body;"),
        CallCheck::Own(_) => Row::new("checked by Check;"),
    }));
    rows.extend(operation.accept.iter().map(|media_types| Row::new(format!("accept {media_types:?};"))));
    rows.extend(error_enum::shared_row(api, operation, uses));
    rows.extend(headers::row(operation));
    rows.extend(operation.events.as_ref().map(|events| {
        let reading = match events.reading {
            EventReading::Json => "json",
            EventReading::Text => "text",
            EventReading::Whole => "whole",
        };
        let ty = in_row(&type_ref(api, &events.ty, Models::ByModule, uses));
        let asked_by = events.asked_by.as_ref().map_or_else(String::new, |member| format!(", by {member}"));
        Row::new(format!("ok events {reading} {ty}{asked_by};"))
    }));
    let accept = operation.download.iter().filter_map(|download| download.accept.as_ref());
    rows.extend(accept.map(|accept| Row::new(format!("ok download {accept:?};"))));
    match &operation.success {
        Success::Nothing => rows.push(Row::new("ok;")),
        Success::One(body) => rows.push(Row::new(match body.encoding {
            ResponseEncoding::Json => {
                let ty = in_row(&type_ref(api, &body.ty, Models::ByModule, uses));
                let envelope = body.envelope.as_ref().map(|envelope| format!(", in {:?}", envelope.0.as_str()));
                format!("ok json {ty}{};", envelope.unwrap_or_default())
            }
            ResponseEncoding::Text => "ok as text String;".to_owned(),
            ResponseEncoding::Bytes => "ok as bytes Bytes;".to_owned(),
            ResponseEncoding::Events => "ok all events;".to_owned(),
        })),
        Success::ByStatus(responses) => {
            rows.push(Row::new(format!("ok by {}Output {{", operation.type_name)));
            rows.extend(error_enum::rows(responses).into_iter().map(|row| Row::new(format!("    {}", row.text))));
            rows.push(Row::new("};"));
        }
    }
    rows.extend(error_enum::rows(&operation.errors));
    let subject = format!("{0} or {0}Error", operation.type_name);
    Table::new("operation", Some(subject), rows)
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
