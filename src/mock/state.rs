use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hyper::header::HeaderName;

use super::{Fault, RecordedRequest, Reply, account::Account, idempotency::Key};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The state that the server and its connections share.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    pub(super) account: Account,
    pub(super) requests: Vec<RecordedRequest>,
    pub(super) next: VecDeque<Next>,
}

/// The treatment of one future request.
pub(super) enum Next {
    Respond(Reply),
    Fail(Fault),
}

/// The answer to a request. Its idempotency key is in flight until this is dropped.
pub(super) struct Answer {
    pub(super) reply: Reply,
    pub(super) fault: Option<Fault>,
    in_flight: Option<Key>,
    shared: Shared,
}

impl Shared {
    /// Returns the state. A panic elsewhere leaves it as it was, so it is never lost.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and answers it.
    pub(super) fn answer(&self, request: RecordedRequest) -> Answer {
        let mut state = self.lock();
        let next = state.next.pop_front();
        let ((reply, in_flight), fault) = match next {
            Some(Next::Respond(reply)) => ((reply, None), None),
            Some(Next::Fail(fault)) => (state.account.answer(&request), Some(fault)),
            None => (state.account.answer(&request), None),
        };
        state.requests.push(request);
        let reply = reply.header_or(REQUEST_ID, state.requests.len().into());
        Answer { reply, fault, in_flight, shared: self.clone() }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(key) = self.in_flight.take() {
            self.shared.lock().account.settle(&key);
        }
    }
}
