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
    /// The reason why the body could not be read.
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

    /// Returns the operation's own error, by status.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// Returns the operation's own error, by value.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Returns the reason why the body does not fit the schema of its status, or `None` if it does.
    ///
    /// If there is a reason, [`error`](ApiError::error) is the variant for undeclared responses.
    /// [`status`](ApiError::status), [`code`](ApiError::code) and [`message`](ApiError::message) do not depend on it.
    pub fn mismatch(&self) -> Option<&ReadError> {
        self.mismatch.as_ref()
    }

    /// Returns the API's code for the error, from any of the common forms of an error body. A number is returned as
    /// text.
    pub fn code(&self) -> Option<&str> {
        self.error_body.code.as_deref()
    }

    /// Returns the API's message, from any of the common forms of an error body.
    pub fn message(&self) -> Option<&str> {
        self.error_body.message.as_deref()
    }

    /// Returns the time for which the server asks the client to wait, counted from the response: `Retry-After`, in
    /// seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the status. A 2xx means that the body held an error.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the whole body, of any media type.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the context of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl<E> ApiError<E> {
    fn write_message(&self, message: &mut String) -> fmt::Result {
        let masks = &self.context.masks;
        write!(message, "{}: {}", self.context.operation_id(), self.status)?;
        if self.status.is_success() {
            message.push_str(", but with an error");
        }
        let error_body = [self.code(), self.message()];
        for text in error_body.into_iter().flatten() {
            write!(message, ": {}", Excerpt(text.as_bytes()).without(masks))?;
        }
        let body = Excerpt(self.trouble.as_ref().map_or(&self.body, |trouble| trouble.as_bytes()));
        if error_body == [None, None] && !body.is_empty() {
            write!(message, ": {}", body.without(masks))?;
        }
        if self.status.is_redirection() {
            message.push_str("; redirects are not followed");
            if let Some(location) = self.headers.get(LOCATION) {
                write!(message, ", and this one points to {}", Excerpt(location.as_bytes()).without(masks))?;
            }
        }
        if let Some(wait) = self.retry_after {
            // A sentence of the server ends with a full stop.
            message.truncate(message.trim_end_matches('.').len());
            // Rounded up, so that nobody calls too early.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            write!(message, "; retry after {seconds} s")?;
        }
        if let Some(id) = self.context.request_id() {
            write!(message, " (request {})", Excerpt(id.as_bytes()))?;
        }
        let last = Cause { status: Some(self.status), kind: None, code: self.code() };
        write!(message, "{}", Attempts { context: &self.context, last })
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.masks.show(f, |message| self.write_message(message))
    }
}

/// Writes the same as `Display`, or the details with `{:#?}`. Neither shows a credential of the client.
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
