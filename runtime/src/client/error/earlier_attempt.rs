use std::{fmt, time::Duration};

use http::StatusCode;

use super::{Excerpt, Outcome, TransportErrorKind};

/// An attempt of a call that failed and was followed by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierAttempt {
    pub(crate) status: Option<StatusCode>,
    pub(crate) kind: Option<TransportErrorKind>,
    pub(crate) code: Option<Box<str>>,
    pub(crate) request_id: Option<Box<str>>,
    pub(crate) outcome: Outcome,
    pub(crate) wait: Duration,
}

impl EarlierAttempt {
    /// The status, as far as a response came.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// What kept the whole response from coming; `None` where it came.
    pub fn kind(&self) -> Option<TransportErrorKind> {
        self.kind
    }

    /// The API's code for the error, such as `rate_limited`; of a very long one the beginning.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The server's name for the request, from `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Whether this attempt, taken alone, may have taken effect.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// How long the client waited before the next attempt.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    pub(crate) fn cause(&self) -> Cause<'_> {
        Cause { status: self.status, kind: self.kind, code: self.code.as_deref() }
    }
}

/// Its cause: `503 Service Unavailable: overloaded`, or `no connection`.
impl fmt::Display for EarlierAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause().fmt(f)
    }
}

/// Why an attempt failed, as far as it takes few words to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cause<'a> {
    pub(crate) status: Option<StatusCode>,
    pub(crate) kind: Option<TransportErrorKind>,
    pub(crate) code: Option<&'a str>,
}

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.status) {
            (Some(kind), Some(status)) => write!(f, "{kind} after status {status}"),
            (Some(kind), None) => write!(f, "{kind}"),
            (None, Some(status)) => write!(f, "{status}"),
            (None, None) => f.write_str("no response"),
        }?;
        match self.code {
            Some(code) => write!(f, ": {}", Excerpt(code.as_bytes())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_short() {
        let status = Some(StatusCode::SERVICE_UNAVAILABLE);
        let shown = |status, kind, code| Cause { status, kind, code }.to_string();
        assert_eq!(shown(status, None, Some("busy")), "503 Service Unavailable: busy");
        assert_eq!(shown(None, Some(TransportErrorKind::Connect), None), "no connection");
        let broken = shown(status, Some(TransportErrorKind::Exchange), None);
        assert_eq!(broken, "the connection failed after status 503 Service Unavailable");
    }
}
