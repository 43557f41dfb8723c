use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

use super::token_source::Outcome;

/// A request for a token that one blocking call makes and others wait for.
#[derive(Default)]
pub(super) struct BlockingRefresh {
    ended: Mutex<Option<End>>,
    condition: Condvar,
}

/// The end of the request.
#[derive(Clone)]
pub(super) enum End {
    /// All calls that wait have this outcome.
    ForAll(Outcome),
    /// There is no outcome for other calls than the one that made the request.
    ForNone,
}

impl BlockingRefresh {
    /// Waits for the end. Returns `None` if `time` is up.
    pub(super) fn wait(&self, time: Duration) -> Option<End> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.condition.wait_timeout_while(ended, time, |ended| ended.is_none());
        let (ended, _) = waited.unwrap_or_else(PoisonError::into_inner);
        ended.clone()
    }

    pub(super) fn end(&self, end: End) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        self.condition.notify_all();
    }
}
