//! The changes of one action while it is performed.

use super::applied::Edit;
use crate::pointer::Pointer;

/// Takes note of what one action changes.
pub(super) struct Edits<'a> {
    overlay: usize,
    action: usize,
    log: &'a mut Vec<Edit>,
    pointers: Vec<Pointer>,
}

impl<'a> Edits<'a> {
    /// For the action at `action` of all that are applied, of the overlay at index `overlay`, after the changes in
    /// `log`.
    pub(super) fn new(overlay: usize, action: usize, log: &'a mut Vec<Edit>) -> Self {
        Self { overlay, action, log, pointers: Vec::new() }
    }

    /// The value at `pointer` is new, and is the one at `from` in the overlay.
    pub(super) fn added(&mut self, pointer: Pointer, from: Pointer) {
        self.pointers.push(pointer.clone());
        self.log.push(Edit::Added { pointer, overlay: self.overlay, from, action: self.action });
    }

    /// The value at `pointer`, in an object, is gone.
    pub(super) fn removed_member(&mut self, pointer: Pointer) {
        self.pointers.push(pointer.clone());
        self.log.push(Edit::RemovedMember { pointer, action: self.action });
    }

    /// The value at `pointer`, at `index` of `array`, is gone.
    pub(super) fn removed_element(&mut self, pointer: Pointer, array: Pointer, index: usize) {
        self.pointers.push(pointer);
        self.log.push(Edit::Removed { array, index, action: self.action });
    }

    /// The values that changed, in order; empty when nothing did.
    pub(super) fn into_pointers(self) -> Vec<Pointer> {
        self.pointers
    }
}
