//! `#[param(…)]`: the location and the style of a parameter.

use proc_macro::{Ident, TokenTree};

use super::placeholder::Placeholder;
use crate::{
    arguments::{Argument, among, name, single, text},
    check::Checks,
    code::Code,
    error::Error,
    item::{Field, plain},
    shape::{Shape, is_float, value_type},
};

const RT: &str = Code::RUNTIME;

const PLACES: &[&str] = &["cookie", "header", "path", "query"];

const ALLOWED: &[&str] = &[
    "cookie",
    "default",
    "empty",
    "header",
    "idempotency_key",
    "path",
    "query",
    "required",
    "reserved",
    "style",
    "value",
];

pub(crate) struct Parameter {
    pub(crate) field: Field,
    /// The method of the request: `path`, `query`, `header`, `cookie` or `idempotency`.
    place: String,
    /// Its name in the request, as a string literal.
    pub(crate) wire: String,
    style: Option<Style>,
    /// The placeholder that it fills.
    placeholder: Option<Placeholder>,
    /// True if an `Option` is an argument of the constructor, since it may be null but not absent.
    is_required: bool,
    /// The methods of the styled parameter: `reserved` and `empty`.
    flags: Vec<String>,
    /// The value that `new` sets: its constant value or its default.
    pub(crate) value: Option<Vec<TokenTree>>,
    /// True if a setter changes the value that `new` sets.
    pub(crate) has_default: bool,
    pub(crate) checks: Checks,
}

enum Style {
    Default(&'static str),
    Chosen(Ident),
}

/// The parsed arguments of the attribute.
#[derive(Default)]
struct Arguments {
    place: Option<(String, Option<String>)>,
    is_idempotency_key: bool,
    is_required: bool,
    style: Option<Ident>,
    flags: Vec<String>,
    value: Option<Vec<TokenTree>>,
    default: Option<Vec<TokenTree>>,
}

impl Parameter {
    /// Reads a field of an operation whose path has these `placeholders`.
    pub(crate) fn read(field: Field, placeholders: &[Placeholder]) -> Result<Self, Error> {
        let own = plain(&field.name);
        let arguments = match single(&field.attributes, "param")? {
            Some(attribute) => Arguments::read(&Argument::all(attribute))?,
            None => Arguments::default(),
        };
        let placeholder = placeholder(placeholders, &own);
        let otherwise = if placeholder.is_some() { "path" } else { "query" };
        let (mut place, wire) = arguments.place.unwrap_or_else(|| (otherwise.to_owned(), None));
        let named = placeholder.filter(|_| place == "path").unwrap_or(own);
        let wire = wire.unwrap_or_else(|| format!("{named:?}"));
        let default = if place == "query" { "Exploded" } else { "Commas" };
        let is_list = Shape::new(value_type(&field.ty)).head == "Vec";
        let style = match arguments.style {
            Some(style) => Some(Style::Chosen(style)),
            None => (is_list || !arguments.flags.is_empty()).then_some(Style::Default(default)),
        };
        if arguments.is_idempotency_key {
            if place != "header" {
                return Err(Error::new(
                    field.name.span(),
                    "an idempotency key is a header: `#[param(header = \"…\", …)]`",
                ));
            }
            "idempotency".clone_into(&mut place);
        }
        if arguments.value.is_some() && Shape::new(&field.ty).head == "Option" {
            return Err(Error::new(field.name.span(), "a field with one `value` is not an `Option`"));
        }
        if arguments.default.is_some() && Shape::new(&field.ty).head == "Option" {
            return Err(Error::new(field.name.span(), "a field with a `default` is not an `Option`"));
        }
        if arguments.default.is_some() && arguments.value.is_some() {
            return Err(Error::new(field.name.span(), "a field with one `value` has no `default`"));
        }
        let checks = Checks::read(&field.attributes)?;
        let filled =
            placeholders.iter().find(|filled| place == "path" && wire == format!("{:?}", filled.name)).cloned();
        Ok(Self {
            field,
            place,
            wire,
            style,
            placeholder: filled,
            is_required: arguments.is_required,
            flags: arguments.flags,
            has_default: arguments.default.is_some(),
            value: arguments.value.or(arguments.default),
            checks,
        })
    }

