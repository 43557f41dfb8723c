//! `remove: true`: removes the selected values from their objects and arrays.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::Value;

use super::action::Action;
use super::budget::Budget;
use super::edits::Edits;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Removes the values at `targets`.
pub(super) fn remove(
    document: &mut Value,
    mut targets: Vec<Pointer>,
    action: &Action,
    budget: &mut Budget,
    edits: &mut Edits<'_>,
) -> Result<(), Diagnostics> {
    if targets.iter().any(Pointer::is_root) {
        let at = action.pointer.child("target");
        return Err(Diagnostic::error(&at, "the document itself cannot be removed").into());
    }
    // From the innermost out and from the last to the first, so that no removal moves a later
    // target.
    targets.sort_by_cached_key(|target| Reverse(Order::new(target)));
    let mut rest = targets.as_slice();
    while let Some((holder, _)) = rest.first().and_then(Pointer::split_last) {
        // The targets of one object or array are removed together: a single removal would move all
        // later elements.
        let number =
            rest.iter().take_while(|target| target.split_last().is_some_and(|(other, _)| other == holder)).count();
        let (of_holder, others) = rest.split_at(number);
        if let Some(value) = document.pointer_mut(holder.as_str()) {
            budget.remove(value, action)?;
            remove_from(value, &holder, of_holder, edits);
        }
        rest = others;
    }
    Ok(())
}

/// Removes values from one object or array.
fn remove_from(value: &mut Value, holder: &Pointer, targets: &[Pointer], edits: &mut Edits<'_>) {
    let keys = targets.iter().filter_map(|target| Some((target.split_last()?.1, target)));
    match value {
        Value::Object(object) => {
            let mut removed = HashSet::new();
            for (key, target) in keys {
                if object.contains_key(key.as_ref()) {
                    edits.removed_member(target.clone());
                    removed.insert(key);
                }
            }
            object.retain(|key, _| !removed.contains(key.as_str()));
        }
        Value::Array(array) => {
            let indices = keys.filter_map(|(key, _)| key.parse().ok()).filter(|index| *index < array.len());
            let indices: Vec<usize> = indices.collect();
            edits.removed_elements(holder, &indices);
            let removed: HashSet<usize> = indices.into_iter().collect();
            let mut index = 0..;
            array.retain(|_| index.next().is_none_or(|index| !removed.contains(&index)));
        }
        _ => {}
    }
}

/// Orders places by depth, then in document order, with array indices by number. The order of an
/// object's properties does not matter here.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    depth: usize,
    segments: Vec<(Option<usize>, String)>,
}

impl Order {
    fn new(pointer: &Pointer) -> Self {
        let segments: Vec<_> =
            pointer.segments().map(|segment| (segment.parse().ok(), Cow::into_owned(segment))).collect();
        Self { depth: segments.len(), segments }
    }
}
