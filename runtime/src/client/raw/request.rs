use std::{fmt, time::Duration};

use http::HeaderValue;
use serde_core::{Serialize, de::DeserializeOwned};

use super::{
    RawOperation, RawResponse,
    events::{AsJson, AsText, RawEvents},
};
use crate::{
    Serde, Upload,
    client::{
        Async, Blocking, BlockingDownload, BlockingEvents, BoxFuture, Call, Download, Error, Events, RequestErrorKind,
        Response, Retry, added::AddedError, request::CONTROL_CHARACTER,
    },
    model::json,
};

/// A request that the document lacks. [`Client::request`](crate::Client::request) creates it.
///
/// - It has all credentials of the client. If several use the same header, it has the one that the document declares first.
/// - Its limits, retries, hooks and added headers are those of the client. A method that is not idempotent, such as POST, is
///   repeated only if nothing was sent, or if the caller declares it [`idempotent`](Self::idempotent).
/// - A response with another status than 2xx is an error: [`Error::Api`] with status, headers and body, and with code and
///   message if the body has one of the common forms of errors.
/// - Its `operation_id` in errors, and for a transport in memory, is `request`.
#[derive(Clone)]
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct RawRequest<D = Async> {
    call: Call<RawOperation, D>,
}

impl<D> RawRequest<D> {
    pub(crate) fn new(call: Call<RawOperation, D>) -> Self {
        Self { call }
    }

    /// Adds a header, as [`Call::header`](crate::Call::header) does. The default of `Accept` prefers JSON and allows anything else.
    pub fn header<V: TryInto<HeaderValue>>(self, name: impl AsRef<str>, value: V) -> Self {
        Self { call: self.call.header(name, value) }
    }

    /// Adds a query parameter, as [`Call::query`](crate::Call::query) does.
    pub fn query(self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        Self { call: self.call.query(name, value) }
    }

    /// Makes `value` the body, as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let json = HeaderValue::from_static("application/json");
        let written = json::write(&Serde(value)).map(|bytes| (Upload::from(bytes), json));
        self.call.operation_mut().set_body(written.map_err(RequestErrorKind::Body));
        self
    }

    /// Makes `content` the body, of this media type. Content that does not fit into memory comes from a source: see
    /// [`Upload`].
    pub fn body(mut self, content: impl Into<Upload>, media_type: impl AsRef<str>) -> Self {
        let media_type = HeaderValue::from_str(media_type.as_ref())
            .map_err(|_| AddedError::new("header", "Content-Type", CONTROL_CHARACTER).into());
        self.call.operation_mut().set_body(media_type.map(|media_type| (content.into(), media_type)));
        self
    }

    /// Declares that sending the request again has no further effect, so that it is retried although its method is not
    /// idempotent. The server recognizes a repeated request, for example by a key in the body or in a header.
    pub fn idempotent(mut self) -> Self {
        self.call.operation_mut().set_idempotent();
        self
    }

    /// Sets the retry policy of this request, replacing the client's.
    pub fn retry(self, retry: Retry) -> Self {
        Self { call: self.call.retry(retry) }
    }

    /// Limits the total time of the request: all attempts and the waits between them.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { call: self.call.deadline(deadline) }
    }
}

impl RawRequest<Async> {
    /// Sends the request and receives the whole response.
    ///
    /// # Errors
    /// If the request was not sent, if no whole response was received, or if its status is not 2xx.
    pub async fn send(self) -> Result<RawResponse, Error<()>> {
        self.call.await.map(RawResponse::new)
    }

    /// Sends the request and returns the body of a success when it begins, of any length.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub async fn download(self) -> Result<Response<Download>, Error<()>> {
        self.call.download().await
    }

    /// Sends the request and returns the events of a success when the server begins to send them: server-sent events, or
    /// lines of JSON, whose data is read as `T`.
    ///
    /// The default of `Accept` is the media types of such streams; a [`header`](Self::header) replaces it.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send), and a success that is JSON, and not a stream.
    pub async fn events<T>(self) -> Result<Response<Events<T, ()>>, Error<()>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        self.call.map_operation(RawEvents::<AsJson<T>>::new).events().await
    }

    /// Does the same as [`events`](Self::events), with the data of each event as text.
    ///
    /// # Errors
    /// The errors of [`events`](Self::events).
    pub async fn text_events(self) -> Result<Response<Events<String, ()>>, Error<()>> {
        self.call.map_operation(RawEvents::<AsText>::new).events().await
    }
}

impl IntoFuture for RawRequest<Async> {
    type Output = Result<RawResponse, Error<()>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl RawRequest<Blocking> {
    /// Sends the request and receives the whole response.
    ///
    /// # Errors
    /// If the request was not sent, if no whole response was received, or if its status is not 2xx.
    pub fn send(self) -> Result<RawResponse, Error<()>> {
        self.call.send().map(RawResponse::new)
    }

    /// Sends the request and returns the body of a success when it begins, of any length.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub fn download(self) -> Result<Response<BlockingDownload>, Error<()>> {
        self.call.download()
    }

    /// Sends the request and returns an iterator over the events of a success when the server begins to send them:
    /// server-sent events, or lines of JSON, whose data is read as `T`.
    ///
    /// The default of `Accept` is the media types of such streams; a [`header`](Self::header) replaces it.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send), and a success that is JSON, and not a stream.
    pub fn events<T>(self) -> Result<Response<BlockingEvents<T, ()>>, Error<()>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        self.call.map_operation(RawEvents::<AsJson<T>>::new).events()
    }

    /// Does the same as [`events`](Self::events), with the data of each event as text.
    ///
    /// # Errors
    /// The errors of [`events`](Self::events).
    pub fn text_events(self) -> Result<Response<BlockingEvents<String, ()>>, Error<()>> {
        self.call.map_operation(RawEvents::<AsText>::new).events()
    }
}

/// Shows no values, which may be private.
impl<D> fmt::Debug for RawRequest<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest").finish_non_exhaustive()
    }
}
