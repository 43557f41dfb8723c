use crate::ir::{TypeId, TypeKind};
use crate::lower::Lowering;

impl Lowering<'_, '_> {
    /// Reports aliases of themselves, and breaks the cycle.
    pub(in crate::lower) fn break_alias_cycles(&mut self) {
        for start in 0..self.types.len() {
            if self.leads_back(TypeId(start)) {
                let at = self.types[start].pointer.clone();
                self.report.loosen(&at, "this schema contains only itself, and is read as any JSON");
                let json = self.untyped(&at, "it contains only itself").ty;
                self.types[start].kind = Some(TypeKind::Alias(json));
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
