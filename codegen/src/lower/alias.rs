use super::{Draft, Lowering};
use crate::ir::{Scalar, TypeId, TypeKind, TypeRef};

impl Lowering<'_, '_> {
    /// Reports the components that are other names for themselves, and takes the circle out.
    pub(super) fn break_alias_circles(&mut self) {
        for start in 0..self.types.len() {
            if self.leads_back(TypeId(start)) {
                let Draft { kind, pointer, .. } = &mut self.types[start];
                self.report.error(pointer, "this schema is made of nothing but itself");
                *kind = Some(TypeKind::Alias(TypeRef::Scalar(Scalar::String)));
            }
        }
    }

    fn leads_back(&self, start: TypeId) -> bool {
        let mut current = start;
        for _ in 0..self.types.len() {
            let Some(TypeKind::Alias(target)) = &self.types[current.0].kind else { return false };
            match target.named(true) {
                Some(next) if next == start => return true,
                Some(next) => current = next,
                None => return false,
            }
        }
        false
    }
}
