use std::{collections::BTreeMap, error::Error, fmt, ops::RangeInclusive};

use super::Nullable;

/// A value that has constraints: what is sent is checked before it is sent.
pub trait Check {
    /// Adds to `checker` every constraint of the document that this value does not meet.
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

impl<T: Check> Check for Option<T> {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(checker);
        }
    }
}

impl<T: Check> Check for Box<T> {
    fn check(&self, checker: &mut Checker) {
        (**self).check(checker);
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, checker: &mut Checker) {
        for (index, item) in self.iter().enumerate() {
            checker.within(&format!("[{index}]"), item);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, checker: &mut Checker) {
        for (name, value) in self {
            checker.within(name, value);
        }
    }
}

impl<T: Check> Check for Nullable<T> {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self.value() {
            value.check(checker);
        }
    }
}

/// Collects what does not meet its constraints, and where.
#[derive(Debug, Default)]
pub struct Checker {
    path: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// A checker that has found nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks `value` as the part `name` of the value that is being checked; an index is written `[3]`.
    pub fn within<T: Check + ?Sized>(&mut self, name: &str, value: &T) {
        let outer = self.path.len();
        self.path = self.path_to(name);
        value.check(self);
        self.path.truncate(outer);
    }

    /// Begins to check the text `value` of the part `name`.
    pub fn text<'c>(&'c mut self, name: &'c str, value: &'c str) -> TextRules<'c> {
        TextRules { checker: self, name, value }
    }

    /// Ends the check.
    ///
    /// # Errors
    /// What was found, in the order of the document.
    pub fn finish(self) -> Result<(), Violations> {
        if self.violations.is_empty() { Ok(()) } else { Err(Violations(self.violations)) }
    }

    fn path_to(&self, name: &str) -> String {
        let dot = if self.path.is_empty() || name.starts_with('[') { "" } else { "." };
        format!("{}{dot}{name}", self.path)
    }
}

/// The constraints of one text. Lengths count characters (Unicode scalar values), as JSON Schema does.
#[derive(Debug)]
pub struct TextRules<'c> {
    checker: &'c mut Checker,
    name: &'c str,
    value: &'c str,
}

#[allow(clippy::return_self_not_must_use, reason = "the last rule of a text has nobody to hand itself to")]
impl TextRules<'_> {
    /// At least `least` characters (`minLength`).
    pub fn min_length(self, least: usize) -> Self {
        let length = self.value.chars().count();
        if length < least {
            return self.violated(format_args!("must have at least {least} {}, but has {length}", characters(least)));
        }
        self
    }

    /// At most `most` characters (`maxLength`).
    pub fn max_length(self, most: usize) -> Self {
        // A text of no more bytes than that has no more characters either.
        if self.value.len() <= most {
            return self;
        }
        let length = self.value.chars().count();
        if length > most {
            return self.violated(format_args!("must have at most {most} {}, but has {length}", characters(most)));
        }
        self
    }

    /// Only characters of these ranges, which is all that the document's `pattern` asks for.
    pub fn characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each(pattern, |character| ranges.iter().any(|range| range.contains(&character)))
    }

    /// No characters of these ranges, which is all that the document's `pattern` asks for.
    pub fn no_characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each(pattern, |character| !ranges.iter().any(|range| range.contains(&character)))
    }

    fn each(self, pattern: &str, is_allowed: impl Fn(char) -> bool) -> Self {
        match self.value.chars().enumerate().find(|(_, character)| !is_allowed(*character)) {
            Some((position, character)) => {
                self.violated(format_args!("must match `{pattern}`, but character {} is {character:?}", position + 1))
            }
            None => self,
        }
    }

    fn violated(self, message: fmt::Arguments<'_>) -> Self {
        let path = self.checker.path_to(self.name);
        self.checker.violations.push(Violation { path, message: message.to_string() });
        self
    }
}

fn characters(count: usize) -> &'static str {
    if count == 1 { "character" } else { "characters" }
}

/// One constraint of the document that a value does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    message: String,
}

impl Violation {
    /// The parameter or member, with its way there: `consent_text`, `looks[2].name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the document asks for and what the value has; never the value itself.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.message)
    }
}

/// All constraints that a value does not meet; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The violations, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, violation) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl Error for Violations {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Look {
        name: String,
        parts: Vec<Look>,
    }

    impl Check for Look {
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
