use std::{
    fmt::{self, Write},
    ops::{Deref, DerefMut},
};

use http::{HeaderMap, StatusCode};

use crate::client::{CallContext, EarlierAttempt};

/// The response of a successful call. It dereferences to the body.
///
/// The names of the accessors begin with `http_`, since a plain `status()` could be confused with a member of the body.
///
/// `H` is the type of the declared headers, or `()` if the document declares none.
#[derive(Clone)]
pub struct Response<T, H = ()> {
    body: T,
    status: StatusCode,
    typed_headers: H,
    headers: HeaderMap,
    context: CallContext,
}

impl<T, H> Response<T, H> {
    pub(crate) fn new(
        body: T,
        typed_headers: H,
        (status, headers): (StatusCode, HeaderMap),
        context: CallContext,
    ) -> Self {
        Self { body, status, typed_headers, headers, context }
    }

    /// Returns the headers that the document declares, by name and type.
    ///
    /// A header that is missing or does not fit its type is `None`, since the call still took effect. Its raw value is
    /// in [`http_headers`](Self::http_headers).
    pub fn headers(&self) -> &H {
        &self.typed_headers
    }

    /// Returns the HTTP status, always a 2xx.
    pub fn http_status(&self) -> StatusCode {
        self.status
    }

    /// Returns all response headers.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the server's identifier of the request, from `X-Request-Id`, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id()
    }

    /// Returns the idempotency key that was sent, the caller's own or the one that the call was given.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.context.idempotency_key()
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.context.attempts()
    }

    /// Returns the attempts before the one that succeeded, in order: at most the first eight.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.context.earlier_attempts()
    }

    pub(crate) fn into_body_and_context(self) -> (T, CallContext) {
        (self.body, self.context)
    }

    /// Returns the body.
    pub fn into_inner(self) -> T {
        self.body
    }
}

/// Shows no credential of the client, although a server repeats it.
impl<T: fmt::Debug, H: fmt::Debug> fmt::Debug for Response<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masks = &self.context.masks;
        if f.alternate() {
            masks.show_details(f, &Details(self))
        } else {
            masks.show(f, |text| write!(text, "{:?}", Details(self)))
        }
    }
}

struct Details<'r, T, H>(&'r Response<T, H>);

impl<T: fmt::Debug, H: fmt::Debug> fmt::Debug for Details<'_, T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(response) = self;
        f.debug_struct("Response")
            .field("body", &response.body)
            .field("status", &response.status)
            .field("typed_headers", &response.typed_headers)
            .field("headers", &response.headers)
            .field("context", &response.context)
            .finish()
    }
}

impl<T, H> Deref for Response<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

impl<T, H> DerefMut for Response<T, H> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.body
    }
}
