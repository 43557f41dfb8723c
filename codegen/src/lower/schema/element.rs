//! The elements of arrays and maps, and the detection of recursive ones. Arrays and maps have no
//! names that could refer back to them.

use std::collections::BTreeSet;

use super::{Home, Use, shape::Part};
use crate::ir::{Constraint, Doc};
use crate::lower::Lowering;
use crate::pointer::Pointer;

/// The identity of an object: the schemas of each property, and the required properties.
pub(in crate::lower) type Contents = (Vec<(String, Vec<Pointer>)>, BTreeSet<String>);

/// Collects the identity of an object with these properties.
pub(super) fn contents<'p, 'd: 'p>(
    properties: impl IntoIterator<Item = (&'p str, &'p [Part<'d>])>,
    required: impl IntoIterator<Item = &'p &'d str>,
) -> Contents {
    let pointers = |parts: &[Part<'_>]| parts.iter().map(|part| part.pointer.clone()).collect();
    let properties = properties.into_iter().map(|(name, parts)| (name.to_owned(), pointers(parts)));
    (properties.collect(), required.into_iter().map(|&name| name.to_owned()).collect())
}

impl<'d> Lowering<'d, '_> {
    /// Lowers the items of an array or the values of a map.
    pub(in crate::lower) fn lower_element(&mut self, parts: &[Part<'d>], name_path: &[String]) -> Use {
        let contents = contents([("", parts)], &[]);
        // A named type ends the search, since it is not created again.
        let nested = self.open.iter().rev().take_while(|(_, id)| id.is_none());
        if nested.into_iter().any(|(open, _)| *open == contents) {
            let at = parts.first().map_or_else(Pointer::root, |part| part.pointer.clone());
            return self.loosened(&at, "it contains itself and has no name");
        }
        self.open.push((contents, None));
        let element = self.lower_parts(parts, name_path, Home::Inline, &Doc::default());
        self.open.pop();
        element
    }
}

/// Creates a constraint on each item of an array or each value of a map.
pub(super) fn constraint_on_each(element: &Use) -> Option<Constraint> {
    (!element.constraints.is_empty()).then(|| Constraint::Each(element.constraints.clone()))
}
