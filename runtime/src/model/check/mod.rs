//! The constraints of requests.

mod collection;
mod given;
mod members;
mod number;
#[cfg(feature = "pattern")]
mod pattern;
mod text;
mod violation;

use std::fmt::Write;

use super::{StringMap, ToJson};
pub(super) use given::Given;
use number::Float;
pub use violation::{Violation, Violations};

/// A value whose constraints are checked before it is sent. Every type that implements [`ToJson`] is one, with the
/// constraints that its derive reads from `check` attributes.
pub trait Check {
    /// Adds to `checker` every constraint that this value or one of its parts violates.
    fn check(&self, checker: &mut Checker);

    /// Checks this value alone.
    ///
    /// # Errors
    /// Every constraint that it does not meet, with the member's name.
    fn validate(&self) -> Result<(), Violations> {
        let mut checker = Checker::new();
        self.check(&mut checker);
        checker.finish()
    }
}

impl<T: ToJson + ?Sized> Check for T {
    fn check(&self, checker: &mut Checker) {
        ToJson::check(self, checker);
    }
}

/// Collects the violated constraints, with their paths.
#[derive(Debug, Default)]
pub struct Checker {
    path: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// Creates a checker that has found nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks `value` as the part `name` of the value that is being checked; an index is written `[3]`.
    pub fn within<T: Check + ?Sized>(&mut self, name: &str, value: &T) {
        self.inside(name, |checker| value.check(checker));
    }

    /// Checks the item at `index` of the list that is being checked.
    pub(crate) fn item<T: ToJson + ?Sized>(&mut self, index: usize, value: &T) {
        let outer = self.path.len();
        // Writing to a `String` cannot fail.
        let _ = write!(self.path, "[{index}]");
        ToJson::check(value, self);
        self.path.truncate(outer);
    }

    /// Checks the part `name`.
    fn inside(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        let outer = self.path.len();
        if self.has_dot_before(name) {
            self.path.push('.');
        }
        self.path.push_str(name);
        check(self);
        self.path.truncate(outer);
    }

    /// Begins to check the text `value` of the part `name`; one that is not there meets every rule.
    pub fn text<'c>(&'c mut self, name: &'c str, value: &'c (impl Given<Value = str> + ?Sized)) -> Rules<'c, &'c str> {
        Rules { checker: self, name, value: value.given() }
    }

    /// Begins to check the integer `value` of the part `name`; one that is not there meets every rule.
    pub fn integer<'c, T: Copy + Into<i128> + 'c>(
        &'c mut self,
        name: &'c str,
        value: &'c impl Given<Value = T>,
    ) -> Rules<'c, i128> {
        Rules { checker: self, name, value: value.given().map(|value| (*value).into()) }
    }

    /// Begins to check the number `value` of the part `name`, an `f32` or an `f64`; one that is not there meets every rule.
    pub fn number<'c, T: Float + 'c>(&'c mut self, name: &'c str, value: &'c impl Given<Value = T>) -> Rules<'c, f64> {
        Rules { checker: self, name, value: value.given().map(|value| value.as_written()) }
    }

    /// Begins to check the list `value` of the part `name`; one that is not there meets every rule.
    pub fn list<'c, T: 'c>(
        &'c mut self,
        name: &'c str,
        value: &'c (impl Given<Value = [T]> + ?Sized),
    ) -> Rules<'c, &'c [T]> {
        Rules { checker: self, name, value: value.given() }
    }

    /// Begins to check the map `value` of the part `name`, or, with an empty name, of the value that is being checked; one
    /// that is not there meets every rule.
    pub fn map<'c, M: StringMap + 'c>(
        &'c mut self,
        name: &'c str,
        value: &'c impl Given<Value = M>,
    ) -> Rules<'c, &'c M> {
        Rules { checker: self, name, value: value.given() }
    }

    /// Begins to check how many members `value` has, which is the value that is being checked.
    #[doc(hidden)]
    pub fn members<T: ToJson>(&mut self, value: &T) -> Rules<'_, members::Count> {
        Rules { checker: self, name: "", value: Some(members::Count::new(value)) }
    }

    /// Ends the check.
    ///
    /// # Errors
    /// The violations, in the order of the document.
    pub fn finish(self) -> Result<(), Violations> {
        if self.violations.is_empty() { Ok(()) } else { Err(Violations(self.violations)) }
    }

    fn has_dot_before(&self, name: &str) -> bool {
        !self.path.is_empty() && !name.is_empty() && !name.starts_with('[')
    }

    fn path_to(&self, name: &str) -> String {
        let dot = if self.has_dot_before(name) { "." } else { "" };
        format!("{}{dot}{name}", self.path)
    }
}

/// The constraints of one value. Each method is a rule, and adds its violation to the checker.
#[derive(Debug)]
pub struct Rules<'c, V> {
    checker: &'c mut Checker,
    name: &'c str,
    value: Option<V>,
}

impl<V: Copy> Rules<'_, V> {
    /// Adds the violation that `violation` returns, if the value is present.
    fn rule(self, violation: impl FnOnce(V) -> Option<String>) -> Self {
        if let Some(message) = self.value.and_then(violation) {
            let path = self.checker.path_to(self.name);
            self.checker.violations.push(Violation { path, message });
        }
        self
    }
}

/// Returns the violation of a minimum count. `one` and `several` name the counted items.
fn too_few(least: usize, count: usize, [one, several]: [&str; 2]) -> Option<String> {
    let what = if least == 1 { one } else { several };
    (count < least).then(|| format!("must have at least {least} {what}, but has {count}"))
}

/// Returns the violation of a maximum count. `one` and `several` name the counted items.
fn too_many(most: usize, count: usize, [one, several]: [&str; 2]) -> Option<String> {
    let what = if most == 1 { one } else { several };
    (count > most).then(|| format!("must have at most {most} {what}, but has {count}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Look {
        name: String,
        parts: Vec<Look>,
    }

    impl ToJson for Look {
        fn check(&self, checker: &mut Checker) {
            checker
                .text("name", &self.name)
                .min_length(1)
                .max_length(3)
                .no_characters("^[^<>]*$", &['<'..='<', '>'..='>']);
            checker.within("parts", &self.parts);
        }
    }

    fn look(name: &str) -> Look {
        Look { name: name.to_owned(), parts: Vec::new() }
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(look("äöü").validate(), Ok(()));
        assert_eq!(
            look("äöü!").validate().unwrap_err().to_string(),
            "`name` must have at most 3 characters, but has 4"
        );
    }

    #[test]
    fn every_violation_is_reported_with_its_path() {
        let outer = Look { name: "<>".to_owned(), parts: vec![look("a"), look("")] };
        assert_eq!(
            outer.validate().unwrap_err().to_string(),
            "`name` must match `^[^<>]*$`, but character 1 is '<'; \
             `parts[1].name` must have at least 1 character, but has 0"
        );
    }
}
