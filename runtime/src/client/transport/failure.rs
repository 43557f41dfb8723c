use std::{error::Error, fmt, time::Duration};

use super::BoxError;
use crate::client::TransportErrorKind;

/// The failure of a transport to get a response, with how far the request got.
#[derive(Debug)]
pub struct TransportFailure {
    pub(crate) reach: Reach,
    pub(crate) source: BoxError,
}

/// How far a request without a response got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// This transport will never send it.
    Unsupported,
    /// Nothing was sent.
    NotSent,
    /// Nothing was sent, since the server's certificate is not trusted.
    Untrusted,
    /// It may have been sent.
    MaybeSent,
    /// It may have been sent, and the time is up.
    TimedOut,
    /// It may have been sent, and nothing was sent or received for this long.
    #[cfg_attr(not(feature = "blocking"), allow(dead_code, reason = "only one that blocks keeps the time itself"))]
    Idle(Duration),
}

/// The error of a body's reader: nothing was received for this time.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "blocking"), allow(dead_code, reason = "only one that blocks keeps the time itself"))]
pub(crate) struct Stalled(pub(crate) Duration);

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no more data within {:?}", self.0)
    }
}

impl Error for Stalled {}

impl TransportFailure {
    /// Creates a failure of a request that the transport cannot send, now or later: nothing was sent, and it is not
    /// worth another attempt.
    pub fn unsupported(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::Unsupported, source: source.into() }
    }

    /// Creates a failure before anything was sent, for example without a connection.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::NotSent, source: source.into() }
    }

    /// Creates a failure due to the server's certificate, which is not trusted: nothing was sent, and another attempt
    /// would meet the same certificate.
    pub fn untrusted(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::Untrusted, source: source.into() }
    }

    /// Creates a failure of a request that the server may have got. Use it whenever the opposite is not certain.
    pub fn maybe_sent(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::MaybeSent, source: source.into() }
    }

    /// Creates a failure of a request whose time is up, and that the server may have got.
    ///
    /// It is for blocking transports. The client itself enforces the time of asynchronous transports.
    pub fn timed_out(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::TimedOut, source: source.into() }
    }

    /// Creates a failure of a request that the server may have got, after nothing was sent or received for `limit`.
    #[cfg(feature = "blocking")]
    pub(crate) fn idle(limit: Duration, source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::Idle(limit), source: source.into() }
    }

    /// Returns the kind of the call's error, where `expiry` is the kind if the time is up.
    pub(crate) fn kind(&self, expiry: TransportErrorKind) -> TransportErrorKind {
        match self.reach {
            Reach::Unsupported => TransportErrorKind::Unsupported,
            Reach::NotSent => TransportErrorKind::Connect,
            Reach::Untrusted => TransportErrorKind::Certificate,
            Reach::MaybeSent => TransportErrorKind::Exchange,
            Reach::TimedOut => expiry,
            Reach::Idle(limit) => TransportErrorKind::Timeout(limit),
        }
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reach {
            Reach::Unsupported => "the transport cannot send this request",
            Reach::NotSent => "no connection",
            Reach::Untrusted => "the server's certificate is not trusted",
            Reach::MaybeSent => "the connection failed",
            Reach::TimedOut | Reach::Idle(_) => "no whole response in time",
        })
    }
}

impl Error for TransportFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
