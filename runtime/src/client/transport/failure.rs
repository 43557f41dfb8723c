use std::{error::Error, fmt};

use super::BoxError;
use crate::client::TransportErrorKind;

/// That a transport did not get a response, and whether the server may have got the request.
#[derive(Debug)]
pub struct TransportFailure {
    pub(crate) reach: Reach,
    pub(crate) source: BoxError,
}

/// How far a request got that has no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// This transport will never send it.
    Refused,
    /// Not out of this machine.
    NotSent,
    /// Nobody knows.
    MaybeSent,
}

impl TransportFailure {
    /// The transport cannot send this request, now or later: nothing was sent, and it is not worth another attempt.
    pub fn refused(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::Refused, source: source.into() }
    }

    /// Not one byte of the request was sent, for instance because there was no connection.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::NotSent, source: source.into() }
    }

    /// The server may have got the request. Say this whenever the opposite is not certain.
    pub fn maybe_sent(source: impl Into<BoxError>) -> Self {
        Self { reach: Reach::MaybeSent, source: source.into() }
    }

    pub(crate) fn kind(&self) -> TransportErrorKind {
        match self.reach {
            Reach::Refused => TransportErrorKind::Refused,
            Reach::NotSent => TransportErrorKind::Connect,
            Reach::MaybeSent => TransportErrorKind::Exchange,
        }
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind().fmt(f)
    }
}

impl Error for TransportFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
