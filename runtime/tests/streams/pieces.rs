//! A transport in memory whose bodies come in pieces, and a timer on which every wait is over at once.

use std::{
    collections::VecDeque,
    future::{pending, ready},
    io::{self, ErrorKind, Read},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame};
use openapi_bindgen_runtime::{
    BlockingBody, BlockingTimer, BlockingTransport, BoxError, BoxFuture, RequestBody, ResponseBody, Timer, Transport,
    TransportFailure,
};

/// A step of a body, before its end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece {
    Comes(&'static str),
    /// Bytes that are not text.
    Broken(&'static [u8]),
    Breaks,
    Hangs,
}

/// One answer: status, media type and body.
pub(crate) type Reply = (u16, &'static str, &'static [Piece]);

/// Gives one answer after the other, and keeps the requests.
#[derive(Clone)]
pub(crate) struct Pieces {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Pieces {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: Arc::new(Mutex::new(replies.into_iter().collect())), requests: Arc::default() }
    }

    /// Answers with events.
    pub(crate) fn events(pieces: &'static [Piece]) -> Self {
        Self::new([(200, "text/event-stream; charset=utf-8", pieces)])
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }

    fn answer(&self, request: Request<RequestBody>) -> Response<Queue> {
        self.requests.lock().unwrap().push(request.map(|body| body.into_bytes().unwrap()));
        let (status, media_type, pieces) = self.replies.lock().unwrap().pop_front().expect("it is sent again");
        let response = Response::builder().status(status).header("Content-Type", media_type).header("X-Model", "m-1");
        response.body(Queue(pieces.iter().copied().collect())).unwrap()
    }
}

impl Transport for Pieces {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(ready(Ok(self.answer(request).map(ResponseBody::new))))
    }
}

impl BlockingTransport for Pieces {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        Ok(self.answer(request).map(BlockingBody::new))
    }
}

struct Queue(VecDeque<Piece>);

impl Body for Queue {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.0.pop_front() {
            Some(Piece::Comes(text)) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(text.as_bytes()))))),
            Some(Piece::Broken(bytes)) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(bytes))))),
            Some(Piece::Breaks) => Poll::Ready(Some(Err("connection reset by peer".into()))),
            Some(Piece::Hangs) => Poll::Pending,
            None => Poll::Ready(None),
        }
    }
}

impl Read for Queue {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.pop_front() {
            Some(Piece::Comes(text)) => {
                buffer[..text.len()].copy_from_slice(text.as_bytes());
                Ok(text.len())
            }
            Some(Piece::Broken(bytes)) => {
                buffer[..bytes.len()].copy_from_slice(bytes);
                Ok(bytes.len())
            }
            Some(Piece::Breaks) => Err(io::Error::new(ErrorKind::ConnectionReset, "connection reset by peer")),
            Some(Piece::Hangs) => Err(ErrorKind::TimedOut.into()),
            None => Ok(0),
        }
    }
}

/// A timer whose every wait is over at once, and on which it is always the same time.
#[derive(Clone)]
pub(crate) struct Stopped;

impl Timer for Stopped {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }
}

impl BlockingTimer for Stopped {
    fn sleep(&self, _: Duration) {}

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// A timer whose waits never end, and on which a second passes whenever it is read.
#[derive(Default)]
pub(crate) struct Passing(AtomicU64);

impl Timer for Passing {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::Relaxed))
    }
}
