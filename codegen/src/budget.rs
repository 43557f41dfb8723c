//! Bounds the work for what a document repeats. A reference repeats its target, and a small document can have many
//! references to a large target.

use std::cell::Cell;

use serde_json::Value;

/// The steps for a document, and the further steps for each of its values.
const STEPS: (u64, u64) = (4_000_000, 100);

/// The steps of one copied value.
const COPY: u64 = 8;

/// The bytes of text in one step.
const BYTES: u64 = 4;

/// The bytes of a text that count as one more value.
const LONG: u64 = 64;

/// The steps of one part of the output: a field, a variant, a parameter.
const PART: u64 = 16;

/// The steps that are left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<Option<u64>>,
    is_reported: Cell<bool>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: Cell::new(Some(u64::MAX)), is_reported: Cell::new(false) }
    }
}

impl Budget {
    /// Returns the budget for a document of this size.
    pub(crate) fn of(document: &Value) -> Self {
        let (base, factor) = STEPS;
        let steps = base.saturating_add(factor.saturating_mul(values(document)));
        Self { left: Cell::new(Some(steps)), ..Self::default() }
    }

    /// Deducts steps. Returns false if there are not as many left, or were not before.
    pub(crate) fn spend(&self, steps: u64) -> bool {
        self.left.set(self.left.get().and_then(|left| left.checked_sub(steps)));
        !self.is_spent()
    }

    /// Deducts the steps of a copy of a value. Returns false if there are not as many left.
    pub(crate) fn copy(&self, value: &Value) -> bool {
        !self.is_spent() && self.spend(COPY.saturating_mul(values(value)))
    }

    /// Deducts the steps of parts of the output. Returns false if there are not as many left.
    pub(crate) fn parts(&self, count: usize) -> bool {
        self.spend(PART.saturating_mul(count as u64))
    }

    /// Deducts the steps of texts of this length. Returns false if there are not as many left.
    pub(crate) fn texts(&self, bytes: usize) -> bool {
        self.spend(bytes as u64 / BYTES)
    }

    /// Returns true if too many steps were needed.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get().is_none()
    }

    /// Returns true if too many steps were needed, and this has not been called since.
    pub(crate) fn is_to_report(&self) -> bool {
        self.is_spent() && !self.is_reported.replace(true)
    }
}

/// Returns the number of values in a value, including itself. A long text counts as several.
fn values(value: &Value) -> u64 {
    match value {
        Value::String(text) => 1 + text.len() as u64 / LONG,
        Value::Array(items) => 1 + items.iter().map(values).sum::<u64>(),
        Value::Object(members) => 1 + members.values().map(values).sum::<u64>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_budget_is_spent_once() {
        let budget = Budget::of(&json!({ "a": [1, 2] }));
        assert!(budget.spend(STEPS.0 + 3 * STEPS.1));
        assert!(budget.copy(&json!({ "a": 1 })) && budget.parts(1) && !budget.is_to_report());
        assert!(!budget.parts(100) && budget.is_spent() && !budget.spend(0));
        assert!(budget.is_to_report() && !budget.is_to_report());
        assert!(Budget::default().parts(usize::MAX / 16));
    }
}
