use std::{
    error::Error,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::{Duration, SystemTime},
};

use super::{
    BlockingTokenProvider, Renewing, TokenProvider, TokenRequest,
    blocking_refresh::{BlockingRefresh, End},
    refresh::{Refresh, Waiting},
    token::Granted,
};
use crate::client::{Async, Blocking, BoxError, TransportErrorKind};

/// The tokens of one credential, for all calls and clients that have it.
pub(crate) struct TokenSource {
    pub(super) provider: Option<Arc<dyn TokenProvider>>,
    pub(super) blocking_provider: Option<Arc<dyn BlockingTokenProvider>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    granted: Option<Arc<Granted>>,
    /// True if the server rejected the last token.
    is_rejected: bool,
    /// The request for another token, and when it began by the timer of the client that began it.
    refresh: Option<(Arc<Refresh>, Duration)>,
    blocking_refresh: Option<Arc<BlockingRefresh>>,
}

/// The reason why a call has no token.
#[derive(Clone)]
pub(crate) enum TokenFailure {
    /// The provider's error.
    Provider(Arc<dyn Error + Send + Sync>),
    /// There was no token in time.
    TimedOut(TransportErrorKind),
}

pub(super) type Outcome = Result<Arc<Granted>, Arc<dyn Error + Send + Sync>>;

/// A call's request for the token of a scheme, and the time left for it.
pub(crate) struct TokenStep {
    pub(crate) renewing: Arc<Renewing>,
    pub(crate) time: Duration,
    /// The error when the time is up.
    pub(crate) expiry: TransportErrorKind,
    /// The time that any call waits for a token.
    pub(crate) limit: Duration,
}

impl TokenSource {
    pub(crate) fn new(
        provider: Option<Arc<dyn TokenProvider>>,
        blocking_provider: Option<Arc<dyn BlockingTokenProvider>>,
    ) -> Arc<Self> {
        Arc::new(Self { provider, blocking_provider, state: Mutex::default() })
    }

    /// Returns the token, unless it must be renewed.
    pub(crate) fn current(&self, now: SystemTime) -> Option<Arc<Granted>> {
        self.state().current(now)
    }

    /// Removes a token that cannot be used, unless there is another already.
    pub(super) fn reject(&self, rejected: &Arc<Granted>) {
        let mut state = self.state();
        if state.granted.as_ref().is_some_and(|granted| Arc::ptr_eq(granted, rejected)) {
            state.granted = None;
            state.is_rejected = true;
        }
    }

    /// Returns true if the server rejected the last token, and there is no other yet.
    pub(super) fn is_rejected(&self) -> bool {
        self.state().is_rejected
    }

