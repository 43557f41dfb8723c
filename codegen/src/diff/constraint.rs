use super::matching::matched_by;
use super::{Change, Rule};
use crate::ir::Constraint;
use crate::render::signature::constraint_text;

/// What a constraint asks for.
enum Bound {
    AtLeast(usize),
    AtMost(usize),
    /// Something that is neither more nor less.
    Exactly(String),
}

/// What is different in what is asked of a value. `change` makes a change to the value from a rule and the words.
pub(super) fn compare(
    old: &[Constraint],
    new: &[Constraint],
    change: &dyn Fn(Rule, &str) -> Change,
    changes: &mut Vec<Change>,
) {
    let kind = |constraint: &Constraint| keyword(constraint).0.to_owned();
    let matched = matched_by(old, new, &[&kind]);
    for added in &matched.added {
        let words = format!("it has to be {}", constraint_text(added));
        changes.push(change(Rule::ConstraintTightened, &words));
    }
    for removed in &matched.removed {
        let words = format!("it no longer has to be {}", constraint_text(removed));
        changes.push(change(Rule::ConstraintLoosened, &words));
    }
    for (before, after) in matched.both.iter().filter(|(before, after)| before != after) {
        let rule = match (keyword(before).1, keyword(after).1) {
            (Bound::AtLeast(before), Bound::AtLeast(after)) if after > before => Rule::ConstraintTightened,
            (Bound::AtMost(before), Bound::AtMost(after)) if after < before => Rule::ConstraintTightened,
            (Bound::AtLeast(_), Bound::AtLeast(_)) | (Bound::AtMost(_), Bound::AtMost(_)) => Rule::ConstraintLoosened,
            (Bound::Exactly(before), Bound::Exactly(after)) if before == after => Rule::Documentation,
            _ => Rule::ConstraintChanged,
        };
        let words = format!("it has to be {}, where it had to be {}", constraint_text(after), constraint_text(before));
        changes.push(change(rule, &words));
    }
}

/// The keyword of JSON Schema, and what it asks for.
fn keyword(constraint: &Constraint) -> (&'static str, Bound) {
    match constraint {
        Constraint::MinLength(least) => ("minLength", Bound::AtLeast(*least)),
        Constraint::MaxLength(most) => ("maxLength", Bound::AtMost(*most)),
        Constraint::Characters { pattern, class: _ } => ("pattern", Bound::Exactly(pattern.clone())),
    }
}
