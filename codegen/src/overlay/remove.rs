//! `remove: true`: removes the selected values from their objects and arrays.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::Value;

use super::edits::Edits;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;

/// Removes the values at `targets`, for the action at `action` in the overlay.
pub(super) fn remove(
    document: &mut Value,
    mut targets: Vec<Pointer>,
    action: &Pointer,
    edits: &mut Edits<'_>,
) -> Result<(), Diagnostics> {
    if targets.iter().any(Pointer::is_root) {
        return Err(Diagnostic::error(&action.child("target"), "the document itself cannot be removed").into());
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
        remove_from(document, &holder, of_holder, edits);
        rest = others;
    }
    Ok(())
}

/// Removes values from one object or array.
fn remove_from(document: &mut Value, holder: &Pointer, targets: &[Pointer], edits: &mut Edits<'_>) {
    let keys = targets.iter().filter_map(|target| Some((target.split_last()?.1, target)));
    match document.pointer_mut(holder.as_str()) {
        Some(Value::Object(object)) => {
            let mut removed = HashSet::new();
            for (key, target) in keys {
                if object.contains_key(key.as_ref()) {
                    edits.removed_member(target.clone());
                    removed.insert(key);
                }
            }
            object.retain(|key, _| !removed.contains(key.as_str()));
        }
        Some(Value::Array(array)) => {
            let mut removed = HashSet::new();
            for (key, target) in keys {
                if let Some(index) = key.parse().ok().filter(|index| *index < array.len()) {
                    edits.removed_element(target.clone(), holder.clone(), index);
                    removed.insert(index);
                }
            }
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
