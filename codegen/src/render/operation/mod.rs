pub(super) mod body;
pub(super) mod body_type;
pub(super) mod by_status;
mod by_tag;
mod headers;
mod links;
mod pages;
mod parameter;
mod response;
pub(super) mod setters;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Api, Body, EventReading, Object, Operation, Success, TypeKind, TypeRef};
use crate::naming::case::lower_first;
use crate::operation_settings::{RetryClass, time_text};
use crate::render::{
    Documentation, Owner, Part, Uses, doc,
    plain_type::{is_number_type, plain_name},
    tokens::{ident, in_row},
};
pub(super) use by_tag::files;
use setters::setters;

/// The number of arguments above which Clippy warns, including `self`.
const ARGUMENTS: usize = 7;

/// Renders the items of one operation.
pub(super) fn parts(api: &Api, operation: &Operation, uses: &mut Uses) -> Vec<Part> {
    let mut items = vec![declaration(api, operation, uses), call_alias(operation)];
    items.extend(body::choice(api, operation, uses));
    items.extend(headers::success_struct(api, operation, uses));
    if let Success::ByStatus(responses) = &operation.success {
        items.push(by_status::outputs(api, operation, responses, uses));
    }
    items.push(by_status::error_enum(api, operation, uses));
    items.into_iter().map(Part::Item).collect()
}

/// Renders the client's methods for the operations of a file.
pub(super) fn methods(api: &Api, operations: &[(usize, &Operation)], uses: &mut Uses) -> Part {
    uses.add("super::super::client", "Call");
    uses.add("super::super::client", "Client");
    uses.add_runtime("Async");
    let methods = operations.iter().map(|(index, operation)| (Owner::Method(*index), method(api, operation, uses)));
    Part::Methods { methods: methods.collect(), header: quote!(impl<D: Clone> Client<D>) }
}

/// Returns the additional methods of a call whose response can be received as a stream.
pub(super) fn stream_methods(operation: &Operation) -> Vec<&'static str> {
    let events = operation.events.is_some().then_some("events");
    let download = operation.download.is_some().then_some("download");
    events.into_iter().chain(download).collect()
}

