//! Bounds the work for examples.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::Value;

use super::pattern::Pattern;
use crate::budget::Budget;

/// The most patterns that are kept compiled.
const MOST_PATTERNS: usize = 32;

/// The work that the examples of one document share: references repeat its values, patterns and types.
pub(crate) struct Work {
    budget: Budget,
    patterns: RefCell<HashMap<String, Pattern>>,
}

/// Work without a document, which begins with that of a small one.
impl Default for Work {
    fn default() -> Self {
        Self::of(&Value::Null)
    }
}

impl Work {
    /// Returns the work for a document.
    pub(crate) fn of(document: &Value) -> Self {
        Self { budget: Budget::of(document), patterns: RefCell::default() }
    }

    /// Adds the work for a further value.
    pub(super) fn extend(&self, value: &Value) {
        self.budget.extend(value);
    }

    /// Deducts steps. Returns false if there are not as many left, or were not before.
    pub(super) fn spend(&self, steps: usize) -> bool {
        self.budget.spend(steps as u64)
    }

    /// Returns true if more steps were needed than there are.
    pub(super) fn is_spent(&self) -> bool {
        self.budget.is_spent()
    }

    /// Deducts the steps of an example of this length. Returns false if there are not as many left.
    pub(super) fn keep(&self, text: &str) -> bool {
        self.spend(text.len())
    }

    /// Returns true if the pattern certainly matches the text.
    pub(super) fn is_match(&self, pattern: &str, text: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        if !patterns.contains_key(pattern) {
            if patterns.len() >= MOST_PATTERNS {
                patterns.clear();
            }
            patterns.insert(pattern.to_owned(), Pattern::new(pattern));
        }
        patterns[pattern].is_match(text, self)
    }
}

/// The steps that are left for one example.
pub(super) struct Steps<'w> {
    left: Cell<usize>,
    pub(super) work: &'w Work,
}

impl<'w> Steps<'w> {
    /// Creates at most this number of steps.
    pub(super) fn new(most: usize, work: &'w Work) -> Self {
        Self { left: Cell::new(most), work }
    }

    /// Deducts steps. Returns `None` if there are not as many left.
    pub(super) fn spend(&self, steps: usize) -> Option<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.filter(|_| self.work.spend(steps)).map(drop)
    }
}
