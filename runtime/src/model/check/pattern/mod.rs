//! The patterns of a document, matched in bounded time.

mod atom;
mod automaton;
mod engine;
mod syntax;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use engine::Engine;

use super::Rules;

#[allow(clippy::return_self_not_must_use, reason = "the last rule of a text has nobody to hand itself to")]
impl Rules<'_, &str> {
    /// Checks that the text matches the document's `pattern` (ECMA-262).
    ///
    /// The time is linear in the length of the text: a pattern such as `(a+)+$` cannot hang the program. Two kinds of
    /// patterns are not checked of every text: one with back-references, of texts on which a search might take more than
    /// some million steps; and one whose repetitions count so far that the text would take more than 64 million steps.
    /// A text that is not checked meets the pattern, and so does every text where the pattern cannot be compiled.
    pub fn pattern(self, pattern: &'static str) -> Self {
        self.rule(|text| {
            let is_broken = compiled(pattern).is_some_and(|engine| engine.is_match(text) == Some(false));
            is_broken.then(|| format!("must match `{pattern}`"))
        })
    }
}

/// The patterns that have been compiled. There are no more of them than generated code has.
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
