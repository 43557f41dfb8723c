//! The changes of the overlays to each place of the document.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::Origin;
use crate::pointer::Pointer;

/// All changes of the overlays, as a tree of the places that they changed.
#[derive(Debug, Default)]
pub(super) struct History {
    root: Place,
}

/// A value that an action changed, or that contains one.
#[derive(Debug, Default)]
struct Place {
    /// The last addition of this value.
    added: Option<Addition>,
    /// The actions that added this value or changed something in it since, ascending.
    actions: Vec<usize>,
    /// The changed members, by name or by index. An index counts removed elements.
    members: HashMap<String, Place>,
    /// The indices of removed elements, ascending. An index counts elements that were removed before.
    removed: Vec<usize>,
}

/// The addition of a value.
#[derive(Debug)]
struct Addition {
    overlay: usize,
    /// The place of the value in the overlay.
    from: Pointer,
    action: usize,
}

impl History {
    /// Records that an action added the value at `pointer` from `from` in an overlay.
    pub(super) fn added(&mut self, pointer: &Pointer, overlay: usize, from: Pointer, action: usize) {
        let added = Some(Addition { overlay, from, action });
        *self.touch(pointer, action) = Place { added, actions: vec![action], ..Place::default() };
    }

    /// Records that an action removed the property at `pointer`.
    pub(super) fn removed_member(&mut self, pointer: &Pointer, action: usize) {
        self.touch(pointer, action);
    }

    /// Records that an action removed the elements at `indices` of `array`.
    pub(super) fn removed_elements(&mut self, array: &Pointer, indices: &[usize], action: usize) {
        let place = self.touch(array, action);
        let first: Vec<usize> = indices.iter().map(|index| place.first_index(*index)).collect();
        place.removed.extend(first);
        place.removed.sort_unstable();
    }

    /// Records that an action changed something at `pointer`, and returns the place.
    fn touch(&mut self, pointer: &Pointer, action: usize) -> &mut Place {
        let mut place = &mut self.root;
        place.touched(action);
        for segment in pointer.segments() {
            let key = place.key(segment).into_owned();
            place = place.members.entry(key).or_default();
            place.touched(action);
        }
        place
    }

    /// Returns the origin of the value at `pointer` of the changed document.
    pub(super) fn origin(&self, pointer: &Pointer) -> (Origin, Pointer) {
        let mut origin = (Origin::Document, Pointer::root());
        let mut place = Some(&self.root);
        let mut segments = pointer.segments();
        loop {
            if let Some(Addition { overlay, from, .. }) = place.and_then(|place| place.added.as_ref()) {
                origin = (Origin::Overlay(*overlay), from.clone());
            }
            let Some(segment) = segments.next() else { return origin };
            let key = place.map_or(segment.clone(), |place| place.key(segment));
            origin.1.push(&key);
            place = place.and_then(|place| place.members.get(key.as_ref()));
        }
    }

    /// Returns the actions that added the value at `pointer` of the changed document, or changed
    /// something in it.
    pub(super) fn touching(&self, pointer: &Pointer) -> BTreeSet<usize> {
        let mut added = None;
        let mut place = &self.root;
        let mut segments = pointer.segments();
        loop {
            added = place.added.as_ref().map(|addition| addition.action).or(added);
            let Some(segment) = segments.next() else { break };
            let Some(member) = place.members.get(place.key(segment).as_ref()) else {
                // Nothing inside the value changed.
                return added.into_iter().collect();
            };
            place = member;
        }
        added.into_iter().chain(place.actions.iter().copied()).collect()
    }
}

impl Place {
    fn touched(&mut self, action: usize) {
        if self.actions.last() != Some(&action) {
            self.actions.push(action);
        }
    }

