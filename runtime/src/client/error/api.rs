use std::{error::Error, fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::LOCATION};

use super::{Attempts, CallContext, Cause, Excerpt, Reported};
use crate::{ReadError, Reply};

/// The server's answer that a call was refused or failed.
pub struct ApiError<E> {
    context: CallContext,
    error: E,
    mismatch: Option<ReadError>,
    reported: Reported,
    retry_after: Option<Duration>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl<E> ApiError<E> {
    pub(crate) fn new(
        context: CallContext,
        (error, mismatch): (E, Option<ReadError>),
        reported: Reported,
        retry_after: Option<Duration>,
        reply: Reply,
    ) -> Self {
        let (status, headers, body) = reply.into_parts();
        Self { context, error, mismatch, reported, retry_after, status, headers, body }
    }

    /// The operation's own error, by status.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// The operation's own error, by value.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Why the body does not fit what the document declares for this status, when that is so.
    ///
    /// [`error`](ApiError::error) then is the variant for what is not declared.
    pub fn mismatch(&self) -> Option<&ReadError> {
        self.mismatch.as_ref()
    }

    /// The API's code for the error, wherever the usual forms of an error body keep it; a number is given as text.
    pub fn code(&self) -> Option<&str> {
        self.reported.code.as_deref()
    }

    /// The API's own words, wherever the usual forms of an error body keep them.
    pub fn message(&self) -> Option<&str> {
        self.reported.message.as_deref()
    }

    /// How long the server asks to wait, counted from when it answered: `Retry-After`, in seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The status. A 2xx means that the body held an error.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body, whatever its media type.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What is known of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.context.operation_id(), self.status)?;
        if self.status.is_success() {
            f.write_str(", but with an error")?;
        }
        let reported = [self.code(), self.message()];
        for text in reported.into_iter().flatten() {
            write!(f, ": {}", Excerpt(text.as_bytes()))?;
        }
        let body = Excerpt(&self.body);
        if reported == [None, None] && !body.is_empty() {
            write!(f, ": {body}")?;
        }
        if self.status.is_redirection() {
            f.write_str("; redirects are not followed")?;
            if let Some(location) = self.headers.get(LOCATION) {
                write!(f, ", and this one points to {}", Excerpt(location.as_bytes()))?;
            }
        }
        if let Some(wait) = self.retry_after {
            write!(f, "; try again after {wait:?}")?;
        }
        if let Some(id) = self.context.request_id() {
            write!(f, " (request {})", Excerpt(id.as_bytes()))?;
        }
        let last = Cause { status: Some(self.status), kind: None, code: self.code() };
        write!(f, "{}", Attempts { context: &self.context, last })
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mismatch = self.mismatch.as_ref().map(ToString::to_string);
        f.debug_struct("ApiError")
            .field("context", &self.context)
            .field("error", &self.error)
            .field("mismatch", &mismatch.as_ref().map(|text| Excerpt(text.as_bytes())))
            .field("retry_after", &self.retry_after)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &Excerpt(&self.body))
            .finish_non_exhaustive()
    }
}

/// The server's own words are in the message, so there is no source.
impl<E: fmt::Debug> Error for ApiError<E> {}
