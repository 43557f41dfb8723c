use std::collections::HashMap;

use super::{
    Breaks, Change, Rule, Subject,
    pair::{Fit, Pair},
};
use crate::pointer::Pointer;

/// The name and the type of an argument.
pub(super) type Argument = (String, String);

/// Compares the arguments of two constructors.
///
/// `path` is the path of the constructor, and `reported` are the changes that are known of its
/// arguments.
pub(super) fn compare(
    pair: &Pair<'_>,
    (old, new): (&[Argument], &[Argument]),
    path: &str,
    (old_at, new_at): (&Pointer, &Pointer),
    reported: &[Change],
) -> Option<Change> {
    let signature = |arguments: &[Argument]| {
        arguments.iter().map(|(name, ty)| format!("{name}: {ty}")).collect::<Vec<_>>().join(", ")
    };
    let change = |rule, document| {
        Change::new(rule, Subject::Type, path, document)
            .code(format!("new({})", signature(old)), format!("new({})", signature(new)))
            .places(Some(old_at.clone()), Some(new_at.clone()))
    };
    if are_reordered(old, new) {
        let fits = old.len() == new.len()
            && old.iter().zip(new).all(|((_, old), (_, new))| pair.fit(old, new) != Fit::Different);
        let rule = if fits { Rule::ArgumentsSwapped } else { Rule::ArgumentsReordered };
        return Some(change(rule, "the required properties or parameters were reordered"));
    }
    let names = |arguments: &[Argument]| arguments.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let is_reported = reported.iter().any(|change| change.breaks() == Breaks::Compile);
    (names(old) != names(new) && !is_reported)
        .then(|| change(Rule::ConstructorChanged, "the required properties or parameters changed"))
}

/// Returns true if the arguments that both have are in another order.
fn are_reordered(old: &[Argument], new: &[Argument]) -> bool {
    let places: HashMap<&str, usize> =
        old.iter().enumerate().map(|(place, (name, _))| (name.as_str(), place)).collect();
    !new.iter().filter_map(|(name, _)| places.get(name.as_str())).is_sorted()
}
