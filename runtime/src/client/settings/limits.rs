use std::time::Duration;

use http::Method;

use crate::client::{Meta, RetryClass};

/// Limits on the time that a call takes and on the bytes that it reads.
///
/// | limit | limits | default |
/// |---|---|---|
/// | [`connect`](Self::connect) | looking the host up, connecting and TLS | 5 s |
/// | [`idle`](Self::idle) | the time in which nothing is sent or received | 25 s |
/// | [`event_idle`](Self::event_idle) | the time in which nothing of a stream of events is received | 5 min |
/// | [`read`](Self::read) | one attempt with a safe method | 30 s |
/// | [`write`](Self::write) | one attempt with another method | 120 s |
/// | [`body`](Self::body) | a response body, decoded | 8 MiB |
/// | [`event`](Self::event) | an event of a stream | 8 MiB |
///
/// If a server never responds, a call with these limits and the default [`Retry`](crate::Retry) ends after three times
/// 25 seconds and two waits of at most 1 and 2 seconds.
///
/// An operation with a [deadline of its own](crate::Meta::deadline) raises `idle`, `read` and `write` to it, where they are
/// shorter.
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen_runtime::Limits;
///
/// let limits = Limits::default().attempt(Duration::from_secs(10)).body(1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Limits {
    pub(crate) connect: Duration,
    pub(crate) idle: Duration,
    pub(crate) event_idle: Duration,
    pub(crate) read: Duration,
    pub(crate) write: Duration,
    pub(crate) body: usize,
    pub(crate) event: usize,
}

/// The defaults in the table of [`Limits`].
impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            idle: Duration::from_secs(25),
            event_idle: Duration::from_mins(5),
            read: Duration::from_secs(30),
            write: Duration::from_mins(2),
            body: 8 * 1024 * 1024,
            event: 8 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// Limits the time in which the built-in transport connects. A custom transport has its own limit.
    pub fn connect(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Limits the time in which nothing is sent or received: while a request is sent, until its response begins, and
    /// between two pieces of a body. A server that takes longer to respond needs a longer limit.
    ///
    /// Beside the deadline of the call, it is the only limit of a download and of an upload from a source. A shorter
    /// [`attempt`](Self::attempt) limit applies here too.
    pub fn idle(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self
    }

    /// Limits the time in which nothing of a stream of events is received, not even a comment that keeps the connection
    /// alive. It must be longer than the interval between them.
    ///
    /// Beside the deadline of the call, it is the only limit of a stream of events. Until the stream begins,
    /// [`idle`](Self::idle) applies.
    pub fn event_idle(mut self, limit: Duration) -> Self {
        self.event_idle = limit;
        self
    }

    /// Limits the time of one attempt with any method, from connecting to the last byte of the body.
    ///
    /// It does not apply to a stream of events, a download or an upload from a source.
    #[doc(alias = "timeout")]
    pub fn attempt(self, limit: Duration) -> Self {
        self.read(limit).write(limit)
    }

    /// Limits the time of one attempt with a safe method: GET, HEAD, OPTIONS or TRACE (RFC 9110, section 9.2.1).
    pub fn read(mut self, limit: Duration) -> Self {
        self.read = limit;
        self
    }

    /// Limits the time of one attempt with any other method.
    pub fn write(mut self, limit: Duration) -> Self {
        self.write = limit;
        self
    }

    /// Limits the length of a response body, in bytes, before and after its content codings are decoded. A longer body is
    /// an error, and no more than this is kept in memory, beside the window of a coding: at most 24 MiB. It does not apply
    /// to a stream of events or a download.
    pub fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// Limits the length of one event of a stream, in bytes. A longer one ends the stream with an error.
    pub fn event(mut self, bytes: usize) -> Self {
        self.event = bytes;
        self
    }

    /// Returns the time in which to connect so that connecting fails before the attempt does, with any method. It is
    /// then known that nothing was sent.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn connect_within_attempt(&self) -> Duration {
        self.connect.min(self.read.min(self.write) / 8 * 7)
    }

    /// Returns the limits of an operation, whose own deadline may be longer than the limits of an attempt.
    pub(crate) fn of_operation(mut self, meta: &Meta) -> Self {
        if meta.retry_class == Some(RetryClass::Safe) {
            self.write = self.read;
        }
        if let Some(deadline) = meta.deadline {
            self.idle = self.idle.max(deadline);
            self.read = self.read.max(deadline);
            self.write = self.write.max(deadline);
        }
        self
    }

    /// Returns the maximum time in which nothing is sent or received in an attempt with this method.
    pub(crate) fn idle_with(&self, method: &Method) -> Duration {
        self.idle.min(self.attempt_with(method))
    }

    pub(crate) fn attempt_with(&self, method: &Method) -> Duration {
        if method.is_safe() { self.read } else { self.write }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_methods_have_the_shorter_limit() {
        let limits = Limits::default();
        assert_eq!(limits.attempt_with(&Method::GET), Duration::from_secs(30));
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            assert_eq!(limits.attempt_with(&method), Duration::from_mins(2));
        }
    }
}
