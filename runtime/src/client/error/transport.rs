use std::{
    error::Error,
    fmt::{self, Write},
    io,
    time::Duration,
};

use http::StatusCode;

use super::{Attempts, CallContext, Cause, Excerpt};
use crate::client::transport::BoxError;

/// A call without a whole response, or an interrupted stream.
pub struct TransportError {
    context: CallContext,
    kind: TransportErrorKind,
    status: Option<StatusCode>,
    retry_after: Option<Duration>,
    source: Option<BoxError>,
}

/// The reason why no whole response was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot send this request, so that nothing was sent.
    Unsupported,
    /// No connection was made, so that nothing was sent.
    Connect,
    /// The server has a certificate that the client does not trust, so that nothing was sent. Another attempt would meet
    /// the same certificate.
    Certificate,
    /// The connection failed when something may have been sent already.
    Exchange,
    /// The attempt took longer than this limit, or nothing was received for this time.
    Timeout(Duration),
    /// The call, all attempts taken together, took longer than this deadline.
    Deadline(Duration),
    /// The body is longer than this limit, in bytes.
    BodyLimit(usize),
    /// Something was sent or received, and then nothing more for longer than this limit.
    Stalled(Duration),
    /// An event of a stream is longer than this limit, in bytes.
    EventLimit(usize),
    /// A hook that was to run before the attempt failed, or made a change that it must not make, so that the attempt was
    /// not sent. The error's source is the error of the hook.
    Hook,
    /// The source of an upload failed after something may have been sent, or its length was not the one that was set.
    /// The error's source is an [`UploadError`](crate::UploadError).
    Upload,
}

impl TransportError {
    pub(crate) fn new(
        context: CallContext,
        kind: TransportErrorKind,
        status: Option<StatusCode>,
        retry_after: Option<Duration>,
        source: Option<BoxError>,
    ) -> Self {
        Self { context, kind, status, retry_after, source }
    }

    /// Returns the reason why no whole response was received.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the status, if the head of the response was received.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns the time for which the server asks the client to wait, if the head of a response was received:
    /// `Retry-After`, counted from then.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the context of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl TransportError {
    fn write_message(&self, message: &mut String) -> fmt::Result {
        write!(message, "{}: {}", self.context.operation_id(), self.kind)?;
        if let Some(status) = self.status {
            write!(message, " after status {status}")?;
        }
        // The outer errors of a transport only repeat that something failed; the innermost one is the cause.
        if let Some(cause) = self.source.as_deref().map(|source| root_cause(source)) {
            write!(message, ": {}", Excerpt(cause.to_string().as_bytes()).without(&self.context.masks))?;
        }
        let last = Cause { status: self.status, kind: Some(self.kind), code: None };
        write!(message, "{}", Attempts { context: &self.context, last })
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.masks.show(f, |message| self.write_message(message))
    }
}

/// Writes the same as `Display`, or the details with `{:#?}`. Neither shows a credential of the client.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.context.masks.show_details(f, &Details(self)) } else { fmt::Display::fmt(self, f) }
    }
}

struct Details<'e>(&'e TransportError);

impl fmt::Debug for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        f.debug_struct("TransportError")
            .field("context", &error.context)
            .field("kind", &error.kind)
            .field("status", &error.status)
            .field("retry_after", &error.retry_after)
            .field("source", &error.source)
            .finish()
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported => f.write_str("the transport cannot send this request"),
            Self::Connect => f.write_str("no connection"),
            Self::Certificate => f.write_str("the server's certificate is not trusted"),
            Self::Exchange => f.write_str("the connection failed"),
            Self::Timeout(limit) => write!(f, "no whole response within {limit:?}"),
            Self::Deadline(deadline) => write!(f, "no whole response before the deadline of {deadline:?}"),
            Self::BodyLimit(limit) => write!(f, "response body over {}", Bytes(*limit)),
            Self::Stalled(limit) => write!(f, "no more data within {limit:?}"),
            Self::EventLimit(limit) => write!(f, "an event over {}", Bytes(*limit)),
            Self::Hook => f.write_str("a hook failed before the request was sent"),
            Self::Upload => f.write_str("the source of the upload failed"),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// For readers, whose errors are those of the standard library.
impl From<Box<TransportError>> for io::Error {
    fn from(error: Box<TransportError>) -> Self {
        let kind = match error.kind {
            TransportErrorKind::Timeout(_) | TransportErrorKind::Deadline(_) | TransportErrorKind::Stalled(_) => {
                io::ErrorKind::TimedOut
            }
            TransportErrorKind::Exchange => io::ErrorKind::ConnectionAborted,
            TransportErrorKind::Unsupported
            | TransportErrorKind::Connect
            | TransportErrorKind::Certificate
            | TransportErrorKind::BodyLimit(_)
            | TransportErrorKind::EventLimit(_)
            | TransportErrorKind::Hook
            | TransportErrorKind::Upload => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

/// Returns the innermost error.
pub(crate) fn root_cause<'e>(error: &'e (dyn Error + Send + Sync + 'static)) -> &'e (dyn Error + 'static) {
    let mut cause: &(dyn Error + 'static) = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}

/// A number of bytes in the largest unit that divides it.
struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KIB: usize = 1024;
        const MIB: usize = 1024 * KIB;
        match self.0 {
            0 => f.write_str("0 bytes"),
            bytes if bytes.is_multiple_of(MIB) => write!(f, "{} MiB", bytes / MIB),
            bytes if bytes.is_multiple_of(KIB) => write!(f, "{} KiB", bytes / KIB),
            bytes => write!(f, "{bytes} bytes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_shown_in_its_own_unit() {
        let shown = |bytes| TransportErrorKind::BodyLimit(bytes).to_string();
        assert_eq!(shown(8 * 1024 * 1024), "response body over 8 MiB");
        assert_eq!(shown(1024), "response body over 1 KiB");
        assert_eq!(shown(1000), "response body over 1000 bytes");
        assert_eq!(shown(0), "response body over 0 bytes");
        assert_eq!(TransportErrorKind::Timeout(Duration::from_mins(2)).to_string(), "no whole response within 120s");
    }
}
