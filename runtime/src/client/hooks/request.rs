use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};

use super::HookContext;
use crate::client::{Meta, RequestBody};

/// A request that is about to be sent, for a hook of the client's builder (`on_request`).
///
/// A hook may change the headers, and the path and the query of the URL. The method, the body, and the scheme, host and
/// port of the URL stay as they are, and so do the header with the idempotency key and the headers that the transport
/// sets, such as `Host` and `Content-Length`. A call whose hook changes one of them fails.
pub struct HookRequest<'r> {
    request: &'r mut Request<RequestBody>,
    context: HookContext,
}

impl<'r> HookRequest<'r> {
    pub(super) fn new(request: &'r mut Request<RequestBody>, context: HookContext) -> Self {
        Self { request, context }
    }

    /// Returns the metadata of the operation, such as its identifier and the path template.
    pub fn meta(&self) -> &'static Meta {
        self.context.meta
    }

    /// Returns the number of the attempt, counted from 1.
    pub fn attempt(&self) -> u32 {
        self.context.attempt
    }

    /// Returns the HTTP method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// Returns the URL, which contains the credentials that are sent in the query.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// Returns the URL, to change its path and query.
    pub fn uri_mut(&mut self) -> &mut Uri {
        self.request.uri_mut()
    }

    /// Returns the headers, which contain the credentials that are sent there.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// Returns the headers, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.request.headers_mut()
    }

    /// Returns the bytes of the body, for a signature. Returns `None` if the body comes from a source that is read while
    /// it is sent.
    pub fn body(&self) -> Option<&Bytes> {
        self.request.body().as_bytes()
    }
}

/// Shows no URL, headers or body, which may hold credentials.
impl fmt::Debug for HookRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookRequest")
            .field("operation_id", &self.context.meta.operation_id())
            .field("method", self.method())
            .field("attempt", &self.context.attempt)
            .finish_non_exhaustive()
    }
}
