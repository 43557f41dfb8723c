use proc_macro::{Delimiter, Ident, Literal, Span, TokenTree};

use crate::{error::Error, item::Attribute, literal, tokens::Tokens};

/// The tokens between two commas of an attribute.
pub(crate) struct Argument {
    pub(crate) tokens: Vec<TokenTree>,
    pub(crate) span: Span,
}

impl Argument {
    /// Returns the arguments in the parentheses of an attribute, or none if it has no parentheses.
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

    /// Returns the argument if it is one name and nothing else.
    pub(crate) fn word(&self) -> Option<&Ident> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(word)] => Some(word),
            _ => None,
        }
    }

    /// Returns the name and the value of `name = value`.
    pub(crate) fn named(&self) -> Option<(&Ident, &[TokenTree])> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' => {
                Some((name, value))
            }
            _ => None,
        }
    }

    /// Returns the name and the arguments of `name(…)`.
    pub(crate) fn called(&self) -> Option<(&Ident, Vec<Self>)> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
                Some((name, Self::split(Tokens::inside(group))))
            }
            _ => None,
        }
    }

    /// Returns the string that the argument is.
    pub(crate) fn text(&self) -> Result<Literal, Error> {
        text(&self.tokens, self.span)
    }

    /// Returns an error at the argument.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.span, message)
    }
}

/// Returns the string literal in `tokens`. `around` is the span of the error if there are no tokens.
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

/// Returns the attribute of this name. A second one is an error.
pub(crate) fn single<'a>(attributes: &'a [Attribute], name: &str) -> Result<Option<&'a Attribute>, Error> {
    let mut found = attributes.iter().filter(|attribute| attribute.name == name);
    let first = found.next();
    match found.next() {
        Some(second) => Err(Error::new(second.span, format!("duplicate attribute `#[{name}]`"))),
        None => Ok(first),
    }
}

/// Checks that the word is one of `allowed`.
pub(crate) fn among(word: &Ident, allowed: &[&str]) -> Result<(), Error> {
    let text = word.to_string();
    if allowed.contains(&text.as_str()) { Ok(()) } else { Err(crate::attributes::unknown(word, allowed)) }
}
