use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::client::{Timer, body::Report};

/// What was sent and received of an attempt until now.
pub(super) struct Progress {
    /// How many pieces came, the head of the response among them.
    received: AtomicU64,
    report: Option<Arc<Report>>,
}

impl Progress {
    pub(super) fn new(report: Option<Arc<Report>>, timer: &Arc<dyn Timer>) -> Self {
        if let Some(report) = &report {
            report.keep_time(timer);
        }
        Self { received: AtomicU64::new(0), report }
    }

    /// Notes that something came.
    pub(super) fn note_received(&self) {
        self.received.fetch_add(1, Ordering::Relaxed);
    }

    /// How many pieces were received.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// How many pieces were sent and received.
    pub(super) fn pieces(&self) -> u64 {
        self.received() + self.report.as_ref().map_or(0, |report| report.pieces())
    }

    /// When the last piece was sent.
    pub(super) fn last_sent(&self) -> Duration {
        self.report.as_ref().map_or(Duration::ZERO, |report| report.last())
    }

    /// Whether a body is under way of which nobody knows how much was sent.
    pub(super) fn is_untold(&self) -> bool {
        self.received() == 0 && self.report.as_ref().is_some_and(|report| report.is_untold())
    }
}
