use std::{error::Error, fmt};

use super::Track;

/// JSON that does not fit the type it should be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    path: String,
    message: String,
}

impl ReadError {
    /// An error at `track`, with what was wrong there.
    pub fn new(track: &Track, message: impl fmt::Display) -> Self {
        Self { path: track.to_string(), message: message.to_string() }
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

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl Error for ReadError {}
