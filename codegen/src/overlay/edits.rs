//! The changes of one action while it is applied.

use super::history::History;
use crate::pointer::Pointer;

/// Records the changes of one action.
pub(super) struct Edits<'a> {
    overlay: usize,
    action: usize,
    history: &'a mut History,
    pointers: Vec<Pointer>,
}

impl<'a> Edits<'a> {
    /// Creates a recorder for the action at index `action` of all actions, in the overlay at index
    /// `overlay`. It adds to `history`.
    pub(super) fn new(overlay: usize, action: usize, history: &'a mut History) -> Self {
        Self { overlay, action, history, pointers: Vec::new() }
    }

    /// Records that the value at `pointer` was added from `from` in the overlay.
    pub(super) fn added(&mut self, pointer: Pointer, from: Pointer) {
        self.history.added(&pointer, self.overlay, from, self.action);
        self.pointers.push(pointer);
    }

    /// Records that the property at `pointer` was removed.
    pub(super) fn removed_member(&mut self, pointer: Pointer) {
        self.history.removed_member(&pointer, self.action);
        self.pointers.push(pointer);
    }

    /// Records that the elements at `indices` of `array` were removed.
    pub(super) fn removed_elements(&mut self, array: &Pointer, indices: &[usize]) {
        self.history.removed_elements(array, indices, self.action);
        self.pointers.extend(indices.iter().map(|index| array.index(*index)));
    }

    /// Returns the values that changed, in order.
    pub(super) fn into_pointers(self) -> Vec<Pointer> {
        self.pointers
    }
}
