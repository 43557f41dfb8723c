//! The reason why a text cannot be read as JSON or YAML.

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;

/// The maximum nesting of objects and arrays: that of `serde_json`. Real documents stay below 40.
pub(crate) const MAX_DEPTH: usize = 127;

/// The reason why a text could not be read as JSON or YAML.
pub(crate) struct SyntaxError {
    pub(super) location: Option<Location>,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
}

impl SyntaxError {
    pub(crate) fn new(location: Option<Location>, message: impl Into<String>) -> Self {
        Self { location, message: message.into(), help: None }
    }

    pub(crate) fn too_deep(location: Location) -> Self {
        Self::new(Some(location), format!("nested deeper than {MAX_DEPTH} levels"))
    }

    /// Returns the error as a diagnostic for the file `name`.
    pub(crate) fn into_diagnostics(self, name: &str) -> Diagnostics {
        let mut diagnostic = Diagnostic::error(&Pointer::root(), self.message).with_location(name, self.location);
        diagnostic.help = self.help.map(str::to_owned);
        diagnostic.into()
    }
}
