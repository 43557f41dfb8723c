use std::time::{Duration, SystemTime};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::{sync::LazyLock, time::Instant};

use super::BoxFuture;

/// Writes the methods of every timer, with defaults on targets with an operating system.
macro_rules! clock {
    () => {
        clock! {
            /// Returns the time of day, to which the dates in responses are compared.
            fn now(&self) -> SystemTime = SystemTime::now();

            /// Returns the time since a fixed point. Unlike the time of day, it never decreases.
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

/// The timer of an asynchronous client. A test uses its own and runs without waiting.
///
/// On `wasm32-unknown-unknown`, which has no clock, all methods must be implemented.
pub trait Timer: Send + Sync + 'static {
    /// Returns a future that is ready when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Checks that the timer works in the context of the call, such as inside of a runtime. If it does not, the call
    /// fails, since it would have no limits.
    ///
    /// # Errors
    /// The reason, for the caller.
    fn check(&self) -> Result<(), &'static str> {
        Ok(())
    }

    clock!();
}

/// The timer of a blocking client. A test uses its own and runs without waiting.
///
/// On `wasm32-unknown-unknown`, which has no clock, all methods must be implemented.
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

/// Returns the time since its first call in the program.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn system_monotonic() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    // On the first call, `FIRST` may be later than this `Instant::now()`.
    Instant::now().saturating_duration_since(*FIRST)
}

/// Returns true if a Tokio runtime runs this code.
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
        Err("the client uses the timer of Tokio, and there is no Tokio runtime here; \
                           make the call within one, or set another timer with `.timer(…)`")
    }
}
