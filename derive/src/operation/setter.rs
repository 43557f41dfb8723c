//! `#[setter(…)]`: the methods of a call that set optional values.

use proc_macro::{Delimiter, Ident, TokenTree};

use super::Operation;
use crate::{
    arguments::Argument,
    code::Code,
    documentation,
    error::Error,
    given::Given,
    item::{Attribute, Field, Item, plain},
    shape::{Shape, value_type},
    tokens::Tokens,
};

struct Setter {
    name: Ident,
    /// The path of the field that is set, from the operation on.
    target: Vec<Ident>,
    /// The type of the value.
    ty: Vec<TokenTree>,
    /// True if the field holds the value itself, and not an `Option` of it.
    is_direct: bool,
    /// The documentation, as a hole.
    documentation: String,
}

/// Writes the setters of all fields.
pub(crate) fn put_setters(code: &mut Code, item: &Item, operation: &Operation) -> Result<(), Error> {
    let mut setters = Vec::new();
    for parameter in &operation.parameters {
        let field = &parameter.field;
        if parameter.is_optional() {
            setters.push(of_field(code, field, Shape::new(&field.ty).inner)?);
        } else if parameter.has_default {
            setters.push(Setter { is_direct: true, ..of_field(code, field, &field.ty)? });
        } else if let Some(attribute) = attributes(field).next() {
            return Err(Error::new(
                attribute.span,
                "`#[setter]` is for an `Option`, for a field with a `default`, and for members of the body",
            ));
        }
    }
    if let Some((body, written, _)) = &operation.body {
        if written.is_optional(&body.ty) {
            setters.push(of_field(code, body, Shape::new(&body.ty).inner)?);
        } else {
            for attribute in attributes(body) {
                of_members(body, attribute, &mut setters)?;
            }
        }
    }
    if setters.is_empty() {
        return Ok(());
    }
    let name = &item.name;
    let (own, place) = if operation.head.has_own_setters {
        (format!("impl {name}"), "self")
    } else {
        (format!("impl<__D> Call<{name}, __D>"), "self.operation_mut()")
    };
    put!(code, "#[allow(deprecated)] {own} {{ ");
    for setter in &setters {
        setter.put(code, &item.vis, place, operation.head.has_own_setters);
    }
    put!(code, "}} ");
    Ok(())
}

impl Setter {
    fn put(&self, code: &mut Code, vis: &str, place: &str, is_own: bool) {
        let given = Given::of(code, &self.ty);
        let (takes, value) = (&given.takes, given.value("value"));
        let target: Vec<String> = self.target.iter().map(|member| code.hole(&[member.clone().into()])).collect();
        let target = target.join(".");
        let must_use = if is_own { "#[must_use] " } else { "" };
        put!(code, "{} {must_use}{vis} fn {}(mut self, value: {takes}) -> Self {{ ", self.documentation, self.name);
        if self.is_direct {
            put!(code, "{place}.{target} = {value}; ");
        } else {
            put!(code, "{place}.{target} = ::core::option::Option::Some({value}); ");
        }
        put!(code, "self }} ");
    }
}

fn attributes(field: &Field) -> impl Iterator<Item = &Attribute> {
    field.attributes.iter().filter(|attribute| attribute.name == "setter")
}

/// Reads the setter of a field, which takes a value of the type `ty`.
fn of_field(code: &mut Code, field: &Field, ty: &[TokenTree]) -> Result<Setter, Error> {
    let mut attributes = attributes(field);
    let name = match attributes.next() {
        None => field.name.clone(),
        Some(attribute) => match Argument::all(attribute).as_slice() {
            [argument] => argument.word().cloned().ok_or_else(|| argument.error("expected `#[setter(name)]`"))?,
            _ => return Err(Error::new(attribute.span, "expected `#[setter(name)]`")),
        },
    };
    if let Some(second) = attributes.next() {
        return Err(Error::new(second.span, "a field has one setter"));
    }
    let inherited = code.hole(&documentation::inherited(&field.attributes));
    let sets = format!(" Sets `{}`.", plain(&field.name));
    Ok(Setter {
        name,
        target: vec![field.name.clone()],
        is_direct: Shape::new(ty).head == "Nullable",
        ty: ty.to_vec(),
        documentation: format!("#[doc = {sets:?}] #[doc = \"\"] {inherited}"),
    })
}

/// Reads the setters of members of the body: each is `name(Type)`, or `name(Type) = body.member`.
fn of_members(body: &Field, attribute: &Attribute, setters: &mut Vec<Setter>) -> Result<(), Error> {
    let expected = "expected `#[setter(name(Type))]` or `#[setter(name(Type) = body.member)]`";
    let Some(arguments) = &attribute.arguments else { return Err(Error::new(attribute.span, expected)) };
    let mut tokens = Tokens::inside(arguments);
    if tokens.is_empty() {
        return Err(Error::new(attribute.span, expected));
    }
    while !tokens.is_empty() {
        setters.push(of_member(body, &mut tokens, expected)?);
        tokens.end_of_argument()?;
    }
    Ok(())
}

/// Reads the next setter of an attribute.
fn of_member(body: &Field, tokens: &mut Tokens, expected: &str) -> Result<Setter, Error> {
    let name = tokens.ident("a name")?;
    let Some(ty) = tokens.group(Delimiter::Parenthesis) else { return Err(Error::new(name.span(), expected)) };
    let ty: Vec<TokenTree> = ty.stream().into_iter().collect();
    let mut target = vec![body.name.clone()];
    if tokens.punct('=') {
        let first = tokens.ident("`body`")?;
        if first.to_string() != body.name.to_string() {
            return Err(Error::new(first.span(), expected));
        }
        while tokens.punct('.') {
            target.push(tokens.ident("a member of the body")?);
        }
    }
    if target.len() == 1 {
        target.push(name.clone());
    }
    if ty.is_empty() {
        return Err(Error::new(name.span(), expected));
    }
    let path: Vec<String> = target.iter().skip(1).map(plain).collect();
    let path = path.join(".");
    let link: String = value_type(&body.ty).iter().map(ToString::to_string).collect();
    let head = Shape::new(value_type(&body.ty)).head;
    let sees = match target.as_slice() {
        [_, member] => format!(": see [`{head}::{path}`](field@{link}::{}).", plain(member)),
        _ => ".".to_owned(),
    };
    let documentation = format!(" Sets `{path}` of the body{sees}");
    let is_direct = Shape::new(&ty).head == "Nullable";
    Ok(Setter { name, target, ty, is_direct, documentation: format!("#[doc = {documentation:?}]") })
}
