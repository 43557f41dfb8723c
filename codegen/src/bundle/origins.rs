//! The file and the place that each value of a bundle comes from.

use std::collections::HashMap;

use super::target::Target;
use crate::pointer::Pointer;

/// The places of a bundle at which the text of another file begins, with where it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origins(HashMap<Pointer, Target>);

impl Origins {
    /// Notes that what is at `place` of the bundle, with all that is in it, comes from `target`.
    pub(super) fn add(&mut self, place: Pointer, target: Target) {
        self.0.insert(place, target);
    }

    /// The file, by its position, and the place in it that the value at `place` comes from.
    pub(crate) fn of(&self, place: &Pointer) -> (usize, Pointer) {
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
            assert_eq!(origins.of(&pointer(place)), (expected.0, pointer(expected.1)), "{place}");
        }
    }
}
