//! Constraints that no value meets, such as a minimum above the maximum.

use crate::diagnostic::Diagnostic;
use crate::ir::Constraint;
use crate::lower::Lowering;
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// Returns the constraints without each pair that no value meets, and warns about it. A client that checked such a
    /// pair could not send anything.
    pub(in crate::lower) fn without_contradictions(
        &mut self,
        mut constraints: Vec<Constraint>,
        at: &Pointer,
    ) -> Vec<Constraint> {
        while let Some((least, most, message)) = find(&constraints) {
            constraints.retain(|constraint| *constraint != least && *constraint != most);
            self.report.push(
                Diagnostic::warning(at, format!("{message}: neither limit is checked"))
                    .help("correct the limits, for instance with an overlay"),
            );
        }
        constraints
    }
}

/// Returns the first two limits that exclude each other, and the message for them.
fn find(constraints: &[Constraint]) -> Option<(Constraint, Constraint, String)> {
    // A schema has any number of patterns, and few limits.
    let upper: Vec<&Constraint> = constraints.iter().filter(|constraint| is_upper(constraint)).collect();
    constraints.iter().find_map(|least| {
        let (most, message) = upper.iter().find_map(|most| Some((*most, contradiction(least, most)?)))?;
        Some((least.clone(), most.clone(), message))
    })
}

fn is_upper(constraint: &Constraint) -> bool {
    use Constraint::{LessThan, MaxItems, MaxLength, MaxProperties, Maximum};
    matches!(constraint, MaxLength(_) | MaxItems(_) | MaxProperties(_) | Maximum(_) | LessThan(_))
}

/// Returns the message for a lower and an upper limit that exclude each other.
fn contradiction(least: &Constraint, most: &Constraint) -> Option<String> {
    use Constraint::{
        LessThan, MaxItems, MaxLength, MaxProperties, Maximum, MinItems, MinLength, MinProperties, Minimum, MoreThan,
    };
    let counts = |least: &usize, most: &usize, what: &str, parts: &str| {
        (least > most).then(|| format!("no {what} has at least {least} and at most {most} {parts}"))
    };
    match (least, most) {
        (MinLength(least), MaxLength(most)) => counts(least, most, "string", "characters"),
        (MinItems(least), MaxItems(most)) => counts(least, most, "list", "items"),
        (MinProperties(least), MaxProperties(most)) => counts(least, most, "object", "properties"),
        (Minimum(low) | MoreThan(low), Maximum(high) | LessThan(high)) => {
            let is_exclusive = matches!(least, MoreThan(_)) || matches!(most, LessThan(_));
            let is_empty = low.approximate() > high.approximate()
                || is_exclusive && low.approximate().total_cmp(&high.approximate()).is_eq();
            let from = if matches!(least, MoreThan(_)) { "more than" } else { "at least" };
            let to = if matches!(most, LessThan(_)) { "less than" } else { "at most" };
            is_empty.then(|| format!("no number is {from} {low} and {to} {high}"))
        }
        _ => None,
    }
}
