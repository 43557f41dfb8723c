//! `#[pages(…)]`: the pagination of an operation.

use proc_macro::{Ident, Span, TokenTree};

use crate::{
    arguments::{Argument, among},
    code::Code,
    error::Error,
    item::{Attribute, Item},
    tokens::Tokens,
};

const RT: &str = Code::RUNTIME;

const ALLOWED: &[&str] = &["items", "next", "of", "until", "while"];

pub(crate) struct Pages {
    items: Vec<Step>,
    of: Vec<TokenTree>,
    parameter: Ident,
    next: Next,
    /// The member of the page that is true if there are more pages.
    more: Option<Vec<Step>>,
    /// The member of the page that is true if there are none.
    done: Option<Vec<Step>>,
}

/// The value of the parameter for the next page.
enum Next {
    /// A member of the page.
    OfPage(Vec<Step>),
    /// A member of the last item.
    OfLast(Vec<Step>),
    /// The value of this query parameter in the URL of the `Link` header with `rel="next"`.
    OfLink(TokenTree),
    /// A counter that increases by a number, or by the number of items.
    Count { step: Option<TokenTree>, first: Vec<TokenTree> },
}

/// A member, which may be missing.
struct Step {
    member: Ident,
    may_be_missing: bool,
}

impl Pages {
    pub(crate) fn read(attribute: &Attribute) -> Result<Self, Error> {
        let (mut items, mut of, mut next, mut more, mut done) = (None, None, None, None, None);
        for argument in Argument::all(attribute) {
            let Some(TokenTree::Ident(name)) = argument.tokens.first() else {
                return Err(argument.error(format!("expected one of `{}`", ALLOWED.join("`, `"))));
            };
            among(name, ALLOWED)?;
            let value = argument.named().map(|(_, value)| value);
            let of_page = |value: &[TokenTree]| match path(value, argument.span)? {
                (base, steps) if base.to_string() == "page" => Ok(steps),
                (base, _) => Err(Error::new(base.span(), "expected `page`")),
            };
            match (name.to_string().as_str(), value) {
                ("items", Some(value)) => items = Some(of_page(value)?),
                ("of", Some(value)) if !value.is_empty() => of = Some(value.to_vec()),
                ("while", Some(value)) => more = Some(of_page(value)?),
                ("until", Some(value)) => done = Some(of_page(value)?),
                ("next", None) => next = Some(read_next(&argument)?),
                ("of", _) => return Err(argument.error("expected `of = Type`")),
                ("next", _) => return Err(argument.error(NEXT)),
                (name, _) => return Err(argument.error(format!("expected `{name} = page.member`"))),
            }
        }
        let missing = |what: &str| Error::new(attribute.span, format!("expected {what} in `#[pages(…)]`"));
        let (parameter, next) = next.ok_or_else(|| missing("`next(parameter = page.member)`"))?;
        Ok(Self {
            items: items.ok_or_else(|| missing("`items = page.member`"))?,
            of: of.ok_or_else(|| missing("`of = Type`"))?,
            parameter,
            next,
            more,
            done,
        })
    }

    pub(crate) fn put(&self, code: &mut Code, item: &Item) {
        let (name, of) = (&item.name, code.hole(&self.of));
        put!(
            code,
            "#[allow(deprecated)] #[automatically_derived] impl {RT}::Paginated for {name} {{ \
                 type Item = {of}; \
                 fn turn( \
                     &mut self, \
                     __page: &<Self as {RT}::Operation>::Output, \
                     __headers: &{RT}::HeaderMap, \
                 ) -> ::core::option::Option<::std::string::String> {{ "
        );
        for (sign, steps) in [("!", &self.more), ("", &self.done)] {
            if let Some(steps) = steps {
                put!(code, "if {sign}{RT}::__private::More::is_more(");
                put_member(code, "__page", steps);
                put!(code, ") {{ return ::core::option::Option::None; }} ");
            }
        }
        self.put_turn(code);
        put!(
            code,
            "}} fn items(__page: <Self as {RT}::Operation>::Output) -> ::std::vec::Vec<{of}> {{ \
                 fn __taken(__page: <{name} as {RT}::Operation>::Output) \
                     -> ::core::option::Option<::std::vec::Vec<{of}>> {{ let __value = __page; "
        );
        for step in &self.items {
            let member = code.hole(&[step.member.clone().into()]);
            if step.may_be_missing {
                put!(code, "let __value = {RT}::__private::Member::into_present(__value.{member})?; ");
            } else {
                put!(code, "let __value = __value.{member}; ");
            }
        }
        put!(code, "::core::option::Option::Some(__value) }} __taken(__page).unwrap_or_default() }} }} ");
    }

