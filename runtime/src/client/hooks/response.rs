use std::fmt;

use http::{HeaderMap, StatusCode};

use super::HookContext;
use crate::client::Meta;

/// The head of a response, for a hook of the client's builder (`on_response`).
///
/// A hook may change the headers. It runs before the body is received and decoded, so that the change has an effect on
/// both: on `Content-Type` and `Content-Encoding`, and on `Retry-After`.
pub struct HookResponse<'r> {
    status: StatusCode,
    headers: &'r mut HeaderMap,
    context: HookContext,
}

impl<'r> HookResponse<'r> {
    pub(super) fn new(status: StatusCode, headers: &'r mut HeaderMap, context: HookContext) -> Self {
        Self { status, headers, context }
    }

    /// Returns the metadata of the operation, such as its identifier and the path template.
    pub fn meta(&self) -> &'static Meta {
        self.context.meta
    }

    /// Returns the number of the attempt, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.context.attempt
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// Returns the headers, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.headers
    }
}

/// Shows no headers, which may hold cookies.
impl fmt::Debug for HookResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookResponse")
            .field("operation_id", &self.context.meta.operation_id())
            .field("status", &self.status)
            .field("attempt", &self.context.attempt)
            .finish_non_exhaustive()
    }
}
