//! `#[check(…)]`: what is asked of a field or a variant before it is sent.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::check;
use crate::ir::{Api, Body, Constraint, Number, Scalar, TypeRef};

/// The attribute of a value whose type and own constraints these are; `None` where nothing is checked.
pub(super) fn attribute(api: &Api, ty: &TypeRef, constraints: &[Constraint]) -> Option<TokenStream> {
    let nested = check::is_checked(api, ty).then(|| quote!(nested));
    let rules: Vec<TokenStream> = rules(api, ty, constraints).into_iter().chain(nested).collect();
    (!rules.is_empty()).then(|| quote!(#[check(#(#rules),*)]))
}

/// The attribute of the field of a body.
pub(super) fn of_body(api: &Api, body: &Body) -> Option<TokenStream> {
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => attribute(api, &content.ty, &content.constraints),
        (_, contents) => {
            let is_checked = contents.iter().any(|content| attribute(api, &content.ty, &content.constraints).is_some());
            is_checked.then(|| quote!(#[check(nested)]))
        }
    }
}

/// What is asked of a value, but for what its own type checks.
fn rules(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Vec<TokenStream> {
    let (meant, constraints) = api.meant(ty, own);
    let inside = match meant {
        TypeRef::Nullable(inner) => {
            let own: Vec<Constraint> = constraints.into_iter().cloned().collect();
            return rules(api, inner, &own);
        }
        TypeRef::Array(inside) | TypeRef::Map(inside) => Some(inside),
        TypeRef::Scalar(
            Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64,
        ) => None,
        // Nothing is asked of these but by their own types.
        TypeRef::Scalar(
            Scalar::Bool | Scalar::Json | Scalar::Bytes | Scalar::Upload | Scalar::File | Scalar::Formatted(_),
        )
        | TypeRef::Named(_)
        | TypeRef::Boxed(_) => return Vec::new(),
    };
    let each = inside.and_then(|inside| {
        let of_each = constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Each(of_each) => Some(of_each),
            _ => None,
        });
        let of_each: Vec<Constraint> = of_each.flatten().cloned().collect();
        let rules = rules(api, inside, &of_each);
        (!rules.is_empty()).then(|| quote!(each(#(#rules),*)))
    });
    constraints.iter().filter_map(|constraint| rule(constraint)).chain(each).collect()
}

/// One rule; what is asked of each item stands by itself.
fn rule(constraint: &Constraint) -> Option<TokenStream> {
    Some(match constraint {
        Constraint::MinLength(least) => counted("min_length", *least),
        Constraint::MaxLength(most) => counted("max_length", *most),
        Constraint::Characters { pattern, .. } | Constraint::Pattern(pattern) => quote!(pattern = #pattern),
        Constraint::Minimum(least) => compared("minimum", least),
        Constraint::Maximum(most) => compared("maximum", most),
        Constraint::MoreThan(bound) => compared("more_than", bound),
        Constraint::LessThan(bound) => compared("less_than", bound),
        Constraint::MultipleOf(factor) => compared("multiple_of", factor),
        Constraint::OneOf(values) => {
            let values = values.iter().map(literal);
            quote!(one_of = [#(#values),*])
        }
        Constraint::MinItems(least) => counted("min_items", *least),
        Constraint::MaxItems(most) => counted("max_items", *most),
        Constraint::UniqueItems => quote!(unique_items),
        Constraint::MinProperties(least) => counted("min_properties", *least),
        Constraint::MaxProperties(most) => counted("max_properties", *most),
        Constraint::Each(_) => return None,
    })
}

fn counted(name: &str, count: usize) -> TokenStream {
    let name = format_ident!("{name}");
    let count = Literal::usize_unsuffixed(count);
    quote!(#name = #count)
}

fn compared(name: &str, number: &Number) -> TokenStream {
    let name = format_ident!("{name}");
    let number = literal(number);
    quote!(#name = #number)
}

/// A number is always a literal, perhaps after a minus.
fn literal(number: &Number) -> TokenStream {
    number.as_str().parse().unwrap_or_default()
}
