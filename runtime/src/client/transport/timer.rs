use std::time::{Duration, SystemTime};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::{sync::LazyLock, time::Instant};

use super::BoxFuture;

/// The methods that every timer has, with what the system has for them where there is one.
macro_rules! clock {
    () => {
        clock! {
            /// The time of day, to which the dates in responses are compared.
            fn now(&self) -> SystemTime = SystemTime::now();

            /// The time since some moment that stays the same. Unlike the time of day it never goes back.
            fn monotonic(&self) -> Duration = system_monotonic();
        }
    };
    ($($(#[$about:meta])* fn $name:ident(&self) -> $time:ty = $system:expr;)+) => {$(
        $(#[$about])*
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        fn $name(&self) -> $time {
            $system
        }

        $(#[$about])*
        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        fn $name(&self) -> $time;
    )+};
}

/// What a client knows of time. A test brings its own and need not wait.
///
/// Where there is no system that could tell the time, which is `wasm32-unknown-unknown`, all methods have to be given.
pub trait Timer: Send + Sync + 'static {
    /// A future that is ready when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// What it lacks where the call is made, such as a runtime of its own, so that it could not keep time there. A call
    /// is refused then, since it would have no limit.
    ///
    /// # Errors
    /// The reason, in words for the caller.
    fn check(&self) -> Result<(), &'static str> {
        Ok(())
    }

    clock!();
}

/// What a client whose calls block knows of time. A test brings its own and need not wait.
///
/// Where there is no system that could tell the time, which is `wasm32-unknown-unknown`, all methods have to be given.
pub trait BlockingTimer: Send + Sync + 'static {
    /// Returns when `duration` has passed.
    fn sleep(&self, duration: Duration);

    clock!();
}

/// The timer of the operating system.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) struct SystemTimer;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl BlockingTimer for SystemTimer {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

/// The time since the program first asked for it.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn system_monotonic() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    // Whoever asks first may find that the first moment came after its own.
    Instant::now().saturating_duration_since(*FIRST)
}

/// Whether a Tokio runtime runs this code.
#[cfg(feature = "reqwest")]
pub(crate) fn is_in_runtime() -> bool {
    // A task is known without a count that all tasks share.
    tokio::task::try_id().is_some() || tokio::runtime::Handle::try_current().is_ok()
}

/// Tokio's timer.
#[cfg(feature = "reqwest")]
pub(crate) struct TokioTimer;

#[cfg(feature = "reqwest")]
impl Timer for TokioTimer {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Without its runtime Tokio's timer panics. A call that was moved out of it after the check has no limit instead.
        if self.check().is_ok() { Box::pin(tokio::time::sleep(duration)) } else { Box::pin(std::future::pending()) }
    }

    fn check(&self) -> Result<(), &'static str> {
        if is_in_runtime() {
            return Ok(());
        }
        Err("its time is kept by Tokio, and there is no Tokio runtime here; \
                           call it within one, or give the client another timer with `.timer(…)`")
    }
}
