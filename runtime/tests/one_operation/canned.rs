//! A transport and a timer in memory.

use std::{
    future::{pending, ready},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame};
use openapi_bindgen_runtime::{BoxError, BoxFuture, RequestBody, ResponseBody, Timer, Transport, TransportFailure};

pub(crate) type Sent = Result<Response<ResponseBody>, TransportFailure>;

/// Gives every request the same answer, and keeps the requests.
#[derive(Clone)]
pub(crate) struct Canned {
    answer: Arc<dyn Fn() -> Option<Sent> + Send + Sync>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub(crate) fn new(answer: impl Fn() -> Sent + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(move || Some(answer())), requests: Arc::default() }
    }

    /// Answers with a status, headers and a body.
    pub(crate) fn replies(
        status: u16,
        headers: &'static [(&'static str, &'static str)],
        body: impl Into<Bytes>,
    ) -> Self {
        let body = body.into();
        Self::new(move || {
            let response = headers
                .iter()
                .fold(Response::builder().status(status), |response, (name, value)| response.header(*name, *value));
            Ok(response.body(body.clone().into()).unwrap())
        })
    }

    /// Answers that an order was created.
    pub(crate) fn creates() -> Self {
        Self::replies(200, &[("X-Request-Id", "req-1")], r#"{"data": {"id": "o-1"}}"#)
    }

    /// Begins to answer with `status`, and goes on as `body` does.
    pub(crate) fn streams(status: u16, body: Endless) -> Self {
        Self::new(move || Ok(Response::builder().status(status).body(ResponseBody::new(body.clone())).unwrap()))
    }

    /// Never answers.
    pub(crate) fn hangs() -> Self {
        Self { answer: Arc::new(|| None), requests: Arc::default() }
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// The request that was sent, which has to be one.
    pub(crate) fn request(&self) -> Request<Bytes> {
        let requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        requests[0].clone()
    }

    /// The header of the request that was sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        Some(self.request().headers().get(name)?.to_str().unwrap().to_owned())
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Sent> {
        self.requests.lock().unwrap().push(request.map(|body| body.into_bytes().unwrap()));
        match (self.answer)() {
            Some(answer) => Box::pin(ready(answer)),
            None => Box::pin(pending()),
        }
    }
}

/// A body of 1000-byte chunks that either goes on for ever, or breaks or stops coming after the first.
#[derive(Clone)]
pub(crate) struct Endless {
    chunks: Arc<AtomicUsize>,
    then: Then,
}

#[derive(Clone, Copy)]
pub(crate) enum Then {
    GoesOn,
    Breaks,
    Hangs,
}

impl Endless {
    pub(crate) fn new(then: Then) -> Self {
        Self { chunks: Arc::default(), then }
    }

    /// Returns the number of chunks that were polled.
    pub(crate) fn chunks(&self) -> usize {
        self.chunks.load(Ordering::SeqCst)
    }
}

impl Body for Endless {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match (self.chunks.fetch_add(1, Ordering::SeqCst), self.then) {
            (0, _) | (_, Then::GoesOn) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 1000]))))),
            (_, Then::Breaks) => Poll::Ready(Some(Err("connection reset by peer".into()))),
            (_, Then::Hangs) => Poll::Pending,
        }
    }
}

/// A timer whose every wait is over at once, and on which it is always the same time.
pub(crate) struct Stopped;

impl Timer for Stopped {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn now(&self) -> SystemTime {
        httpdate::parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT").unwrap()
    }
}