    /// Returns the key in [`members`](Self::members) of the member at `segment`.
    fn key<'s>(&self, segment: Cow<'s, str>) -> Cow<'s, str> {
        match segment.parse() {
            Ok(index) if !self.removed.is_empty() => self.first_index(index).to_string().into(),
            _ => segment,
        }
    }

    /// Returns the index that the element at `index` would have without the removals.
    fn first_index(&self, index: usize) -> usize {
        // The removed element at `n` of the list has `removed[n] - n` kept elements before it.
        let (mut before, mut after) = (0, self.removed.len());
        while before < after {
            let middle = before.midpoint(after);
            if self.removed[middle] - middle <= index {
                before = middle + 1;
            } else {
                after = middle;
            }
        }
        index + before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[derive(Clone, Copy)]
    enum Change {
        Added(&'static str, usize, &'static str),
        RemovedMember(&'static str),
        Removed(&'static str, &'static [usize]),
    }
    use Change::{Added, Removed, RemovedMember};

    /// Returns the history of changes, one for each action.
    fn history(changes: &[Change]) -> History {
        let mut history = History::default();
        for (action, change) in changes.iter().enumerate() {
            match change {
                Added(at, overlay, from) => history.added(&pointer(at), *overlay, pointer(from), action),
                RemovedMember(at) => history.removed_member(&pointer(at), action),
                Removed(array, indices) => history.removed_elements(&pointer(array), indices, action),
            }
        }
        history
    }

    fn touching(history: &History, at: &str) -> Vec<usize> {
        history.touching(&pointer(at)).into_iter().collect()
    }

    #[test]
    fn an_action_touches_added_values_and_the_values_around_its_changes() {
        let changes = [
            Added("/a", 0, ""),
            Added("/a/b", 0, ""),
            Added("/d", 0, ""),
            RemovedMember("/a/b/c"),
            Removed("/a/l", &[0]),
        ];
        let history = history(&changes);
        for (at, expected) in [
            ("/a/b", &[1, 3][..]),
            ("/a/b/x", &[1]),
            ("/a", &[0, 1, 3, 4]),
            ("/a/l", &[0, 4]),
            ("/a/l/3", &[0]),
            ("/d/e", &[2]),
            ("/f", &[]),
            ("", &[0, 1, 2, 3, 4]),
        ] {
            assert_eq!(touching(&history, at), expected, "{at}");
        }
    }

    #[test]
    fn a_value_that_was_added_again_has_no_earlier_changes() {
        let history = history(&[Added("/a/b", 0, ""), Added("/a", 0, "/x"), Added("/a/c", 1, "/y")]);
        assert_eq!(touching(&history, "/a/b"), [1]);
        assert_eq!(touching(&history, "/a"), [1, 2]);
        assert_eq!(touching(&history, ""), [0, 1, 2]);
        assert_eq!(history.origin(&pointer("/a/b")), (Origin::Overlay(0), pointer("/x/b")));
    }

    #[test]
    fn an_added_value_comes_from_the_overlay_with_all_that_is_in_it() {
        let history = history(&[Added("/paths/~1a", 1, "/actions/0/update/~1a")]);
        assert_eq!(
            history.origin(&pointer("/paths/~1a/get")),
            (Origin::Overlay(1), pointer("/actions/0/update/~1a/get"))
        );
        assert_eq!(history.origin(&pointer("/paths")), (Origin::Document, pointer("/paths")));
    }

    #[test]
    fn elements_after_a_removed_one_keep_their_origin() {
        let tags =
            [("/tags/0/name", "/tags/0/name"), ("/tags/1/name", "/tags/3/name"), ("/tags", "/tags"), ("/1", "/1")];
        for changes in [&[Removed("/tags", &[1]), Removed("/tags", &[1])][..], &[Removed("/tags", &[2, 1])]] {
            let history = history(changes);
            for (now, before) in tags {
                assert_eq!(history.origin(&pointer(now)), (Origin::Document, pointer(before)));
            }
        }
    }

    #[test]
    fn a_later_edit_moves_an_earlier_addition() {
        let history = history(&[Added("/tags/2", 0, "/actions/0/update/0"), Removed("/tags", &[0])]);
        assert_eq!(history.origin(&pointer("/tags/1")), (Origin::Overlay(0), pointer("/actions/0/update/0")));
        assert_eq!(history.origin(&pointer("/tags/0")), (Origin::Document, pointer("/tags/1")));
    }

    #[test]
    fn an_array_that_replaces_another_has_no_removed_elements() {
        let history = history(&[Removed("/a", &[0]), Added("/a", 0, "/x"), Removed("/a", &[0])]);
        assert_eq!(history.origin(&pointer("/a/0")), (Origin::Overlay(0), pointer("/x/1")));
    }

    /// Removes elements of a list and appends others, and compares with a list of origins.
    #[test]
    fn removed_and_appended_elements_are_found_in_any_order() {
        let mut list: Vec<(Origin, Pointer)> =
            (0..40).map(|index| (Origin::Document, pointer("/l").index(index))).collect();
        let mut history = History::default();
        for action in 0..30_usize {
            if action % 3 == 2 {
                let from = Pointer::root().index(action);
                history.added(&pointer("/l").index(list.len()), action, from.clone(), action);
                list.push((Origin::Overlay(action), from));
            } else {
                let first = action * 7 % list.len();
                let second = action * 13 % list.len();
                let indices: BTreeSet<usize> = [first, second].into();
                history.removed_elements(&pointer("/l"), &indices.iter().copied().collect::<Vec<_>>(), action);
                for index in indices.into_iter().rev() {
                    list.remove(index);
                }
            }
            for (index, origin) in list.iter().enumerate() {
                assert_eq!(&history.origin(&pointer("/l").index(index)), origin);
            }
        }
    }
}
