//! The changes of the overlays to the document.

use std::collections::BTreeSet;

use super::history::History;
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
    /// Every change.
    pub(super) history: History,
}

impl Applied {
    /// Returns the origin of the value at `pointer` of the changed document.
    pub(crate) fn origin(&self, pointer: &Pointer) -> (Origin, Pointer) {
        self.history.origin(pointer)
    }

    /// Returns the actions that changed the value at `pointer` of the changed document, by position
    /// in [`actions`](Self::actions): those that added it, and those that changed something in it.
    pub(crate) fn touching(&self, pointer: &Pointer) -> BTreeSet<usize> {
        self.history.touching(pointer)
    }
}
