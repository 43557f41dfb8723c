use std::collections::HashMap;

use super::place::{Place, without_raw};
use crate::ir::Api;

/// The items of the output by the spellings of their paths.
pub(super) struct ByPath(HashMap<String, Place>);

impl ByPath {
    /// Types precede operations.
    pub(super) fn new(api: &Api, all: &[Place]) -> Self {
        let mut places = HashMap::new();
        for place in all {
            for spelling in place.spellings(api) {
                places.entry(spelling).or_insert(*place);
            }
        }
        Self(places)
    }

    /// Returns the item with this path.
    pub(super) fn find(&self, path: &str) -> Option<Place> {
        self.0.get(&without_raw(path)).copied()
    }
}
