use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::client::{
    Timer,
    body::{Report, nanoseconds},
};

/// What was sent and received of an attempt until now.
pub(super) struct Progress {
    /// How many pieces came, the head of the response among them, and when the last of them did, in nanoseconds.
    received: AtomicU64,
    last: AtomicU64,
    report: Option<Arc<Report>>,
}

impl Progress {
    pub(super) fn new(report: Option<Arc<Report>>, timer: &Arc<dyn Timer>) -> Self {
        if let Some(report) = &report {
            report.keep_time(timer);
        }
        Self { received: AtomicU64::new(0), last: AtomicU64::new(0), report }
    }

    /// Notes that something came.
    pub(super) fn received(&self, timer: &dyn Timer) {
        self.last.store(nanoseconds(timer.monotonic()), Ordering::Relaxed);
        self.received.fetch_add(1, Ordering::Relaxed);
    }

    /// How many pieces were sent and received.
    pub(super) fn pieces(&self) -> u64 {
        self.received.load(Ordering::Relaxed) + self.report.as_ref().map_or(0, |report| report.pieces())
    }

    /// When the last of them was.
    pub(super) fn last(&self) -> Duration {
        let received = Duration::from_nanos(self.last.load(Ordering::Relaxed));
        received.max(self.report.as_ref().map_or(Duration::ZERO, |report| report.last()))
    }

    /// Whether a body is under way of which nobody knows how much was sent.
    pub(super) fn is_untold(&self) -> bool {
        self.received.load(Ordering::Relaxed) == 0 && self.report.as_ref().is_some_and(|report| report.is_untold())
    }
}
