use std::{
    error::Error,
    fmt::{self, Write},
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Attempts, BodyExcerpt, CallContext, Cause, Excerpt};
use crate::{Outcome, ReadError, Reply};

/// A success whose body does not fit the document. It keeps the whole response.
///
/// If some of the body fits, the API itself responded and the call took effect: the outcome is `Committed`. If nothing
/// does, as with a login page or an empty body, the response may come from a proxy, and the outcome is `Unknown`.
pub struct DecodeError {
    context: CallContext,
    error: ReadError,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// True if the body is readable as text.
    is_text: bool,
}

impl DecodeError {
    pub(crate) fn new(context: CallContext, error: ReadError, reply: Reply) -> Self {
        let is_text = reply.trouble().is_none();
        let (status, headers, body) = reply.into_parts();
        Self { context, error, status, headers, body, is_text }
    }

    /// Returns the JSONPath of the value that does not fit, such as `$.data.url`.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// Returns the reason why the value does not fit.
    pub fn reason(&self) -> &str {
        self.error.message()
    }

    /// Returns the status, always a 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the whole body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the context of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl DecodeError {
    fn write_message(&self, message: &mut String) -> fmt::Result {
        let masks = &self.context.masks;
        let (operation, status) = (self.context.operation_id(), self.status);
        let path = Excerpt(self.path().as_bytes()).without(masks);
        let reason = Excerpt(self.reason().as_bytes()).without(masks);
        if self.context.outcome() == Outcome::Committed {
            write!(message, "{operation} took effect ({status}), but its response cannot be read at {path}: {reason}")?;
        } else {
            write!(
                message,
                "{operation}: {status}, but the body does not fit the OpenAPI document at {path}: {reason}"
            )?;
            let body = Excerpt(&self.body);
            if !body.is_empty() && self.is_text {
                write!(message, ": {}", body.without(masks))?;
            }
        }
        let last = Cause { status: Some(self.status), kind: None, code: None };
        write!(message, "{}", Attempts { context: &self.context, last })
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.masks.show(f, |message| self.write_message(message))
    }
}

/// Writes the same as `Display`, or the details with `{:#?}`. Neither shows a credential of the client.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { self.context.masks.show_details(f, &Details(self)) } else { fmt::Display::fmt(self, f) }
    }
}

struct Details<'e>(&'e DecodeError);

impl fmt::Debug for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error) = self;
        let masks = &error.context.masks;
        f.debug_struct("DecodeError")
            .field("context", &error.context)
            .field("error", &Excerpt(error.error.to_string().as_bytes()).without(masks))
            .field("status", &error.status)
            .field("headers", &error.headers)
            .field("body", &BodyExcerpt { body: &error.body, is_text: error.is_text, masks })
            .finish()
    }
}

/// The message has the path and the reason, so there is no source.
impl Error for DecodeError {}
