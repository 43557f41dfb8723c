//! The components that become multipart bodies: binary text in them is a file, and not text as everywhere else.

use std::collections::BTreeSet;

use openapiv3::ReferenceOr;

use super::{
    Lowering, body,
    leaf::Leaf,
    operation::methods,
    shape::{Named, Part, borrowed},
};
use crate::diagnostic::Report;
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// The components that some operation sends as `multipart/form-data`, and those that are binary members of one.
    pub(super) fn multipart_components(&self) -> BTreeSet<usize> {
        // What is wrong with a reference is reported when the body is lowered.
        let mut unheard = Report::default();
        let mut found = BTreeSet::new();
        let items = self.document.document.paths.paths.values().filter_map(ReferenceOr::as_item);
        for request_body in items.flat_map(methods).filter_map(|(_, operation)| operation.request_body.as_ref()) {
            let Some(body) = self.document.follow(request_body, &Pointer::root(), &mut unheard) else { continue };
            for schema in body::multipart_schemas(&body.item.content) {
                let part = Part { schema: borrowed(schema), pointer: Pointer::root() };
                self.add_referenced(&part, &mut found);
                let look = self.looked_up(&part).unwrap_or_default();
                for member in look.properties.values().flatten() {
                    self.add_binary(member, &mut found);
                }
            }
        }
        found
    }

    fn add_binary(&self, part: &Part<'d>, found: &mut BTreeSet<usize>) {
        let Some(look) = self.looked_up(part) else { return };
        match look.named {
            Some(Named::String) => self.add_referenced(part, found),
            Some(Named::Array) => {
                self.add_referenced(part, found);
                look.items.iter().for_each(|item| self.add_binary(item, found));
            }
            _ => {}
        }
    }

    fn add_referenced(&self, part: &Part<'d>, found: &mut BTreeSet<usize>) {
        for leaf in self.leaves(std::slice::from_ref(part)) {
            if let Leaf::Reference { index } = leaf
                && found.insert(index)
                && let Some(part) = self.component_part(index)
            {
                self.add_referenced(&part, found);
            }
        }
    }
}
