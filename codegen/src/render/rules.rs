use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{class, doc, tokens::in_row};
use crate::ir::{Api, Constraint, Number, Scalar, TypeRef};

/// What is asked of a value, but for what its own type checks.
struct Asked {
    /// The method of the checker that begins with it.
    kind: Ident,
    rules: Vec<TokenStream>,
    /// The rule for what is inside.
    each: Option<TokenStream>,
}

fn asked(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Option<Asked> {
    if !api.asks(ty, own) {
        return None;
    }
    let (meant, constraints) = api.meant(ty, own);
    let (kind, inside) = match meant {
        TypeRef::Scalar(Scalar::String) => ("text", None),
        TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => ("integer", None),
        TypeRef::Scalar(Scalar::F32 | Scalar::F64) => ("number", None),
        TypeRef::Array(inside) => ("list", Some(inside)),
        TypeRef::Map(inside) => ("map", Some(inside)),
        TypeRef::Nullable(inner) => {
            let own: Vec<Constraint> = constraints.into_iter().cloned().collect();
            return asked(api, inner, &own);
        }
        // Nothing is asked of these but by their own types.
        TypeRef::Scalar(
            Scalar::Bool | Scalar::Json | Scalar::Bytes | Scalar::Upload | Scalar::File | Scalar::Formatted(_),
        )
        | TypeRef::Named(_)
        | TypeRef::Boxed(_) => return None,
    };
    let rules = constraints.iter().filter_map(|constraint| rule(constraint)).collect();
    let each = inside.and_then(|inside| each(api, inside, &constraints));
    Some(Asked { kind: format_ident!("{kind}"), rules, each })
}

/// The statement that checks what is asked of a value, but for what its own type checks; empty when nothing is. `value` is
/// a reference to it, or to a place where it may be.
pub(super) fn of(api: &Api, name: &TokenStream, value: &TokenStream, ty: &TypeRef, own: &[Constraint]) -> TokenStream {
    let statement =
        asked(api, ty, own).map(|Asked { kind, rules, each }| quote!(checker.#kind(#name, #value)#(.#rules)*#each;));
    statement.unwrap_or_default()
}

/// The same as a row of a table has it, if anything is asked.
pub(super) fn of_row(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Option<String> {
    asked(api, ty, own).map(|Asked { kind, rules, each }| in_row(&quote!(#kind #(.#rules)* #each)))
}

/// The rule for what is in a list or a map.
fn each(api: &Api, inside: &TypeRef, constraints: &[&Constraint]) -> Option<TokenStream> {
    let inner = inner(constraints);
    let rules = of(api, &quote!(name), &quote!(value), inside, &inner);
    (!rules.is_empty()).then(|| quote!(.each(|checker, name, value| { #rules })))
}

/// What is asked of each part of a value.
fn inner(constraints: &[&Constraint]) -> Vec<Constraint> {
    let inner = constraints.iter().filter_map(|constraint| match constraint {
        Constraint::Each(inner) => Some(inner),
        _ => None,
    });
    inner.flatten().cloned().collect()
}

/// Whether what is asked of a value has a pattern for which the runtime needs a feature.
pub(super) fn has_pattern(api: &Api, ty: &TypeRef, own: &[Constraint]) -> bool {
    have_pattern(&api.asked(ty, own))
}

/// Whether one of them is such a pattern, or asks for one of what is inside.
pub(super) fn have_pattern(constraints: &[Constraint]) -> bool {
    constraints.iter().any(is_pattern)
}

fn is_pattern(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Pattern(_) => true,
        Constraint::Each(inner) => have_pattern(inner),
        _ => false,
    }
}

fn rule(constraint: &Constraint) -> Option<TokenStream> {
    Some(match constraint {
        Constraint::MinLength(least) => counted("min_length", *least),
        Constraint::MaxLength(most) => counted("max_length", *most),
        Constraint::Characters { pattern, class } => class::rule(pattern, class),
        Constraint::Pattern(pattern) => quote!(pattern(#pattern)),
        Constraint::Minimum(least) => compared("minimum", least),
        Constraint::Maximum(most) => compared("maximum", most),
        Constraint::MoreThan(bound) => compared("more_than", bound),
        Constraint::LessThan(bound) => compared("less_than", bound),
        Constraint::MultipleOf(factor) => compared("multiple_of", factor),
        Constraint::OneOf(values) => {
            let values = values.iter().map(literal);
            quote!(one_of(&[#(#values),*]))
        }
        Constraint::MinItems(least) => counted("min_items", *least),
        Constraint::MaxItems(most) => counted("max_items", *most),
        Constraint::UniqueItems => quote!(unique_items()),
        Constraint::MinProperties(least) => counted("min_properties", *least),
        Constraint::MaxProperties(most) => counted("max_properties", *most),
        Constraint::Each(_) => return None,
    })
}

fn counted(name: &str, count: usize) -> TokenStream {
    let name = format_ident!("{name}");
    let count = Literal::usize_unsuffixed(count);
    quote!(#name(#count))
}

fn compared(name: &str, number: &Number) -> TokenStream {
    let name = format_ident!("{name}");
    let number = literal(number);
    quote!(#name(#number))
}

/// A number is always a literal, perhaps after a minus.
fn literal(number: &Number) -> TokenStream {
    number.as_str().parse().unwrap_or_default()
}

/// What is asked of a value where the type is used, in words, for the documentation.
pub(super) fn sentence(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Vec<String> {
    said(&joined(&api.asked(ty, own)))
}

/// How many members are asked of an object, in words.
pub(super) fn sentence_of_members(constraints: &[Constraint]) -> Vec<String> {
    let of_count: Vec<Constraint> =
        constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Each(_))).cloned().collect();
    said(&joined(&of_count))
}

fn said(rules: &[String]) -> Vec<String> {
    if rules.is_empty() { Vec::new() } else { vec![format!("Checked before it is sent: {}.", rules.join(", "))] }
}

/// Each constraint in words; a least and a most that are the same are one.
fn joined(constraints: &[Constraint]) -> Vec<String> {
    let mut rules = Vec::new();
    let mut rest = constraints;
    loop {
        rest = match rest {
            [] => return rules,
            [Constraint::MinLength(least), Constraint::MaxLength(most), rest @ ..] if least == most => {
                rules.push(format!("exactly {}", several(*most, "character")));
                rest
            }
            [Constraint::MinItems(least), Constraint::MaxItems(most), rest @ ..] if least == most => {
                rules.push(format!("exactly {}", several(*most, "item")));
                rest
            }
            [first, rest @ ..] => {
                rules.push(in_words(first));
                rest
            }
        }
    }
}

/// One constraint in words.
pub(super) fn in_words(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(1) | Constraint::MinItems(1) | Constraint::MinProperties(1) => "not empty".to_owned(),
        Constraint::MinLength(least) => format!("at least {}", several(*least, "character")),
        Constraint::MaxLength(most) => format!("at most {}", several(*most, "character")),
        Constraint::Characters { pattern, .. } | Constraint::Pattern(pattern) => {
            format!("matching {}", doc::code(pattern))
        }
        Constraint::Minimum(least) => format!("at least {least}"),
        Constraint::Maximum(most) => format!("at most {most}"),
        Constraint::MoreThan(bound) => format!("more than {bound}"),
        Constraint::LessThan(bound) => format!("less than {bound}"),
        Constraint::MultipleOf(factor) => format!("a multiple of {factor}"),
        Constraint::OneOf(values) => {
            let one_of = if values.len() == 1 { "exactly" } else { "one of" };
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("{one_of} {}", values.join(", "))
        }
        Constraint::MinItems(least) => format!("at least {}", several(*least, "item")),
        Constraint::MaxItems(most) => format!("at most {}", several(*most, "item")),
        Constraint::UniqueItems => "no item twice".to_owned(),
        Constraint::MinProperties(least) => format!("at least {}", several(*least, "member")),
        Constraint::MaxProperties(most) => format!("at most {}", several(*most, "member")),
        Constraint::Each(inner) => format!("each {}", joined(inner).join(" and ")),
    }
}

fn several(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
