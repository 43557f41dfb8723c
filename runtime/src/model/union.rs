mod branch_error;
mod tree;

use std::collections::HashSet;

use serde_core::de::{Deserializer, Error};
/// Any JSON value, for data that a document does not describe.
pub use serde_json::Value as Json;

use super::{ReadContext, from_json::Lost};
use branch_error::{BranchError, without_messages};
pub(in crate::model) use tree::Tree;
use tree::Verdict;

/// A function that reads a value as one branch.
type Branch<T> = fn(&Tree, &ReadContext) -> Result<T, BranchError>;

/// A branch that fits a value: its index, the value as that branch, and what it loses.
type Fitting<T> = (usize, T, ReadContext);

/// Reads a union whose branch is selected by the member `tag`. `branch` returns the branch for a value of the tag.
///
/// # Errors
/// If the input is malformed, or if the value does not fit the selected branch.
pub fn read_tagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    context: &ReadContext,
    tag: &str,
    branch: fn(&str) -> Option<Branch<T>>,
) -> Result<Result<T, Json>, D::Error> {
    let tree = Tree::read(deserializer, 1)?;
    by_tag(&tree, context, tag, branch).map_err(D::Error::custom)
}

fn by_tag<T>(
    tree: &Tree,
    context: &ReadContext,
    tag: &str,
    branch: fn(&str) -> Option<Branch<T>>,
) -> Result<Result<T, Json>, BranchError> {
    match tree.text(tag).and_then(|text| branch(&text)) {
        Some(read) => read(tree, context).map(Ok),
        None => Ok(Err(other(tree, context))),
    }
}

/// Returns the JSON of a value that fits no branch.
fn other(tree: &Tree, context: &ReadContext) -> Json {
    context.lose_values(tree.size());
    tree.to_json()
}

/// Reads a union whose branch is selected by the member `tag` if it is present, and otherwise by the shape of the
/// value.
///
/// # Errors
/// As for [`read_tagged`] and [`read_untagged`].
pub fn read_tagged_or_by_shape<'de, T: 'static, D: Deserializer<'de>>(
    deserializer: D,
    context: &ReadContext,
    tag: &str,
    branch: fn(&str) -> Option<Branch<T>>,
    branches: &[Branch<T>],
) -> Result<Result<T, Json>, D::Error> {
    let tree = Tree::read(deserializer, branches.len())?;
    let verdict = tree.verdict::<T>();
    if tree.text(tag).is_some() && matches!(verdict, None | Some(Verdict::Tagged)) {
        let attempt = ReadContext::new();
        if let Ok(value) = without_messages(|| by_tag(&tree, &attempt, tag, branch)) {
            if verdict.is_none() {
                tree.decide::<T>(Verdict::Tagged);
            }
            context.adopt(&attempt);
            return Ok(value);
        }
    }
    by_shape(&tree, context, branches).map_err(D::Error::custom)
}

/// Reads a union without a tag: the first branch that fits and loses nothing, else the one that loses least, else none.
///
/// A dropped member that another branch declares counts more than all members that no branch declares. A branch that
/// accepts any object, such as a map of any JSON, ranks after more specific ones. An object does not fit a branch if it
/// lacks a required member or has another value than a constant one.
///
/// A value that fits several branches (`anyOf` allows that) and has members that only one knows, and others that only
/// another knows, is none: as any of them it would lose the members of the others.
///
/// The time is polynomial, also for nested unions: the branch of each value is computed once. The outermost union also
/// limits the total number of values that are read: to 64 times the values of the input, or twice the values for each
/// branch, and at least 100,000.
///
/// # Errors
/// If the input is malformed, or if that limit is reached.
pub fn read_untagged<'de, T: 'static, D: Deserializer<'de>>(
    deserializer: D,
    context: &ReadContext,
    branches: &[Branch<T>],
) -> Result<Result<T, Json>, D::Error> {
    let tree = Tree::read(deserializer, branches.len())?;
    by_shape(&tree, context, branches).map_err(D::Error::custom)
}

fn by_shape<T: 'static>(
    tree: &Tree,
    context: &ReadContext,
    branches: &[Branch<T>],
) -> Result<Result<T, Json>, BranchError> {
    match tree.verdict::<T>() {
        Some(Verdict::Branch(index)) => {
            let attempt = ReadContext::of_branch();
            let value = branches[index](tree, &attempt)?;
            context.adopt(&attempt);
            return Ok(Ok(value));
        }
        Some(Verdict::Other) => return Ok(Err(other(tree, context))),
        Some(Verdict::Tagged) | None => {}
    }
    let mut fitting: Vec<Fitting<T>> = Vec::new();
    // The members that the branches have, whether or not the value fits them.
    let mut declared: Vec<&'static [&'static str]> = Vec::new();
    // The fewest members that are skipped by a branch that the value does not match.
    let mut fewest_of_others = usize::MAX;
    for (index, read) in branches.iter().enumerate() {
        let attempt = ReadContext::of_branch();
        let value = without_messages(|| read(tree, &attempt));
        declared.push(attempt.declared());
        let Ok(value) = value else { continue };
        if attempt.is_other() {
            fewest_of_others = fewest_of_others.min(attempt.skipped());
        } else {
            let is_exact = attempt.lost() == Lost::NOTHING;
            if is_exact {
                fitting.clear();
            }
            fitting.push((index, value, attempt));
            if is_exact {
                break;
            }
        }
    }
    let best = best_of(fitting, &declared);
    tree.is_in_bounds()?;
    // The best branch must not skip more members than a branch that the value does not match.
    if let Some((index, value, attempt)) = best.filter(|(.., best)| best.skipped_in_doubt() <= fewest_of_others) {
        tree.decide::<T>(Verdict::Branch(index));
        context.adopt(&attempt);
        return Ok(Ok(value));
    }
    tree.decide::<T>(Verdict::Other);
    Ok(Err(other(tree, context)))
}

/// Returns the branch that loses least, the first of several that lose as much, unless it drops what another keeps.
fn best_of<T>(mut fitting: Vec<Fitting<T>>, declared: &[&'static [&'static str]]) -> Option<Fitting<T>> {
    if fitting.len() < 2 {
        return fitting.pop();
    }
    let declared = declared_and_skipped(&fitting, declared);
    let loss = |(_, (.., attempt)): &(usize, &Fitting<T>)| (attempt.skipped_of(&declared), attempt.lost());
    let (best, (.., chosen)) = fitting.iter().enumerate().min_by_key(loss)?;
    let is_whole = !fitting.iter().any(|(.., other)| chosen.drops_what_is_kept_by(other));
    is_whole.then(|| fitting.swap_remove(best))
}

/// Returns the declared members that a branch skips. They are few where many are declared.
fn declared_and_skipped<T>(fitting: &[Fitting<T>], declared: &[&'static [&'static str]]) -> HashSet<&'static str> {
    let names: Vec<_> = fitting.iter().map(|(.., attempt)| attempt.skipped_names()).collect();
    let skipped: HashSet<&str> = names.iter().flat_map(|names| names.iter().map(String::as_str)).collect();
    declared.iter().copied().flatten().copied().filter(|name| skipped.contains(name)).collect()
}

#[cfg(test)]
mod tests;
