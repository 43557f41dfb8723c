use std::{error::Error, fmt};

use super::ReadContext;

/// JSON that does not fit the type it should be read as.
#[derive(Clone, Debug)]
pub struct ReadError {
    path: String,
    message: String,
    /// True if some of the JSON fits, so that the API itself sent it.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only a client has senders"))]
    is_familiar: bool,
}

/// Two errors are equal if they have the same path and message.
impl PartialEq for ReadError {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.message) == (&other.path, &other.message)
    }
}

impl Eq for ReadError {}

impl ReadError {
    /// Creates an error at the path in `context`, with its reason. A message that quotes a long value is shortened.
    pub fn new(context: &ReadContext, message: impl fmt::Display) -> Self {
        Self { path: context.to_string(), message: shortened(message.to_string()), is_familiar: false }
    }

    /// Sets whether some of the JSON fits.
    #[cfg(feature = "client")]
    pub(crate) fn familiar(mut self, is_familiar: bool) -> Self {
        self.is_familiar = is_familiar;
        self
    }

    /// Adds a possible reason to the message.
    #[cfg(feature = "client")]
    pub(crate) fn because(mut self, reason: impl fmt::Display) -> Self {
        self.message = format!("{}; {reason}", self.message);
        self
    }

    #[cfg(feature = "client")]
    pub(crate) fn is_familiar(&self) -> bool {
        self.is_familiar
    }

    /// Returns the JSONPath of the value that does not fit, such as `$.data.url`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the reason why the value does not fit.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Shortens a message, since serde quotes the whole value, which may be megabytes. The mark at the end tells a client that
/// masks credentials that one may have been cut.
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
