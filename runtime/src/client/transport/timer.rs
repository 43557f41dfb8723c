use std::time::{Duration, SystemTime};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::{sync::LazyLock, time::Instant};

use super::BoxFuture;

/// What a client knows of time. A test brings its own and need not wait.
///
/// On a platform without clocks, which is WebAssembly without a system, all three have to be given.
pub trait Timer: Send + Sync + 'static {
    /// A future that is ready when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The time of day, to which the dates in responses are compared.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// The time of day, to which the dates in responses are compared.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    fn now(&self) -> SystemTime;

    /// The time since some moment that stays the same. Unlike the time of day it never goes back.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    fn monotonic(&self) -> Duration {
        system_monotonic()
    }

    /// The time since some moment that stays the same. Unlike the time of day it never goes back.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    fn monotonic(&self) -> Duration;
}

/// The time since the program first asked for it.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) fn system_monotonic() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    // Whoever asks first may find that the first moment came after its own.
    Instant::now().saturating_duration_since(*FIRST)
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
