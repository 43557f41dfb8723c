use std::fmt;

/// The reason why a transient failure was not retried.
///
/// There is no reason if all attempts of the [`Retry`](crate::Retry) policy were made, or if the request must not be
/// repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryStopReason {
    /// The server asks to wait longer than the client is willing to.
    RetryAfter,
    /// The wait would have ended after the call's deadline.
    Deadline,
    /// The client has spent its retry budget: too many of its calls fail.
    Budget,
    /// The body comes from a source that was already read in part.
    Upload,
}

/// The reason, as the end of a sentence that begins with "not tried again".
impl fmt::Display for RetryStopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RetryAfter => "the server asks for a longer wait than the client allows",
            Self::Deadline => "the deadline would pass before the next attempt",
            Self::Budget => "the retry budget of the client is used up",
            Self::Upload => "its body comes from a source that can be read once",
        })
    }
}
