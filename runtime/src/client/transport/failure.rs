use std::{error::Error, fmt};

use super::BoxError;

/// That a transport did not get a response, and whether the server may have got the request.
#[derive(Debug)]
pub struct TransportFailure {
    pub(crate) may_have_been_sent: bool,
    pub(crate) source: BoxError,
}

impl TransportFailure {
    /// Not one byte of the request was sent, for instance because there was no connection.
    pub fn not_sent(source: impl Into<BoxError>) -> Self {
        Self { may_have_been_sent: false, source: source.into() }
    }

    /// The server may have got the request. Say this whenever the opposite is not certain.
    pub fn maybe_sent(source: impl Into<BoxError>) -> Self {
        Self { may_have_been_sent: true, source: source.into() }
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.may_have_been_sent { "the connection failed" } else { "no connection" })
    }
}

impl Error for TransportFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
