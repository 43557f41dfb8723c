use std::time::{Duration, SystemTime};

use super::BoxFuture;

/// What a client knows of time. A test brings its own and need not wait.
pub trait Timer: Send + Sync + 'static {
    /// A future that is ready when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The time of day, to which the dates in responses are compared.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Tokio's timer.
#[cfg(feature = "reqwest")]
pub(crate) struct TokioTimer;

#[cfg(feature = "reqwest")]
impl Timer for TokioTimer {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Outside of a Tokio runtime Tokio's timer panics, where the transport has a message to give.
        if tokio::runtime::Handle::try_current().is_ok() {
            Box::pin(tokio::time::sleep(duration))
        } else {
            Box::pin(std::future::pending())
        }
    }
}
