use std::{error::Error, fmt};

use http::StatusCode;

/// The error response of a token endpoint (RFC 6749, section 5.2), or a response that has no token.
///
/// It is the source of the error of a call that was not sent:
///
/// ```
/// use std::error::Error;
/// use openapi_bindgen_runtime::OAuth2Error;
///
/// /// Returns true if the user must sign in again.
/// fn is_signed_out(error: &(dyn Error + 'static)) -> bool {
///     let source = error.source().and_then(|source| source.downcast_ref::<OAuth2Error>());
///     source.is_some_and(|error| error.code() == Some("invalid_grant"))
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OAuth2Error {
    pub(super) status: StatusCode,
    pub(super) code: Option<Box<str>>,
    /// The server's description, or the reason why the response has no token. Credentials are masked.
    pub(super) description: Option<Box<str>>,
}

impl OAuth2Error {
    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the code of the error, such as `invalid_client` or `invalid_grant`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns the server's description of the error, or the reason why the response has no token.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

impl fmt::Display for OAuth2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => f.write_str(code)?,
            None => write!(f, "the token endpoint answered {}", self.status)?,
        }
        match &self.description {
            Some(description) => write!(f, ": {description}"),
            None => Ok(()),
        }
    }
}

/// Writes the same as `Display`.
impl fmt::Debug for OAuth2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for OAuth2Error {}
