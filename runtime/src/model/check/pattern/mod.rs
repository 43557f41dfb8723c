//! The patterns of a document, matched in bounded time.

mod atom;
mod automaton;
mod engine;
mod surrogates;
mod syntax;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use engine::Engine;

use super::Rules;

#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl Rules<'_, &str> {
    /// Checks that the text matches the document's `pattern` (ECMA-262).
    ///
    /// The time is linear in the length of the text: a pattern such as `(a+)+$` cannot hang the program. A check is skipped
    /// if the pattern has back-references and the search might take more than four million steps, or if the pattern has
    /// large repetition counts and the check would take more than 64 million steps. It is also skipped if the pattern cannot
    /// be compiled, or has a half of a surrogate pair outside a class or as an end of a range in a class that is not
    /// negated, unless it is `[\uD800-\uDBFF][\uDC00-\uDFFF]`. A skipped check adds no violation.
    pub fn pattern(self, pattern: &'static str) -> Self {
        self.rule(|text| {
            let is_broken = compiled(pattern).is_some_and(|engine| engine.is_match(text) == Some(false));
            is_broken.then(|| format!("must match `{pattern}`"))
        })
    }
}

/// The compiled patterns. Generated code limits their number.
static COMPILED: RwLock<Option<HashMap<&'static str, Arc<Engine>>>> = RwLock::new(None);

fn compiled(pattern: &'static str) -> Option<Arc<Engine>> {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(engine) = known.as_ref().and_then(|known| known.get(pattern)) {
        return Some(Arc::clone(engine));
    }
    drop(known);
    let engine = Engine::new(pattern)?;
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    Some(Arc::clone(known.get_or_insert_default().entry(pattern).or_insert_with(|| Arc::new(engine))))
}

#[cfg(test)]
mod tests;
