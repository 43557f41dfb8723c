//! `#[derive(ByStatus)]`.

use proc_macro::{Literal, TokenStream, TokenTree};

use crate::{
    arguments::{Argument, among, single, text},
    code::Code,
    error::Error,
    item::{Attribute, Field, Item, Variant, plain},
    literal,
    response_headers::put_header,
    shape::Shape,
    statuses::status_of,
};

const RT: &str = Code::RUNTIME;

/// The methods of a reply that read its body.
pub(crate) const METHODS: &[&str] =
    &["bytes", "json", "json_events", "json_lines", "text", "text_events", "whole_events"];

/// The format of a body.
#[derive(Clone, Default)]
struct Reading {
    /// The method of the reply, if it is not `json`.
    method: Option<String>,
    /// The member that holds the value.
    envelope: Option<Literal>,
}

/// A variant for a status, or for several.
struct Declared {
    variant: Variant,
    fields: Option<Vec<Field>>,
    /// A pattern.
    status: String,
    reading: Reading,
}

impl Reading {
    /// Reads `text`, `in = "member"` and the like.
    fn read(argument: &Argument) -> Result<Self, Error> {
        match (argument.word(), argument.named()) {
            (Some(word), _) => {
                among(word, METHODS)?;
                Ok(Self { method: Some(word.to_string()), envelope: None })
            }
            (None, Some((name, value))) if name.to_string() == "in" => {
                Ok(Self { method: None, envelope: Some(text(value, argument.span)?) })
            }
            _ => Err(argument.error(format!("expected `in = \"member\"`, or one of `{}`", METHODS.join("`, `")))),
        }
    }

    /// Returns the call of the method, after the dot.
    fn call(&self) -> String {
        match &self.envelope {
            Some(envelope) => format!("json_in({envelope})"),
            None => format!("{}()", self.method.as_deref().unwrap_or("json")),
        }
    }
}

impl Declared {
    fn body_field(&self) -> Option<&Field> {
        let is_body = |field: &&Field| plain(&field.name) == "body" && !is_header(field);
        self.fields.as_ref().and_then(|fields| fields.iter().find(is_body))
    }

    /// Returns the type of the body.
    fn body(&self) -> Option<&[TokenTree]> {
        let whole = Some(self.variant.ty.as_slice()).filter(|ty| !ty.is_empty());
        whole.or_else(|| self.body_field().map(|field| field.ty.as_slice()))
    }

    /// Writes the arm of the match that makes it, with `body` as the expression of its body.
    fn put_arm(&self, code: &mut Code, body: &str) -> Result<(), Error> {
        put!(code, "{} => Self::{}", self.status, self.variant.name);
        if !self.variant.ty.is_empty() {
            put!(code, "({body})");
        }
        if let Some(fields) = &self.fields {
            put!(code, " {{ ");
            for field in fields {
                if plain(&field.name) == "body" && !is_header(field) {
                    put!(code, "{}: {body}, ", field.name);
                } else {
                    put_header(code, field)?;
                }
            }
            put!(code, "}}");
        }
        put!(code, ", ");
        Ok(())
    }
}

fn is_header(field: &Field) -> bool {
    field.attributes.iter().any(|attribute| attribute.name == "header")
}

pub(crate) fn derive(item: TokenStream) -> Result<TokenStream, Error> {
    let item = Item::read(item, "ByStatus", "enum")?;
    let reading = container(&item.attributes)?;
    let (mut declared, mut others) = (Vec::new(), Vec::new());
    for (variant, fields) in item.variants_with_fields()? {
        let (status, own) = status(&variant)?;
        let reading = own.unwrap_or_else(|| reading.clone());
        match status {
            Some(status) => declared.push(Declared { variant, fields, status, reading }),
            None => others.push((variant, fields)),
        }
    }
    if let Some((variant, _)) = others.get(1) {
        let message = "a second variant without a status: expected `#[status(404)]`, `#[status(\"5XX\")]`, or the name of \
                       a status, such as `NotFound`";
        return Err(Error::new(variant.name.span(), message));
    }
    let expected = "expected a variant for all other statuses: `Undeclared`, or `Undeclared(Vec<u8>)`";
    let Some((other, fields)) = others.pop() else { return Err(Error::new(item.name.span(), expected)) };
    let keeps_body = Shape::new(&other.ty).head == "Vec";
    if fields.is_some() || (!other.ty.is_empty() && !keeps_body) {
        return Err(Error::new(other.name.span(), expected));
    }
    let mut code = Code::default();
    put_impl(&mut code, &item, &declared, &other)?;
    if other.ty.is_empty() {
        put_body(&mut code, &item, &declared, &other);
    }
    code.into_tokens()
}

