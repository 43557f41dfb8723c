use std::fmt;

/// What kept a call from being tried again although the failure might have passed.
///
/// Where a call was tried as often as its [`Retry`](crate::Retry) says, or may not be repeated at all, nothing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryStopReason {
    /// The server asks to wait longer than the client is willing to.
    RetryAfter,
    /// The wait would have ended after the call's deadline.
    Deadline,
    /// The client has spent its retry budget: too many of its calls fail.
    Budget,
    /// The body comes from a source, from which something was taken already.
    Upload,
}

/// The reason, as the end of a sentence that begins with "not tried again".
impl fmt::Display for RetryStopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RetryAfter => "the server asks to wait longer than the client does",
            Self::Deadline => "the deadline of the call would have passed",
            Self::Budget => "too many calls of this client fail",
            Self::Upload => "its body comes from a source that can be read once",
        })
    }
}
