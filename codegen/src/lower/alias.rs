use openapiv3::{ReferenceOr, SchemaKind, Type};

use super::Lowering;
use super::schema::{Own, Use, own_kind};
use crate::ir::{Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// The component at `index` where it is used. What it asks of its values holds at every use of it, and of the
    /// components that are only other names for it.
    pub(super) fn component_use(&mut self, index: usize) -> Use {
        let mut found = Use::plain(TypeRef::Named(TypeId(index)));
        let mut next = Some(index);
        // More steps than there are components go in a circle, which is reported elsewhere.
        for _ in 0..self.document.schemas().len() {
            let Some((name, schema)) = next.and_then(|index| self.document.schemas().get_index(index)) else { break };
            let at = Pointer::root().child("components").child("schemas").child(name);
            let reference = match schema {
                ReferenceOr::Reference { reference } => Some((reference, at)),
                ReferenceOr::Item(schema) => {
                    found.nullable |= schema.schema_data.nullable;
                    match (&schema.schema_kind, own_kind(schema)) {
                        (SchemaKind::Type(Type::String(string)), Own::Nothing) => {
                            found.constraints = self.text_constraints(string, &at);
                            None
                        }
                        (SchemaKind::AllOf { all_of }, _) => match all_of.as_slice() {
                            [ReferenceOr::Reference { reference }] => Some((reference, at.child("allOf").index(0))),
                            _ => None,
                        },
                        _ => None,
                    }
                }
            };
            next = reference.and_then(|(reference, at)| self.document.schema_index(reference, &at, self.report));
        }
        found
    }

    /// Reports the components that are other names for themselves, and takes the circle out.
    pub(super) fn break_alias_circles(&mut self) {
        for start in 0..self.types.len() {
            if self.leads_back(TypeId(start)) {
                let draft = &mut self.types[start];
                self.report.error(&draft.pointer, "this schema is made of nothing but itself");
                draft.kind = TypeKind::Alias(TypeRef::Scalar(Scalar::String));
            }
        }
    }

    fn leads_back(&self, start: TypeId) -> bool {
        let mut current = start;
        for _ in 0..self.types.len() {
            let TypeKind::Alias(target) = &self.types[current.0].kind else { return false };
            match target.named(true) {
                Some(next) if next == start => return true,
                Some(next) => current = next,
                None => return false,
            }
        }
        false
    }
}
