//! The client, its builder, and the calls that it makes.

mod builder;
mod client;
mod macros;
mod options;

use std::{fmt, time::Duration};

pub(crate) use self::options::CallOptions;
pub use self::{builder::ClientBuilder, client::Client};
use crate::client::{
    Async, Blocking, BlockingDownload, BlockingEvents, BoxFuture, Download, DownloadOperation, Driver, Error,
    EventOperation, Events, IdempotencyKey, Items, Operation, Pages, Paginated, RequestError, Response, Retry,
    StartedCall, idempotency::Resumption, stream::ResponseMode,
};

/// One call of an operation: what a document's own call wraps. Nothing is sent until it is awaited or told to send.
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O, D = Async> {
    client: Client<D>,
    operation: O,
    options: CallOptions,
}

impl<O, D> Call<O, D> {
    /// What will be sent.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// What will be sent, to be changed.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// Sends this call again in another way than the client's other calls.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Limits how long the call may take, all attempts and the waits between them together.
    ///
    /// The last attempt is cut short then, and no attempt begins that would have to wait until after the deadline.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }
}

impl<O: Operation, D: Driver> Call<O, D> {
    /// Chooses the idempotency key now and returns it, so that it is known whatever becomes of the call.
    ///
    /// A call that is dropped, or that a timeout of the caller's own ends, returns nothing; under this key it can be made
    /// again, and takes effect once. The call that comes back is the one to send.
    ///
    /// # Errors
    /// What would keep the call from being sent; and an operation that takes no idempotency key.
    pub fn with_key(mut self) -> Result<(Self, IdempotencyKey), RequestError> {
        let key = self.options.choose_key(&self.operation, self.client.settings(), || self.client.driver().now())?;
        Ok((self, key))
    }

    /// Makes a record of the call, to be stored before it is sent, with which another process can go on.
    ///
    /// The call that comes back is the one to send.
    ///
    /// # Errors
    /// What would keep the call from being sent; and an operation that takes no idempotency key.
    pub fn resumable(self) -> Result<(Self, StartedCall), RequestError> {
        let started = self.options.start(&self.operation, self.client.settings(), self.client.driver().now())?;
        Ok((self.under(started.clone(), true), started))
    }

    /// Sends the call as another process started it, which may have sent it or not.
    ///
    /// It is sent under the same key, and it takes effect once. An operation, path, query or body that is not the
    /// recorded one is refused before anything is sent, and so is a record from more than 24 hours ago, by which time
    /// a server may have forgotten the key. The outcome of an error is never better than `Unknown`.
    pub fn resume(self, started: StartedCall) -> Self {
        self.under(started, false)
    }

    fn under(mut self, started: StartedCall, is_first: bool) -> Self {
        self.options.resumption = Some(Box::new(Resumption { started, is_first }));
        self
    }
}

/// What comes of a call of `O`; `T` is what a success is read as.
pub type CallResult<O, T = <O as Operation>::Output> =
    Result<Response<T, <O as Operation>::Headers>, Error<<O as Operation>::Error>>;

/// A call of `O` that is under way.
pub type CallFuture<O> = BoxFuture<'static, CallResult<O>>;

impl<O: Paginated, D> Call<O, D> {
    /// The pages of the results, from the one that this call asks for.
    pub fn pages(self) -> Pages<O, D> {
        Pages::new(self)
    }

    /// What the pages hold, from the one that this call asks for.
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
    /// Makes the call, and waits until it is done.
    ///
    /// # Errors
    /// Whatever kept it from succeeding; [`Error::outcome`] says whether it may have taken effect.
    pub fn send(self) -> CallResult<O> {
        self.client.driver().call(self.client.settings(), &self.operation, self.options)
    }
}

impl<O: EventOperation> Call<O, Async> {
    /// Makes the call and asks for events, which are there once the server begins to send them.
    ///
    /// # Errors
    /// As when the call is awaited; and when a success is no stream of events.
    pub async fn events(self) -> CallResult<O, Events<O::Event, O::Error>> {
        let Self { client, operation, options } = self.asking_for_events();
        Async::events(client, operation, options).await
    }
}

impl<O: EventOperation> Call<O, Blocking> {
    /// Makes the call and asks for events; returns when the server begins to send them.
    ///
    /// # Errors
    /// As for [`send`](Self::send); and when a success is no stream of events.
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
    /// Makes the call, whose success is there once its body begins to come, however long that is.
    ///
    /// # Errors
    /// As when the call is awaited; and when a success is JSON, where it may be that as well.
    pub async fn download(self) -> CallResult<O, Download> {
        let Self { client, operation, options } = self.asking_for_pieces();
        Async::download(client, operation, options).await
    }
}

impl<O: DownloadOperation> Call<O, Blocking> {
    /// Makes the call, and returns when the body of a success begins to come, however long that is.
    ///
    /// # Errors
    /// As for [`send`](Self::send); and when a success is JSON, where it may be that as well.
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
