use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::setters::{self, Renamed};
use crate::ir::{Api, Constant, Operation, Parameter, ParameterLocation, Scalar, Segments, Style, TypeRef};
use crate::path_template::placeholders;
use crate::render::{
    Uses, attributes, doc,
    models::object,
    plain_type::{checked_type, is_generic, is_number_type, plain_name},
    rules,
    tokens::{Models, ident, in_row, plain},
};

/// Renders the field of a parameter with its documentation, attributes and checks.
pub(super) fn field(
    api: &Api,
    operation: &Operation,
    parameter: &Parameter,
    renamed: &Renamed<'_>,
    uses: &mut Uses,
) -> TokenStream {
    let Parameter { wire, ty, constraints, .. } = parameter;
    let mut more = rules::sentence(api, ty, constraints);
    more.extend(object::constant_doc(parameter.constant.as_ref(), false, constraints));
    more.extend(parameter.default.as_ref().map(|value| format!("Defaults to {}.", doc::code(&value.to_string()))));
    let of_server = parameter.server_default.as_ref();
    more.extend(of_server.map(|value| format!("If it is not set, the server uses {}.", doc::code(&value.to_string()))));
    let form = rules::sentence_of_segments(&parameter.segments);
    let has_several = form.is_none() && parameter.segments != Segments::One;
    more.extend(form);
    more.extend(has_several.then(|| "It may have several segments, with slashes between.".to_owned()));
    let doc = doc::documented_or(&parameter.doc, &more, &format!("The parameter {}.", doc::code(wire.as_str())));
    let rendered = checked_type(api, plain(api, ty), constraints, Models::ByModule, uses);
    let param = attribute(api, operation, parameter, &rendered);
    let check = attributes::check(api, ty, constraints);
    let name = ident(&parameter.name);
    let setter = setters::name_attribute(renamed, parameter.name.as_str());
    let ty = field_type(parameter, rendered);
    quote!(#doc #param #check #setter pub #name: #ty,)
}

fn field_type(parameter: &Parameter, rendered: TokenStream) -> TokenStream {
    if parameter.required { rendered } else { quote!(Option<#rendered>) }
}

/// Returns the argument type of `new` and the client's method for a parameter, or `None` if they do
/// not take it.
pub(super) fn argument(api: &Api, parameter: &Parameter, uses: &mut Uses) -> Option<TokenStream> {
    let ty = checked_type(api, plain(api, &parameter.ty), &parameter.constraints, Models::ByModule, uses);
    parameter.is_argument().then_some(ty)
}

/// Renders `#[param(…)]` with the arguments that differ from the defaults for the field.
fn attribute(api: &Api, operation: &Operation, parameter: &Parameter, rendered: &TokenStream) -> Option<TokenStream> {
    let Parameter { wire, name, .. } = parameter;
    let wire = wire.as_str();
    let plain = plain_name(name);
    let placeholder = placeholder(&operation.path, plain);
    let default = if placeholder.is_some() { ParameterLocation::Path } else { ParameterLocation::Query };
    let named = placeholder.filter(|_| parameter.location == ParameterLocation::Path).unwrap_or(plain);
    let place = match parameter.location {
        ParameterLocation::Path => format_ident!("path"),
        ParameterLocation::Query => format_ident!("query"),
        ParameterLocation::Header => format_ident!("header"),
        ParameterLocation::Cookie => format_ident!("cookie"),
    };
    let mut arguments = Vec::new();
    if wire != named {
        arguments.push(quote!(#place = #wire));
    } else if parameter.location != default {
        arguments.push(quote!(#place));
    }
    if operation.is_idempotency_key(parameter) {
        arguments.push(quote!(idempotency_key));
    }
    arguments.extend((parameter.required && is_generic(rendered, "Option")).then(|| quote!(required)));
    arguments.extend(style(api, parameter, rendered));
    arguments.extend(parameter.fixed().map(|fixed| {
        let value = literal(fixed, rendered);
        quote!(value = #value)
    }));
    arguments.extend(parameter.default.as_ref().map(|default| {
        let value = literal(default, rendered);
        quote!(default = #value)
    }));
    attributes::attribute("param", &arguments)
}

/// Returns the path placeholder that belongs to a field by its name, as the derive finds it.
fn placeholder<'p>(path: &'p str, field: &str) -> Option<&'p str> {
    let placeholders = || placeholders(path).map(|placeholder| placeholder.name);
    if let Some(same) = placeholders().find(|name| *name == field) {
        return Some(same);
    }
    let mut alike = placeholders().filter(|name| letters(name).eq(letters(field)));
    alike.next().filter(|_| alike.next().is_none())
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Renders the style arguments of a parameter that differ from the default for its type.
fn style(api: &Api, parameter: &Parameter, rendered: &TokenStream) -> Vec<TokenStream> {
    // The `Display` of a type for a format differs from its serialized form.
    let is_formatted =
        matches!(api.without_aliases(&parameter.ty), TypeRef::Scalar(Scalar::Formatted(_) | Scalar::Custom(_)));
    let style = match (parameter.style, parameter.location) {
        (Style::Plain, ParameterLocation::Query) if is_formatted => Style::Exploded,
        (Style::Plain, _) if is_formatted => Style::Commas,
        (Style::Plain, _) => return Vec::new(),
        (style, _) => style,
    };
    let of_lists = if parameter.location == ParameterLocation::Query { Style::Exploded } else { Style::Commas };
    let is_default = style == of_lists && is_list(rendered);
    let mut arguments = Vec::new();
    if !is_default {
        let style = format_ident!("{style:?}");
        arguments.push(quote!(style = #style));
    }
    arguments.extend(parameter.reserved.then(|| quote!(reserved)));
    arguments.extend(parameter.empty.then(|| quote!(empty)));
    arguments
}

/// Returns true if the tokens are those of a list, as far as a derive can recognize one.
fn is_list(rendered: &TokenStream) -> bool {
    is_generic(rendered, "Vec") || in_row(rendered).starts_with("Option<Vec<")
}

/// Renders a value of a parameter. A number has its type as a suffix, since the conversion does not
/// imply it.
fn literal(constant: &Constant, ty: &TokenStream) -> TokenStream {
    match constant {
        Constant::Text(text) => quote!(#text),
        Constant::Number(number) => {
            // A named integer is made from an `i64`.
            let ty = if is_number_type(ty) { in_row(ty) } else { "i64".to_owned() };
            format!("{}_{ty}", number.as_str()).parse().unwrap_or_default()
        }
        Constant::Bool(value) => {
            let value = format_ident!("{value}");
            quote!(#value)
        }
    }
}
