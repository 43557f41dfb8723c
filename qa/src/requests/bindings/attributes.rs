//! Attributes whose arguments are `word`, `word = value` or `word(…)`.

use syn::{Attribute, Expr, Lit, Meta, Path, Token, ext::IdentExt, punctuated::Punctuated};

/// An argument of an attribute.
#[derive(Debug)]
pub(super) struct Argument {
    pub name: String,
    /// The value, if it is a string literal.
    pub text: Option<String>,
}

/// Returns the arguments of the attribute of this name, if there is one.
///
/// # Errors
/// Returns an error if they have another form.
pub(super) fn arguments(attributes: &[Attribute], name: &str) -> syn::Result<Option<Vec<Argument>>> {
    let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident(name)) else {
        return Ok(None);
    };
    let arguments = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?;
    let arguments = arguments.iter().map(|argument| {
        let name = argument.path().require_ident()?.unraw().to_string();
        Ok(Argument { name, text: text(argument) })
    });
    arguments.collect::<syn::Result<_>>().map(Some)
}

/// Returns true if the derive of this name is among those of an item.
///
/// # Errors
/// Returns an error if a `derive` is not a list of paths.
pub(super) fn derives(attributes: &[Attribute], name: &str) -> syn::Result<bool> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let derives = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)?;
        if derives.iter().filter_map(|path| path.segments.last()).any(|segment| segment.ident == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn text(argument: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = argument else { return None };
    match &pair.value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
