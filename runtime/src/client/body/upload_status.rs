use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use super::UploadError;
use crate::client::Timer;

/// What is known of a body with sources while a transport sends it.
///
/// A driver looks here, since not every transport tells why a body that it was given failed.
#[derive(Default)]
pub(crate) struct UploadStatus {
    pieces: AtomicU64,
    /// When the last piece was taken, by the clock, in nanoseconds.
    last: AtomicU64,
    clock: OnceLock<Arc<dyn Timer>>,
    /// Whether a transport took all at once, so that nobody knows how far it is.
    is_unobserved: AtomicBool,
    failure: OnceLock<UploadError>,
}

impl UploadStatus {
    /// How many pieces the transport has taken.
    pub(crate) fn pieces(&self) -> u64 {
        self.pieces.load(Ordering::Relaxed)
    }

    /// Why the body could not be sent whole.
    pub(crate) fn failure(&self) -> Option<&UploadError> {
        self.failure.get()
    }

    /// Notes by `clock` when pieces are taken.
    pub(crate) fn keep_time(&self, clock: &Arc<dyn Timer>) {
        let _ = self.clock.set(Arc::clone(clock));
    }

    /// When the last piece was taken.
    pub(crate) fn last(&self) -> Duration {
        Duration::from_nanos(self.last.load(Ordering::Relaxed))
    }

    /// Whether nobody knows how much was sent.
    pub(crate) fn is_unobserved(&self) -> bool {
        self.is_unobserved.load(Ordering::Relaxed)
    }

    pub(super) fn took_all(&self) {
        self.is_unobserved.store(true, Ordering::Relaxed);
    }

    pub(super) fn took_piece(&self) {
        if let Some(clock) = self.clock.get() {
            self.last.store(nanoseconds(clock.monotonic()), Ordering::Relaxed);
        }
        self.pieces.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn failed(&self, error: UploadError) {
        // The first failure is the cause of any other.
        let _ = self.failure.set(error);
    }
}

/// A time as a number, which is as large as it can be after 500 years.
fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
