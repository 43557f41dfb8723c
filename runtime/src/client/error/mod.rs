//! Errors of calls and of the builder.

mod api;
mod build;
mod context;
mod decode;
mod earlier_attempt;
mod error_body;
mod error_place;
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

/// The error of a call. `E` is the operation's own error, by status.
///
/// For every error, [`outcome`](Error::outcome) is whether the call may have taken effect:
///
/// ```
/// use openapi_bindgen_runtime::{Error, Outcome};
///
/// fn advice<E: std::fmt::Debug>(error: &Error<E>) -> &'static str {
///     match error.outcome() {
///         Outcome::NotSent => "nothing happened: correct the call, or try again",
///         Outcome::Rejected => "the server rejected it: correct the call",
///         Outcome::Unknown => "check before you repeat it, or repeat it with the same idempotency key",
///         Outcome::Committed => "it happened, but the response could not be read: do not repeat it",
///         _ => "check before you repeat it",
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// The call was not sent, or not sent again: a parameter, a constraint or a credential.
    Request(Box<RequestError>),
    /// No whole response was received: connecting, sending or receiving failed, or took too long.
    Transport(Box<TransportError>),
    /// The server answered with an error.
    Api(Box<ApiError<E>>),
    /// The server answered with a success that does not fit the document.
    Decode(Box<DecodeError>),
}

impl<E> Error<E> {
    /// Returns whether the call may have taken effect.
    pub fn outcome(&self) -> Outcome {
        self.context().outcome()
    }

    /// Returns the document's `operationId`.
    pub fn operation_id(&self) -> &'static str {
        self.context().operation_id()
    }

    /// Returns the idempotency key that was sent. It is safe to repeat the call with it for as long as the API keeps
    /// the key.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.context().idempotency_key()
    }

    /// Returns the number of times that the request was sent; 0 if it was not sent.
    pub fn attempts(&self) -> u32 {
        self.context().attempts()
    }

    /// Returns the attempts before the last one, in order: at most the first eight.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.context().earlier_attempts()
    }

    /// Returns the server's identifier of the request, from `X-Request-Id`, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.context().request_id()
    }

    /// Returns the HTTP status, if the head of a response was received.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Request(_) => None,
            Self::Transport(error) => error.status(),
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
        }
    }

    /// Returns the API's code for the error, such as `rate_limited`. A number is returned as text.
    pub fn code(&self) -> Option<&str> {
        self.as_api()?.code()
    }

    /// Returns the API's message.
    pub fn message(&self) -> Option<&str> {
        self.as_api()?.message()
    }

    /// Returns the time for which the server asks the client to wait, counted from the response.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after(),
            Self::Transport(error) => error.retry_after(),
            Self::Request(_) | Self::Decode(_) => None,
        }
    }

    /// Returns the error response, if there is one.
    pub fn as_api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            Self::Request(_) | Self::Transport(_) | Self::Decode(_) => None,
        }
    }

    /// Returns the context of the call.
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

/// Writes the same as `Display`, so that a program that ends with the error prints a sentence, or the details with
/// `{:#?}`. Neither shows a credential of the client.
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

/// The message is the message of the variant, so the source is the source of the variant.
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
