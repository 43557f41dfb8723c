use indexmap::IndexSet;

use crate::ir::{TypeId, TypeKind};
use crate::lower::Lowering;

impl Lowering<'_, '_> {
    /// Reports aliases of themselves, and breaks the cycle.
    pub(in crate::lower) fn break_alias_cycles(&mut self) {
        // The types from which no chain of aliases leads back.
        let mut is_known = vec![false; self.types.len()];
        let mut first_of_cycles = Vec::new();
        for start in 0..self.types.len() {
            let mut chain = IndexSet::new();
            let mut next = Some(TypeId(start));
            while let Some(current) = next.filter(|next| !is_known[next.0]) {
                if !chain.insert(current) {
                    break;
                }
                next = self.aliased(current);
            }
            // A chain that leads into a cycle from outside is broken with the cycle.
            if let Some(first) = next.and_then(|again| chain.get_index_of(&again)) {
                first_of_cycles.extend(chain[first..].iter().min());
            }
            for TypeId(index) in chain {
                is_known[index] = true;
            }
        }
        first_of_cycles.sort_unstable();
        for id in first_of_cycles {
            self.break_alias_cycle(id);
        }
    }

    /// Returns, for each type, the type with its own definition that it is or names. An alias
    /// may add null. Aliases of lists and of JSON lead to no type. There are no cycles of aliases left.
    pub(super) fn ends_of_aliases(&self) -> Vec<Option<TypeId>> {
        let mut ends: Vec<Option<TypeId>> = (0..self.types.len()).map(TypeId).map(Some).collect();
        let mut is_known = vec![false; ends.len()];
        for start in 0..self.types.len() {
            let mut chain = Vec::new();
            let mut next = Some(TypeId(start));
            while let Some(TypeId(index)) = next.filter(|next| !is_known[next.0])
                && let Some(TypeKind::Alias(target)) = &self.types[index].kind
            {
                chain.push(index);
                next = target.named(false);
            }
            let end = next.and_then(|next| ends[next.0]);
            for index in chain {
                ends[index] = end;
                is_known[index] = true;
            }
        }
        ends
    }

    /// Returns the type that an alias is a name of.
    fn aliased(&self, TypeId(index): TypeId) -> Option<TypeId> {
        match &self.types[index].kind {
            Some(TypeKind::Alias(target)) => target.named(true),
            _ => None,
        }
    }

    fn break_alias_cycle(&mut self, TypeId(index): TypeId) {
        let at = self.types[index].pointer.clone();
        self.report.loosen(&at, "this schema contains only itself, and is read as any JSON");
        let json = self.untyped(&at, "it contains only itself").ty;
        self.types[index].kind = Some(TypeKind::Alias(json));
    }
}
