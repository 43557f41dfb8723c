use std::iter::Peekable;

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree, token_stream};

use crate::error::Error;

/// A cursor over tokens.
pub(crate) struct Tokens {
    rest: Peekable<token_stream::IntoIter>,
    /// The span of the last token, for errors at the end.
    last: Span,
}

impl Tokens {
    /// Creates a cursor at the first of `tokens`. `around` is the span of the error if there are no tokens.
    pub(crate) fn new(tokens: TokenStream, around: Span) -> Self {
        Self { rest: tokens.into_iter().peekable(), last: around }
    }

    /// Creates a cursor at the first token inside of `group`.
    pub(crate) fn inside(group: &Group) -> Self {
        Self::new(group.stream(), group.span())
    }

    pub(crate) fn is_empty(&mut self) -> bool {
        self.rest.peek().is_none()
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest.next()?;
        self.last = token.span();
        Some(token)
    }

    /// Returns the span of the next token, or of the last one.
    pub(crate) fn span(&mut self) -> Span {
        self.rest.peek().map_or(self.last, TokenTree::span)
    }

    /// Returns an error at the next token.
    pub(crate) fn error(&mut self, message: impl Into<String>) -> Error {
        Error::new(self.span(), message)
    }

    pub(crate) fn peek_ident(&mut self) -> Option<String> {
        match self.rest.peek() {
            Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
            _ => None,
        }
    }

    /// Takes the next token if it is `sign`.
    pub(crate) fn punct(&mut self, sign: char) -> bool {
        let is_next = matches!(self.rest.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        is_next && self.next().is_some()
    }

    /// Takes the next token if it is a group with this delimiter.
    pub(crate) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.rest.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.next();
                Some(group)
            }
            _ => None,
        }
    }

    /// Takes the next token if it is a literal.
    pub(crate) fn literal(&mut self) -> Option<Literal> {
        match self.rest.peek() {
            Some(TokenTree::Literal(literal)) => {
                let literal = literal.clone();
                self.next();
                Some(literal)
            }
            _ => None,
        }
    }

    pub(crate) fn ident(&mut self, expected: &str) -> Result<Ident, Error> {
        match self.rest.peek() {
            Some(TokenTree::Ident(ident)) => {
                let ident = ident.clone();
                self.next();
                Ok(ident)
            }
            _ => Err(self.error(format!("expected {expected}"))),
        }
    }

    /// Returns the tokens up to the next comma outside of angle brackets, and takes the comma.
    pub(crate) fn until_comma(&mut self) -> Vec<TokenTree> {
        let mut tokens = Vec::new();
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            if let TokenTree::Punct(punct) = &token {
                match punct.as_char() {
                    ',' if depth == 0 => break,
                    '<' => depth += 1,
                    '>' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            tokens.push(token);
        }
        tokens
    }

    /// Takes the comma after an argument.
    pub(crate) fn end_of_argument(&mut self) -> Result<(), Error> {
        if self.punct(',') || self.is_empty() { Ok(()) } else { Err(self.error("expected `,`")) }
    }
}
