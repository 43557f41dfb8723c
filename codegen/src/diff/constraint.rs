use std::collections::HashSet;

use serde_json::Value;

use super::{Change, Rule, matching::matched_by, pair::Pair};
use crate::ir::{Constraint, Number, TypeRef};
use crate::render::signature::constraint_text;

/// The values that a constraint permits.
enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// One of these numbers.
    OneOf(Vec<Number>),
    /// A requirement that cannot be compared, only equal or different.
    Exactly(String),
}

/// Returns all constraints of a value in each version: those of its type and those of the place
/// that uses it.
pub(super) fn collect(
    pair: &Pair<'_>,
    old: (&TypeRef, &[Constraint]),
    new: (&TypeRef, &[Constraint]),
) -> (Vec<Constraint>, Vec<Constraint>) {
    (pair.old.api.constraints_on(old.0, old.1), pair.new.api.constraints_on(new.0, new.1))
}

/// Compares the constraints of a value. `change` builds a change of the value from a rule and a
/// description.
pub(super) fn compare(
    old: &[Constraint],
    new: &[Constraint],
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    let kind = |constraint: &Constraint| constraint.keyword().to_owned();
    let matched = matched_by(old, new, &[&kind]);
    for added in &matched.added {
        let words = format!("new constraint: {}", constraint_text(added));
        changes.push(change(Rule::ConstraintTightened, &words));
    }
    for removed in &matched.removed {
        let words = format!("removed constraint: {}", constraint_text(removed));
        changes.push(change(Rule::ConstraintLoosened, &words));
    }
    for (before, after) in matched.both.iter().filter(|(before, after)| before != after) {
        if let (Constraint::Each(before), Constraint::Each(after)) = (before, after) {
            let inside = |rule, document: &str| change(rule, &format!("each element: {document}"));
            compare(before, after, &inside, changes);
            continue;
        }
        let rule = match (bound(before), bound(after)) {
            (Bound::AtLeast(before), Bound::AtLeast(after)) if after > before => Rule::ConstraintTightened,
            (Bound::AtMost(before), Bound::AtMost(after)) if after < before => Rule::ConstraintTightened,
            (Bound::AtLeast(_), Bound::AtLeast(_)) | (Bound::AtMost(_), Bound::AtMost(_)) => Rule::ConstraintLoosened,
            (Bound::OneOf(before), Bound::OneOf(after)) => {
                match (is_within(&after, &before), is_within(&before, &after)) {
                    (true, true) => Rule::Documentation,
                    (true, false) => Rule::ConstraintTightened,
                    (false, true) => Rule::ConstraintLoosened,
                    (false, false) => Rule::ConstraintChanged,
                }
            }
            (Bound::Exactly(before), Bound::Exactly(after)) if before == after => Rule::Documentation,
            _ => Rule::ConstraintChanged,
        };
        let words = format!("constraint changed from {} to {}", constraint_text(before), constraint_text(after));
        changes.push(change(rule, &words));
    }
}

/// Returns true if the keyword of `constraint`, which is no pattern, with this value results in `constraint`.
pub(crate) fn matches_keyword(constraint: &Constraint, value: &Value) -> bool {
    match bound(constraint) {
        Bound::AtLeast(bound) | Bound::AtMost(bound) => {
            value.as_f64().is_some_and(|value| value.total_cmp(&bound).is_eq())
        }
        Bound::OneOf(_) => value.is_array(),
        Bound::Exactly(_) => true,
    }
}

/// Returns the values that a constraint permits.
fn bound(constraint: &Constraint) -> Bound {
    match constraint {
        Constraint::MinLength(least) | Constraint::MinItems(least) | Constraint::MinProperties(least) => {
            Bound::AtLeast(amount(*least))
        }
        Constraint::MaxLength(most) | Constraint::MaxItems(most) | Constraint::MaxProperties(most) => {
            Bound::AtMost(amount(*most))
        }
        Constraint::Characters(pattern) | Constraint::Pattern(pattern) => Bound::Exactly(pattern.clone()),
        Constraint::Minimum(bound) | Constraint::MoreThan(bound) => Bound::AtLeast(bound.approximate()),
        Constraint::Maximum(bound) | Constraint::LessThan(bound) => Bound::AtMost(bound.approximate()),
        Constraint::MultipleOf(factor) => Bound::Exactly(factor.to_string()),
        Constraint::OneOf(values) => Bound::OneOf(values.clone()),
        Constraint::UniqueItems | Constraint::Each(_) => Bound::Exactly(String::new()),
    }
}

fn is_within(some: &[Number], all: &[Number]) -> bool {
    let all: HashSet<&Number> = all.iter().collect();
    some.iter().all(|number| all.contains(number))
}

fn amount(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
