//! What is wrong with a document, where, and what to do about it.

mod list;
mod origin;
mod report;

use std::fmt;

pub use list::Diagnostics;
pub(crate) use origin::Origin;
pub(crate) use report::Report;

use crate::pointer::Pointer;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated until this is repaired.
    Error,
    /// The output lacks something that the document says.
    Warning,
    /// Worth knowing, and nothing to repair.
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

/// What of the document the output goes without, as a diagnostic says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Loss {
    /// All of a part.
    LeftOut,
    /// The type of a value, which may be anything.
    Loosened,
}

impl Loss {
    /// The word in JSON: `left-out` or `loosened`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Loosened => "loosened",
        }
    }
}

/// A place in a source's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (not bytes), from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One thing to say about a document or an overlay.
///
/// The stages of the generator name a place by its pointer alone; the source and the location are looked up at the end,
/// and only when there is something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The name of the source that the pointer and the location are in; empty until it is looked up.
    pub source: String,
    /// The value that this is about.
    pub pointer: Pointer,
    /// Where that value stands in the source's text; `None` when that is not known.
    pub location: Option<Location>,
    /// What is wrong, in a sentence without a final full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What the output goes without for it.
    pub loss: Option<Loss>,
}

impl Diagnostic {
    /// Something that stops the generator: `message` about the value at `pointer`.
    pub fn error(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, pointer, message)
    }

    /// Something that the output lacks: `message` about the value at `pointer`.
    pub fn warning(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, pointer, message)
    }

    /// Something worth knowing: `message` about the value at `pointer`.
    pub fn note(pointer: &Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, pointer, message)
    }

    fn new(severity: Severity, pointer: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity,
            source: String::new(),
            pointer: pointer.clone(),
            location: None,
            message: message.into(),
            help: None,
            loss: None,
        }
    }

    /// Says that the part at the pointer is left out.
    #[must_use]
    pub(crate) fn left_out(mut self) -> Self {
        self.loss = Some(Loss::LeftOut);
        self
    }

    /// Says that the value at the pointer may be anything.
    #[must_use]
    pub(crate) fn loosened(mut self) -> Self {
        self.loss = Some(Loss::Loosened);
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the source and the place in it.
    #[must_use]
    pub fn at(mut self, source: impl Into<String>, location: Option<Location>) -> Self {
        self.source = source.into();
        self.location = location;
        self
    }
}

/// Plain text: the message, `-->` with the place, and the help, each on its own line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        if !self.source.is_empty() {
            write!(f, "\n  --> {}", self.source)?;
            if let Some(location) = self.location {
                write!(f, ":{location}")?;
            }
            if !self.pointer.is_root() {
                write!(f, " ({})", self.pointer)?;
            }
        } else if !self.pointer.is_root() {
            write!(f, "\n  --> {}", self.pointer)?;
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
        let located = diagnostic.at("api.json", Some(Location { line: 12, column: 5 }));
        assert_eq!(located.to_string(), "error: no operation\n  --> api.json:12:5 (/paths/~1a)\n  help: add one");
    }

    #[test]
    fn the_root_is_not_spelled_out() {
        let diagnostic = Diagnostic::note(&Pointer::root(), "empty").at("api.json", None);
        assert_eq!(diagnostic.to_string(), "note: empty\n  --> api.json");
    }
}
