use indexmap::IndexSet;

use crate::ir::{TypeId, TypeKind, TypeRef};
use crate::lower::Lowering;

/// The aliases over which another one leads.
const MOST_ALIASES: usize = 32;

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

    /// Makes each alias that leads over more than [`MOST_ALIASES`] others an alias of the last one. Each use of an alias
    /// follows it to its end. There must be no cycles of aliases.
    pub(in crate::lower) fn shorten_aliases(&mut self) {
        // The end of each alias, and how many aliases lead there.
        let mut ends: Vec<Option<(TypeId, usize)>> = vec![None; self.types.len()];
        for start in 0..self.types.len() {
            let mut chain = Vec::new();
            let mut next = TypeId(start);
            while ends[next.0].is_none()
                && let Some(target) = self.plain_target(next)
            {
                chain.push(next);
                next = target;
            }
            let (end, mut length) = *ends[next.0].get_or_insert((next, 0));
            for alias in chain.into_iter().rev() {
                length += 1;
                ends[alias.0] = Some((end, length));
                if length > MOST_ALIASES {
                    self.types[alias.0].kind = Some(TypeKind::Alias(TypeRef::Named(end)));
                }
            }
        }
    }

    /// Returns the type that an alias is another name of, if that is all that it is.
    fn plain_target(&self, TypeId(index): TypeId) -> Option<TypeId> {
        match &self.types[index].kind {
            Some(TypeKind::Alias(TypeRef::Named(target))) if self.types[target.0].constraints.is_empty() => {
                Some(*target)
            }
            _ => None,
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

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::MOST_ALIASES;
    use crate::{Options, Source, generate};

    #[test]
    fn a_long_chain_of_aliases_is_shortened_to_its_last_type() {
        let last = MOST_ALIASES + 8;
        let reference = |to: usize| json!({ "$ref": format!("#/components/schemas/S{to}") });
        let mut schemas: Map<String, Value> = (0..last).map(|at| (format!("S{at}"), reference(at + 1))).collect();
        schemas.insert(format!("S{last}"), json!({ "type": "object", "properties": { "a": reference(0) } }));
        let info = json!({ "title": "T", "version": "1" });
        let document = json!({ "openapi": "3.1.0", "info": info, "paths": {}, "components": { "schemas": schemas } });
        let generated = generate(&Source::new("api.json", document.to_string()), &[], &Options::default()).unwrap();
        let text: String = generated.files.iter().map(|file| file.text.as_str()).collect();
        for (alias, target) in [(0, last), (7, last), (8, 9), (last - 1, last)] {
            assert!(text.contains(&format!("pub type S{alias} = S{target};")), "{text}");
        }
    }
}
