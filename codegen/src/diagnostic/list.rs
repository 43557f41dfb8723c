//! A list of diagnostics, which is one error to a caller.

use std::error::Error;
use std::fmt;

use super::{Diagnostic, Severity};
use crate::visible::{brief, visible};

/// The diagnostics of a run, in the order in which they were found.
///
/// As an error, it displays as plain text, with one paragraph for each diagnostic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Creates an empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Appends a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Returns true if at least one diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns the number of diagnostics with the severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns true if there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of diagnostics.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Formats the errors and warnings for Cargo, as a build script prints them: one line each,
    /// `cargo::error=…` or `cargo::warning=…`. Notes are omitted, and a warning about many places is one line.
    ///
    /// ```
    /// use openapi_bindgen::{Diagnostic, Diagnostics, Pointer};
    ///
    /// let diagnostics = Diagnostics::from(Diagnostic::warning(&Pointer::root(), "the document is empty"));
    /// print!("{}", diagnostics.for_cargo());
    /// assert_eq!(diagnostics.for_cargo(), "cargo::warning=the document is empty\n");
    /// ```
    pub fn for_cargo(&self) -> String {
        let mut lines = String::new();
        for group in Diagnostic::alike(self) {
            let Some(diagnostic) = group.first().copied() else { continue };
            let key = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => continue,
            };
            lines.push_str(&format!("cargo::{key}="));
            let Diagnostic { source, location, pointer, message, help, .. } = diagnostic;
            let mut line = String::new();
            if let Some(location) = location {
                line.push_str(&format!("{source}:{location}: "));
            }
            line.push_str(message);
            if !pointer.as_str().is_empty() {
                line.push_str(&format!(" ({})", brief(pointer.as_str())));
            }
            if let Some(help) = help {
                line.push_str(&format!("; help: {help}"));
            }
            if let Some(places) = Diagnostic::other_places(&group) {
                line.push_str(&format!("; {places}"));
            }
            // Another line would be another instruction to Cargo.
            lines.push_str(&visible(&line));
            lines.push('\n');
        }
        lines
    }

    /// Returns an iterator over the diagnostics in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Location, pointer::Pointer};

    #[test]
    fn only_an_error_is_an_error() {
        let mut diagnostics = Diagnostics::from(Diagnostic::warning(&Pointer::root(), "dropped"));
        assert!(!diagnostics.has_errors());
        diagnostics.push(Diagnostic::error(&Pointer::root(), "broken"));
        assert!(diagnostics.has_errors());
    }

    #[test]
    fn cargo_gets_a_line_for_each_error_and_each_warning() {
        let at = Pointer::root().child("info\r");
        let diagnostics: Diagnostics = [
            Diagnostic::error(&at, "one\ntwo")
                .help("three\u{1b}")
                .with_location("\napi.yaml", Some(Location { line: 2, column: 3 })),
            Diagnostic::warning(&Pointer::root(), "four"),
            Diagnostic::note(&at, "five"),
        ]
        .into_iter()
        .collect();
        let expected = "cargo::error=\\napi.yaml:2:3: one\\ntwo (/info\\r); help: three\\u{1b}\ncargo::warning=four\n";
        assert_eq!(diagnostics.for_cargo(), expected);
        let same = ["a", "b", "c"].map(|name| Diagnostic::warning(&Pointer::root().child(name), "six"));
        let expected = "cargo::warning=six (/a); the same in 2 other places: /b, /c\n";
        assert_eq!(same.into_iter().collect::<Diagnostics>().for_cargo(), expected);
    }

    #[test]
    fn each_has_its_paragraph() {
        let diagnostics: Diagnostics =
            ["one", "two"].map(|text| Diagnostic::note(&Pointer::root(), text)).into_iter().collect();
        assert_eq!(diagnostics.to_string(), "note: one\n\nnote: two");
    }
}
