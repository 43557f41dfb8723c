//! What the overlays did to the document.

use std::collections::BTreeSet;

use crate::diagnostic::Origin;
use crate::pointer::Pointer;

/// What became of one overlay action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppliedAction {
    /// The name of the overlay.
    pub source: String,
    /// The action's position in the overlay, from 0.
    pub index: usize,
    /// The JSONPath that selects what the action changes.
    pub target: String,
    /// What the overlay says that the action is for.
    pub description: Option<String>,
    /// What it did.
    pub outcome: Outcome,
    /// The values in the document that it added, replaced or removed, in the order in which it did.
    pub pointers: Vec<Pointer>,
}

/// Whether an overlay action did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It changed the document.
    Applied,
    /// The document already says what the action would have made it say.
    Skipped,
}

/// All that the overlays did.
#[derive(Debug, Default)]
pub(crate) struct Applied {
    /// One for each action that matched something, in order.
    pub(crate) actions: Vec<AppliedAction>,
    /// Every change, in order.
    pub(super) edits: Vec<Edit>,
}

/// One change to the document, as much of it as is needed to find out where a value came from.
#[derive(Debug)]
pub(super) enum Edit {
    /// The value at `pointer` is the one at `from` in the overlay.
    Added { pointer: Pointer, overlay: usize, from: Pointer, action: usize },
    /// The member at `pointer` of an object went.
    RemovedMember { pointer: Pointer, action: usize },
    /// The element at `index` of `array` went, and those behind it moved up.
    Removed { array: Pointer, index: usize, action: usize },
}

impl Applied {
    /// Where the value at `pointer` of the changed document came from.
    pub(crate) fn origin(&self, pointer: &Pointer) -> (Origin, Pointer) {
        let mut place = pointer.clone();
        // From the last edit to the first, `place` is where the value stood before each.
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

    /// The actions that made the value at `pointer` of the changed document what it is, by their positions in
    /// [`actions`](Self::actions): those that added it, and those that changed something in it.
    pub(crate) fn touching(&self, pointer: &Pointer) -> BTreeSet<usize> {
        let mut touching = BTreeSet::new();
        let mut place = pointer.clone();
        for edit in self.edits.iter().rev() {
            match edit {
                Edit::Added { pointer, action, .. } if place.starts_with(pointer) => {
                    touching.insert(*action);
                    // Before that it was not there.
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

/// Where `place` stood before the element at `index` of `array` went, if it has moved.
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
    fn an_action_touches_what_it_adds_and_what_it_changes_something_in() {
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
    fn what_stood_behind_a_removed_element_is_found_where_it_stood() {
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
