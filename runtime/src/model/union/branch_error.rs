//! The error of a value that does not fit a branch.

use std::{cell::Cell, fmt};

use serde_core::de::{Error, Expected, Unexpected};

thread_local! {
    /// The number of branches that are being tried, each in the one before.
    static ATTEMPTS: Cell<usize> = const { Cell::new(0) };
}

/// An error of reading a [`Tree`](super::Tree). It has no message while a branch is tried, because nobody reads that
/// error, and to write it would take longer than to read the value.
#[derive(Debug)]
pub struct BranchError(Option<Box<str>>);

impl BranchError {
    fn new<T: ToString>(message: impl FnOnce() -> T) -> Self {
        Self((ATTEMPTS.get() == 0).then(|| message().to_string().into()))
    }
}

impl Error for BranchError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(|| message)
    }

    /// `serde_json` describes values as JSON has them, such as `null`.
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(|| serde_json::Error::invalid_type(found, expected))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(|| serde_json::Error::invalid_value(found, expected))
    }
}

impl From<serde_json::Error> for BranchError {
    fn from(error: serde_json::Error) -> Self {
        <Self as Error>::custom(error)
    }
}

impl fmt::Display for BranchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or("the value does not fit this branch"))
    }
}

impl std::error::Error for BranchError {}

/// Reads a value as a branch that need not fit, so that errors have no message.
pub(super) fn without_messages<T>(read: impl FnOnce() -> T) -> T {
    /// Ends the attempt, also if a type of the user panics.
    struct End;

    impl Drop for End {
        fn drop(&mut self) {
            ATTEMPTS.set(ATTEMPTS.get() - 1);
        }
    }

    ATTEMPTS.set(ATTEMPTS.get() + 1);
    let _end = End;
    read()
}
