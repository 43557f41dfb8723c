//! `#[response(…)]`, `#[events(…)]` and `#[download(…)]`: the responses of an operation.

use proc_macro::{Ident, Literal, TokenTree};

use crate::{
    arguments::{Argument, among, name, single, text},
    by_status::METHODS,
    code::Code,
    error::Error,
    item::{Attribute, Item},
};

const RT: &str = Code::RUNTIME;

#[derive(Default)]
pub(crate) struct Response {
    output: Vec<TokenTree>,
    /// The method of the reply, or `by_status`.
    how: Option<Ident>,
    envelope: Option<Literal>,
    headers: Vec<TokenTree>,
    error: Vec<TokenTree>,
}

impl Response {
    pub(crate) fn read(item: &Item) -> Result<Self, Error> {
        let mut response = Self::default();
        let Some(attribute) = single(&item.attributes, "response")? else { return Ok(response) };
        let mut allowed = METHODS.to_vec();
        allowed.push("by_status");
        for (index, argument) in Argument::all(attribute).into_iter().enumerate() {
            if let Some((name, value)) = argument.named() {
                among(name, &["error", "headers", "in"])?;
                if value.is_empty() {
                    return Err(argument.error(format!("expected `{name} = …`")));
                }
                match name.to_string().as_str() {
                    "error" => response.error = value.to_vec(),
                    "headers" => response.headers = value.to_vec(),
                    _ => response.envelope = Some(text(value, argument.span)?),
                }
            } else if index == 0 {
                response.output = argument.tokens;
            } else {
                let how = name(&argument.tokens, argument.span, "the method that reads the response")?;
                among(&how, &allowed)?;
                response.how = Some(how);
            }
        }
        match (&response.envelope, &response.how) {
            (Some(envelope), _) if response.output.is_empty() => {
                Err(Error::new(envelope.span(), "expected the type of its value before it"))
            }
            (Some(_), Some(how)) if how.to_string() != "json" => {
                Err(Error::new(how.span(), format!("`in` is for JSON: it does not go with `{how}`")))
            }
            _ => Ok(response),
        }
    }

    /// Writes the types that belong to the operation.
    pub(crate) fn put_types(&self, code: &mut Code, item: &Item) {
        let output = if self.output.is_empty() { "()".to_owned() } else { code.hole(&self.output) };
        let headers = if self.headers.is_empty() { "()".to_owned() } else { code.hole(&self.headers) };
        let error = if self.error.is_empty() { format!("{}Error", item.name) } else { code.hole(&self.error) };
        put!(code, "type Output = {output}; type Headers = {headers}; type Error = {error}; ");
    }

    /// Writes the function that reads the output.
    pub(crate) fn put_output(&self, code: &mut Code) {
        put!(code, "fn output(__reply: &{RT}::Reply) -> ::core::result::Result<Self::Output, {RT}::ReadError> {{ ");
        let how = self.how.as_ref().map(ToString::to_string);
        match (&self.envelope, how.as_deref()) {
            _ if self.output.is_empty() => put!(code, "__reply.nothing()"),
            (Some(envelope), _) => put!(code, "__reply.json_in({envelope})"),
            (None, Some("by_status")) => put!(code, "<Self::Output as {RT}::ByStatus>::read(__reply)"),
            (None, how) => put!(code, "__reply.{}()", how.unwrap_or("json")),
        }
        put!(code, " }} ");
    }
}

/// Writes the traits of an operation with events or downloads. `body` is the name of its body.
pub(crate) fn put_streams(code: &mut Code, item: &Item, body: Option<&Ident>) -> Result<(), Error> {
    if let Some(attribute) = single(&item.attributes, "events")? {
        put_events(code, item, body, attribute)?;
    }
    if let Some(attribute) = single(&item.attributes, "download")? {
        put!(code, "#[automatically_derived] impl {RT}::DownloadOperation for {} {{ ", item.name);
        match Argument::all(attribute).as_slice() {
            [] => {}
            [accept] => put!(
                code,
                "const ACCEPT: ::core::option::Option<&'static str> = ::core::option::Option::Some({}); ",
                accept.text()?
            ),
            _ => return Err(Error::new(attribute.span, "expected `#[download]` or `#[download(\"media/type\")]`")),
        }
        put!(code, "}} ");
    }
    Ok(())
}

fn put_events(code: &mut Code, item: &Item, body: Option<&Ident>, attribute: &Attribute) -> Result<(), Error> {
    let arguments = Argument::all(attribute);
    let Some((ty, others)) = arguments.split_first().filter(|(ty, _)| ty.named().is_none()) else {
        return Err(Error::new(attribute.span, "expected `#[events(Type)]`"));
    };
    let (mut how, mut switch, mut lines) = ("json".to_owned(), None, None);
    for argument in others {
        match (argument.word(), argument.named()) {
            (Some(word), _) => {
                among(word, &["json", "text", "whole"])?;
                how = word.to_string();
            }
            (None, Some((name, value))) if name.to_string() == "lines" => lines = Some(text(value, argument.span)?),
            (None, Some((by, value))) if by.to_string() == "by" => {
                let Some(body) = body else {
                    return Err(argument.error("`by` names a member of the body, and the operation has none"));
                };
                switch = Some((body, name(value, argument.span, "a member of the body")?));
            }
            _ => return Err(argument.error("expected `text`, `whole`, `lines = \"media/type\"` or `by = member`")),
        }
    }
    let ty = code.hole(&ty.tokens);
    put!(
        code,
        "#[allow(deprecated)] #[automatically_derived] impl {RT}::EventOperation for {} {{ type Event = {ty}; ",
        item.name
    );
    if let Some(accept) = lines {
        put!(code, "const LINES: ::core::option::Option<&'static str> = ::core::option::Option::Some({accept}); ");
    }
    if let Some((body, member)) = switch {
        let member = code.hole(&[member.into()]);
        put!(code, "fn ask_for_events(&mut self) {{ self.{body}.{member} = ::core::convert::Into::into(true); }} ");
    }
    put!(
        code,
        "fn event(__event: &{RT}::Event<::std::string::String>) \
             -> ::core::result::Result<Self::Event, {RT}::ReadError> {{ __event.{how}() }} }} "
    );
    Ok(())
}
