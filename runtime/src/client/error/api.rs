use std::{
    error::Error,
    fmt::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::LOCATION};

use super::{Attempts, BodyExcerpt, CallContext, Cause, ErrorBody, Excerpt};
use crate::{ReadError, Reply};

/// The server's error response to a call.
pub struct ApiError<E> {
    context: CallContext,
    error: E,
    mismatch: Option<ReadError>,
    error_body: ErrorBody,
    retry_after: Option<Duration>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// Why the body could not be read, whatever is in it.
    trouble: Option<Box<str>>,
}

impl<E> ApiError<E> {
    pub(crate) fn new(
        context: CallContext,
        (error, mismatch): (E, Option<ReadError>),
        error_body: ErrorBody,
        retry_after: Option<Duration>,
        reply: Reply,
    ) -> Self {
        let trouble = reply.trouble().map(Into::into);
        let (status, headers, body) = reply.into_parts();
        Self { context, error, mismatch, error_body, retry_after, status, headers, body, trouble }
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
    /// [`error`](ApiError::error) then is the variant for what is not declared: one with a struct has nothing to hold where
    /// there is no body, for instance. [`status`](ApiError::status), [`code`](ApiError::code) and
    /// [`message`](ApiError::message) do not depend on that.
    pub fn mismatch(&self) -> Option<&ReadError> {
        self.mismatch.as_ref()
    }

    /// The API's code for the error, wherever the usual forms of an error body keep it; a number is given as text.
    pub fn code(&self) -> Option<&str> {
        self.error_body.code.as_deref()
    }

    /// The API's own words, wherever the usual forms of an error body keep them.
    pub fn message(&self) -> Option<&str> {
        self.error_body.message.as_deref()
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

impl<E> ApiError<E> {
    fn say(&self, said: &mut String) -> fmt::Result {
        let masks = &self.context.masks;
        write!(said, "{}: {}", self.context.operation_id(), self.status)?;
        if self.status.is_success() {
            said.push_str(", but with an error");
        }
        let error_body = [self.code(), self.message()];
        for text in error_body.into_iter().flatten() {
            write!(said, ": {}", Excerpt(text.as_bytes()).without(masks))?;
        }
        let body = Excerpt(self.trouble.as_ref().map_or(&self.body, |trouble| trouble.as_bytes()));
        if error_body == [None, None] && !body.is_empty() {
            write!(said, ": {}", body.without(masks))?;
        }
        if self.status.is_redirection() {
            said.push_str("; redirects are not followed");
            if let Some(location) = self.headers.get(LOCATION) {
                write!(said, ", and this one points to {}", Excerpt(location.as_bytes()).without(masks))?;
            }
        }
        if let Some(wait) = self.retry_after {
            write!(said, "; try again after {wait:?}")?;
        }
        if let Some(id) = self.context.request_id() {
            write!(said, " (request {})", Excerpt(id.as_bytes()))?;
        }
        let last = Cause { status: Some(self.status), kind: None, code: self.code() };
        write!(said, "{}", Attempts { context: &self.context, last })
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.masks.show(f, |said| self.say(said))
    }
}

/// What `Display` writes; with `{:#?}`, the details. Neither shows a credential of the client.
impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.context.masks.show_details(f, &Details(self)) } else { fmt::Display::fmt(self, f) }
    }
}

struct Details<'e, E>(&'e ApiError<E>);

impl<E: fmt::Debug> fmt::Debug for Details<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        let masks = &error.context.masks;
        let mismatch = error.mismatch.as_ref().map(ToString::to_string);
        f.debug_struct("ApiError")
            .field("context", &error.context)
            .field("error", &error.error)
            .field("mismatch", &mismatch.as_ref().map(|text| Excerpt(text.as_bytes()).without(masks)))
            .field("retry_after", &error.retry_after)
            .field("status", &error.status)
            .field("headers", &error.headers)
            .field("body", &BodyExcerpt { body: &error.body, is_text: error.trouble.is_none(), masks })
            .finish_non_exhaustive()
    }
}

/// The server's own words are in the message, so there is no source.
impl<E: fmt::Debug> Error for ApiError<E> {}
