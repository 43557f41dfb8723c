//! The changes of the overlays to the document.

use std::collections::BTreeSet;

use crate::diagnostic::Origin;
use crate::pointer::Pointer;

/// An overlay action and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppliedAction {
    /// The name of the overlay.
    pub source: String,
    /// The position of the action in the overlay, from 0.
    pub index: usize,
    /// The JSONPath that selects the values to change.
    pub target: String,
    /// The `description` of the action.
    pub description: Option<String>,
    /// The outcome of the action.
    pub outcome: Outcome,
    /// The values that the action added, replaced or removed, in that order.
    pub pointers: Vec<Pointer>,
}

/// The outcome of an overlay action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The action changed the document.
    Applied,
    /// The document already has the change.
    Skipped,
}

/// All changes of the overlays.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// Every action that matched something, in order.
    pub(crate) actions: Vec<AppliedAction>,
    /// Every change, in order.
    pub(super) edits: Vec<Edit>,
}

/// One change to the document, as a record to find the origin of a value.
#[derive(Debug)]
pub(super) enum Edit {
    /// The value at `pointer` was added from `from` in the overlay.
    Added { pointer: Pointer, overlay: usize, from: Pointer, action: usize },
    /// The property at `pointer` was removed from its object.
    RemovedMember { pointer: Pointer, action: usize },
    /// The element at `index` of `array` was removed, and later elements moved.
    Removed { array: Pointer, index: usize, action: usize },
}

impl Applied {
    /// Returns the origin of the value at `pointer` of the changed document.
    pub(crate) fn origin(&self, pointer: &Pointer) -> (Origin, Pointer) {
        let mut place = pointer.clone();
        // From the last edit to the first, `place` is the place of the value before the edit.
        for edit in self.edits.iter().rev() {
            match edit {
                Edit::Added { pointer, overlay, from, .. } => {
                    if let Some(rest) = place.strip_prefix(pointer) {
                        return (Origin::Overlay(*overlay), from.join(&rest));
                    }
                }
                Edit::Removed { array, index, .. } => {
                    if let Some(before) = before_removal(&place, array, *index) {
                        place = before;
                    }
                }
                Edit::RemovedMember { .. } => {}
            }
        }
        (Origin::Document, place)
    }

    /// Returns the actions that changed the value at `pointer` of the changed document, by position
    /// in [`actions`](Self::actions): those that added it, and those that changed something in it.
    pub(crate) fn touching(&self, pointer: &Pointer) -> BTreeSet<usize> {
        let mut touching = BTreeSet::new();
        let mut place = pointer.clone();
        for edit in self.edits.iter().rev() {
            match edit {
                Edit::Added { pointer, action, .. } if place.starts_with(pointer) => {
                    touching.insert(*action);
                    // Before this edit, the value did not exist.
                    break;
                }
                Edit::Added { pointer, action, .. } | Edit::RemovedMember { pointer, action } => {
                    if pointer.starts_with(&place) {
                        touching.insert(*action);
                    }
                }
                Edit::Removed { array, index, action } => {
                    if array.starts_with(&place) {
                        touching.insert(*action);
                    } else if let Some(before) = before_removal(&place, array, *index) {
                        place = before;
                    }
                }
            }
        }
        touching
    }
}

/// Returns the place of `place` before the removal of an element at `index` of `array`, if it
/// moved.
fn before_removal(place: &Pointer, array: &Pointer, index: usize) -> Option<Pointer> {
    let inside = place.strip_prefix(array)?;
    let mut segments = inside.segments();
    let now: usize = segments.next()?.parse().ok()?;
    (now >= index).then(|| segments.fold(array.index(now + 1), |pointer, segment| pointer.child(&segment)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    fn edited<const N: usize>(edits: [Edit; N]) -> Applied {
        Applied { edits: edits.into(), ..Applied::default() }
    }

    fn added(at: &str, overlay: usize, from: &str) -> Edit {
        Edit::Added { pointer: pointer(at), overlay, from: pointer(from), action: overlay }
    }

    fn removed(array: &str, index: usize) -> Edit {
        Edit::Removed { array: pointer(array), index, action: 9 }
    }

    #[test]
    fn an_action_touches_added_values_and_the_values_around_its_changes() {
        let gone = Edit::RemovedMember { pointer: pointer("/a/b/c"), action: 4 };
        let applied = edited([added("/a", 0, ""), added("/a/b", 1, ""), added("/d", 2, ""), gone, removed("/a/l", 0)]);
        for (at, expected) in [
            ("/a/b", &[1, 4][..]),
            ("/a/b/x", &[1]),
            ("/a", &[0, 1, 4, 9]),
            ("/a/l/3", &[0]),
            ("/d/e", &[2]),
            ("/f", &[]),
        ] {
            assert_eq!(applied.touching(&pointer(at)).into_iter().collect::<Vec<_>>(), expected, "{at}");
        }
    }

    #[test]
    fn an_added_value_comes_from_the_overlay_with_all_that_is_in_it() {
        let applied = edited([added("/paths/~1a", 1, "/actions/0/update/~1a")]);
        assert_eq!(
            applied.origin(&pointer("/paths/~1a/get")),
            (Origin::Overlay(1), pointer("/actions/0/update/~1a/get"))
        );
        assert_eq!(applied.origin(&pointer("/paths")), (Origin::Document, pointer("/paths")));
    }

    #[test]
    fn elements_after_a_removed_one_keep_their_origin() {
        let applied = edited([removed("/tags", 1), removed("/tags", 1)]);
        for (now, before) in [("/tags/0/name", "/tags/0/name"), ("/tags/1/name", "/tags/3/name"), ("/tags", "/tags")] {
            assert_eq!(applied.origin(&pointer(now)), (Origin::Document, pointer(before)));
        }
    }

    #[test]
    fn a_later_edit_moves_an_earlier_addition() {
        let applied = edited([added("/tags/2", 0, "/actions/0/update/0"), removed("/tags", 0)]);
        assert_eq!(applied.origin(&pointer("/tags/1")), (Origin::Overlay(0), pointer("/actions/0/update/0")));
    }
}
