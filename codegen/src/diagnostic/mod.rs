//! Diagnostics: a problem in a document, its place, and how to fix it.

mod group;
mod list;
mod origin;
mod report;

use std::fmt;

pub use list::Diagnostics;
pub(crate) use origin::Origin;
pub(crate) use report::Report;

use crate::pointer::Pointer;
use crate::visible::{brief, visible};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated until this is fixed.
    Error,
    /// The output lacks something that the document describes.
    Warning,
    /// Information that needs no action.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// The part of the document that is missing in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// The whole part at the pointer.
    LeftOut,
    /// The type of a value, which may be any JSON.
    Loosened,
}

impl Loss {
    /// Returns the word in JSON: `left-out` or `loosened`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Loosened => "loosened",
        }
    }
}

/// A location in the text of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The line, starting at 1.
    pub line: usize,
    /// The column in characters (not bytes), starting at 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A message about a document or an overlay.
///
/// The stages of the generator set the pointer only. The source and the location are looked up at
/// the end, and only if there is a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The name of the source of the pointer and the location. Empty until it is looked up.
    pub source: String,
    /// The value that the diagnostic is about.
    pub pointer: Pointer,
    /// The location of that value in the source. `None` if it is unknown.
    pub location: Option<Location>,
    /// The problem, in a sentence without a final full stop. Control characters of names are escaped, and very long
    /// names are cut.
    pub message: String,
    /// The suggested fix.
    pub help: Option<String>,
    /// The part that is therefore missing in the output.
    pub loss: Option<Loss>,
}

impl Diagnostic {
    /// Creates an error, which stops the generator: `message` about the value at `pointer`.
    pub fn error(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, pointer, message)
    }

    /// Creates a warning about something that the output lacks: `message` about the value at
    /// `pointer`.
    pub fn warning(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, pointer, message)
    }

    /// Creates a note: `message` about the value at `pointer`.
    pub fn note(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, pointer, message)
    }

    fn new(severity: Severity, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity,
            source: String::new(),
            pointer: pointer.clone(),
            location: None,
            // A name of the document in it cannot begin a line or control a terminal.
            message: brief(&message.into()).into_owned(),
            help: None,
            loss: None,
        }
    }

    /// Marks the part at the pointer as left out.
    #[must_use]
    pub(crate) fn left_out(mut self) -> Self {
        self.loss = Some(Loss::LeftOut);
        self
    }

    /// Marks the value at the pointer as any JSON.
    #[must_use]
    pub(crate) fn loosened(mut self) -> Self {
        self.loss = Some(Loss::Loosened);
        self
    }

    /// Adds a suggested fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(brief(&help.into()).into_owned());
        self
    }

    /// Sets the source and the location in it.
    #[must_use]
    pub fn with_location(mut self, source: impl Into<String>, location: Option<Location>) -> Self {
        self.source = source.into();
        self.location = location;
        self
    }
}

/// Writes plain text: the message, `-->` with the place, and the help, each on its own line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        if !self.source.is_empty() {
            write!(f, "\n  --> {}", visible(&self.source))?;
            if let Some(location) = self.location {
                write!(f, ":{location}")?;
            }
            if !self.pointer.is_root() {
                write!(f, " ({})", brief(self.pointer.as_str()))?;
            }
        } else if !self.pointer.is_root() {
            write!(f, "\n  --> {}", brief(self.pointer.as_str()))?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_names_the_place_and_the_help() {
        let pointer = Pointer::root().child("paths").child("/a");
        let diagnostic = Diagnostic::error(&pointer, "no operation").help("add one");
        assert_eq!(diagnostic.to_string(), "error: no operation\n  --> /paths/~1a\n  help: add one");
        let located = diagnostic.with_location("api.json", Some(Location { line: 12, column: 5 }));
        assert_eq!(located.to_string(), "error: no operation\n  --> api.json:12:5 (/paths/~1a)\n  help: add one");
    }

    #[test]
    fn a_name_begins_no_line() {
        let pointer = Pointer::root().child("a\n::error::b");
        let diagnostic = Diagnostic::error(&pointer, "no `a\n::error::b`").help("add `\u{1b}[31m`");
        let expected = r"error: no `a\n::error::b`  --> x\r:1:2 (/a\n::error::b)  help: add `\u{1b}[31m`";
        let located = diagnostic.with_location("x\r", Some(Location { line: 1, column: 2 }));
        assert_eq!(located.to_string().replace('\n', ""), expected);
    }

    #[test]
    fn the_root_is_not_spelled_out() {
        let diagnostic = Diagnostic::note(&Pointer::root(), "empty").with_location("api.json", None);
        assert_eq!(diagnostic.to_string(), "note: empty\n  --> api.json");
    }
}
