//! Finds the places of values in a source.
//!
//! Values have no positions, so a document without mistakes needs no time for them. A diagnostic looks up its place in
//! the layout of the text.

use crate::diagnostic::Location;
use crate::pointer::Pointer;
use crate::source::Source;

/// Finds the place of the value at `pointer`, or of the nearest value around it that the text has.
///
/// The place of an object's member is the start of its key. Returns `None` if the text cannot be read at all.
pub fn locate(source: &Source, pointer: &Pointer) -> Option<Location> {
    locate_all(source, &[pointer]).pop().flatten()
}

/// Finds the places of several values in one pass over the text, in the order of the pointers. See [`locate`].
///
/// In a document in several files, it finds only values of the entry document.
pub fn locate_all(source: &Source, pointers: &[&Pointer]) -> Vec<Option<Location>> {
    let places = source.places(pointers).into_iter();
    places.map(|place| place.location.filter(|_| place.file == source.name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_found_in_one_pass_in_their_order() {
        let pointers = ["/last/k", "/openapi"].map(|text| Pointer::parse(text).unwrap());
        let found = locate_all(&Source::new("a", "openapi: 3.1.0\nlast:\n  k: v\n"), &pointers.each_ref());
        assert_eq!(found.iter().map(|at| at.unwrap().line).collect::<Vec<_>>(), [3, 1]);
    }
}
