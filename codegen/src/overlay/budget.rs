//! The budget of overlays. Their work and their additions are limited in proportion to the
//! document.

use serde_json::Value;

use super::action::Action;
use super::target::{Size, steps};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::MAX_DEPTH;
use crate::pointer::Pointer;

/// The steps of one action, and the further steps for each value of the document.
const STEPS: (u64, u64) = (1_000_000, 100);

/// The same for all actions together.
const ALL_STEPS: (u64, u64) = (50_000_000, 2_000);

/// The values that all actions together may add, and the further values for each one of the
/// document.
const ADDED: (u64, u64) = (200_000, 10);

/// The remaining budget of all overlays.
pub(super) struct Budget {
    /// An upper bound to the size of the document.
    size: Size,
    /// The number of values when the document was last measured.
    measured: u64,
    steps_of_one: u64,
    steps: Option<u64>,
    added: Option<u64>,
}

impl Budget {
    pub(super) fn new(document: &Value) -> Self {
        let (values, depth) = measure(document);
        let of = |(base, factor): (u64, u64)| base.saturating_add(values.saturating_mul(factor));
        Self {
            size: Size { values, depth },
            measured: values,
            steps_of_one: of(STEPS),
            steps: Some(of(ALL_STEPS)),
            added: Some(of(ADDED)),
        }
    }

    /// Returns true if no further action is possible.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.is_none() || self.added.is_none()
    }

    /// Deducts the cost of selecting an action's targets.
    pub(super) fn select(&mut self, action: &Action) -> Result<(), Diagnostics> {
        let needed = steps(&action.target, self.size);
        let target = || action.pointer.child("target");
        if needed > self.steps_of_one {
            let message =
                format!("`{}` may visit more than {} values of the document", action.target, self.steps_of_one);
            return Err(Diagnostic::error(&target(), message).help(
                "name the place more exactly: with fewer `..`, fewer wildcards, or no filter that searches the whole document",
            ).into());
        }
        self.steps = self.steps.and_then(|left| left.checked_sub(needed));
        if self.steps.is_none() {
            let message = "the actions up to this one may visit too many values of the document";
            return Err(Diagnostic::error(&target(), message)
                .help("use fewer actions with `..`, or name the places more exactly")
                .into());
        }
        Ok(())
    }

    /// Deducts the values that an action adds.
    pub(super) fn update(
        &mut self,
        document: &Value,
        targets: &[Pointer],
        update: &Value,
        action: &Action,
    ) -> Result<(), Diagnostics> {
        let (values, depth) = measure(update);
        let at = action.pointer.child("update");
        let added = values.saturating_mul(u64::try_from(targets.len()).unwrap_or(u64::MAX));
        self.added = self.added.and_then(|left| left.checked_sub(added));
        if self.added.is_none() {
            let message = format!(
                "the actions up to this one add too much: this one {values} values in {} places",
                targets.len()
            );
            return Err(Diagnostic::error(&at, message).help("select fewer places, or add less").into());
        }
        if self.size.values > self.measured.saturating_mul(2).saturating_add(1_000) {
            // The bound may be too high: some values existed already or were removed.
            let (values, depth) = measure(document);
            self.size = Size { values, depth };
            self.measured = values;
        }
        self.size.values = self.size.values.saturating_add(added);
        for target in targets {
            let is_appended = !update.is_array() && document.pointer(target.as_str()).is_some_and(Value::is_array);
            let deepest = u64::try_from(target.segments().count()).unwrap_or(u64::MAX) + depth + u64::from(is_appended);
            if deepest > MAX_DEPTH as u64 {
                let message = format!("this makes the document nest deeper than {MAX_DEPTH} levels, at `{target}`");
                return Err(Diagnostic::error(&at, message)
                    .help("select a place further up, or add less deep values")
                    .into());
            }
            self.size.depth = self.size.depth.max(deepest);
        }
        Ok(())
    }
}

/// Returns the number of values in a value, including itself, and the depth of its objects and
/// arrays. A parsed value is never deeper than [`MAX_DEPTH`].
fn measure(value: &Value) -> (u64, u64) {
    let (values, depth) = match value {
        Value::Array(array) => measure_all(array.iter()),
        Value::Object(object) => measure_all(object.values()),
        _ => return (1, 0),
    };
    (values + 1, depth + 1)
}

fn measure_all<'v>(values: impl Iterator<Item = &'v Value>) -> (u64, u64) {
    values.map(measure).fold((0, 0), |(all, deepest), (values, depth)| (all + values, deepest.max(depth)))
}
