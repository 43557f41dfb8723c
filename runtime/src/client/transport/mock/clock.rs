use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::client::{BlockingTimer, BoxFuture, Timer};

/// A clock that advances only when a caller sleeps, and then at once.
///
/// Clones share the time. The clock works with asynchronous and with blocking clients.
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen_runtime::{BlockingTimer, MockClock};
///
/// let clock = MockClock::new();
/// BlockingTimer::sleep(&clock, Duration::from_secs(3600));
/// assert_eq!(clock.waits(), [Duration::from_secs(3600)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct MockClock(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    passed: Duration,
    waits: Vec<Duration>,
}

/// 2026-01-01T00:00:00Z, counted from 1970.
const BEGINNING: Duration = Duration::from_hours(24 * 20_454);

impl MockClock {
    /// Creates a clock that shows the beginning of 2026, in UTC.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Advances the clock by this duration.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.passed = state.passed.saturating_add(duration);
    }

    /// Returns the duration of each wait, between attempts and for responses that were not received.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// Returns the time since the clock was created.
    pub fn passed(&self) -> Duration {
        self.state().passed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic of another test leaves the state valid.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Timer for MockClock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        // The clock advances only when the future is polled: the limit of an attempt that ends in time is not.
        Box::pin(async move { BlockingTimer::sleep(&clock, duration) })
    }

    fn now(&self) -> SystemTime {
        BlockingTimer::now(self)
    }

    fn monotonic(&self) -> Duration {
        self.passed()
    }
}

impl BlockingTimer for MockClock {
    fn sleep(&self, duration: Duration) {
        self.advance(duration);
        self.state().waits.push(duration);
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH.checked_add(BEGINNING.saturating_add(self.passed())).unwrap_or(UNIX_EPOCH)
    }

    fn monotonic(&self) -> Duration {
        self.passed()
    }
}