fn put_impl(code: &mut Code, item: &Item, declared: &[Declared], other: &Variant) -> Result<(), Error> {
    put!(
        code,
        "#[allow(deprecated, unreachable_patterns)] #[automatically_derived] impl {RT}::ByStatus for {} {{ \
             const ENVELOPE: ::core::option::Option<&'static str> = ",
        item.name
    );
    let mut with_body = declared.iter().filter(|declared| declared.body().is_some());
    if let Some(envelope) = with_body.find_map(|declared| declared.reading.envelope.as_ref()) {
        put!(code, "::core::option::Option::Some({envelope}); ");
    } else {
        put!(code, "::core::option::Option::None; ");
    }
    put!(
        code,
        "fn read(__reply: &{RT}::Reply) -> ::core::result::Result<Self, {RT}::ReadError> {{ \
             let __status = __reply.status(); "
    );
    // One place that reads the body costs the compiler much less than one for each status.
    let shared = shared_reading(declared);
    if let Some(reading) = &shared {
        let statuses: Vec<&str> = declared.iter().map(|declared| declared.status.as_str()).collect();
        put!(
            code,
            "if !::core::matches!(__status, {}) {{ \
                 return ::core::result::Result::Ok(<Self as {RT}::ByStatus>::undeclared(__reply)); }} \
             let __body = __reply.{reading}?; ",
            statuses.join(" | ")
        );
    }
    put!(code, "::core::result::Result::Ok(match __status {{ ");
    for declared in declared {
        let body = match shared {
            Some(_) => "__body".to_owned(),
            None => format!("__reply.{}?", declared.reading.call()),
        };
        declared.put_arm(code, &body)?;
    }
    let (kept, name) = (if other.ty.is_empty() { "" } else { "(__reply.body().to_vec())" }, &other.name);
    put!(
        code,
        "_ => <Self as {RT}::ByStatus>::undeclared(__reply), }}) }} \
         fn undeclared(__reply: &{RT}::Reply) -> Self {{ let _ = __reply; Self::{name}{kept} }} }} "
    );
    Ok(())
}

/// Returns the method that reads the body of every status, if all have the same type and format.
fn shared_reading(declared: &[Declared]) -> Option<String> {
    let reading = declared.get(1)?.reading.call();
    (shared_type(declared).is_some() && declared.iter().all(|declared| declared.reading.call() == reading))
        .then_some(reading)
}

/// Returns the type that every body has.
fn shared_type(declared: &[Declared]) -> Option<&[TokenTree]> {
    let text = |ty: &[TokenTree]| ty.iter().map(ToString::to_string).collect::<Vec<_>>();
    let first = declared.first()?.body()?;
    let is_same = |declared: &Declared| declared.body().is_some_and(|ty| text(ty) == text(first));
    declared.iter().all(is_same).then_some(first)
}

/// Writes the method that returns the body, where all have one of the same type.
fn put_body(code: &mut Code, item: &Item, declared: &[Declared], other: &Variant) {
    let Some(ty) = shared_type(declared) else { return };
    let (name, vis, ty) = (&item.name, &item.vis, code.hole(ty));
    put!(
        code,
        "#[allow(deprecated)] impl {name} {{ /// The body, which is of one type whatever the status.\n\
             {vis} fn body(&self) -> ::core::option::Option<&{ty}> {{ match self {{ "
    );
    for Declared { variant, fields, .. } in declared {
        let holds = if fields.is_some() { " { body: __body, .. }" } else { "(__body)" };
        put!(code, "Self::{}{holds} => ::core::option::Option::Some(__body), ", variant.name);
    }
    put!(code, "Self::{} => ::core::option::Option::None, }} }} }} ", other.name);
}

fn container(attributes: &[Attribute]) -> Result<Reading, Error> {
    let Some(attribute) = single(attributes, "by_status")? else { return Ok(Reading::default()) };
    match Argument::all(attribute).as_slice() {
        [argument] => Reading::read(argument),
        _ => Err(Error::new(attribute.span, "expected `#[by_status(in = \"member\")]` or `#[by_status(text)]`")),
    }
}

/// Returns the status of a variant as a pattern, and how its body is read if not like the others.
fn status(variant: &Variant) -> Result<(Option<String>, Option<Reading>), Error> {
    let named = status_of(&plain(&variant.name)).map(|status| status.to_string());
    let Some(attribute) = single(&variant.attributes, "status")? else { return Ok((named, None)) };
    let arguments = Argument::all(attribute);
    let (status, others) = match arguments.split_first() {
        Some((first, others)) if matches!(first.tokens.first(), Some(TokenTree::Literal(_))) => {
            (Some(pattern(first)?), others)
        }
        _ => (named, arguments.as_slice()),
    };
    let Some(status) = status else {
        let message = "expected a status, such as `404` or `\"5XX\"`, since the variant has the name of none";
        return Err(Error::new(attribute.span, message));
    };
    match others {
        [] if arguments.is_empty() => Err(Error::new(attribute.span, "expected `#[status(404)]` or `#[status(text)]`")),
        [] => Ok((Some(status), None)),
        [reading] => Ok((Some(status), Some(Reading::read(reading)?))),
        [_, second, ..] => Err(second.error("a variant has only one kind of body")),
    }
}

/// Returns a status as a pattern: `404`, `"5XX"` for a hundred of them, or `"default"` for all others.
fn pattern(argument: &Argument) -> Result<String, Error> {
    let source: String = argument.tokens.iter().map(ToString::to_string).collect();
    if source.parse::<u16>().is_ok() {
        return Ok(source);
    }
    let range = argument.text().and_then(|range| literal::text(&range));
    match range.as_deref() {
        Ok("default") => Ok("100..=999".to_owned()),
        Ok(range)
            if range.len() == 3
                && range.ends_with("XX")
                && range.starts_with(|sign: char| ('1'..='9').contains(&sign)) =>
        {
            let hundred = &range[..1];
            Ok(format!("{hundred}00..={hundred}99"))
        }
        _ => Err(argument.error("expected a status, such as `404`, `\"5XX\"` or `\"default\"`")),
    }
}
