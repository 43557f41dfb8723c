use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use openapi_bindgen_runtime::{Async, Blocking, BoxFuture};

use super::{ConsentStatus, WaitForConsentError, watch::Watcher};

type Change = Result<ConsentStatus, WaitForConsentError>;

/// The statuses of a group: the first one, and then each change.
///
/// The stream ends after a status that is not [open](ConsentStatus::is_open), and after an error. A decline is a status
/// here, not an error.
#[must_use = "nothing is polled until somebody asks for the next change"]
pub struct ConsentChanges<D = Async> {
    state: State<D>,
}

enum State<D> {
    Idle(Box<Watcher<D>>),
    /// Only for an asynchronous client.
    Busy(BoxFuture<'static, (Box<Watcher<D>>, Change)>),
    Over,
}

impl<D> ConsentChanges<D> {
    pub(super) fn new(watcher: Watcher<D>) -> Self {
        Self { state: State::Idle(Box::new(watcher)) }
    }

    /// Returns a change, and continues to watch unless it is the last one.
    fn yield_change(&mut self, watcher: Box<Watcher<D>>, change: Change) -> Change {
        if change.as_ref().is_ok_and(ConsentStatus::is_open) {
            self.state = State::Idle(watcher);
        }
        change
    }
}

impl ConsentChanges {
    /// Returns the next change, or `None` if the stream has ended. It is the stream's `next`, for programs that do not
    /// use streams otherwise.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Change> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl Stream for ConsentChanges {
    type Item = Change;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Change>> {
        let mut busy = match std::mem::replace(&mut self.state, State::Over) {
            State::Idle(mut watcher) => Box::pin(async move {
                let change = watcher.change().await.map(|group| ConsentStatus::from(&group));
                (watcher, change)
            }),
            State::Busy(busy) => busy,
            State::Over => return Poll::Ready(None),
        };
        let Poll::Ready((watcher, change)) = busy.as_mut().poll(cx) else {
            self.state = State::Busy(busy);
            return Poll::Pending;
        };
        Poll::Ready(Some(self.yield_change(watcher, change)))
    }
}

impl Iterator for ConsentChanges<Blocking> {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        let State::Idle(mut watcher) = std::mem::replace(&mut self.state, State::Over) else { return None };
        let change = watcher.change().map(|group| ConsentStatus::from(&group));
        Some(self.yield_change(watcher, change))
    }
}

impl<D> fmt::Debug for ConsentChanges<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsentChanges").finish_non_exhaustive()
    }
}
