//! The attributes that the derives of the runtime read.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::check;
use crate::ir::{Api, Constraint, Number, TypeRef};
use crate::naming::case::{Named, renamed};

/// `#[json(…)]`, unless there is nothing to say.
pub(super) fn json(arguments: &[TokenStream]) -> Option<TokenStream> {
    (!arguments.is_empty()).then(|| quote!(#[json(#(#arguments),*)]))
}

/// `#[json(rename_all = "…")]`, where the names have a rule.
pub(super) fn json_rename_all(case: Option<&str>) -> Option<TokenStream> {
    case.map(|case| quote!(#[json(rename_all = #case)]))
}

/// `rename = "…"`, where the name in JSON does not follow from the name in Rust.
pub(super) fn rename(named: Named, case: Option<&str>, rust: &str, wire: &str) -> Option<TokenStream> {
    (renamed(named, case, rust) != wire).then(|| quote!(rename = #wire))
}

/// `#[check(…)]` for a value of the type that has constraints of its own as well, unless nothing is checked.
pub(super) fn check(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Option<TokenStream> {
    let mut rules = rules(&api.asked(ty, own));
    rules.extend(check::is_checked(api, ty).then(|| quote!(nested)));
    (!rules.is_empty()).then(|| quote!(#[check(#(#rules),*)]))
}

/// `#[check(…)]` for how many properties an object has.
pub(super) fn check_properties(constraints: &[Constraint]) -> Option<TokenStream> {
    let of_count: Vec<Constraint> =
        constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Each(_))).cloned().collect();
    let rules = rules(&of_count);
    (!rules.is_empty()).then(|| quote!(#[check(#(#rules),*)]))
}

fn rules(constraints: &[Constraint]) -> Vec<TokenStream> {
    constraints.iter().map(rule).collect()
}

fn rule(constraint: &Constraint) -> TokenStream {
    match constraint {
        Constraint::MinLength(least) => counted("min_length", *least),
        Constraint::MaxLength(most) => counted("max_length", *most),
        Constraint::Characters { pattern, .. } | Constraint::Pattern(pattern) => quote!(pattern = #pattern),
        Constraint::Minimum(least) => compared("minimum", least),
        Constraint::Maximum(most) => compared("maximum", most),
        Constraint::MoreThan(bound) => compared("more_than", bound),
        Constraint::LessThan(bound) => compared("less_than", bound),
        Constraint::MultipleOf(factor) => compared("multiple_of", factor),
        Constraint::OneOf(values) => {
            let values = values.iter().map(number);
            quote!(one_of = [#(#values),*])
        }
        Constraint::MinItems(least) => counted("min_items", *least),
        Constraint::MaxItems(most) => counted("max_items", *most),
        Constraint::UniqueItems => quote!(unique_items),
        Constraint::MinProperties(least) => counted("min_properties", *least),
        Constraint::MaxProperties(most) => counted("max_properties", *most),
        Constraint::Each(inner) => {
            let rules = rules(inner);
            quote!(each(#(#rules),*))
        }
    }
}

fn counted(name: &str, count: usize) -> TokenStream {
    let name = format_ident!("{name}");
    let count = Literal::usize_unsuffixed(count);
    quote!(#name = #count)
}

fn compared(name: &str, value: &Number) -> TokenStream {
    let name = format_ident!("{name}");
    let value = number(value);
    quote!(#name = #value)
}

/// A number as a literal, perhaps after a minus.
pub(super) fn number(number: &Number) -> TokenStream {
    number.as_str().parse().unwrap_or_default()
}