    /// Returns true if the parameter fills the placeholder with this name.
    pub(crate) fn is_for(&self, placeholder: &str) -> bool {
        self.place == "path" && self.wire == format!("{placeholder:?}")
    }

    /// Returns true if the parameter is written in a style, which may be several values.
    pub(crate) fn is_styled(&self) -> bool {
        self.style.is_some()
    }

    /// Returns true if the parameter may be absent.
    pub(crate) fn is_optional(&self) -> bool {
        Shape::new(&self.field.ty).head == "Option" && !self.is_required
    }

    /// Returns true if the type is a float, which may be `NaN`.
    fn is_float(&self) -> bool {
        is_float(&Shape::new(value_type(&self.field.ty)).head)
    }

    /// Writes the statement that puts it into `request`.
    pub(crate) fn put(&self, code: &mut Code, request: &str) {
        put!(code, "{request}.{}({})", self.place, self.wire);
        if let Some(placeholder) = &self.placeholder {
            placeholder.put(code);
        }
        if let Some(style) = &self.style {
            let style = match style {
                Style::Default(style) => (*style).to_owned(),
                Style::Chosen(style) => code.hole(&[style.clone().into()]),
            };
            put!(code, ".styled({RT}::ParameterStyle::{style})");
            for flag in &self.flags {
                put!(code, ".{flag}()");
            }
        }
        if self.style.is_none() && self.is_float() {
            put!(code, ".finite()");
        }
        let (method, ty) = if self.is_optional() {
            ("optional", Shape::new(&self.field.ty).inner)
        } else {
            ("value", self.field.ty.as_slice())
        };
        let ty = code.hole(ty);
        put!(code, ".{method}::<{ty}>(&self.{}); ", self.field.name);
    }
}

/// Returns the placeholder of the path that a field is for: its own name, or the only one that is spelled with the same
/// letters and digits, as `petId` is for `pet_id`.
fn placeholder(placeholders: &[Placeholder], field: &str) -> Option<String> {
    let names = || placeholders.iter().map(|placeholder| &placeholder.name);
    if names().any(|name| name == field) {
        return Some(field.to_owned());
    }
    let mut alike = names().filter(|name| letters(name).eq(letters(field)));
    alike.next().filter(|_| alike.next().is_none()).cloned()
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

impl Arguments {
    fn read(arguments: &[Argument]) -> Result<Self, Error> {
        let mut read = Self::default();
        for argument in arguments {
            let Some(TokenTree::Ident(word)) = argument.tokens.first() else {
                return Err(argument.error(format!("expected one of `{}`", ALLOWED.join("`, `"))));
            };
            among(word, ALLOWED)?;
            let text_of_word = word.to_string();
            match (text_of_word.as_str(), argument.word(), argument.named()) {
                (place, is_alone, named) if PLACES.contains(&place) => {
                    let wire = match named {
                        Some((_, value)) => Some(text(value, argument.span)?.to_string()),
                        None if is_alone.is_some() => None,
                        None => return Err(argument.error(format!("expected `{place}` or `{place} = \"name\"`"))),
                    };
                    if read.place.replace((place.to_owned(), wire)).is_some() {
                        return Err(argument.error("a parameter is in one place"));
                    }
                }
                ("idempotency_key", Some(_), _) => read.is_idempotency_key = true,
                ("required", Some(_), _) => read.is_required = true,
                ("empty" | "reserved", Some(_), _) => read.flags.push(text_of_word),
                ("style", _, Some((_, value))) => {
                    read.style = Some(name(value, argument.span, "a variant of `ParameterStyle`")?);
                }
                ("value", _, Some((_, value))) if !value.is_empty() => read.value = Some(value.to_vec()),
                ("default", _, Some((_, value))) if !value.is_empty() => read.default = Some(value.to_vec()),
                ("default", ..) => return Err(argument.error("expected `default = literal`")),
                ("style", ..) => return Err(argument.error("expected `style = Variant`")),
                ("value", ..) => return Err(argument.error("expected `value = literal`")),
                (word, ..) => return Err(argument.error(format!("expected `{word}`"))),
            }
        }
        Ok(read)
    }
}
