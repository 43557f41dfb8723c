use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::client::{Timer, body::UploadStatus};

/// The progress of an attempt.
pub(super) struct Progress {
    /// The number of received pieces, including the head of the response.
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

    /// Records that a piece was received.
    pub(super) fn note_received(&self) {
        self.received.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the number of received pieces.
    pub(super) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Returns the number of sent and received pieces.
    pub(super) fn pieces(&self) -> u64 {
        self.received() + self.upload_status.as_ref().map_or(0, |upload_status| upload_status.pieces())
    }

    /// Returns the time of the last sent piece.
    pub(super) fn last_sent(&self) -> Duration {
        self.upload_status.as_ref().map_or(Duration::ZERO, |upload_status| upload_status.last())
    }

    /// Returns true if a body is being sent whose progress is not known.
    pub(super) fn is_unobserved(&self) -> bool {
        self.received() == 0 && self.upload_status.as_ref().is_some_and(|upload_status| upload_status.is_unobserved())
    }
}
