use std::time::Duration;

use http::Method;

/// How long a call may take and how much it may read.
///
/// | limit | of what | default |
/// |---|---|---|
/// | [`connect`](Self::connect) | looking the host up, connecting and TLS | 5 s |
/// | [`idle`](Self::idle) | the time in which nothing is sent or received | 25 s |
/// | [`event_idle`](Self::event_idle) | the time in which nothing of a stream of events is received | 5 min |
/// | [`read`](Self::read) | one attempt with a safe method | 30 s |
/// | [`write`](Self::write) | one attempt with another method | 120 s |
/// | [`body`](Self::body) | a response body, decoded | 8 MiB |
/// | [`event`](Self::event) | an event of a stream | 8 MiB |
///
/// A server that never answers costs a call with these limits and the default [`Retry`](crate::Retry) three times 25 seconds
/// and two waits of at most 1 and 2 seconds.
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

/// Connecting 5 seconds; nothing sent or received 25 seconds, and of a stream of events 5 minutes; an attempt 30 seconds with a safe method and 120 seconds with
/// another; a body and an event of 8 MiB.
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
    /// How long the built-in transport may take to connect. A transport that you bring keeps its own limit.
    pub fn connect(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// How long nothing may be sent or received: while a request is sent, until its response begins, and between two pieces
    /// of a body. A longer limit is for a server that thinks for longer before it answers.
    ///
    /// It is the only limit, beside a call's deadline, of a download and of an upload from a source, which take however long
    /// they take. Where [`attempt`](Self::attempt) is shorter, that is the limit here too.
    pub fn idle(mut self, limit: Duration) -> Self {
        self.idle = limit;
        self
    }

    /// How long nothing of a stream of events may be received once it has begun, not even a comment by which a server shows
    /// that it is there. It has to be longer than the time between two of them.
    ///
    /// It is the only limit of a stream of events, beside a call's deadline. Until the stream begins, [`idle`](Self::idle)
    /// holds.
    pub fn event_idle(mut self, limit: Duration) -> Self {
        self.event_idle = limit;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the body, whatever the method.
    ///
    /// A stream of events, a download and an upload from a source may take longer, as long as they go on.
    pub fn attempt(self, limit: Duration) -> Self {
        self.read(limit).write(limit)
    }

    /// How long one attempt may take with a safe method: GET, HEAD, OPTIONS or TRACE (RFC 9110, section 9.2.1).
    pub fn read(mut self, limit: Duration) -> Self {
        self.read = limit;
        self
    }

    /// How long one attempt may take with any other method.
    pub fn write(mut self, limit: Duration) -> Self {
        self.write = limit;
        self
    }

    /// How many bytes of a response body are read; a longer one is an error, and no more than this is ever held. It does
    /// not hold for a stream of events or a download.
    pub fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }

    /// How many bytes one event of a stream may have; a longer one ends the stream with an error.
    pub fn event(mut self, bytes: usize) -> Self {
        self.event = bytes;
        self
    }

    /// How long connecting may take so that it is given up before the attempt is, whatever its method: then it is known that
    /// nothing was sent.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn connect_within_attempt(&self) -> Duration {
        self.connect.min(self.read.min(self.write) / 8 * 7)
    }

    /// How long nothing may be sent or received in an attempt with this method.
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
