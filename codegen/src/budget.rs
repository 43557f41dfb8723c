//! Bounds the work for what a document repeats. A reference repeats its target, and a small document can have many
//! references to a large target. Each part of the output also repeats the names that it uses, and each place is a path of
//! names, so that long names count as well.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::Value;

use crate::pointer::Pointer;

/// The steps for a document, and the further steps for each of its values.
const STEPS: (u64, u64) = (4_000_000, 100);

/// The bytes of a document for which it has at most one value. A list of digits has many values in little text.
const SPARSE: u64 = 8;

/// The steps of one copied value.
const COPY: u64 = 8;

/// The steps of one part of a shape that is kept.
const KEPT: u64 = 4;

/// The bytes of text in one step.
const BYTES: u64 = 4;

/// The bytes of a text that count as one more value.
const LONG: u64 = 64;

/// The steps of one part of the output: a field, a variant, a parameter.
pub(crate) const PART: u64 = 16;

/// The steps of the comparison of two choices.
const COMPARED: u64 = 4;

/// The bytes that a name, a pattern or a value has at no cost.
const NAME: usize = 128;

/// The bytes that a pointer has at no cost.
const PLACE: usize = 256;

/// The steps that are left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<Option<u64>>,
    /// What the steps were needed for that are not left.
    excess: Cell<Excess>,
    is_reported: Cell<bool>,
    /// The sizes of the targets of references so far, by their places.
    sizes: RefCell<HashMap<Pointer, u64>>,
}

/// What a document has too much of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Excess {
    /// References to large targets.
    #[default]
    Targets,
    /// Uses of long names or of long chains of references, or values below long names.
    Names,
    /// `oneOf` and `anyOf` in one `allOf`.
    Choices,
}

impl Excess {
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Targets => {
                "the document repeats too much up to here: each reference repeats its target, and the targets are large"
            }
            Self::Names => {
                "the document repeats too much up to here: each use of a name, of a pattern or of a chain of references repeats \
                 it, and some are long"
            }
            Self::Choices => {
                "the `allOf` up to here have too many `oneOf` and `anyOf`: each is compared with all others of its `allOf`"
            }
        }
    }

    /// Returns a fix.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Targets => {
                "refer to large schemas, bases of `allOf`, responses, request bodies, path items and lists of parameters or \
                 media types less often"
            }
            Self::Names => {
                "shorten the names of schemas, properties, operations, media types and security schemes, the patterns and \
                 the values that have more than 128 bytes, the chains of references, and the lists of patterns in `allOf`"
            }
            Self::Choices => "write the choices of an `allOf` as one `oneOf`",
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: Cell::new(Some(u64::MAX)),
            excess: Cell::default(),
            is_reported: Cell::new(false),
            sizes: RefCell::default(),
        }
    }
}

impl Budget {
    /// Returns the budget for a document of this size.
    pub(crate) fn of(document: &Value) -> Self {
        let (base, factor) = STEPS;
        let steps = base.saturating_add(factor.saturating_mul(weight(document)));
        Self { left: Cell::new(Some(steps)), ..Self::default() }
    }

    /// Adds the steps for the values of another file of the document.
    pub(crate) fn extend(&self, file: &Value) {
        let steps = STEPS.1.saturating_mul(weight(file));
        self.left.set(self.left.get().map(|left| left.saturating_add(steps)));
    }

    /// Deducts steps. Returns false if there are not as many left, or were not before.
    pub(crate) fn spend(&self, steps: u64) -> bool {
        self.left.set(self.left.get().and_then(|left| left.checked_sub(steps)));
        !self.is_spent()
    }

    /// Deducts the steps of a copy of a value to a place. Returns false if there are not as many left.
    pub(crate) fn copy(&self, value: &Value, place: &Pointer) -> bool {
        !self.is_spent() && self.spend(COPY.saturating_mul(values(value))) && self.places(value, place)
    }

    /// Deducts the steps of a copy of a value without those in it. Returns false if there are not as many left.
    pub(crate) fn copy_one(&self, value: &Value) -> bool {
        self.spend(COPY.saturating_mul(match value {
            Value::Array(_) | Value::Object(_) => 1,
            scalar => values(scalar),
        }))
    }

