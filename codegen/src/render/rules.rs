use super::doc;
use crate::ir::{Api, Constraint, Segments, TypeRef};

/// Returns true if a constraint of the value has a pattern, for which the runtime needs a feature.
pub(super) fn has_pattern(api: &Api, ty: &TypeRef, own: &[Constraint]) -> bool {
    have_pattern(&api.constraints_on(ty, own))
}

/// Returns true if a constraint, or one of the elements, has such a pattern.
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

/// Returns the sentence on all constraints of a value, for the documentation.
pub(super) fn sentence(api: &Api, ty: &TypeRef, own: &[Constraint]) -> Vec<String> {
    checked_before_sending(&joined(&api.constraints_on(ty, own)))
}

/// Returns the sentence on the form of a path parameter that has several segments.
pub(super) fn sentence_of_segments(segments: &Segments) -> Option<String> {
    match segments {
        Segments::Pattern(pattern) if pattern != "**" => {
            Some(format!("Checked before sending: of the form {}.", doc::code(pattern)))
        }
        Segments::One | Segments::Pattern(_) | Segments::Reserved => None,
    }
}

/// Returns the sentence on the number of properties of an object.
pub(super) fn sentence_of_properties(constraints: &[Constraint]) -> Vec<String> {
    let of_count: Vec<Constraint> =
        constraints.iter().filter(|constraint| !matches!(constraint, Constraint::Each(_))).cloned().collect();
    checked_before_sending(&joined(&of_count))
}

fn checked_before_sending(rules: &[String]) -> Vec<String> {
    if rules.is_empty() { Vec::new() } else { vec![format!("Checked before sending: {}.", rules.join(", "))] }
}

/// Describes each constraint. A minimum and an equal maximum become one.
fn joined(constraints: &[Constraint]) -> Vec<String> {
    let mut rules = Vec::new();
    let mut rest = constraints;
    loop {
        rest = match rest {
            [] => return rules,
            [Constraint::MinLength(least), Constraint::MaxLength(most), rest @ ..] if least == most => {
                rules.push(format!("exactly {}", count(*most, "character", "characters")));
                rest
            }
            [Constraint::MinItems(least), Constraint::MaxItems(most), rest @ ..] if least == most => {
                rules.push(format!("exactly {}", count(*most, "item", "items")));
                rest
            }
            [first, rest @ ..] => {
                rules.push(in_words(first));
                rest
            }
        }
    }
}

/// Describes one constraint.
pub(super) fn in_words(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(1) | Constraint::MinItems(1) | Constraint::MinProperties(1) => "not empty".to_owned(),
        Constraint::MinLength(least) => format!("at least {}", count(*least, "character", "characters")),
        Constraint::MaxLength(most) => format!("at most {}", count(*most, "character", "characters")),
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
        Constraint::MinItems(least) => format!("at least {}", count(*least, "item", "items")),
        Constraint::MaxItems(most) => format!("at most {}", count(*most, "item", "items")),
        Constraint::UniqueItems => "unique items".to_owned(),
        Constraint::MinProperties(least) => format!("at least {}", count(*least, "property", "properties")),
        Constraint::MaxProperties(most) => format!("at most {}", count(*most, "property", "properties")),
        Constraint::Each(inner) => format!("each {}", joined(inner).join(" and ")),
    }
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
