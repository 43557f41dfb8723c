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
        let mut lists = BTreeSet::new();
        let items = self.document.document.paths.paths.values().filter_map(ReferenceOr::as_item);
        for request_body in items.flat_map(methods).filter_map(|(_, operation)| operation.request_body.as_ref()) {
            let Some(body) = self.document.follow(request_body, &Pointer::root(), &mut unheard) else { continue };
            for schema in body::multipart_schemas(&body.item.content) {
                let part = Part { schema: borrowed(schema), pointer: Pointer::root() };
                self.add_referenced(&part, &mut found);
                let look = self.looked_up(&part).unwrap_or_default();
                for member in look.properties.values().flatten() {
                    self.add_binary(member, &mut found, &mut lists);
                }
            }
        }
        found
    }

    /// Adds the components of a member that may be binary. `lists` are the components that have been looked at as lists: one may
    /// be a list of itself.
    fn add_binary(&self, part: &Part<'d>, found: &mut BTreeSet<usize>, lists: &mut BTreeSet<usize>) {
        let Some(look) = self.looked_up(part) else { return };
        match look.named {
            Some(Named::String) => self.add_referenced(part, found),
            Some(Named::Array) => {
                self.add_referenced(part, found);
                let leaves = self.leaves(std::slice::from_ref(part));
                let components: BTreeSet<usize> = leaves
                    .into_iter()
                    .filter_map(|leaf| if let Leaf::Reference { index } = leaf { Some(index) } else { None })
                    .collect();
                let is_seen = !components.is_empty() && components.is_subset(lists);
                lists.extend(components);
                if !is_seen {
                    look.items.iter().for_each(|item| self.add_binary(item, found, lists));
                }
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

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    #[test]
    fn a_member_that_is_a_list_of_itself_ends() {
        for schemas in [
            "F: {type: array, items: {$ref: '#/components/schemas/F'}}",
            "F: {type: [array, 'null'], items: {$ref: '#/components/schemas/F'}}",
            "F: {type: array, items: {$ref: '#/components/schemas/G'}}, G: {type: array, items: {$ref: '#/components/schemas/F'}}",
            "F: {type: array, items: {$ref: '#/components/schemas/G'}}, G: {type: object, properties: {f: {$ref: '#/components/schemas/F'}}}",
        ] {
            let document = Source::new(
                "api.yaml",
                format!(
                    "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{/f: {{post: {{operationId: up, requestBody: {{content: \
                     {{multipart/form-data: {{schema: {{type: object, properties: {{m: {{$ref: '#/components/schemas/F'}}}}}}}}}}}}, \
                     responses: {{'204': {{description: d}}}}}}}}}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
                ),
            );
            // Whether it is generated or is an error is for others to say.
            let _ = generate(&document, &[], &Options::default());
        }
    }
}
