//! The changes of one action while it is applied.

use super::applied::Edit;
use crate::pointer::Pointer;

/// Records the changes of one action.
pub(super) struct Edits<'a> {
    overlay: usize,
    action: usize,
    log: &'a mut Vec<Edit>,
    pointers: Vec<Pointer>,
}

impl<'a> Edits<'a> {
    /// Creates a recorder for the action at index `action` of all actions, in the overlay at index
    /// `overlay`. It appends to `log`.
    pub(super) fn new(overlay: usize, action: usize, log: &'a mut Vec<Edit>) -> Self {
        Self { overlay, action, log, pointers: Vec::new() }
    }

    /// Records that the value at `pointer` was added from `from` in the overlay.
    pub(super) fn added(&mut self, pointer: Pointer, from: Pointer) {
        self.pointers.push(pointer.clone());
        self.log.push(Edit::Added { pointer, overlay: self.overlay, from, action: self.action });
    }

    /// Records that the property at `pointer` was removed.
    pub(super) fn removed_member(&mut self, pointer: Pointer) {
        self.pointers.push(pointer.clone());
        self.log.push(Edit::RemovedMember { pointer, action: self.action });
    }

    /// Records that the value at `pointer`, at `index` of `array`, was removed.
    pub(super) fn removed_element(&mut self, pointer: Pointer, array: Pointer, index: usize) {
        self.pointers.push(pointer);
        self.log.push(Edit::Removed { array, index, action: self.action });
    }

    /// Returns the values that changed, in order.
    pub(super) fn into_pointers(self) -> Vec<Pointer> {
        self.pointers
    }
}
