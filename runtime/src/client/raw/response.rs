use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_core::de::{DeserializeOwned, IgnoredAny};

use crate::{
    ReadError, Reply, Serde,
    client::{CallContext, DecodeError, EarlierAttempt, Error, Outcome, Response, error::BodyExcerpt},
};

/// The response to a [`RawRequest`](crate::RawRequest), whose status is 2xx.
#[derive(Clone)]
pub struct RawResponse {
    reply: Reply,
    context: CallContext,
}

impl RawResponse {
    pub(super) fn new(response: Response<Reply>) -> Self {
        let (reply, context) = response.into_body_and_context();
        Self { reply, context }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.reply.http_status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.reply.headers()
    }

    /// Returns the bytes of the body, decoded from a content coding that the client accepts.
    pub fn bytes(&self) -> &Bytes {
        self.reply.body()
    }

    /// Returns the body as text. Bytes that are not UTF-8 are replaced.
    ///
    /// # Errors
    /// If the body has another charset than UTF-8, or a content coding that is not decoded.
    pub fn text(&self) -> Result<String, Error<()>> {
        self.reply.text().map_err(|error| self.unread(error))
    }

    /// Reads the body as JSON. An empty body is read as null.
    ///
    /// # Errors
    /// If the body is not JSON, or does not fit `T`. The outcome of the error is `Committed` if the body is JSON, and
    /// otherwise `Unknown`, since it may come from a proxy.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error<()>> {
        self.reply.json::<Serde<T>>().map(Serde::into_inner).map_err(|error| self.unread(error))
    }

    /// Returns the server's identifier of the request, from `X-Request-Id`, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id()
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.context.attempts()
    }

    /// Returns the attempts before the one that succeeded, in order: at most the first eight.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.context.earlier_attempts()
    }

    fn unread(&self, error: ReadError) -> Error<()> {
        let mut context = self.context.clone();
        if serde_json::from_slice::<IgnoredAny>(self.bytes()).is_err() {
            context.outcome = Outcome::Unknown;
        }
        Error::Decode(Box::new(DecodeError::new(context, error, self.reply.clone())))
    }
}

/// Shows no credential of the client, although a server repeats it.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.masks.show_details(f, &Details(self))
    }
}

struct Details<'r>(&'r RawResponse);

impl fmt::Debug for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(RawResponse { reply, context }) = self;
        let is_text = reply.trouble().is_none();
        f.debug_struct("RawResponse")
            .field("status", &reply.http_status())
            .field("headers", reply.headers())
            .field("body", &BodyExcerpt { body: reply.body(), is_text, masks: &context.masks })
            .field("context", context)
            .finish()
    }
}
