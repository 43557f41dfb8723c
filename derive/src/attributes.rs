//! `#[json(…)]`.

use proc_macro::{Delimiter, Ident, Literal, TokenTree};

use crate::{
    case::Case,
    error::Error,
    item::{Attribute, plain},
    literal,
    tokens::Tokens,
};

/// The `json` attributes of a struct or an enum.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) rename_all: Option<Case>,
    /// The property that selects the variant of a union.
    pub(crate) tag: Option<Literal>,
    /// True if the values of the tag are integers or booleans.
    pub(crate) scalar_tag: bool,
    /// True if the variants of the union have no tag.
    pub(crate) untagged: bool,
    /// The discriminators of a struct, each with the value that is sent.
    pub(crate) own_tags: Vec<(Literal, Vec<TokenTree>)>,
}

/// The `json` attributes of a field.
#[derive(Default)]
pub(crate) struct Member {
    pub(crate) rename: Option<Literal>,
    pub(crate) required: bool,
    pub(crate) read_only: bool,
    /// The only value that the field can have.
    pub(crate) constant: Option<Vec<TokenTree>>,
    /// The value that the field has where the property is absent.
    pub(crate) default: Option<DefaultValue>,
    /// The value that `new` gives to a discriminator.
    pub(crate) tag: Option<Vec<TokenTree>>,
    /// The only value of the enum that the field holds.
    pub(crate) only: Option<Vec<TokenTree>>,
    /// True if the field holds the properties without a field.
    pub(crate) flatten: bool,
}

/// The value of an absent property.
pub(crate) enum DefaultValue {
    /// That of the type: `default`.
    OfType,
    /// `default = 5`.
    Value(Vec<TokenTree>),
    /// `default = ["a", "b"]`.
    Items(Vec<Vec<TokenTree>>),
}

/// The `json` attributes of a variant.
#[derive(Default)]
pub(crate) struct VariantNames {
    pub(crate) rename: Option<Literal>,
    pub(crate) aliases: Vec<Literal>,
    /// The number of an `IntegerEnum`.
    pub(crate) value: Option<Vec<TokenTree>>,
    /// True if the variant keeps the values of no other variant.
    pub(crate) other: bool,
    /// True if the type of the variant has no conversion into the union.
    pub(crate) no_from: bool,
}

impl Container {
    /// Reads the arguments out of those that are `allowed`.
    pub(crate) fn read(attributes: &[Attribute], allowed: &[&str]) -> Result<Self, Error> {
        let mut container = Self::default();
        for_each_argument(attributes, allowed, |name, tokens| {
            match name.to_string().as_str() {
                "rename_all" => container.rename_all = Some(Case::read(&text(name, tokens)?)?),
                "scalar_tag" => container.scalar_tag = true,
                "tag" => container.tag = Some(text(name, tokens)?),
                "value" => {
                    let value = value(name, tokens)?;
                    let tag = container.tag.take();
                    let tag = tag.ok_or_else(|| Error::new(name.span(), "expected `tag = \"property\"` before it"))?;
                    container.own_tags.push((tag, value));
                }
                _ => container.untagged = true,
            }
            Ok(())
        })?;
        Ok(container)
    }

    /// Reads the arguments of a struct.
    pub(crate) fn of_struct(attributes: &[Attribute]) -> Result<Self, Error> {
        let container = Self::read(attributes, &["rename_all", "tag", "value"])?;
        match &container.tag {
            Some(tag) => Err(Error::new(tag.span(), "expected `value = …` after it: the value that is sent")),
            None => Ok(container),
        }
    }
}

impl Member {
    const ALLOWED: &[&str] = &["const", "default", "flatten", "only", "read_only", "rename", "required", "tag"];

    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut member = Self::default();
        for_each_argument(attributes, Self::ALLOWED, |name, tokens| {
            match name.to_string().as_str() {
                "const" => member.constant = Some(value(name, tokens)?),
                "default" => member.default = Some(default(name, tokens)?),
                "flatten" => member.flatten = true,
                "only" => member.only = Some(value(name, tokens)?),
                "read_only" => member.read_only = true,
                "rename" => member.rename = Some(text(name, tokens)?),
                "required" => member.required = true,
                _ => member.tag = Some(value(name, tokens)?),
            }
            Ok(())
        })?;
        Ok(member)
    }

    /// Returns the name of the field in JSON, as a string literal.
    pub(crate) fn name(&self, field: &Ident, rename_all: Option<Case>) -> String {
        name(self.rename.as_ref(), field, rename_all.map(|case| move |plain: &str| case.field(plain)))
    }
}