/// The place in a call where the request body is set.
pub(super) enum BodyArgument<'a> {
    /// The operation has no request body.
    None,
    /// No property is required: the call has a setter for each property.
    Members(&'a Object),
    /// The client's method takes the whole body.
    Required,
    /// A setter takes the whole body.
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

/// The place in a call where the request body is set, without the body itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyGiven {
    /// The operation has no request body.
    Not,
    /// A setter for each property.
    ByMember,
    /// The client's method.
    WithTheCall,
    /// A setter for the whole body.
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
    let TypeRef::Named(id) = api.without_aliases(ty) else { return None };
    match &api.type_def(*id).kind {
        TypeKind::Object(object) => Some(object),
        TypeKind::OpenEnum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

/// Renders the request struct of an operation.
fn declaration(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    uses.add_runtime("Operation");
    let about = about_method("The request of", operation);
    let name = ident(&operation.type_name);
    let request = request(operation);
    let security = security(api, operation, uses);
    let response = response::attribute(api, operation, uses);
    let events = response::events(api, operation, uses);
    let download = response::download(operation);
    let pages = pages::attribute(api, operation, uses);
    let setters = setters(api, operation, uses);
    let renamed = setters::renamed(&setters);
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .map(|parameter| parameter::field(api, operation, parameter, &renamed, uses))
        .collect();
    fields.extend(operation.body.as_ref().map(|body| body::field(api, body, &setters, &renamed, uses)));
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Operation)]
        #request
        #security
        #response
        #events
        #download
        #pages
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// Renders the alias for the call of an operation.
fn call_alias(operation: &Operation) -> TokenStream {
    let about = about_method("A call to", operation);
    let alias = links::call_name(operation);
    let name = ident(&operation.type_name);
    quote! {
        #about
        pub type #alias<D = Async> = Call<#name, D>;
    }
}

/// Returns documentation that links to the client's method.
fn about_method(opening: &str, operation: &Operation) -> TokenStream {
    // Rustdoc would take the part after the `#` of a raw identifier for an anchor.
    doc::attributes(&[format!("{opening} [`Client::{}`].", plain_name(&operation.function))])
}

/// Renders the client's method for an operation.
fn method(api: &Api, operation: &Operation, uses: &mut Uses) -> TokenStream {
    let mut about = about(operation);
    about.lines.extend([String::new(), doc::code(&format!("{} {}", operation.method.as_str(), operation.path))]);
    about.lines.push(String::new());
    about.lines.extend(links::lines(api, operation));
    let doc = doc::attributes(&about.lines);
    let deprecated = &about.deprecated;
    let mut arguments = Vec::new();
    for parameter in &operation.parameters {
        let ty = parameter::argument(api, parameter, uses);
        arguments.extend(ty.map(|ty| (ident(&parameter.name), ty)));
    }
    if let Some(body) = &operation.body {
        arguments.extend(body::argument(api, body, uses).map(|ty| (format_ident!("body"), ty)));
    }
    let names: Vec<_> = arguments.iter().map(|(name, _)| name).collect();
    let types: Vec<_> = arguments.iter().map(|(_, ty)| argument_type(ty, uses)).collect();
    let allow = (names.len() + 1 > ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let function = ident(&operation.function);
    let name = ident(&operation.type_name);
    let call = links::call_name(operation);
    quote! {
        #doc
        #deprecated
        #allow
        pub fn #function(&self, #(#names: #types),*) -> #call<D> {
            self.call(#name::new(#(#names),*))
        }
    }
}

/// Returns the type of an argument that becomes a value of `ty`.
fn argument_type(ty: &TokenStream, uses: &mut Uses) -> TokenStream {
    if is_number_type(ty) {
        ty.clone()
    } else if in_row(ty) == "Vec<String>" {
        uses.add_runtime("IntoStrings");
        quote!(impl IntoStrings)
    } else {
        quote!(impl Into<#ty>)
    }
}

/// Returns the documentation of the client's method, without the request line.
fn about(operation: &Operation) -> Documentation {
    let is_of_lines = operation.events.as_ref().is_some_and(|events| events.reading == EventReading::Line);
    let streams = stream_methods(operation).into_iter().map(|method| {
        match (method, operation.download.as_ref().and_then(|download| download.accept.as_deref())) {
            ("events", _) if is_of_lines => "`.events()` returns its values one at a time.".to_owned(),
            ("events", _) => "`.events()` returns its events one at a time.".to_owned(),
            (_, None) => "`.download()` receives its body in chunks, whatever its length.".to_owned(),
            (_, Some(accept)) => {
                let kinds: Vec<String> = accept.split(", ").map(doc::code).collect();
                let kinds = kinds.join(" or ");
                format!("`.download()` receives {kinds} in chunks, whatever the length.")
            }
        }
    });
    let deadline = operation.settings.deadline.as_ref().map(|chosen| {
        let time = time_text(chosen.value);
        format!("A call that sets no deadline has the deadline {}.", doc::code(&time))
    });
    let is_never = operation.settings.retry.as_ref().is_some_and(|chosen| chosen.value == RetryClass::Never);
    let never = is_never.then(|| "A request is never sent again.".to_owned());
    let streams: Vec<String> = streams.chain(deadline).chain(never).collect();
    let streams =
        if streams.is_empty() { Vec::new() } else { streams.join("\n\n").lines().map(str::to_owned).collect() };
    doc::documentation_or(&operation.doc, &streams, &format!("Calls {}.", doc::code(operation.id.as_str())))
}

/// Renders `#[operation(…)]` with the request line and the values that the struct does not imply.
fn request(operation: &Operation) -> TokenStream {
    let Operation { id, type_name, settings, .. } = operation;
    let path = operation.template();
    let method = format_ident!("{}", operation.method.as_str());
    let usual = lower_first(type_name.as_str());
    let id = Some(id.as_str()).filter(|id| *id != usual).map(|id| quote!(, id = #id));
    let server = operation.server.as_ref().map(|server| quote!(, server = #server));
    let accept = operation.accept.as_ref().map(|media_types| quote!(, accept = #media_types));
    let retry = settings.retry.as_ref().map(|chosen| {
        let class = match chosen.value {
            RetryClass::Safe => quote!(Safe),
            RetryClass::Idempotent => quote!(Idempotent),
            RetryClass::Never => quote!(Never),
        };
        quote!(, retry = #class)
    });
    let deadline = settings.deadline.as_ref().map(|chosen| {
        let time = time_text(chosen.value);
        quote!(, deadline = #time)
    });
    quote!(#[operation(#method = #path #id #server #accept #retry #deadline)])
}

/// Renders `#[security(…)]` with the security requirements, each of one or several schemes.
fn security(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    if operation.security.is_empty() {
        return None;
    }
    let mut alternatives = Vec::new();
    for together in &operation.security {
        for id in together {
            uses.add("super::super::client", api.schemes[id.0].constant.as_str());
        }
        let names: Vec<_> = together.iter().map(|id| ident(&api.schemes[id.0].constant)).collect();
        alternatives.push(match names.as_slice() {
            [only] => quote!(#only),
            several => quote!((#(#several),*)),
        });
    }
    Some(quote!(#[security(#(#alternatives),*)]))
}
