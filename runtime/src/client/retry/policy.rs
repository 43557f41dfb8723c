use std::time::Duration;

use http::{Method, StatusCode};

use super::backoff;
use crate::client::TransportErrorKind;

/// A retry policy: the number of retries, and the waits before them.
///
/// A request is retried if the server responds with 408, 429, 500, 502, 503, 504 or 520 to 529, if the error response
/// means that an earlier attempt is still running, or if no whole response is received. It is retried only if it cannot
/// take effect twice: its method is idempotent (RFC 9110, section 9.2.2), it has an idempotency key, or none of it was
/// sent. An operation can have another [`RetryClass`](crate::RetryClass). Each attempt sends the same bytes. A request whose body comes from a source ([`Upload`](crate::Upload)) is
/// therefore retried only if nothing was read from the source.
///
/// The wait is random, from zero to a limit that doubles with each attempt. It is never shorter than the server's
/// `Retry-After`.
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen_runtime::Retry;
///
/// let patient = Retry::times(5).backoff(Duration::from_millis(500), Duration::from_secs(60));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    times: u32,
    first: Duration,
    cap: Duration,
    longest_wait: Duration,
}

/// Retries twice. The first wait is at most one second and none is longer than 30 seconds, unless the server asks for a
/// longer one, of at most 120 seconds.
impl Default for Retry {
    fn default() -> Self {
        Self::times(2)
    }
}

impl Retry {
    /// Creates a policy of at most `count` retries.
    pub fn times(count: u32) -> Self {
        Self {
            times: count,
            first: Duration::from_secs(1),
            cap: Duration::from_secs(30),
            longest_wait: Duration::from_mins(2),
        }
    }

    /// Creates a policy without retries.
    pub fn never() -> Self {
        Self::times(0)
    }

    /// Sets the limits of the waits: `first` before the second attempt, which doubles before each further one, and
    /// `cap` for all.
    pub fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.first = first;
        self.cap = cap;
        self
    }

    /// Limits the wait that the server may ask for. If its `Retry-After` is longer, the call ends at once with an error
    /// that contains it.
    pub fn longest_wait(mut self, limit: Duration) -> Self {
        self.longest_wait = limit;
        self
    }

    /// Returns true if the policy allows one more attempt after the first `attempts`.
    pub(crate) fn allows_after(&self, attempts: u32) -> bool {
        attempts <= self.times
    }

    /// Returns the wait after the first `attempts`, or `None` if the server asks for a longer wait than is allowed.
    /// `random` is uniformly distributed over all values.
    pub(crate) fn wait_after(&self, attempts: u32, retry_after: Option<Duration>, random: u64) -> Option<Duration> {
        let asked = retry_after.unwrap_or_default();
        let drawn = backoff::full_jitter(self.first, self.cap, attempts, random);
        (asked <= self.longest_wait).then(|| drawn.max(asked))
    }
}

/// Returns true if sending the same request again has no effect beyond that of the first.
pub(crate) fn is_repeatable(method: &Method, is_keyed: bool) -> bool {
    // `QUERY` is safe and idempotent (draft-ietf-httpbis-safe-method-w-body), and `Method` does not know it.
    is_keyed || method.is_idempotent() || method.as_str() == "QUERY"
}

/// Returns true if the same request may succeed later. Content delivery networks respond with 520 to 529 if the server
/// behind them fails.
pub(crate) fn is_transient_status(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504 | 520..=529)
}

/// Returns true if the same request may succeed later.
pub(crate) fn is_transient_failure(kind: TransportErrorKind) -> bool {
    match kind {
        TransportErrorKind::Connect
        | TransportErrorKind::Exchange
        | TransportErrorKind::Timeout(_)
        | TransportErrorKind::Stalled(_) => true,
        // The same request would meet the same body or the same certificate, there is no time left, and an upload that
        // failed cannot be read again. A hook ends the call.
        TransportErrorKind::Unsupported
        | TransportErrorKind::Certificate
        | TransportErrorKind::BodyLimit(_)
        | TransportErrorKind::Deadline(_)
        | TransportErrorKind::EventLimit(_)
        | TransportErrorKind::Hook
        | TransportErrorKind::Upload => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_first_attempt_is_not_a_retry() {
        assert!(Retry::default().allows_after(2));
        assert!(!Retry::default().allows_after(3));
        assert!(!Retry::never().allows_after(1));
    }

    #[test]
    fn retry_after_is_the_least_wait() {
        let wait = |retry_after, random| Retry::default().wait_after(1, retry_after, random);
        assert_eq!(wait(None, 0), Some(Duration::ZERO));
        assert_eq!(wait(Some(20 * SECOND), u64::MAX), Some(20 * SECOND));
        assert_eq!(wait(Some(SECOND / 2), u64::MAX / 4 * 3).unwrap().as_millis(), 749);
        assert_eq!(wait(Some(SECOND / 2), u64::MAX / 4), Some(SECOND / 2));
    }

    #[test]
    fn a_retry_after_beyond_the_limit_is_not_shortened() {
        assert_eq!(Retry::default().wait_after(1, Some(120 * SECOND), 0), Some(120 * SECOND));
        assert_eq!(Retry::default().wait_after(1, Some(121 * SECOND), 0), None);
        assert_eq!(Retry::default().longest_wait(SECOND).wait_after(1, Some(2 * SECOND), 0), None);
    }

    #[test]
    fn repeating_is_for_idempotent_methods_and_keyed_requests() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE] {
            assert!(is_repeatable(&method, false), "{method}");
        }
        assert!(is_repeatable(&Method::from_bytes(b"QUERY").unwrap(), false));
        for method in [Method::POST, Method::PATCH] {
            assert!(!is_repeatable(&method, false), "{method}");
            assert!(is_repeatable(&method, true), "{method}");
        }
    }

    #[test]
    fn some_statuses_pass() {
        let transient: Vec<_> =
            (100..1000).filter(|status| is_transient_status(StatusCode::from_u16(*status).unwrap())).collect();
        let expected = [408, 429, 500, 502, 503, 504].into_iter().chain(520..=529);
        assert_eq!(transient, expected.collect::<Vec<_>>());
    }
}