    /// Keeps the outcome of a request for a token.
    pub(super) fn refreshed(&self, refresh: &Arc<Refresh>, outcome: &Outcome) {
        let mut state = self.state();
        // A request that took too long has been replaced.
        if state.refresh.as_ref().is_some_and(|(current, _)| Arc::ptr_eq(current, refresh)) {
            state.refresh = None;
            state.take(outcome);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code of a caller runs under the lock, so a panic leaves the state valid.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn current(&self, now: SystemTime) -> Option<Arc<Granted>> {
        self.granted.as_ref().filter(|granted| granted.is_current(now)).cloned()
    }

    fn take(&mut self, outcome: &Outcome) {
        if let Ok(granted) = outcome {
            self.granted = Some(Arc::clone(granted));
            self.is_rejected = false;
        }
    }
}

impl TokenStep {
    /// Returns the token if it is there.
    pub(crate) fn current(&self, now: SystemTime) -> Option<Arc<Granted>> {
        self.renewing.source.current(now)
    }

    /// Waits for another token, which is requested once for all calls.
    pub(crate) async fn renewed(&self, driver: &Async) -> Result<Arc<Granted>, TokenFailure> {
        // A response may have been received after the calls that waited for it were cancelled.
        if let Some(mut stale) = self.stale(driver) {
            poll_fn(|cx| Poll::Ready(_ = Pin::new(&mut stale).poll(cx))).await;
        }
        let mut waiting = match self.begin(driver) {
            Ok(granted) => return Ok(granted),
            Err(waiting) => waiting,
        };
        let mut alarm = driver.timer().sleep(self.time);
        poll_fn(|cx| {
            if let Poll::Ready(outcome) = Pin::new(&mut waiting).poll(cx) {
                return Poll::Ready(outcome.map_err(TokenFailure::Provider));
            }
            alarm.as_mut().poll(cx).map(|()| Err(TokenFailure::TimedOut(self.expiry)))
        })
        .await
    }

    /// Returns the request for a token that has taken longer than a call waits for it.
    fn stale(&self, driver: &Async) -> Option<Waiting> {
        let source = &self.renewing.source;
        let state = source.state();
        let (refresh, began) = state.refresh.as_ref()?;
        let is_stale = driver.timer().monotonic().saturating_sub(*began) >= self.limit;
        is_stale.then(|| Waiting::new(Arc::clone(refresh), Arc::clone(source)))
    }

    fn begin(&self, driver: &Async) -> Result<Arc<Granted>, Waiting> {
        let source = &self.renewing.source;
        let mut state = source.state();
        let asked_at = driver.timer().now();
        // Another call may have received a token in the meantime.
        if let Some(granted) = state.current(asked_at) {
            return Ok(granted);
        }
        let now = driver.timer().monotonic();
        let running = state.refresh.as_ref().filter(|(_, began)| now.saturating_sub(*began) < self.limit);
        if let Some((refresh, _)) = running {
            return Err(Waiting::new(Arc::clone(refresh), Arc::clone(source)));
        }
        let request = TokenRequest {
            driver: driver.clone(),
            scheme: self.renewing.scheme,
            is_rejected: state.is_rejected,
            time: self.limit,
        };
        let provider = source.provider.clone();
        let refresh = Refresh::new(Box::pin(async move {
            let token = match provider {
                Some(provider) => provider.token(request).await,
                None => Err(BoxError::from("the provider is blocking")),
            };
            token.map(|token| Arc::new(Granted::new(token, asked_at))).map_err(Arc::from)
        }));
        let replaced = state.refresh.replace((Arc::clone(&refresh), now));
        // The replaced request runs code of the caller, which must not be dropped under the lock.
        drop(state);
        drop(replaced);
        Err(Waiting::new(refresh, Arc::clone(source)))
    }

    /// Waits for another token, which is requested once for all calls.
    pub(crate) fn renewed_blocking(&self, driver: &Blocking) -> Result<Arc<Granted>, TokenFailure> {
        let source = &self.renewing.source;
        let began = driver.timer().monotonic();
        loop {
            let left = self.time.saturating_sub(driver.timer().monotonic().saturating_sub(began));
            if left.is_zero() {
                return Err(TokenFailure::TimedOut(self.expiry));
            }
            let asked_at = driver.timer().now();
            let (refresh, is_rejected) = {
                let mut state = source.state();
                if let Some(granted) = state.current(asked_at) {
                    return Ok(granted);
                }
                if let Some(running) = state.blocking_refresh.clone() {
                    drop(state);
                    match running.wait(left) {
                        Some(End::ForAll(outcome)) => return outcome.map_err(TokenFailure::Provider),
                        Some(End::ForNone) => continue,
                        None => return Err(TokenFailure::TimedOut(self.expiry)),
                    }
                }
                (Arc::clone(state.blocking_refresh.insert(Arc::default())), state.is_rejected)
            };
            let mut ended = Ended { source, refresh: &refresh, end: End::ForNone };
            let request =
                TokenRequest { driver: driver.clone(), scheme: self.renewing.scheme, is_rejected, time: left };
            let token = match &source.blocking_provider {
                Some(provider) => provider.token(request),
                None => Err(BoxError::from("the provider is not blocking")),
            };
            let outcome: Outcome = token.map(|token| Arc::new(Granted::new(token, asked_at))).map_err(Arc::from);
            // A failure may be due to the deadline of this call, and others have more time.
            if outcome.is_ok() || left >= self.limit {
                ended.end = End::ForAll(outcome.clone());
            }
            return outcome.map_err(TokenFailure::Provider);
        }
    }
}

/// Ends the blocking request for a token, also if the provider panics.
struct Ended<'s> {
    source: &'s TokenSource,
    refresh: &'s BlockingRefresh,
    end: End,
}

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        let mut state = self.source.state();
        state.blocking_refresh = None;
        if let End::ForAll(outcome) = &self.end {
            state.take(outcome);
        }
        drop(state);
        self.refresh.end(self.end.clone());
    }
}
