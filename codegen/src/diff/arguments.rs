use std::collections::HashMap;

use super::{
    Breaks, Change, Rule, Subject,
    pair::{Fit, Pair},
};
use crate::pointer::Pointer;

/// An argument of a constructor: its name, and its type.
pub(super) type Argument = (String, String);

/// Compares what two constructors take, apart from what was said of each argument by itself in `said`.
///
/// `path` is the constructor's, and `places` are those of what it makes.
pub(super) fn compare(
    pair: &Pair<'_>,
    (old, new): (&[Argument], &[Argument]),
    path: &str,
    (old_at, new_at): (&Pointer, &Pointer),
    said: &[Change],
) -> Option<Change> {
    let signature = |arguments: &[Argument]| {
        arguments.iter().map(|(name, ty)| format!("{name}: {ty}")).collect::<Vec<_>>().join(", ")
    };
    let change = |rule, document| {
        Change::new(rule, Subject::Type, path, document)
            .code(format!("new({})", signature(old)), format!("new({})", signature(new)))
            .at(Some(old_at.clone()), Some(new_at.clone()))
    };
    if are_reordered(old, new) {
        let fits = old.len() == new.len()
            && old.iter().zip(new).all(|((_, old), (_, new))| pair.fit(old, new) != Fit::Different);
        let rule = if fits { Rule::ArgumentsSwapped } else { Rule::ArgumentsReordered };
        return Some(change(rule, "what is required stands in another order"));
    }
    let names = |arguments: &[Argument]| arguments.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let is_told = said.iter().any(|change| change.breaks() == Breaks::Compile);
    (names(old) != names(new) && !is_told)
        .then(|| change(Rule::ConstructorChanged, "what has to be given is something else"))
}

/// Whether what both have stands in another order.
fn are_reordered(old: &[Argument], new: &[Argument]) -> bool {
    let places: HashMap<&str, usize> =
        old.iter().enumerate().map(|(place, (name, _))| (name.as_str(), place)).collect();
    !new.iter().filter_map(|(name, _)| places.get(name.as_str())).is_sorted()
}
