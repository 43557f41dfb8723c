//! The file and the place that each value of a bundle comes from.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// A value in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Target {
    pub(crate) file: usize,
    pub(crate) pointer: Pointer,
}

/// The places of a bundle where the text of another file begins, each with its place in that file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origins(HashMap<Pointer, Target>);

impl Origins {
    /// Records that the value at `place` of the bundle comes from `target`.
    pub(crate) fn add(&mut self, place: Pointer, target: Target) {
        self.0.insert(place, target);
    }

    /// Returns the position of the file that the value at `place` comes from, and its place there.
    pub(crate) fn find(&self, place: &Pointer) -> (usize, Pointer) {
        let origin = place.around().find_map(|here| self.0.get_key_value(here));
        match origin {
            Some((start, Target { file, pointer })) => {
                (*file, pointer.join(&place.strip_prefix(start).unwrap_or_default()))
            }
            None => (0, place.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_start_around_a_place_counts() {
        let pointer = |text: &str| Pointer::parse(text).unwrap();
        let mut origins = Origins::default();
        origins.add(pointer("/a"), Target { file: 1, pointer: pointer("") });
        origins.add(pointer("/a/b"), Target { file: 2, pointer: pointer("/x") });
        for (place, expected) in [("/a/c", (1, "/c")), ("/a/b/c", (2, "/x/c")), ("/ab", (0, "/ab"))] {
            assert_eq!(origins.find(&pointer(place)), (expected.0, pointer(expected.1)), "{place}");
        }
    }
}
