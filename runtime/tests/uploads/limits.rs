//! An upload may take as long as it goes on.

use std::{
    future::{Future, poll_fn},
    io::Read,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use openapi_bindgen_runtime::{
    BoxFuture, CallResult, Error, Limits, MockAnswer, MockClock, MockTransport, Outcome, RequestBody, ResponseBody,
    Retry, StatusCode, Timer, Transport, TransportErrorKind, TransportFailure, Upload,
};

use crate::{
    Given,
    bindings::{Client, SetFilm},
    stream,
};

const SECOND: Duration = Duration::from_secs(1);

/// Takes a piece each time that it is asked, and then nothing more for ever.
struct Slow {
    takes: usize,
}

impl Transport for Slow {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        let mut left = self.takes;
        let mut body = request.into_body();
        Box::pin(poll_fn(move |cx| {
            if left == 0 {
                return Poll::Pending;
            }
            left -= 1;
            let Poll::Ready(frame) = Pin::new(&mut body).poll_frame(cx) else { return Poll::Pending };
            match frame.transpose().map_err(TransportFailure::maybe_sent) {
                Ok(Some(_)) => {
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
                Ok(None) => Poll::Ready(Ok(Response::new(Bytes::new().into()))),
                Err(failure) => Poll::Ready(Err(failure)),
            }
        }))
    }
}

/// A timer whose waits end after they were polled once for each second.
struct Ticks;

impl Timer for Ticks {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Tick(duration.as_secs()))
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

struct Tick(u64);

impl Future for Tick {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

const PIECES: &[Given] =
    &[Ok("1"), Ok("2"), Ok("3"), Ok("4"), Ok("5"), Ok("6"), Ok("7"), Ok("8"), Ok("9"), Ok("10"), Ok("11"), Ok("12")];

/// Sends twelve pieces, of which `takes` are taken, where an attempt may take three ticks.
async fn send(takes: usize, deadline: Duration) -> CallResult<SetFilm> {
    let builder = Client::builder().retry(Retry::never()).limits(Limits::default().attempt(3 * SECOND));
    let client = builder.transport(Slow { takes }).timer(Ticks).build().unwrap();
    client.set_film(stream(PIECES)).deadline(deadline).await
}

fn kind(result: CallResult<SetFilm>) -> TransportErrorKind {
    let error = result.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_stream_that_goes_on_is_waited_for() {
    send(13, 100 * SECOND).await.unwrap();
    assert_eq!(kind(send(5, 100 * SECOND).await), TransportErrorKind::Timeout(3 * SECOND));
    assert_eq!(kind(send(13, 5 * SECOND).await), TransportErrorKind::Deadline(5 * SECOND));
}

/// Gives as many bytes, one a second.
struct Drips(MockClock, usize);

impl Read for Drips {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.advance(SECOND);
        self.1 = self.1.saturating_sub(1);
        buffer[0] = b'a';
        Ok(usize::from(self.1 > 0))
    }
}

#[test]
fn a_reader_is_read_until_the_deadline() {
    let send = |deadline| {
        let transport = MockTransport::new().on("setFilm", MockAnswer::status(StatusCode::NO_CONTENT));
        let clock = MockClock::new();
        let builder = Client::builder().limits(Limits::default().attempt(3 * SECOND));
        let client = builder.blocking_transport(transport).blocking_timer(clock.clone()).build_blocking().unwrap();
        client.set_film(Upload::reader(Drips(clock, 12))).deadline(deadline).send()
    };
    send(100 * SECOND).unwrap();
    assert_eq!(kind(send(5 * SECOND)), TransportErrorKind::Deadline(5 * SECOND));
}
