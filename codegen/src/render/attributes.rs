//! The attributes that the derives of the runtime read.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Api, Body, Constant, Constraint, MOST_CHECKED, Number, Scalar, TypeRef};
use crate::naming::case::{Named, renamed};

/// Renders `#[name(…)]`, unless there are no arguments.
pub(super) fn attribute(name: &str, arguments: &[TokenStream]) -> Option<TokenStream> {
    let name = format_ident!("{name}");
    (!arguments.is_empty()).then(|| quote!(#[#name(#(#arguments),*)]))
}

/// The maximum number of attributes of one name on an item. The compiler fails at 128.
const MOST: usize = 64;

/// Renders an attribute for each argument. If they are too many, each attribute has several.
pub(super) fn each(name: &str, arguments: &[TokenStream]) -> Vec<TokenStream> {
    let of_one = arguments.len().div_ceil(MOST).max(1);
    arguments.chunks(of_one).filter_map(|arguments| attribute(name, arguments)).collect()
}

/// Renders `#[json(…)]`, unless there are no arguments.
pub(super) fn json(arguments: &[TokenStream]) -> Option<TokenStream> {
    attribute("json", arguments)
}

/// Renders a constant as a literal.
pub(super) fn constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Text(text) => quote!(#text),
        Constant::Number(value) => number(value),
        Constant::Bool(value) => quote!(#value),
    }
}

/// Renders `#[json(rename_all = "…")]` if the names follow a rule.
pub(super) fn json_rename_all(case: Option<&str>) -> Option<TokenStream> {
    case.map(|case| quote!(#[json(rename_all = #case)]))
}

/// Renders `rename = "…"` if the name in JSON does not follow from the name in Rust.
pub(super) fn rename(named: Named, case: Option<&str>, rust: &str, wire: &str) -> Option<TokenStream> {
    (renamed(named, case, rust) != wire).then(|| quote!(rename = #wire))
}

/// Renders `#[check(…)]` for a value of the type, unless only its parts are checked.
pub(super) fn check(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Option<TokenStream> {
    attribute("check", &rules(api, ty, own))
}

/// Renders `#[check(…)]` for the field of a request body, unless nothing is checked.
pub(super) fn check_body(api: &Api, body: &Body) -> Option<TokenStream> {
    match (&body.choice, body.contents.as_slice()) {
        (None, [content]) => check(api, &content.ty, &content.constraints),
        // The enum of the contents checks its own value.
        _ => None,
    }
}

/// Renders `#[check(…)]` for the number of properties of an object.
pub(super) fn check_properties(constraints: &[Constraint]) -> Option<TokenStream> {
    let rules: Vec<TokenStream> = constraints.iter().filter_map(rule).collect();
    attribute("check", &rules)
}

/// Returns the rules of a value, without those that its own type checks.
fn rules(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Vec<TokenStream> {
    rules_within(api, ty, own, MOST_CHECKED)
}

/// Returns them with those of at most `levels` lists in one another.
fn rules_within(api: &Api, ty: &TypeRef, own: &[Constraint], levels: usize) -> Vec<TokenStream> {
    let (meant, constraints) = api.resolve(ty, own);
    let inside = match meant {
        TypeRef::Nullable(inner) => {
            let own: Vec<Constraint> = constraints.into_iter().cloned().collect();
            return rules_within(api, inner, &own, levels);
        }
        TypeRef::Array(_) | TypeRef::Map(_) if levels == 0 => None,
        TypeRef::Array(inside) | TypeRef::Map(inside) => Some(inside),
        TypeRef::Scalar(
            Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64,
        ) => None,
        // Only the types themselves check these.
        TypeRef::Scalar(
            Scalar::Bool
            | Scalar::Json
            | Scalar::Bytes
            | Scalar::Upload
            | Scalar::File
            | Scalar::Formatted(_)
            | Scalar::Custom(_),
        )
        | TypeRef::Named(_)
        | TypeRef::Boxed(_)
        | TypeRef::Deep(_) => return Vec::new(),
    };
    let each = inside.and_then(|inside| {
        let of_each = constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Each(of_each) => Some(of_each),
            _ => None,
        });
        let of_each: Vec<Constraint> = of_each.flatten().cloned().collect();
        let rules = rules_within(api, inside, &of_each, levels - 1);
        (!rules.is_empty()).then(|| quote!(each(#(#rules),*)))
    });
    constraints.iter().filter_map(|constraint| rule(constraint)).chain(each).collect()
}

/// Returns one rule. The rules for each item are rendered separately.
fn rule(constraint: &Constraint) -> Option<TokenStream> {
    Some(match constraint {
        Constraint::MinLength(least) => counted("min_length", *least),
        Constraint::MaxLength(most) => counted("max_length", *most),
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) => quote!(pattern = #pattern),
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
        Constraint::Each(_) => return None,
    })
}

fn counted(name: &str, count: usize) -> TokenStream {
    let name = format_ident!("{name}");
    let count = Literal::usize_unsuffixed(count);
    quote!(#name = #count)
}

fn compared(name: &str, bound: &Number) -> TokenStream {
    let name = format_ident!("{name}");
    let bound = number(bound);
    quote!(#name = #bound)
}

/// Renders a number as a literal, with a minus if it is negative.
pub(super) fn number(number: &Number) -> TokenStream {
    number.as_str().parse().unwrap_or_default()
}