    /// Deducts the steps of one use of the target of a reference. `size` returns the number of values in the target, and is
    /// called once for each place. Returns false if there are not as many left.
    pub(crate) fn reuse(&self, place: &Pointer, size: impl FnOnce() -> u64) -> bool {
        if self.is_spent() {
            return false;
        }
        let known = self.sizes.borrow().get(place).copied();
        let size = known.unwrap_or_else(|| *self.sizes.borrow_mut().entry(place.clone()).or_insert_with(size));
        self.spend(COPY.saturating_mul(size))
    }

    /// Deducts the steps of the pointers to a value at `place` and to the values in it. Returns false if there are not as
    /// many left.
    pub(crate) fn places(&self, value: &Value, place: &Pointer) -> bool {
        self.names(places(value, place.as_str().len()))
    }

    /// Deducts the steps of long names: a sum of [`of_name`] and [`of_place`]. Returns false if there are not as many left.
    pub(crate) fn names(&self, steps: u64) -> bool {
        self.spend_for(Excess::Names, steps)
    }

    /// Deducts the steps of the comparison of so many choices with as many others. Returns false if there are not as many
    /// left.
    pub(crate) fn choices(&self, choices: usize, others: usize) -> bool {
        self.spend_for(Excess::Choices, COMPARED.saturating_mul(choices as u64).saturating_mul(others as u64))
    }

    fn spend_for(&self, excess: Excess, steps: u64) -> bool {
        let was_spent = self.is_spent();
        let is_enough = self.spend(steps);
        if !is_enough && !was_spent {
            self.excess.set(excess);
        }
        is_enough
    }

    /// Deducts the steps of keeping so many parts of a shape. Returns false if there are not as many left.
    pub(crate) fn kept(&self, parts: u64) -> bool {
        self.spend(KEPT.saturating_mul(parts))
    }

    /// Deducts the steps of parts of the output. Returns false if there are not as many left.
    pub(crate) fn parts(&self, count: usize) -> bool {
        self.spend(PART.saturating_mul(count as u64))
    }

    /// Deducts the steps of texts of this length. Returns false if there are not as many left.
    pub(crate) fn texts(&self, bytes: usize) -> bool {
        self.spend(bytes as u64 / BYTES)
    }

    /// Returns the place of what a document has too much of, as far as it is known.
    pub(crate) fn place_of_excess(&self, document: &Value) -> Pointer {
        match self.excess.get() {
            Excess::Targets | Excess::Choices => Pointer::root(),
            Excess::Names => longest_places(document),
        }
    }

    /// Returns what the document has too much of, if too many steps were needed.
    pub(crate) fn excess(&self) -> Option<Excess> {
        self.is_spent().then(|| self.excess.get())
    }

    /// Returns true if too many steps were needed.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get().is_none()
    }

    /// Returns what the document has too much of, if too many steps were needed, and this has not been called since.
    pub(crate) fn to_report(&self) -> Option<Excess> {
        self.excess().filter(|_| !self.is_reported.replace(true))
    }
}

/// Returns the steps of one use of a name, a pattern or a value.
pub(crate) fn of_name(name: &str) -> u64 {
    name.len().saturating_sub(NAME) as u64
}

/// Returns the steps of one pointer.
pub(crate) fn of_place(place: &Pointer) -> u64 {
    of_length(place.as_str().len())
}

fn of_length(pointer: usize) -> u64 {
    pointer.saturating_sub(PLACE) as u64 / BYTES
}

/// Returns the steps of the pointers to a value and to the values in it. The length of the first one is given.
fn places(value: &Value, length: usize) -> u64 {
    let inside: u64 = match value {
        Value::Array(items) => items.iter().map(|item| places(item, length + 1)).sum(),
        Value::Object(members) => members.iter().map(|(key, member)| places(member, length + 1 + key.len())).sum(),
        _ => 0,
    };
    of_length(length) + inside
}

/// Returns the place of the innermost value that has most of the long pointers in it.
fn longest_places(value: &Value) -> Pointer {
    let most = places(value, 0) / 2;
    let (mut value, mut at) = (value, Pointer::root());
    while let Value::Object(members) = value {
        let length = at.as_str().len() + 1;
        let inner = members.iter().find(|(key, member)| places(member, length + key.len()) > most);
        let Some((key, member)) = inner else { break };
        (value, at) = (member, at.child(key));
    }
    at
}

