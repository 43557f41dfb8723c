//! The changes of one action while it is performed.

use super::applied::Edit;
use crate::pointer::Pointer;

/// Takes note of what one action changes.
pub(super) struct Edits<'a> {
    overlay: usize,
    log: &'a mut Vec<Edit>,
    pointers: Vec<Pointer>,
}

impl<'a> Edits<'a> {
    /// For an action of the overlay at index `overlay`, after the changes in `log`.
    pub(super) fn new(overlay: usize, log: &'a mut Vec<Edit>) -> Self {
        Self { overlay, log, pointers: Vec::new() }
    }

    /// The value at `pointer` is new, and is the one at `from` in the overlay.
    pub(super) fn added(&mut self, pointer: Pointer, from: Pointer) {
        self.pointers.push(pointer.clone());
        self.log.push(Edit::Added { pointer, overlay: self.overlay, from });
    }

    /// The value at `pointer`, in an object, is gone.
    pub(super) fn removed_member(&mut self, pointer: Pointer) {
        self.pointers.push(pointer);
    }

    /// The value at `pointer`, at `index` of `array`, is gone.
    pub(super) fn removed_element(&mut self, pointer: Pointer, array: Pointer, index: usize) {
        self.pointers.push(pointer);
        self.log.push(Edit::Removed { array, index });
    }

    /// The values that changed, in order; empty when nothing did.
    pub(super) fn into_pointers(self) -> Vec<Pointer> {
        self.pointers
    }
}
