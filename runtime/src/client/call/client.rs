use std::{fmt, sync::Arc};

use super::{Call, CallOptions};
use crate::client::{Async, Blocking, BlockingTimer, Operation, Timer, settings::Settings};

/// A client over the driver `D`: what a document's own client wraps.
///
/// It is cheap to clone; clones share their connections.
pub struct Client<D = Async> {
    shared: Arc<Shared<D>>,
}

/// What all clones of a client have together, so that one costs no more than one count.
struct Shared<D> {
    settings: Settings,
    driver: D,
}

impl<D> Client<D> {
    pub(crate) fn new(settings: Settings, driver: D) -> Self {
        Self { shared: Arc::new(Shared { settings, driver }) }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn driver(&self) -> &D {
        &self.shared.driver
    }

    /// Prepares a call. Nothing is sent until it is awaited or told to send.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O, D>
    where
        D: Clone,
    {
        Call { client: self.clone(), operation, options: CallOptions::default() }
    }
}

impl Client<Async> {
    /// What keeps time for its calls. Code that waits between calls waits by it, so that a test need not wait.
    pub fn timer(&self) -> &dyn Timer {
        self.driver().timer()
    }
}

impl Client<Blocking> {
    /// What keeps time for its calls. Code that waits between calls waits by it, so that a test need not wait.
    pub fn timer(&self) -> &dyn BlockingTimer {
        self.driver().timer()
    }
}

impl<D> Clone for Client<D> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<D> fmt::Debug for Client<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings().fmt_as("Client", f)
    }
}
