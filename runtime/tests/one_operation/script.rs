//! A server that follows a script, and a clock that moves when somebody sleeps.

use std::{
    collections::VecDeque,
    future::{pending, ready},
    io::{self, ErrorKind, Read},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

use bytes::{Buf, Bytes};
use http::{Request, Response};
use http_body::Body;
use openapi_bindgen_runtime::{
    BlockingBody, BlockingTimer, BlockingTransport, BoxFuture, RequestBody, ResponseBody, Timer, Transport,
    TransportFailure,
};

use crate::canned::{Endless, Sent, Then};

/// The result of one attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Act {
    /// A whole response that is no success unless it is 2xx; its code is `c-…`, and so is the order's name.
    Replies(u16),
    /// A response with `Retry-After`.
    Asks(u16, &'static str),
    /// The error response for an earlier attempt that is still running.
    InProgress,
    /// A stream of two events.
    Events,
    /// A success that cannot be read, although some of it fits.
    Garbled,
    /// A success with a page to sign in at, which somebody else may have sent.
    Foreign(u16),
    /// A server whose certificate is not trusted.
    Untrusted,
    /// A status, and then a body that breaks off.
    BreaksOff(u16),
    /// A status, and then a body without end.
    Floods(u16),
    /// No connection.
    Unreachable,
    /// A connection that breaks.
    Breaks,
    /// Nothing, ever.
    Hangs,
    /// A transport that cannot send such a request.
    Unsupported,
}

/// Does one act after the other, the last one again and again.
#[derive(Clone)]
pub(crate) struct Script {
    acts: Arc<Mutex<VecDeque<Act>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Script {
    pub(crate) fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: Arc::new(Mutex::new(acts.into_iter().collect())), requests: Arc::default() }
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns the number of references to this script, including clients and calls.
    pub(crate) fn holders(&self) -> usize {
        Arc::strong_count(&self.acts)
    }

    fn next(&self) -> Act {
        let mut acts = self.acts.lock().unwrap();
        if acts.len() > 1 { acts.pop_front().unwrap() } else { acts[0] }
    }
}

impl Transport for Script {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Sent> {
        self.requests.lock().unwrap().push(request.map(|body| body.into_bytes().unwrap()));
        match self.next().perform() {
            Some(sent) => Box::pin(ready(sent)),
            None => Box::pin(pending()),
        }
    }
}

impl BlockingTransport for Script {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        self.requests.lock().unwrap().push(request.map(|body| body.into_bytes().unwrap()));
        let sent = self.next().perform().unwrap_or_else(|| Err(TransportFailure::timed_out("nothing came")));
        Ok(sent?.map(blocked))
    }
}

/// The body for a call that blocks.
pub(crate) fn blocked(body: ResponseBody) -> BlockingBody {
    BlockingBody::new(Polled(body, Bytes::new()))
}

/// A body that is always ready, and the rest of its last piece.
struct Polled(ResponseBody, Bytes);

impl Read for Polled {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.1.is_empty() {
            return self.1.as_ref().read(buffer).inspect(|count| self.1.advance(*count));
        }
        match Pin::new(&mut self.0).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(None) => Ok(0),
            Poll::Ready(Some(frame)) => {
                self.1 = frame.map_err(io::Error::other)?.into_data().unwrap_or_default();
                self.1.as_ref().read(buffer).inspect(|count| self.1.advance(*count))
            }
            Poll::Pending => Err(ErrorKind::TimedOut.into()),
        }
    }
}

impl Act {
    /// Returns the result of the transport; `None` if it never returns.
    pub(crate) fn perform(self) -> Option<Sent> {
        let reply = |status: u16, headers: &[(&str, &str)], body: ResponseBody| {
            let response =
                headers.iter().fold(Response::builder().status(status), |r, (name, value)| r.header(*name, *value));
            Some(Ok(response.body(body).unwrap()))
        };
        let body = |status: u16| {
            if (200..300).contains(&status) {
                format!(r#"{{"data": {{"id": "c-{status}"}}}}"#).into()
            } else {
                format!(r#"{{"error": {{"code": "c-{status}", "message": "m"}}}}"#).into()
            }
        };
        match self {
            Self::Replies(status) => reply(status, &[("X-Request-Id", &format!("r-{status}"))], body(status)),
            Self::Asks(status, retry_after) => reply(status, &[("Retry-After", retry_after)], body(status)),
            Self::InProgress => reply(409, &[], r#"{"error": {"code": "request_in_progress"}}"#.into()),
            Self::Events => reply(200, &[("Content-Type", "text/event-stream")], "data: 1\n\ndata: 2\n\n".into()),
            Self::Garbled => reply(200, &[], r#"{"data": {}}"#.into()),
            Self::Foreign(status) => reply(status, &[], "<html>".into()),
            Self::Untrusted => Some(Err(TransportFailure::untrusted("no such authority"))),
            Self::BreaksOff(status) => reply(status, &[], ResponseBody::new(Endless::new(Then::Breaks))),
            Self::Floods(status) => reply(status, &[], ResponseBody::new(Endless::new(Then::GoesOn))),
            Self::Unreachable => Some(Err(TransportFailure::not_sent("no route"))),
            Self::Breaks => Some(Err(TransportFailure::maybe_sent("reset"))),
            Self::Hangs => None,
            Self::Unsupported => Some(Err(TransportFailure::unsupported("no such scheme"))),
        }
    }
}

/// A clock that advances only when a caller sleeps, and then at once.
#[derive(Clone, Default)]
pub(crate) struct Clock {
    time: Arc<Mutex<Duration>>,
    sleeps: Arc<Mutex<Vec<Duration>>>,
    lag: Duration,
}

impl Clock {
    /// A clock by which every sleep takes that much longer than it should.
    pub(crate) fn late_by(lag: Duration) -> Self {
        Self { lag, ..Self::default() }
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, duration: Duration) {
        *self.time.lock().unwrap() += duration;
    }

    /// The sleeps that ended, in their order.
    pub(crate) fn sleeps(&self) -> Vec<Duration> {
        self.sleeps.lock().unwrap().clone()
    }
}

impl Timer for Clock {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { BlockingTimer::sleep(&clock, duration) })
    }

    fn now(&self) -> SystemTime {
        BlockingTimer::now(self)
    }

    fn monotonic(&self) -> Duration {
        BlockingTimer::monotonic(self)
    }
}

impl BlockingTimer for Clock {
    fn sleep(&self, duration: Duration) {
        self.advance(duration + self.lag);
        self.sleeps.lock().unwrap().push(duration);
    }

    fn now(&self) -> SystemTime {
        httpdate::parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT").unwrap() + BlockingTimer::monotonic(self)
    }

    fn monotonic(&self) -> Duration {
        *self.time.lock().unwrap()
    }
}

/// A clock on which no sleep ever ends.
pub(crate) struct Eternity;

impl Timer for Eternity {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }
}
