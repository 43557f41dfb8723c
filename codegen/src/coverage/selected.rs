//! The places of the document that belong to a selection.

use std::collections::{HashMap, HashSet};

use super::{Fate, PartFate, PartKind};
use crate::pointer::Pointer;

/// The places of the document that the selected operations use.
pub(crate) struct SelectedPlaces<'a> {
    fates: HashMap<&'a str, Fate>,
    /// The path items with a selected operation.
    path_items: HashSet<Pointer>,
}

impl<'a> SelectedPlaces<'a> {
    pub(crate) fn new(parts: &'a [PartFate]) -> Self {
        let parts = parts.iter().map(|fate| &fate.part);
        let selected = parts.clone().filter(|part| part.kind == PartKind::Operation && part.fate == Fate::Emitted);
        Self {
            path_items: selected.filter_map(|part| Some(part.pointer.split_last()?.0)).collect(),
            fates: parts.map(|part| (part.pointer.as_str(), part.fate)).collect(),
        }
    }

    /// Returns true if a place belongs to the generated code or to the document as a whole.
    pub(crate) fn contains(&self, place: &Pointer) -> bool {
        let paths = Pointer::root().child("paths");
        if let Some(fate) = place.around().find_map(|here| self.fates.get(here)) {
            return !matches!(fate, Fate::NotSelected | Fate::Unused);
        }
        if place.starts_with(&Pointer::root().child("webhooks")) {
            return false;
        }
        let is_in_paths = place.starts_with(&paths) && *place != paths;
        !is_in_paths || place.around().any(|here| self.path_items.contains(here))
    }
}