    fn put_turn(&self, code: &mut Code) {
        let parameter = code.hole(&[self.parameter.clone().into()]);
        match &self.next {
            Next::OfPage(steps) => {
                put!(code, "let __next = ");
                put_member(code, "__page", steps);
            }
            Next::OfLast(steps) => {
                put!(code, "let __last = ");
                put_member(code, "__page", &self.items);
                put!(code, ".last()?; let __next = ");
                put_member(code, "__last", steps);
            }
            Next::OfLink(name) => {
                let name = code.hole(std::slice::from_ref(name));
                put!(
                    code,
                    "let __cursor = {RT}::__private::linked(__headers, {name})?; \
                     {RT}::__private::Linked::set(&mut self.{parameter}, &__cursor)?; \
                     ::core::option::Option::Some(__cursor) "
                );
                return;
            }
            Next::Count { step, first } => {
                let first = code.hole(first);
                put!(code, "let __count = ");
                put_member(code, "__page", &self.items);
                let step =
                    step.as_ref().map_or_else(|| "__count".to_owned(), |step| code.hole(std::slice::from_ref(step)));
                put!(
                    code,
                    ".len(); if __count == 0 {{ return ::core::option::Option::None; }} \
                     let __number = {RT}::__private::Count::advance(&mut self.{parameter}, {first}, {step})?; \
                     ::core::option::Option::Some(::std::string::ToString::to_string(&__number)) "
                );
                return;
            }
        }
        put!(
            code,
            "; let __cursor = ::std::string::ToString::to_string(__next); \
             if __cursor.is_empty() {{ return ::core::option::Option::None; }} \
             self.{parameter} = ::core::convert::Into::into(::core::clone::Clone::clone(__next)); \
             ::core::option::Option::Some(__cursor) "
        );
    }
}

const NEXT: &str = "expected `next(parameter = page.member)`, `next(parameter = last.member)`, \
                    `next(parameter = link(\"parameter\"))`, \
                    `next(parameter += 1, first = 1)` or `next(parameter += items, first = 0)`";

fn read_next(argument: &Argument) -> Result<(Ident, Next), Error> {
    let error = || argument.error(NEXT);
    let (_, arguments) = argument.called().ok_or_else(error)?;
    let (turn, others) = arguments.split_first().ok_or_else(error)?;
    if let Some((parameter, value)) = turn.named() {
        if let Some(other) = others.first() {
            return Err(other.error("`first` is for a parameter that counts"));
        }
        if let [TokenTree::Ident(link), TokenTree::Group(name)] = value
            && link.to_string() == "link"
        {
            let name = Tokens::inside(name).literal().ok_or_else(|| turn.error(NEXT))?;
            return Ok((parameter.clone(), Next::OfLink(name.into())));
        }
        let (base, steps) = path(value, turn.span)?;
        return match base.to_string().as_str() {
            "page" => Ok((parameter.clone(), Next::OfPage(steps))),
            "last" => Ok((parameter.clone(), Next::OfLast(steps))),
            _ => Err(Error::new(base.span(), "expected `page` or `last`")),
        };
    }
    let [TokenTree::Ident(parameter), TokenTree::Punct(plus), TokenTree::Punct(equals), step] = turn.tokens.as_slice()
    else {
        return Err(turn.error(NEXT));
    };
    if plus.as_char() != '+' || equals.as_char() != '=' {
        return Err(turn.error(NEXT));
    }
    let step = match step {
        TokenTree::Literal(_) => Some(step.clone()),
        TokenTree::Ident(items) if items.to_string() == "items" => None,
        other => return Err(Error::new(other.span(), "expected a number or `items`")),
    };
    match others {
        [first] => match first.named() {
            Some((name, value)) if name.to_string() == "first" && !value.is_empty() => {
                Ok((parameter.clone(), Next::Count { step, first: value.to_vec() }))
            }
            _ => Err(first.error("expected `first = number`")),
        },
        _ => Err(turn.error("expected `first = number` after it: the number of the first page")),
    }
}

/// Writes an expression for a reference to the member at the end of the steps from `base`, which is a reference too.
fn put_member(code: &mut Code, base: &str, steps: &[Step]) {
    // Parentheses, since a block at the beginning of a statement would be one.
    put!(code, "({{ let __value = {base}; ");
    for step in steps {
        let member = code.hole(&[step.member.clone().into()]);
        if step.may_be_missing {
            put!(code, "let __value = {RT}::__private::Member::present(&__value.{member})?; ");
        } else {
            put!(code, "let __value = &__value.{member}; ");
        }
    }
    put!(code, "__value }})");
}

/// Reads `page.member?.member`.
fn path(tokens: &[TokenTree], around: Span) -> Result<(Ident, Vec<Step>), Error> {
    let mut tokens = Tokens::new(tokens.iter().cloned().collect(), around);
    let base = tokens.ident("`page`")?;
    let mut steps = Vec::new();
    while tokens.punct('.') {
        let member = tokens.ident("a member")?;
        steps.push(Step { member, may_be_missing: tokens.punct('?') });
    }
    if tokens.is_empty() { Ok((base, steps)) } else { Err(tokens.error("expected `.` and a member")) }
}
