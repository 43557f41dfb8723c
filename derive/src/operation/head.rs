//! `#[operation(…)]` and `#[security(…)]`.

use proc_macro::{Delimiter, Ident, Literal, Span, TokenTree};

use super::placeholder::Placeholder;
use crate::{
    arguments::{Argument, among, name as named_value, single, text},
    case::lower_first,
    code::Code,
    error::Error,
    item::{Item, plain},
    literal,
    tokens::Tokens,
};

const RT: &str = Code::RUNTIME;

/// The methods that `http::Method` has constants for.
const CONSTANTS: [&str; 9] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

pub(crate) struct Head {
    method: Ident,
    path: Literal,
    /// The name of the operation, as a string literal.
    id: String,
    server: Option<Literal>,
    accept: Option<Literal>,
    /// The variant of `RetryClass`.
    retry: Option<Ident>,
    /// The milliseconds of the default deadline.
    deadline: Option<u64>,
    /// The alternatives, each with the schemes that are used together.
    security: Vec<Vec<Vec<TokenTree>>>,
    /// True if the setters are on the operation itself.
    pub(crate) has_own_setters: bool,
}

impl Head {
    pub(crate) fn read(item: &Item) -> Result<Self, Error> {
        let expected = "expected `#[operation(METHOD = \"/path\")]`";
        let Some(attribute) = single(&item.attributes, "operation")? else {
            return Err(Error::new(item.name.span(), expected));
        };
        let arguments = Argument::all(attribute);
        let Some((first, others)) = arguments.split_first() else {
            return Err(Error::new(attribute.span, expected));
        };
        let Some((method, path)) = first.named() else { return Err(first.error(expected)) };
        let mut head = Self {
            method: method.clone(),
            path: text(path, first.span)?,
            id: format!("{:?}", lower_first(&plain(&item.name))),
            server: None,
            accept: None,
            retry: None,
            deadline: None,
            security: security(item)?,
            has_own_setters: false,
        };
        for argument in others {
            let Some((name, value)) = argument.named() else {
                return Err(argument.error(
                    "expected `id = \"…\"`, `server = \"…\"`, `accept = \"…\"`, `retry = …`, `deadline = \"…\"` or `setters = Self`",
                ));
            };
            among(name, &["accept", "deadline", "id", "retry", "server", "setters"])?;
            match name.to_string().as_str() {
                "accept" => head.accept = Some(text(value, argument.span)?),
                "deadline" => head.deadline = Some(deadline(&text(value, argument.span)?)?),
                "retry" => {
                    let class = named_value(value, argument.span, "`Safe`, `Idempotent` or `Never`")?;
                    among(&class, &["Safe", "Idempotent", "Never"])?;
                    head.retry = Some(class);
                }
                "id" => head.id = text(value, argument.span)?.to_string(),
                "server" => head.server = Some(text(value, argument.span)?),
                _ => match value {
                    [TokenTree::Ident(place)] if place.to_string() == "Self" => head.has_own_setters = true,
                    _ => return Err(argument.error("expected `setters = Self`")),
                },
            }
        }
        Ok(head)
    }

    pub(crate) fn path_span(&self) -> Span {
        self.path.span()
    }

    /// Returns the placeholders of the path.
    pub(crate) fn placeholders(&self) -> Result<Vec<Placeholder>, Error> {
        literal::text(&self.path).map(|path| Placeholder::all(&path))
    }

    /// Writes the constant with the metadata of the operation.
    pub(crate) fn put_meta(&self, code: &mut Code) {
        let name = plain(&self.method);
        let is_constant = CONSTANTS.contains(&name.as_str());
        let method = if is_constant { self.method.clone() } else { Ident::new("POST", self.method.span()) };
        let method = code.hole(&[method.into()]);
        put!(code, "const META: {RT}::Meta = {RT}::Meta::new({}, {RT}::Method::{method}, {})", self.id, self.path);
        if !is_constant {
            put!(code, ".method_name({name:?})");
        }
        if let Some(server) = &self.server {
            put!(code, ".server({server})");
        }
        if !self.security.is_empty() {
            put!(code, ".security(&[");
            for together in &self.security {
                put!(code, "&[");
                for scheme in together {
                    let scheme = code.hole(scheme);
                    put!(code, "{scheme}, ");
                }
                put!(code, "], ");
            }
            put!(code, "])");
        }
        if let Some(accept) = &self.accept {
            put!(code, ".accept({accept})");
        }
        if let Some(class) = &self.retry {
            put!(code, ".retry_class({RT}::RetryClass::{class})");
        }
        if let Some(milliseconds) = self.deadline {
            put!(code, ".deadline(::core::time::Duration::from_millis({milliseconds}))");
        }
        put!(code, ".error_envelope(<<Self as {RT}::Operation>::Error as {RT}::ByStatus>::ENVELOPE); ");
    }
}

/// Reads a time, such as `"2m"`, as milliseconds.
fn deadline(literal: &Literal) -> Result<u64, Error> {
    let written = literal::text(literal)?;
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = written.split_at(digits);
    let milliseconds = match unit {
        "ms" => Some(1),
        "s" => Some(1000),
        "m" => Some(60 * 1000),
        "h" => Some(60 * 60 * 1000),
        _ => None,
    };
    let time = number.parse().ok().zip(milliseconds).and_then(|(number, unit): (u64, u64)| number.checked_mul(unit));
    time.filter(|time| *time > 0).ok_or_else(|| {
        Error::new(literal.span(), "expected a time with the unit `ms`, `s`, `m` or `h`: `deadline = \"2m\"`")
    })
}

fn security(item: &Item) -> Result<Vec<Vec<Vec<TokenTree>>>, Error> {
    let Some(attribute) = single(&item.attributes, "security")? else { return Ok(Vec::new()) };
    let alternatives = Argument::all(attribute).into_iter().map(|argument| match argument.tokens.as_slice() {
        [] => Err(argument.error("expected a scheme, `(A, B)` or `()`")),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            Ok(Argument::split(Tokens::inside(group)).into_iter().map(|scheme| scheme.tokens).collect())
        }
        _ => Ok(vec![argument.tokens]),
    });
    alternatives.collect()
}
