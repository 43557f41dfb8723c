use std::{fmt, sync::Arc};

use super::{Call, CallOptions};
use crate::client::{Async, Blocking, BlockingTimer, Operation, Timer, settings::Settings};

/// A client over the driver `D`. The client of generated bindings wraps it.
///
/// It is cheap to clone. Clones share their connections.
pub struct Client<D = Async> {
    shared: Arc<Shared<D>>,
}

/// The parts that all clones share behind one reference count.
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

    /// Prepares a call. Nothing is sent until it is awaited or `send` is called.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O, D>
    where
        D: Clone,
    {
        Call { client: self.clone(), operation, options: CallOptions::default() }
    }
}

impl Client<Async> {
    /// Returns the timer of the client's calls. Code that waits between calls uses it, so that tests can run without
    /// waiting.
    pub fn timer(&self) -> &dyn Timer {
        self.driver().timer()
    }
}

impl Client<Blocking> {
    /// Returns the timer of the client's calls. Code that waits between calls uses it, so that tests can run without
    /// waiting.
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
