use std::{fmt, sync::Arc};

use super::{Async, BoxFuture, Error, Operation, Response, builder::Settings};

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
        Call { client: Self { settings: Arc::clone(&self.settings), driver: self.driver.clone() }, operation }
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
}

/// What comes of a call to `O`.
pub type CallFuture<O> = BoxFuture<'static, Result<Response<<O as Operation>::Output>, Error<<O as Operation>::Error>>>;

impl<O: Operation> IntoFuture for Call<O, Async> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> CallFuture<O> {
        let Client { settings, driver } = self.client;
        Box::pin(driver.call(settings, self.operation))
    }
}

impl<O: fmt::Debug, D> fmt::Debug for Call<O, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation).finish_non_exhaustive()
    }
}
