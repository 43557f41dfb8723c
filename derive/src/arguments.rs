use proc_macro::{Delimiter, Ident, Literal, Span, TokenTree};

use crate::{error::Error, item::Attribute, literal, tokens::Tokens};

/// The tokens between two commas of an attribute.
pub(crate) struct Argument {
    pub(crate) tokens: Vec<TokenTree>,
    pub(crate) span: Span,
}

impl Argument {
    /// The arguments in the parentheses of an attribute; none where it has no parentheses.
    pub(crate) fn all(attribute: &Attribute) -> Vec<Self> {
        attribute.arguments.as_ref().map_or_else(Vec::new, |group| Self::split(Tokens::inside(group)))
    }

    pub(crate) fn split(mut tokens: Tokens) -> Vec<Self> {
        let mut arguments = Vec::new();
        while !tokens.is_empty() {
            let span = tokens.span();
            arguments.push(Self { tokens: tokens.until_comma(), span });
        }
        arguments
    }

    /// The argument, where it is one name and nothing else.
    pub(crate) fn word(&self) -> Option<&Ident> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(word)] => Some(word),
            _ => None,
        }
    }

    /// The name and the value of `name = value`.
    pub(crate) fn named(&self) -> Option<(&Ident, &[TokenTree])> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' => {
                Some((name, value))
            }
            _ => None,
        }
    }

    /// The name and the arguments of `name(…)`.
    pub(crate) fn called(&self) -> Option<(&Ident, Vec<Self>)> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
                Some((name, Self::split(Tokens::inside(group))))
            }
            _ => None,
        }
    }

    /// The string that the argument is.
    pub(crate) fn text(&self) -> Result<Literal, Error> {
        text(&self.tokens, self.span)
    }

    /// An error at the argument.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.span, message)
    }
}

/// The string that `tokens` are; `around` is the span for an error where there are none.
pub(crate) fn text(tokens: &[TokenTree], around: Span) -> Result<Literal, Error> {
    match tokens {
        [TokenTree::Literal(found)] => literal::text(found).map(|_| found.clone()),
        [first, ..] => Err(Error::new(first.span(), "expected a string")),
        [] => Err(Error::new(around, "expected a string")),
    }
}

/// Returns the one name that `tokens` are. `expected` describes the name in the error.
pub(crate) fn name(tokens: &[TokenTree], around: Span, expected: &str) -> Result<Ident, Error> {
    match tokens {
        [TokenTree::Ident(name)] => Ok(name.clone()),
        _ => Err(Error::new(tokens.first().map_or(around, TokenTree::span), format!("expected {expected}"))),
    }
}

/// The attribute of this name, of which an item has one at most.
pub(crate) fn single<'a>(attributes: &'a [Attribute], name: &str) -> Result<Option<&'a Attribute>, Error> {
    let mut found = attributes.iter().filter(|attribute| attribute.name == name);
    let first = found.next();
    match found.next() {
        Some(second) => Err(Error::new(second.span, format!("`#[{name}]` stands here a second time"))),
        None => Ok(first),
    }
}

/// The word out of those that are `allowed`.
pub(crate) fn among(word: &Ident, allowed: &[&str]) -> Result<(), Error> {
    let text = word.to_string();
    if allowed.contains(&text.as_str()) { Ok(()) } else { Err(crate::attributes::unknown(word, allowed)) }
}
