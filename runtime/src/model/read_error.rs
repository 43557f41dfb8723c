use std::{error::Error, fmt};

use super::ReadContext;

/// JSON that does not fit the type it should be read as.
#[derive(Clone, Debug)]
pub struct ReadError {
    path: String,
    message: String,
    /// Whether some of the JSON is what it should be, so that its sender is the one that was asked.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client has senders"))]
    is_familiar: bool,
}

/// Two are equal when they say the same.
impl PartialEq for ReadError {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.message) == (&other.path, &other.message)
    }
}

impl Eq for ReadError {}

impl ReadError {
    /// An error at `context`, with what was wrong there; a message that quotes a long value is shortened.
    pub fn new(context: &ReadContext, message: impl fmt::Display) -> Self {
        Self { path: context.to_string(), message: shortened(message.to_string()), is_familiar: false }
    }

    /// Says whether some of the JSON is what it should be.
    #[cfg(feature = "json")]
    pub(crate) fn familiar(mut self, is_familiar: bool) -> Self {
        self.is_familiar = is_familiar;
        self
    }

    /// Says in addition what may be the reason.
    #[cfg(feature = "client")]
    pub(crate) fn because(mut self, reason: impl fmt::Display) -> Self {
        self.message = format!("{}; {reason}", self.message);
        self
    }

    #[cfg(feature = "client")]
    pub(crate) fn is_familiar(&self) -> bool {
        self.is_familiar
    }

    /// Where in the JSON it is, as JSONPath: `$.data.url`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was wrong there.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Serde quotes the whole value that does not fit, which may be megabytes.
fn shortened(mut message: String) -> String {
    const MOST: usize = 500;
    if message.len() > MOST {
        message.truncate(message.floor_char_boundary(MOST));
        message.push('…');
    }
    message
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl Error for ReadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_short() {
        let error = ReadError::new(&ReadContext::new(), "ä".repeat(10_000));
        assert!(error.message().len() < 600 && error.message().ends_with('…'));
    }
}
