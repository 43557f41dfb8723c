//! What can become of a call that does not succeed.

mod api;
mod build;
mod context;
mod decode;
mod earlier_attempt;
mod error_body;
mod excerpt;
mod outcome;
mod request;
mod retry_after;
mod retry_stop_reason;
mod transport;

use std::{error, fmt, time::Duration};

use http::StatusCode;

pub use self::{
    api::ApiError,
    build::BuildError,
    context::CallContext,
    decode::DecodeError,
    earlier_attempt::EarlierAttempt,
    outcome::Outcome,
    request::{RequestError, RequestErrorKind},
    retry_stop_reason::RetryStopReason,
    transport::{TransportError, TransportErrorKind},
};
pub(crate) use self::{
    context::{Attempts, History, request_id},
    earlier_attempt::Cause,
    error_body::ErrorBody,
    excerpt::{BodyExcerpt, Excerpt},
    retry_after::retry_after,
    transport::root_cause,
};

/// Why a call did not succeed; `E` is the operation's own error, by status.
///
/// Whatever happened, [`outcome`](Error::outcome) says whether the call may have taken effect:
///
/// ```
/// use openapi_bindgen_runtime::{Error, Outcome};
///
/// fn advice<E: std::fmt::Debug>(error: &Error<E>) -> &'static str {
///     match error.outcome() {
///         Outcome::NotSent => "nothing happened: correct the call, or try again",
///         Outcome::Rejected => "the server refused: correct the call",
///         Outcome::Unknown => "look before you repeat it, or repeat it with the same idempotency key",
///         Outcome::Committed => "it happened, only the answer could not be read: do not repeat it",
///         _ => "look before you repeat it",
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// The call was not sent: a parameter, a constraint or a credential.
    Request(Box<RequestError>),
    /// No whole response came: connecting, sending or receiving failed, or took too long.
    Transport(Box<TransportError>),
    /// The server answered with an error.
    Api(Box<ApiError<E>>),
    /// The server answered with a success that does not fit the document.
    Decode(Box<DecodeError>),
}

impl<E> Error<E> {
    /// Whether the call may have taken effect.
    pub fn outcome(&self) -> Outcome {
        self.context().outcome()
    }

    /// The document's `operationId`.
    pub fn operation_id(&self) -> &'static str {
        self.context().operation_id()
    }

    /// The idempotency key that was sent. Repeating the call with it is safe for as long as the API says.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.context().idempotency_key()
    }

    /// How often the request was sent; 0 when it was not.
    pub fn attempts(&self) -> u32 {
        self.context().attempts()
    }

    /// The attempts before the last one, the first of them first; of very many, the first few.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.context().earlier_attempts()
    }

    /// The server's name for the request, from `X-Request-Id`, to quote when asking its support.
    pub fn request_id(&self) -> Option<&str> {
        self.context().request_id()
    }

    /// The HTTP status, as far as a response came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Request(_) => None,
            Self::Transport(error) => error.status(),
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
        }
    }

    /// The API's code for the error, such as `rate_limited`; a number is given as text.
    pub fn code(&self) -> Option<&str> {
        self.as_api()?.code()
    }

    /// The API's own words.
    pub fn message(&self) -> Option<&str> {
        self.as_api()?.message()
    }

    /// How long the server asks to wait, counted from when it answered.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after(),
            Self::Transport(error) => error.retry_after(),
            Self::Request(_) | Self::Decode(_) => None,
        }
    }

    /// The server's answer, if it is one with an error.
    pub fn as_api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            Self::Request(_) | Self::Transport(_) | Self::Decode(_) => None,
        }
    }

    /// What is known of the call, whatever became of it.
    pub fn context(&self) -> &CallContext {
        match self {
            Self::Request(error) => error.context(),
            Self::Transport(error) => error.context(),
            Self::Api(error) => error.context(),
            Self::Decode(error) => error.context(),
        }
    }
}

/// For downloads, which break off as a call does.
impl<E> From<Box<TransportError>> for Error<E> {
    fn from(error: Box<TransportError>) -> Self {
        Self::Transport(error)
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => fmt::Display::fmt(error, f),
            Self::Transport(error) => fmt::Display::fmt(error, f),
            Self::Api(error) => fmt::Display::fmt(error, f),
            Self::Decode(error) => fmt::Display::fmt(error, f),
        }
    }
}

/// What `Display` writes, so that a program that ends with the error prints a sentence; with `{:#?}`, the details. Neither
/// shows a credential of the client.
impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => fmt::Debug::fmt(error, f),
            Self::Transport(error) => fmt::Debug::fmt(error, f),
            Self::Api(error) => fmt::Debug::fmt(error, f),
            Self::Decode(error) => fmt::Debug::fmt(error, f),
        }
    }
}

/// What an [`Error`] says is what its variant says, so its source is the variant's source.
impl<E: fmt::Debug> error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Request(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
        }
    }
}
