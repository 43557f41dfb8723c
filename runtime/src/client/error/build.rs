use std::{error::Error, fmt};

use crate::client::{added::AddedError, security::CredentialError, transport::BoxError};

/// The reason why a client could not be built.
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is not valid. The text is the reason.
    BaseUrl(String),
    /// A credential cannot be sent.
    #[non_exhaustive]
    Credential {
        /// The scheme's name in the document.
        scheme: &'static str,
        /// The reason, without the credential itself.
        reason: &'static str,
    },
    /// A header or a query parameter that was added cannot be sent.
    #[non_exhaustive]
    Added {
        /// `header` or `query parameter`.
        location: &'static str,
        /// Its name.
        name: String,
        /// The reason, without the value.
        reason: String,
    },
    /// The user agent contains a character that is not allowed in a header.
    UserAgent,
    /// No transport was given, and the crate was built without one.
    NoTransport,
    /// No blocking transport was given, and the crate was built without one.
    NoBlockingTransport,
    /// No timer was given, and the crate was built without one.
    NoTimer,
    /// The built-in transport could not be set up.
    Transport(BoxError),
}

impl From<CredentialError> for BuildError {
    fn from(error: CredentialError) -> Self {
        Self::Credential { scheme: error.scheme, reason: error.reason }
    }
}

impl From<AddedError> for BuildError {
    fn from(AddedError { location, name, reason }: AddedError) -> Self {
        Self::Added { location, name, reason }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(reason) => write!(f, "the base URL cannot be used: {reason}"),
            Self::Credential { scheme, reason } => write!(f, "the credential for {scheme} {reason}"),
            Self::Added { location, name, reason } => write!(f, "the added {location} `{name}` {reason}"),
            Self::UserAgent => f.write_str("the user agent contains a character that is not allowed in a header"),
            Self::NoTransport => {
                f.write_str("there is no transport: enable the feature `reqwest`, or set one with `.transport(…)`")
            }
            Self::NoBlockingTransport => f.write_str(
                "there is no blocking transport: enable the feature `blocking`, or set one with \
                 `.blocking_transport(…)`",
            ),
            Self::NoTimer => {
                f.write_str("there is no timer: set one with `.timer(…)`, or enable the feature `reqwest`")
            }
            Self::Transport(source) => write!(f, "the transport could not be set up: {source}"),
        }
    }
}

/// Writes the same as `Display`, so that a program that ends with the error prints a sentence.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Transport(source) => source.source(),
            _ => None,
        }
    }
}
