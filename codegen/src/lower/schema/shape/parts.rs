//! The schemas of one property.

use std::collections::HashSet;
use std::ops::Deref;

use super::Part;
use crate::pointer::Pointer;

/// The number of schemas above which their places are kept in a set. Most properties have one schema.
const FEW: usize = 8;

/// The schemas of one property, each once. A schema can be reached by two paths.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Parts<'d> {
    list: Vec<Part<'d>>,
    /// The places of the schemas, once there are many.
    places: HashSet<Pointer>,
}

impl<'d> Parts<'d> {
    /// Adds the schemas that are not in the list yet.
    pub(in crate::lower) fn extend(&mut self, parts: Self) {
        for part in parts.list {
            if self.list.len() >= FEW && self.places.is_empty() {
                self.places = self.list.iter().map(|known| known.pointer.clone()).collect();
            }
            let is_new = if self.list.len() < FEW {
                self.list.iter().all(|known| known.pointer != part.pointer)
            } else {
                self.places.insert(part.pointer.clone())
            };
            if is_new {
                self.list.push(part);
            }
        }
    }

    pub(in crate::lower) fn as_slice(&self) -> &[Part<'d>] {
        &self.list
    }
}

impl<'d> From<Part<'d>> for Parts<'d> {
    fn from(part: Part<'d>) -> Self {
        Self { list: vec![part], places: HashSet::new() }
    }
}

impl<'d> Deref for Parts<'d> {
    type Target = [Part<'d>];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

impl<'p, 'd> IntoIterator for &'p Parts<'d> {
    type Item = &'p Part<'d>;
    type IntoIter = std::slice::Iter<'p, Part<'d>>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
