//! A transport and a clock in memory, for the tests of programs that use a client.

mod answer;
mod clock;
#[cfg(feature = "mock")]
mod example_output;
#[cfg(feature = "mock")]
mod typed;
#[cfg(feature = "mock")]
mod typed_answer;

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    io::Read,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use http_body::Body;

pub use self::{answer::MockAnswer, clock::MockClock};
#[cfg(feature = "mock")]
pub use self::{example_output::ExampleOutput, typed::Mock, typed_answer::TypedAnswer};
use super::{BlockingBody, BlockingTransport, BoxFuture, ResponseBody, Transport, TransportFailure};
use crate::{Meta, RequestBody};

/// A transport for tests without a server. It answers by operation and keeps the requests.
///
/// Clones share their answers and requests: give one to the builder and keep another. The transport works with
/// asynchronous and with blocking clients. With a [`MockClock`], no test waits for a retry or a timeout.
///
/// ```
/// use openapi_bindgen_runtime::{MockAnswer, MockTransport, StatusCode};
///
/// let transport = MockTransport::new()
///     // First there is no connection, and from then on the call succeeds.
///     .on("createOrder", MockAnswer::no_connection())
///     .on("createOrder", MockAnswer::json(StatusCode::CREATED, r#"{"data": {"id": "o-1"}}"#))
///     .on("cancelOrder", MockAnswer::json(StatusCode::CONFLICT, r#"{"error": {"code": "shipped"}}"#));
/// // … `.transport(transport.clone()).timer(MockClock::new())`, and after the calls:
/// assert_eq!(transport.requests_of("createOrder").len(), 0);
/// ```
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: Vec<(String, VecDeque<MockAnswer>)>,
    requests: Vec<Request<Bytes>>,
}

impl MockTransport {
    /// Creates a transport without answers. Every call fails until one is added.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for the operation with this `operationId`. Answers are used in order, and the last one is
    /// repeated.
    #[must_use]
    pub fn on(self, operation_id: &str, answer: MockAnswer) -> Self {
        self.add(operation_id, answer);
        self
    }

    /// Adds an answer like [`on`](Self::on), also while calls are in progress.
    pub fn add(&self, operation_id: &str, answer: MockAnswer) {
        let mut state = self.state();
        if let Some((_, answers)) = state.answers.iter_mut().find(|(id, _)| id == operation_id) {
            answers.push_back(answer);
        } else {
            state.answers.push((operation_id.to_owned(), [answer].into()));
        }
    }

    /// Returns all requests in the order in which they were sent. The body of an upload contains everything that its
    /// source returned.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    /// Returns the requests that were sent to the operation with this `operationId`.
    pub fn requests_of(&self, operation_id: &str) -> Vec<Request<Bytes>> {
        let mut requests = self.requests();
        requests.retain(|request| self::operation_id(request) == operation_id);
        requests
    }

    /// Returns the answer to the request.
    fn answer(&self, request: &Request<RequestBody>) -> MockAnswer {
        let mut state = self.state();
        let id = operation_id(request);
        match state.answers.iter_mut().find(|(known, _)| known == id) {
            Some((_, answers)) if answers.len() > 1 => answers.pop_front(),
            Some((_, answers)) => answers.front().cloned(),
            None => None,
        }
        .unwrap_or_else(|| MockAnswer::invalid(format!("the mock has no answer: add one with `.on({id:?}, …)`")))
    }

    fn keep(&self, request: Request<Bytes>) {
        self.state().requests.push(request);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic of another test leaves the state valid.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the `operationId` that a client wrote into the request.
fn operation_id<B>(request: &Request<B>) -> &'static str {
    request.extensions().get::<Meta>().map_or("", Meta::operation_id)
}

impl Transport for MockTransport {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        let answer = self.answer(&request);
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.into_bytes() {
                Ok(bytes) => bytes,
                Err(body) if answer.is_sent() => receive(body).await?,
                Err(_) => Bytes::new(),
            };
            self.keep(Request::from_parts(parts, body));
            answer.into_response().await
        })
    }
}

impl BlockingTransport for MockTransport {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        let answer = self.answer(&request);
        let (parts, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) => bytes,
            Err(body) if answer.is_sent() => receive_blocking(body)?,
            Err(_) => Bytes::new(),
        };
        self.keep(Request::from_parts(parts, body));
        answer.into_blocking_response()
    }
}

/// Reads the readers of an upload to their end.
fn receive_blocking(mut body: impl Read) -> Result<Bytes, TransportFailure> {
    let mut received = Vec::new();
    body.read_to_end(&mut received).map_err(TransportFailure::maybe_sent)?;
    Ok(received.into())
}

/// Reads the sources of an upload to their end.
async fn receive(mut body: RequestBody) -> Result<Bytes, TransportFailure> {
    let mut received = BytesMut::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        received.extend(frame.map_err(TransportFailure::maybe_sent)?.into_data());
    }
    Ok(received.freeze())
}

/// Shows only the operations, because requests hold credentials.
impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MockTransport")
            .field("answers", &state.answers)
            .field("requests", &state.requests.iter().map(operation_id).collect::<Vec<_>>())
            .finish()
    }
}
