//! `remove: true`: the selected values go from the objects and arrays that hold them.

use std::borrow::Cow;
use std::cmp::Ordering;

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
    // From the last to the first, so that no removal moves what is still to be removed.
    targets.sort_by(|left, right| document_order(right, left));
    for target in targets {
        let Some((holder, key)) = target.split_last() else {
            return Err(Diagnostic::error(&action.child("target"), "the document itself cannot be removed").into());
        };
        match document.pointer_mut(holder.as_str()) {
            Some(Value::Object(object)) => {
                let removed = object.shift_remove(key.as_ref());
                if removed.is_some() {
                    edits.removed_member(target.clone());
                }
            }
            Some(Value::Array(array)) => {
                if let Some(index) = key.parse().ok().filter(|index| *index < array.len()) {
                    array.remove(index);
                    edits.removed_element(target.clone(), holder, index);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Indices by their value and a holder before what it holds. The order of an object's members does not matter here.
fn document_order(left: &Pointer, right: &Pointer) -> Ordering {
    left.segments().map(sort_key).cmp(right.segments().map(sort_key))
}

fn sort_key(segment: Cow<'_, str>) -> (Option<usize>, Cow<'_, str>) {
    (segment.parse().ok(), segment)
}
