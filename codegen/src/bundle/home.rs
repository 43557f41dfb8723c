//! The places of the values of other files in the pieces of a bundle.

use std::collections::HashMap;

use super::files::Files;
use super::node::{Kind, Node};
use crate::pointer::Pointer;
use crate::source::Target;

/// The piece that is the entry document.
pub(super) const DOCUMENT: usize = 0;

/// The places of the values that have been copied.
#[derive(Debug, Default)]
pub(super) struct Homes(HashMap<Target, Vec<Home>>);

/// A place to which a value has been copied with all that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    node: Node,
    pub(super) piece: usize,
    pub(super) pointer: Pointer,
}

impl Homes {
    /// Adds the place of the value of `target`. The first of several places with the same use counts.
    pub(super) fn add(&mut self, target: &Target, node: Node, piece: usize, pointer: Pointer) {
        let homes = self.0.entry(target.clone()).or_default();
        let home = Home { node, piece, pointer };
        if piece != DOCUMENT {
            homes.push(home);
        } else if !homes.iter().any(|other| other.piece == DOCUMENT && other.node == node) {
            // A value of the document itself comes before an added one.
            homes.insert(0, home);
        }
    }

    /// Returns the home of the value of `target` as a `kind`: the outermost copied value around it, and the path from there.
    /// Prefers a home in the document itself to one in an added piece.
    pub(super) fn covering(&self, target: &Target, kind: Kind, files: &Files<'_>) -> Option<(&Home, Pointer)> {
        let mut around: Vec<&str> = target.pointer.around().collect();
        around.reverse();
        let found = around.into_iter().filter_map(|start| {
            let start = Target { file: target.file, pointer: Pointer::parse(start).ok()? };
            let homes = self.0.get(&start)?;
            let rest = target.pointer.strip_prefix(&start.pointer)?;
            let value = files.value(&start)?;
            let home = homes
                .iter()
                .find(|home| home.node.descend(value, rest.segments()).and_then(Node::kind) == Some(kind))?;
            Some((home, rest))
        });
        let mut outermost = None;
        for found in found {
            if found.0.piece == DOCUMENT {
                return Some(found);
            }
            outermost.get_or_insert(found);
        }
        outermost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_outermost_value_that_has_been_copied_is_the_home() {
        let mut read = |path: &str| Ok(Source::new(path, "properties: {a: {items: {}}}\ndefinitions: {b: {}}\n"));
        let mut files = Files::new(&Source::new("api.yaml", ""), serde_json::json!({}), &mut read);
        let file = files.load("pet.yaml").unwrap();
        let target = |pointer: &str| Target { file, pointer: Pointer::parse(pointer).unwrap() };
        let mut homes = Homes::default();
        homes.add(&target("/properties/a"), Node::Part(Kind::Schema), 1, Pointer::root());
        let found = |homes: &Homes, pointer: &str, kind| {
            homes.covering(&target(pointer), kind, &files).map(|(home, rest)| (home.piece, rest.to_string()))
        };
        assert_eq!(found(&homes, "/properties/a/items", Kind::Schema), Some((1, "/items".to_owned())));
        assert_eq!(found(&homes, "/properties/a/items", Kind::Header), None);
        homes.add(&target(""), Node::Part(Kind::Schema), 2, Pointer::root());
        homes.add(&target(""), Node::Part(Kind::Schema), DOCUMENT, Pointer::root().child("x"));
        assert_eq!(found(&homes, "/properties/a/items", Kind::Schema), Some((0, "/properties/a/items".to_owned())));
    }
}
