use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::client::{Timer, body::UploadStatus};

/// What was sent and received of an attempt until now.
pub(super) struct Progress {
    /// How many pieces came, the head of the response among them.
    received: AtomicU64,
    upload_status: Option<Arc<UploadStatus>>,
}

impl Progress {
    pub(super) fn new(upload_status: Option<Arc<UploadStatus>>, timer: &Arc<dyn Timer>) -> Self {
        if let Some(upload_status) = &upload_status {
            upload_status.keep_time(timer);
        }
        Self { received: AtomicU64::new(0), upload_status }
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
        self.received() + self.upload_status.as_ref().map_or(0, |upload_status| upload_status.pieces())
    }

    /// When the last piece was sent.
    pub(super) fn last_sent(&self) -> Duration {
        self.upload_status.as_ref().map_or(Duration::ZERO, |upload_status| upload_status.last())
    }

    /// Whether a body is under way of which nobody knows how much was sent.
    pub(super) fn is_unobserved(&self) -> bool {
        self.received() == 0 && self.upload_status.as_ref().is_some_and(|upload_status| upload_status.is_unobserved())
    }
}
