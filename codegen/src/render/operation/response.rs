use proc_macro2::TokenStream;
use quote::quote;

use super::{
    by_status::{Reading, output_name},
    headers,
};
use crate::ir::{Api, EventReading, Events, Operation, ResponseEncoding, Success};
use crate::render::{
    Uses, attributes,
    plain_type::plain_type,
    tokens::{Models, ident, type_ref},
};

/// Renders `#[response(…)]` with the type of a successful response and its format.
pub(super) fn attribute(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let mut arguments = match &operation.success {
        Success::Nothing => Vec::new(),
        Success::One(body) => {
            let events = operation.events.as_ref().filter(|_| body.encoding == ResponseEncoding::Events);
            if let Some(events) = events {
                list_of_events(api, events, uses)
            } else {
                let reading = Reading::new(body);
                let how = (reading != Reading::Json).then(|| reading.argument());
                std::iter::once(plain_type(api, &body.ty, uses)).chain(how).collect()
            }
        }
        Success::ByStatus(_) => {
            let name = output_name(operation);
            vec![quote!(#name), quote!(by_status)]
        }
    };
    arguments.extend(headers::name(operation).map(|name| quote!(headers = #name)));
    attributes::attribute("response", &arguments)
}

/// Renders the arguments for a response that is read as a list of events.
fn list_of_events(api: &Api, Events { ty, reading, .. }: &Events, uses: &mut Uses) -> Vec<TokenStream> {
    let ty = type_ref(api, ty, Models::ByModule, uses);
    if *reading == EventReading::Line {
        return vec![quote!(Vec<#ty>), quote!(json_lines)];
    }
    let event = uses.runtime_path("Event");
    let reading = match reading {
        EventReading::Json | EventReading::Line => quote!(json_events),
        EventReading::Text => quote!(text_events),
        EventReading::Whole => quote!(whole_events),
    };
    vec![quote!(Vec<#event<#ty>>), reading]
}

/// Renders `#[events(…)]` with the format of an event and the property of the body that requests
/// events.
pub(super) fn events(api: &Api, operation: &Operation, uses: &mut Uses) -> Option<TokenStream> {
    let Events { ty, reading, accept, requested_by } = operation.events.as_ref()?;
    let ty = type_ref(api, ty, Models::ByModule, uses);
    let how = match reading {
        EventReading::Json | EventReading::Line => None,
        EventReading::Text => Some(quote!(, text)),
        EventReading::Whole => Some(quote!(, whole)),
    };
    let lines = accept.as_ref().map(|accept| quote!(, lines = #accept));
    let by = requested_by.as_ref().map(|member| {
        let member = ident(member);
        quote!(, by = #member)
    });
    Some(quote!(#[events(#ty #how #lines #by)]))
}

/// Renders `#[download]` for a response that can be received in chunks, with its media types if
/// there are others.
pub(super) fn download(operation: &Operation) -> Option<TokenStream> {
    let download = operation.download.as_ref()?;
    let accept = download.accept.as_ref().map(|media_types| quote!((#media_types)));
    Some(quote!(#[download #accept]))
}
