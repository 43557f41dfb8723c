//! The client, its builder, and the calls that it makes.

mod builder;
mod client;
mod macros;
mod options;

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderValue;

pub(crate) use self::options::CallOptions;
pub use self::{builder::ClientBuilder, client::Client};
use crate::client::{
    Async, Blocking, BlockingDownload, BlockingEvents, BoxFuture, Download, DownloadOperation, Driver, Error,
    EventOperation, Events, IdempotencyKey, Items, Operation, Pages, Paginated, RequestError, Response, Retry,
    StartedCall,
    added::{Added, Level},
    idempotency::Resumption,
    stream::ResponseMode,
};

/// One call of an operation. The call of generated bindings wraps it. Nothing is sent until it is awaited or `send` is
/// called.
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O, D = Async> {
    client: Client<D>,
    operation: O,
    options: CallOptions,
}

impl<O, D> Call<O, D> {
    /// Returns the operation that will be sent.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// Returns the operation that will be sent, to change it.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// Returns the same call of another operation.
    pub(crate) fn map_operation<P>(self, map: impl FnOnce(O) -> P) -> Call<P, D> {
        let Self { client, operation, options } = self;
        Call { client, operation: map(operation), options }
    }

    /// Sets the retry policy of this call, replacing the client's.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Adds a header to the request, such as `traceparent`. It replaces one of the client with the same name.
    ///
    /// The rules of [`ClientBuilder::header`] apply. The call fails and is not sent if the header cannot be sent, or if it is
    /// a parameter of the operation that has a value.
    pub fn header<V: TryInto<HeaderValue>>(mut self, name: impl AsRef<str>, value: V) -> Self {
        let setters = self.client.settings().credential_setters;
        self.added_mut().header(Level::Call, setters, name.as_ref(), value);
        self
    }

    /// Adds a query parameter to the request, percent-encoded. One with several values is added once for each. They replace
    /// those of the client with the same name.
    ///
    /// The call fails, and is not sent, if the parameter is a credential, or if it is a parameter of the operation that has
    /// a value.
    pub fn query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        let setters = self.client.settings().credential_setters;
        self.added_mut().query(Level::Call, setters, name.as_ref(), &value);
        self
    }

    fn added_mut(&mut self) -> &mut Added {
        Arc::make_mut(self.options.added.get_or_insert_default())
    }

    /// Limits the total time of the call: all attempts and the waits between them.
    ///
    /// The deadline ends an attempt that is in progress. No attempt begins if its wait would end after the deadline.
    #[doc(alias = "timeout")]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }
}

impl<O: Operation, D: Driver> Call<O, D> {
    /// Chooses the idempotency key now and returns it with the call, so that it is known even if the call does not
    /// return.
    ///
    /// If the call is dropped, or ends with a timeout of the caller's own, it can be repeated with this key and takes
    /// effect once. Send the returned call.
    ///
    /// # Errors
    /// If the call could not be sent, or if the operation has no idempotency key.
    pub fn with_key(mut self) -> Result<(Self, IdempotencyKey), RequestError> {
        let key = self.options.choose_key(&self.operation, self.client.settings(), || self.client.driver().now())?;
        Ok((self, key))
    }

    /// Creates a record of the call with which another process can resume it. Store the record before the call is sent.
    ///
    /// Send the returned call.
    ///
    /// # Errors
    /// If the call could not be sent, or if the operation has no idempotency key.
    pub fn resumable(self) -> Result<(Self, StartedCall), RequestError> {
        let started = self.options.start(&self.operation, self.client.settings(), self.client.driver().now())?;
        Ok((self.under(started.clone(), true), started))
    }

    /// Resumes a call that another process started and may have sent.
    ///
    /// The call is sent with the same key, and takes effect once. It fails before it is sent if its operation, path,
    /// query or body is not the recorded one, or if the record is older than 24 hours, since a server may no longer
    /// keep the key. The outcome of an error is never better than `Unknown`.
    pub fn resume(self, started: StartedCall) -> Self {
        self.under(started, false)
    }

    fn under(mut self, started: StartedCall, is_first: bool) -> Self {
        self.options.resumption = Some(Box::new(Resumption { started, is_first }));
        self
    }
}

/// The result of a call of `O`, where `T` is the type of a success.
pub type CallResult<O, T = <O as Operation>::Output> =
    Result<Response<T, <O as Operation>::Headers>, Error<<O as Operation>::Error>>;

/// The future of a call of `O`.
pub type CallFuture<O> = BoxFuture<'static, CallResult<O>>;

impl<O: Paginated, D> Call<O, D> {
    /// Returns the pages of the results, from the page of this call.
    pub fn pages(self) -> Pages<O, D> {
        Pages::new(self)
    }

    /// Returns the items of the pages, from the page of this call.
    pub fn items(self) -> Items<O, D> {
        Items::new(self)
    }
}

impl<O: Operation> IntoFuture for Call<O, Async> {
    type Output = CallResult<O>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> CallFuture<O> {
        Box::pin(Async::call(self.client, self.operation, self.options))
    }
}

impl<O: Operation> Call<O, Blocking> {
    /// Makes the call and waits for its response.
    ///
    /// # Errors
    /// Any error of the call. [`Error::outcome`] is whether the call may have taken effect.
    pub fn send(self) -> CallResult<O> {
        self.client.driver().call(self.client.settings(), &self.operation, self.options)
    }
}

impl<O: EventOperation> Call<O, Async> {
    /// Makes the call and returns its events when the server begins to send them.
    ///
    /// # Errors
    /// The errors of the call when it is awaited, and a success that is not a stream of events.
    pub async fn events(self) -> CallResult<O, Events<O::Event, O::Error>> {
        let Self { client, operation, options } = self.asking_for_events();
        Async::events(client, operation, options).await
    }
}

impl<O: EventOperation> Call<O, Blocking> {
    /// Makes the call and returns an iterator over its events when the server begins to send them.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send), and a success that is not a stream of events.
    pub fn events(self) -> CallResult<O, BlockingEvents<O::Event, O::Error>> {
        let Self { client, operation, options } = self.asking_for_events();
        client.driver().events(client.settings(), &operation, options)
    }
}

impl<O: EventOperation, D> Call<O, D> {
    fn asking_for_events(mut self) -> Self {
        self.operation.ask_for_events();
        self.options.response_mode = ResponseMode::Events { lines: O::LINES };
        self
    }
}

impl<O: DownloadOperation> Call<O, Async> {
    /// Makes the call and returns its status and headers when the body of a success begins. The response holds the body, of
    /// any length, to be read in pieces.
    ///
    /// # Errors
    /// The errors of the call when it is awaited, and a success that is JSON if the document also declares JSON.
    pub async fn download(self) -> CallResult<O, Download> {
        let Self { client, operation, options } = self.asking_for_pieces();
        Async::download(client, operation, options).await
    }
}

impl<O: DownloadOperation> Call<O, Blocking> {
    /// Makes the call and returns the body of a success when it begins, of any length.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send), and a success that is JSON if the document also declares JSON.
    pub fn download(self) -> CallResult<O, BlockingDownload> {
        let Self { client, operation, options } = self.asking_for_pieces();
        client.driver().download(client.settings(), &operation, options)
    }
}

impl<O: DownloadOperation, D> Call<O, D> {
    fn asking_for_pieces(mut self) -> Self {
        self.options.response_mode =
            ResponseMode::Bytes { accept: O::ACCEPT, may_be_error: O::META.error_envelope.is_some() };
        self
    }
}

impl<O: fmt::Debug, D> fmt::Debug for Call<O, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation).finish_non_exhaustive()
    }
}
