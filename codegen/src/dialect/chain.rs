//! Chains of references.

use std::collections::HashSet;
use std::hash::Hash;

/// The maximum number of references in a chain.
pub(super) const MOST_RESOLVED: usize = 100;

/// The references of a chain that were followed so far.
#[derive(Debug, Default)]
pub(crate) struct Chain<T>(HashSet<T>);

impl<T: Eq + Hash> Chain<T> {
    /// Creates a chain that begins with a reference.
    pub(super) fn of(first: T) -> Self {
        Self([first].into())
    }

    /// Adds a reference. Returns why it is not followed if it was followed before or the chain is too long.
    pub(crate) fn follow(&mut self, reference: T) -> Result<(), String> {
        if !self.0.insert(reference) {
            return Err("this `$ref` refers to itself, and is left out".to_owned());
        }
        if self.0.len() > MOST_RESOLVED {
            return Err(format!("this leads over more than {MOST_RESOLVED} references, and is left out"));
        }
        Ok(())
    }

    /// Returns the number of references.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
