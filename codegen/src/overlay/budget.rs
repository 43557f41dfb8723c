//! The budget of overlays. Their work and their additions are limited in proportion to the
//! document.

use serde_json::Value;

use super::action::Action;
use super::target::{Size, Steps, steps};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::layout::MAX_DEPTH;
use crate::pointer::Pointer;

/// The steps of one action, and the further steps for each value of the document.
const STEPS: (u64, u64) = (1_000_000, 100);

/// The same for all actions together.
const ALL_STEPS: (u64, u64) = (50_000_000, 2_000);

/// The steps of compiling the regular expressions of one action, and the further steps for each value of the document.
const COMPILING: (u64, u64) = (100_000_000, 20_000);

/// The same for all actions together.
const ALL_COMPILING: (u64, u64) = (300_000_000, 60_000);

/// The values that all actions together may add, and the further values for each one of the
/// document.
const ADDED: (u64, u64) = (200_000, 10);

/// The steps of moving a value when others of its list or object are removed.
const MOVE: u64 = 8;

/// The steps of a comparison with a value of a list.
const COMPARISON: u64 = 8;

/// The remaining budget of all overlays.
pub(super) struct Budget {
    /// An upper bound to the size of the document.
    size: Size,
    /// The number of values when the document was last measured.
    measured: u64,
    steps_of_one: u64,
    steps: Option<u64>,
    compiling_of_one: u64,
    compiling: Option<u64>,
    added: Option<u64>,
}

impl Budget {
    pub(super) fn new(document: &Value) -> Self {
        let size = measure(document);
        let of = |(base, factor): (u64, u64)| base.saturating_add(size.values.saturating_mul(factor));
        Self {
            size,
            measured: size.values,
            steps_of_one: of(STEPS),
            steps: Some(of(ALL_STEPS)),
            compiling_of_one: of(COMPILING),
            compiling: Some(of(ALL_COMPILING)),
            added: Some(of(ADDED)),
        }
    }

    /// Returns true if no further action is possible.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.is_none() || self.compiling.is_none() || self.added.is_none()
    }

    /// Deducts the cost of selecting an action's targets.
    pub(super) fn select(&mut self, action: &Action) -> Result<(), Diagnostics> {
        let Steps { visits: needed, compiling } = steps(&action.target, self.size);
        let target = || action.pointer.child("target");
        if needed > self.steps_of_one {
            let message =
                format!("`{}` may visit more than {} values of the document", action.target, self.steps_of_one);
            return Err(Diagnostic::error(&target(), message).help(
                "name the place more exactly: with fewer `..`, fewer wildcards, or no filter that searches the whole document",
            ).into());
        }
        self.compiling = self.compiling.and_then(|left| left.checked_sub(compiling));
        if compiling > self.compiling_of_one || self.compiling.is_none() {
            let message = format!("the patterns of `{}` are too long for a document of this size", action.target);
            return Err(Diagnostic::error(&target(), message)
                .help("write each as a literal, and shorter: with fewer classes such as `\\w` and `.`, and fewer repetitions")
                .into());
        }
        if !self.spend(needed) {
            let message = "the actions up to this one may visit too many values of the document";
            return Err(Diagnostic::error(&target(), message)
                .help("use fewer actions with `..`, or name the places more exactly")
                .into());
        }
        Ok(())
    }

    /// Deducts the cost of removing values from a list or an object: the rest of it moves.
    pub(super) fn remove(&mut self, from: &Value, action: &Action) -> Result<(), Diagnostics> {
        let members = match from {
            Value::Array(array) => array.len(),
            Value::Object(object) => object.len(),
            _ => 0,
        };
        if !self.spend(MOVE.saturating_mul(members as u64)) {
            let message = "the actions up to this one remove from long lists or objects too often";
            return Err(Diagnostic::error(&action.pointer.child("target"), message)
                .help("remove all values of a list or an object with one action")
                .into());
        }
        Ok(())
    }

    /// Deducts steps. Returns false if there are not as many left.
    fn spend(&mut self, steps: u64) -> bool {
        self.steps = self.steps.and_then(|left| left.checked_sub(steps));
        self.steps.is_some()
    }

    /// Deducts the values that an action adds.
    pub(super) fn update(
        &mut self,
        document: &Value,
        targets: &[Pointer],
        update: &Value,
        action: &Action,
    ) -> Result<(), Diagnostics> {
        let Size { values, depth, longest } = measure(update);
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
            self.size = measure(document);
            self.measured = self.size.values;
        }
        self.size.longest = self.size.longest.max(longest);
        self.size.values = self.size.values.saturating_add(added);
        for target in targets {
            let list = document.pointer(target.as_str()).filter(|value| value.is_array());
            // Each value of the list is compared with what is added.
            if !self.spend(list.map_or(0, |list| measure(list).values.saturating_mul(COMPARISON))) {
                let message = "the actions up to this one add to long lists too often";
                return Err(Diagnostic::error(&at, message).help("add all values to a list with one action").into());
            }
            let is_appended = !update.is_array() && list.is_some();
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

/// Returns the size of a value. A parsed value is never deeper than [`MAX_DEPTH`].
fn measure(value: &Value) -> Size {
    let within = match value {
        Value::Array(array) => measure_all(array.iter()),
        Value::Object(object) => measure_all(object.values()),
        Value::String(text) => return Size { values: 1, depth: 0, longest: text.len() as u64 },
        _ => return Size { values: 1, depth: 0, longest: 0 },
    };
    Size { values: within.values + 1, depth: within.depth + 1, ..within }
}

fn measure_all<'v>(values: impl Iterator<Item = &'v Value>) -> Size {
    let none = Size { values: 0, depth: 0, longest: 0 };
    values.map(measure).fold(none, |all, one| Size {
        values: all.values + one.values,
        depth: all.depth.max(one.depth),
        longest: all.longest.max(one.longest),
    })
}
