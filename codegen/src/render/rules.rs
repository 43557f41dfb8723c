use super::doc;
use crate::ir::{Api, Constraint, TypeRef};

/// Whether what is asked of a value has a pattern for which the runtime needs a feature.
pub(super) fn has_pattern(api: &Api, ty: &TypeRef, own: &[Constraint]) -> bool {
    have_pattern(&api.constraints_on(ty, own))
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

/// What is asked of a value where the type is used, in words, for the documentation.
pub(super) fn sentence(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Vec<String> {
    checked_before_sending(&joined(&api.constraints_on(ty, own)))
}

/// How many members are asked of an object, in words.
pub(super) fn sentence_of_members(constraints: &[Constraint]) -> Vec<String> {
    let of_count: Vec<Constraint> =
        constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Each(_))).cloned().collect();
    checked_before_sending(&joined(&of_count))
}

fn checked_before_sending(rules: &[String]) -> Vec<String> {
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
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) => {
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