impl VariantNames {
    pub(crate) fn read(attributes: &[Attribute], allowed: &[&str]) -> Result<Self, Error> {
        let mut names = Self::default();
        for_each_argument(attributes, allowed, |name, tokens| {
            match name.to_string().as_str() {
                "alias" => names.aliases.push(text(name, tokens)?),
                "rename" => names.rename = Some(text(name, tokens)?),
                "value" => names.value = Some(value(name, tokens)?),
                "no_from" => names.no_from = true,
                _ => names.other = true,
            }
            Ok(())
        })?;
        Ok(names)
    }

    /// Returns the name of the variant in JSON, as a string literal.
    pub(crate) fn name(&self, variant: &Ident, rename_all: Option<Case>) -> String {
        name(self.rename.as_ref(), variant, rename_all.map(|case| move |plain: &str| case.variant(plain)))
    }
}

/// Returns the name of a field or a variant in JSON, as a string literal: its own, or its name in Rust converted by the
/// rule.
fn name(own: Option<&Literal>, rust: &Ident, rule: Option<impl Fn(&str) -> String>) -> String {
    if let Some(literal) = own {
        return literal.to_string();
    }
    let plain = plain(rust);
    format!("{:?}", rule.map_or_else(|| plain.clone(), |rule| rule(&plain)))
}

/// Reads each argument of each `json` attribute, after its name.
fn for_each_argument(
    attributes: &[Attribute],
    allowed: &[&str],
    mut read: impl FnMut(&Ident, &mut Tokens) -> Result<(), Error>,
) -> Result<(), Error> {
    for attribute in attributes.iter().filter(|attribute| attribute.name == "json") {
        let Some(arguments) = &attribute.arguments else {
            return Err(Error::new(attribute.span, "expected `#[json(…)]`"));
        };
        let mut tokens = Tokens::inside(arguments);
        while !tokens.is_empty() {
            let name = tokens.ident("an argument")?;
            if !allowed.contains(&name.to_string().as_str()) {
                return Err(unknown(&name, allowed));
            }
            read(&name, &mut tokens)?;
            tokens.end_of_argument()?;
        }
    }
    Ok(())
}

/// Returns the error for a name that is not in `allowed`.
pub(crate) fn unknown(name: &Ident, allowed: &[&str]) -> Error {
    let allowed: Vec<String> = allowed.iter().map(|name| format!("`{name}`")).collect();
    Error::new(name.span(), format!("unknown argument `{name}`: expected one of {}", allowed.join(", ")))
}

fn text(name: &Ident, tokens: &mut Tokens) -> Result<Literal, Error> {
    let found = if tokens.punct('=') { tokens.literal() } else { None };
    let found = found.ok_or_else(|| tokens.error(format!("expected `{name} = \"…\"`")))?;
    literal::text(&found)?;
    Ok(found)
}

/// Returns a string, a number (perhaps after a minus), or a boolean.
fn value(name: &Ident, tokens: &mut Tokens) -> Result<Vec<TokenTree>, Error> {
    let value = if tokens.punct('=') { scalar(tokens) } else { Vec::new() };
    if value.is_empty() { Err(tokens.error(format!("expected `{name} = value`"))) } else { Ok(value) }
}

/// Returns the tokens of one value; none if there is none.
fn scalar(tokens: &mut Tokens) -> Vec<TokenTree> {
    let mut value = Vec::new();
    if tokens.punct('-') {
        value.push(proc_macro::Punct::new('-', proc_macro::Spacing::Alone).into());
    }
    value.extend(match tokens.literal() {
        Some(literal) => Some(TokenTree::from(literal)),
        None => tokens.next(),
    });
    value
}

/// Returns the value of an absent property: one value, a list of values, or none for that of the type.
fn default(name: &Ident, tokens: &mut Tokens) -> Result<DefaultValue, Error> {
    if !tokens.punct('=') {
        return Ok(DefaultValue::OfType);
    }
    let given = scalar(tokens);
    let wrong = |tokens: &mut Tokens| {
        tokens.error(format!("expected `{name}`, `{name} = value` or `{name} = [value, …]`; a value is a literal"))
    };
    if let [TokenTree::Group(group)] = given.as_slice()
        && group.delimiter() == Delimiter::Bracket
    {
        let mut inside = Tokens::inside(group);
        let mut items = Vec::new();
        while !inside.is_empty() {
            let item = scalar(&mut inside);
            if !is_literal(&item) {
                return Err(wrong(&mut inside));
            }
            items.push(item);
            inside.end_of_argument()?;
        }
        return Ok(DefaultValue::Items(items));
    }
    if is_literal(&given) { Ok(DefaultValue::Value(given)) } else { Err(wrong(tokens)) }
}

/// Returns true for a literal, perhaps after a minus, and for `true` and `false`.
fn is_literal(value: &[TokenTree]) -> bool {
    match value {
        [TokenTree::Ident(ident)] => matches!(ident.to_string().as_str(), "true" | "false"),
        [.., TokenTree::Literal(_)] => true,
        _ => false,
    }
}