/// Returns the number of values in a value, including itself. A long text or a long key counts as several.
pub(crate) fn values(value: &Value) -> u64 {
    match value {
        Value::String(text) => 1 + of_text(text),
        Value::Array(items) => 1 + items.iter().map(values).sum::<u64>(),
        Value::Object(members) => 1 + members.iter().map(|(key, member)| of_text(key) + values(member)).sum::<u64>(),
        _ => 1,
    }
}

/// Returns the number of values that a long text counts as, besides itself.
pub(crate) fn of_text(text: &str) -> u64 {
    text.len() as u64 / LONG
}

/// Returns the number of values for which a document or a file of it has steps.
fn weight(document: &Value) -> u64 {
    values(document).min(1 + bytes(document) / SPARSE)
}

/// Returns about the length of a value as JSON.
fn bytes(value: &Value) -> u64 {
    // The separator counts with each value.
    let inside: u64 = match value {
        Value::String(text) => 2 + text.len() as u64,
        Value::Array(items) => 2 + items.iter().map(bytes).sum::<u64>(),
        Value::Object(members) => {
            2 + members.iter().map(|(key, member)| 3 + key.len() as u64 + bytes(member)).sum::<u64>()
        }
        _ => 1,
    };
    inside + 1
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_budget_is_spent_once() {
        let budget = Budget::of(&json!({ "a name": ["text", "text"] }));
        assert!(budget.spend(STEPS.0 + 3 * STEPS.1));
        assert!(budget.copy(&json!({ "a": 1 }), &Pointer::root()) && budget.parts(1));
        assert_eq!(budget.to_report(), None);
        assert!(!budget.parts(100) && budget.is_spent() && !budget.names(0));
        assert_eq!([budget.to_report(), budget.to_report()], [Some(Excess::Targets), None]);
        assert!(Budget::default().parts(usize::MAX / 16));
        let budget = Budget::of(&json!({}));
        budget.extend(&json!(["a long text", "a long text"]));
        assert!(budget.spend(STEPS.0 + 4 * STEPS.1) && !budget.spend(1));
    }

    #[test]
    fn each_use_of_a_target_costs_its_size_which_is_counted_once() {
        let budget = Budget::of(&json!({}));
        let counted = Cell::new(0);
        let size = || {
            counted.set(counted.get() + 1);
            STEPS.0 / COPY / 3
        };
        let place = Pointer::root().child("a");
        assert!((0..3).all(|_| budget.reuse(&place, size)));
        assert!(!budget.reuse(&place, size));
        assert_eq!(counted.get(), 1);
    }

    #[test]
    fn many_values_of_little_text_allow_no_more() {
        let steps = |document: &Value| Budget::of(document).left.get().unwrap() - STEPS.0;
        assert!(steps(&json!({ "x-pad": vec![0; 40_000] })) / STEPS.1 < 10_010);
        let schemas: Value = (0..1_000).map(|at| (format!("S{at}"), json!({ "type": "string" }))).collect();
        assert_eq!(steps(&schemas) / STEPS.1, values(&schemas));
    }

    #[test]
    fn usual_names_and_places_cost_nothing() {
        assert_eq!([of_name(&"a".repeat(NAME)), of_name(&"a".repeat(NAME + 9))], [0, 9]);
        let budget = Budget::of(&json!({}));
        let usual = Pointer::root().child(&"a".repeat(PLACE / 2));
        assert!(budget.places(&json!({ "a": [1, 2] }), &usual) && budget.spend(STEPS.0 + STEPS.1));
    }

    #[test]
    fn values_below_a_long_name_cost_its_length() {
        let members: Value = (0..1_000).map(|at| (format!("p{at}"), json!(at))).collect();
        let name = "a".repeat(20_000);
        let document = json!({ "few": { "a": 1 }, "many": { name.clone(): members } });
        let budget = Budget::of(&document);
        assert!(!budget.places(&document, &Pointer::root()));
        assert_eq!(budget.to_report(), Some(Excess::Names));
        assert_eq!(budget.place_of_excess(&document), Pointer::root().child("many").child(&name));
    }
}
