use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use super::UploadError;

/// What is known of a body with sources while a transport sends it.
///
/// A driver looks here, since not every transport tells why a body that it was given failed.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pieces: AtomicU64,
    failure: OnceLock<UploadError>,
}

impl Report {
    /// How many pieces the transport has taken.
    pub(crate) fn pieces(&self) -> u64 {
        self.pieces.load(Ordering::Relaxed)
    }

    /// Why the body could not be sent whole.
    pub(crate) fn failure(&self) -> Option<&UploadError> {
        self.failure.get()
    }

    pub(super) fn took_piece(&self) {
        self.pieces.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn failed(&self, error: UploadError) {
        // The first failure is the cause of any other.
        let _ = self.failure.set(error);
    }
}
