use std::{fmt, sync::Arc, time::Duration};

use super::{
    Async, BoxFuture, Error, Operation, RequestError, Response, Retry, builder::Settings, machine::Machine,
    request::prepare,
};

/// A client over the driver `D`: what a document's own client wraps.
///
/// It is cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client<D = Async> {
    settings: Arc<Settings>,
    driver: D,
}

impl<D> Client<D> {
    pub(crate) fn new(settings: Settings, driver: D) -> Self {
        Self { settings: Arc::new(settings), driver }
    }

    /// Prepares a call. Nothing is sent until it is awaited.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O, D>
    where
        D: Clone,
    {
        let client = Self { settings: Arc::clone(&self.settings), driver: self.driver.clone() };
        Call { client, operation, options: CallOptions::default() }
    }
}

impl<D> fmt::Debug for Client<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt_as("Client", f)
    }
}

/// One call of an operation: what a document's own call wraps. Nothing is sent until it is awaited.
#[derive(Clone)]
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O, D = Async> {
    client: Client<D>,
    operation: O,
    options: CallOptions,
}

/// What a call does otherwise than its client's other calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    retry: Option<Retry>,
    deadline: Option<Duration>,
}

impl CallOptions {
    /// Prepares the request of a call, and everything else but a driver.
    pub(crate) fn begin<O: Operation>(self, operation: &O, settings: Arc<Settings>) -> Result<Machine, RequestError> {
        let mut machine = Machine::new(prepare(operation, &settings)?, settings);
        if let Some(retry) = self.retry {
            machine.retry(retry);
        }
        if let Some(deadline) = self.deadline {
            machine.deadline(deadline);
        }
        Ok(machine)
    }
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

/// What comes of a call to `O`.
pub type CallFuture<O> = BoxFuture<'static, Result<Response<<O as Operation>::Output>, Error<<O as Operation>::Error>>>;

impl<O: Operation> IntoFuture for Call<O, Async> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> CallFuture<O> {
        let Client { settings, driver } = self.client;
        Box::pin(driver.call(settings, self.operation, self.options))
    }
}

impl<O: fmt::Debug, D> fmt::Debug for Call<O, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation).finish_non_exhaustive()
    }
}
