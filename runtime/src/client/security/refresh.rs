use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
};

use super::token_source::{Outcome, TokenSource};
use crate::client::{BoxError, BoxFuture};

/// A request for a token that any number of calls wait for. Whichever call is polled continues it, so that it goes on
/// when one of them is cancelled.
pub(super) struct Refresh {
    progress: Mutex<Progress>,
    /// Apart from the future, which holds a waker of its own: a cycle would keep both forever.
    wakers: Arc<Wakers>,
}

enum Progress {
    Running(BoxFuture<'static, Outcome>),
    /// A call is polling it.
    Polled,
    Ended(Outcome),
}

impl Refresh {
    pub(super) fn new(future: BoxFuture<'static, Outcome>) -> Arc<Self> {
        Arc::new(Self { progress: Mutex::new(Progress::Running(future)), wakers: Arc::default() })
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        // The future is not polled under the lock, so a panic leaves the progress valid.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that waits for the token.
pub(super) struct Waiting {
    refresh: Arc<Refresh>,
    source: Arc<TokenSource>,
    id: usize,
}

impl Waiting {
    pub(super) fn new(refresh: Arc<Refresh>, source: Arc<TokenSource>) -> Self {
        let id = refresh.wakers.add();
        Self { refresh, source, id }
    }

    fn end(&self, outcome: Outcome) {
        self.source.refreshed(&self.refresh, &outcome);
        *self.refresh.progress() = Progress::Ended(outcome);
        self.refresh.wakers.wake_all();
    }
}

impl Future for Waiting {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        let mut future = {
            let mut progress = self.refresh.progress();
            self.refresh.wakers.set(self.id, cx.waker());
            match std::mem::replace(&mut *progress, Progress::Polled) {
                Progress::Running(future) => future,
                Progress::Polled => return Poll::Pending,
                Progress::Ended(outcome) => {
                    *progress = Progress::Ended(outcome.clone());
                    return Poll::Ready(outcome);
                }
            }
        };
        let waker = Waker::from(Arc::clone(&self.refresh.wakers));
        let panicked = Panicked(Some(&self));
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        panicked.disarm();
        match polled {
            Poll::Pending => {
                *self.refresh.progress() = Progress::Running(future);
                Poll::Pending
            }
            Poll::Ready(outcome) => {
                self.end(outcome.clone());
                Poll::Ready(outcome)
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.refresh.wakers.remove(self.id);
        // This call may be the only one that was to poll the future next, so the others take its place.
        if !matches!(*self.refresh.progress(), Progress::Ended(_)) {
            self.refresh.wakers.wake_all();
        }
    }
}

/// Ends the request for the other calls if the provider panics.
struct Panicked<'w>(Option<&'w Waiting>);

impl Panicked<'_> {
    fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for Panicked<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.0 {
            waiting.end(Err(Arc::from(BoxError::from("the provider panicked"))));
        }
    }
}

/// The tasks of all calls that wait.
#[derive(Default)]
struct Wakers(Mutex<Vec<Option<Waker>>>);

impl Wakers {
    fn add(&self) -> usize {
        let mut wakers = self.wakers();
        wakers.push(None);
        wakers.len() - 1
    }

    fn set(&self, id: usize, waker: &Waker) {
        if let Some(place) = self.wakers().get_mut(id) {
            match place {
                Some(known) => known.clone_from(waker),
                None => *place = Some(waker.clone()),
            }
        }
    }

    fn remove(&self, id: usize) {
        let removed = self.wakers().get_mut(id).and_then(Option::take);
        drop(removed);
    }

    fn wake_all(&self) {
        // Waking can poll at once, so the lock is released before.
        let all: Vec<Waker> = self.wakers().iter().flatten().cloned().collect();
        for waker in all {
            waker.wake();
        }
    }

    fn wakers(&self) -> MutexGuard<'_, Vec<Option<Waker>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_all();
    }
}
