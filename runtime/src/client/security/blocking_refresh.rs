use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

use super::token_source::Outcome;

/// A request for a token that one blocking call makes and others wait for.
#[derive(Default)]
pub(super) struct BlockingRefresh {
    /// The end, which may have no outcome for others.
    ended: Mutex<Option<Option<Outcome>>>,
    condition: Condvar,
}

impl BlockingRefresh {
    /// Waits for the end, and returns the outcome if there is one for this call. Returns `None` if `time` is up.
    pub(super) fn wait(&self, time: Duration) -> Option<Option<Outcome>> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.condition.wait_timeout_while(ended, time, |ended| ended.is_none());
        let (ended, _) = waited.unwrap_or_else(PoisonError::into_inner);
        ended.clone()
    }

    pub(super) fn end(&self, outcome: Option<Outcome>) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.condition.notify_all();
    }
}
