use crate::diagnostic::{Diagnostic, Loss, Severity};
use crate::pointer::Pointer;

/// A problem of a reference or of its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    severity: Severity,
    message: String,
    help: Option<String>,
}

impl Problem {
    /// Creates a warning: the target of the reference is left out.
    pub(super) fn lost(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), help: None }
    }

    /// Creates a note.
    pub(super) fn note(message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, message: message.into(), help: None }
    }

    /// Creates an error: a limit is exceeded.
    pub(super) fn limit(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    /// Returns true if the problem ends the reading of files.
    pub(super) fn is_limit(&self) -> bool {
        self.severity == Severity::Error
    }

    pub(super) fn to_diagnostic(&self, pointer: &Pointer) -> Diagnostic {
        let mut diagnostic = match self.severity {
            Severity::Error => Diagnostic::error(pointer, self.message.as_str()),
            Severity::Warning => Diagnostic::warning(pointer, self.message.as_str()),
            Severity::Note => Diagnostic::note(pointer, self.message.as_str()),
        };
        diagnostic.loss = (self.severity == Severity::Warning).then_some(Loss::LeftOut);
        diagnostic.help.clone_from(&self.help);
        diagnostic
    }
}
