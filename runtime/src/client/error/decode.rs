use std::{error::Error, fmt};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Attempts, CallContext, Cause, Excerpt};
use crate::{Outcome, ReadError, Reply};

/// A success whose body does not fit the document; everything that came is kept.
///
/// Where some of the body is what the API sends, the API answered and the call took effect: the outcome is `Committed`. A
/// body that has nothing of it, such as a page to sign in at or no body at all, may be of anybody between the client and the
/// API, and the outcome is `Unknown`.
pub struct DecodeError {
    context: CallContext,
    error: ReadError,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl DecodeError {
    pub(crate) fn new(context: CallContext, error: ReadError, reply: Reply) -> Self {
        let (status, headers, body) = reply.into_parts();
        Self { context, error, status, headers, body }
    }

    /// Where in the body it does not fit, as JSONPath: `$.data.url`.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// What is wrong there.
    pub fn reason(&self) -> &str {
        self.error.message()
    }

    /// The status, always a 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body, so that what came is not lost.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What is known of the call.
    pub fn context(&self) -> &CallContext {
        &self.context
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, status) = (self.context.operation_id(), self.status);
        let (path, reason) = (Excerpt(self.path().as_bytes()), Excerpt(self.reason().as_bytes()));
        if self.context.outcome() == Outcome::Committed {
            write!(f, "{operation} took effect ({status}), but its response cannot be read at {path}: {reason}")?;
        } else {
            write!(f, "{operation}: {status}, but the body is none that the API sends, at {path}: {reason}")?;
            if !Excerpt(&self.body).is_empty() {
                write!(f, ": {}", Excerpt(&self.body))?;
            }
        }
        let last = Cause { status: Some(self.status), kind: None, code: None };
        write!(f, "{}", Attempts { context: &self.context, last })
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("context", &self.context)
            .field("error", &Excerpt(self.error.to_string().as_bytes()))
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &Excerpt(&self.body))
            .finish()
    }
}

/// The message says where and what, so there is no source.
impl Error for DecodeError {}
