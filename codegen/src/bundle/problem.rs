use crate::diagnostic::{Diagnostic, Loss, Severity};
use crate::pointer::Pointer;

/// A problem of a reference or of its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    severity: Severity,
    message: String,
    help: Option<String>,
    /// True if the part with the reference is left out.
    is_loss: bool,
}

/// The effect of a problem with the target of a reference.
pub(super) const LEFT_OUT: &str = "what refers to it is left out";

impl Problem {
    /// Creates a warning: the target of the reference is left out.
    pub(super) fn lost(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), help: None, is_loss: true }
    }

    /// Creates a note.
    pub(super) fn note(message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, message: message.into(), help: None, is_loss: false }
    }

    /// Creates an error: a limit is exceeded.
    pub(super) fn limit(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), help: None, is_loss: false }
    }

    /// Returns the problem for a reference in the `mapping` of a discriminator.
    pub(super) fn in_mapping(self) -> Self {
        let message = self.message.replace(LEFT_OUT, "the discriminator ignores this value");
        Self { message, is_loss: false, ..self }
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
        diagnostic.loss = self.is_loss.then_some(Loss::LeftOut);
        diagnostic.help.clone_from(&self.help);
        diagnostic
    }
}
