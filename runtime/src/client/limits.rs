use std::time::Duration;

use http::Method;

/// How long a call may take and how much it may read.
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
    pub(crate) read: Duration,
    pub(crate) write: Duration,
    pub(crate) body: usize,
    pub(crate) event: usize,
}

/// Connecting 5 seconds; an attempt 30 seconds with a safe method and 120 seconds with another; a body and an event of 8 MiB.
impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
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

    /// How long one attempt may take, from connecting to the last byte of the body, whatever the method.
    ///
    /// A stream of events or a download has this time until it begins, and then again for each wait until more comes. An
    /// upload from a source may take as long as it goes on: it fails when nothing of it could be sent for this time, or at
    /// most twice as long, and so does the wait for its response.
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
