use std::{error::Error, fmt};

/// One constraint of the document that a value does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub(super) path: String,
    pub(super) message: String,
}

impl Violation {
    /// Returns the path of the parameter or member: `consent_text`, `looks[2].name`. It is empty for the checked value
    /// itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the constraint and the measured property of the value, such as its length, but never the value itself.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "the value {}", self.message),
            path => write!(f, "`{path}` {}", self.message),
        }
    }
}

/// All constraints that a value does not meet; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// Returns the violations, in the order of the document.
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
