use std::{
    fmt::{self, Write},
    ops::{Deref, DerefMut},
};

use http::{HeaderMap, StatusCode};

use crate::client::{CallContext, EarlierAttempt};

/// What a call that succeeded returns: the body, to which it dereferences, and what came with it.
///
/// The accessors say `http_…` because a plain `status()` would be mistaken for a member of the body.
///
/// `H` has the headers that the document declares, and is `()` where it declares none.
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

    /// The headers that the document declares, by name and type.
    ///
    /// One that is missing or does not fit its type is `None`: the call took effect all the same, and its value as it
    /// came is among the [`http_headers`](Self::http_headers).
    pub fn headers(&self) -> &H {
        &self.typed_headers
    }

    /// The HTTP status, always a 2xx.
    pub fn http_status(&self) -> StatusCode {
        self.status
    }

    /// All response headers, as they came.
    pub fn http_headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's name for this request, from `X-Request-Id`, to quote when asking its support.
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id()
    }

    /// The idempotency key that was sent, the caller's own or the one that the call was given.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.context.idempotency_key()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.context.attempts()
    }

    /// The attempts before the one that succeeded, the first of them first; of very many, the first few.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.context.earlier_attempts()
    }

    /// The body alone.
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
            masks.show(f, |said| write!(said, "{:?}", Details(self)))
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
