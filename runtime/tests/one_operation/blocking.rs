//! The same calls without an asynchronous runtime.

use std::{
    io::{self, Read},
    time::Duration,
};

use http::{Request, Response};
use openapi_bindgen_runtime::{
    Blocking, BlockingBody, BlockingTransport, BuildError, Error, Limits, Outcome, RequestBody, Retry,
    TransportErrorKind, TransportFailure,
};

use crate::{
    ShopClient, error,
    script::{Act, Clock, Script},
};

fn client(transport: impl BlockingTransport, clock: &Clock) -> ShopClient<Blocking> {
    let builder = ShopClient::builder().api_key_auth("key").limits(Limits::default().body(2500));
    let builder = builder.blocking_transport(transport).blocking_timer(clock.clone()).randomness(|| u128::MAX);
    builder.build_blocking().unwrap()
}

#[test]
fn a_call_waits_and_is_sent_again() {
    let (script, clock) = (Script::new([Act::Replies(503), Act::Hangs, Act::Replies(200)]), Clock::default());
    let order = client(script.clone(), &clock).create_order("s").note("rush").send().unwrap();
    assert_eq!((&*order.id, order.attempts()), ("c-200", 3));
    assert_eq!(clock.sleeps().iter().map(Duration::as_millis).collect::<Vec<_>>(), [999, 1999]);
    let requests = script.requests();
    assert_eq!(requests[0].headers(), requests[2].headers());
}

#[test]
fn blocking_and_awaited_calls_fail_alike() {
    use Outcome::{Committed, NotSent, Rejected, Unknown};
    use TransportErrorKind::{BodyLimit, Connect, Exchange, Timeout, Unsupported};
    for (act, kind, outcome) in [
        (Act::Unreachable, Some(Connect), NotSent),
        (Act::Unsupported, Some(Unsupported), NotSent),
        (Act::Breaks, Some(Exchange), Unknown),
        (Act::BreaksOff(200), Some(Exchange), Unknown),
        (Act::BreaksOff(403), Some(Exchange), Rejected),
        (Act::Floods(200), Some(BodyLimit(2500)), Unknown),
        (Act::Hangs, Some(Timeout(Duration::from_mins(2))), Unknown),
        (Act::Replies(404), None, Rejected),
        (Act::Garbled, None, Committed),
        (Act::Foreign(200), None, Unknown),
        (Act::Untrusted, Some(TransportErrorKind::Certificate), NotSent),
    ] {
        let call = client(Script::new([act]), &Clock::default()).create_order("s").retry(Retry::never());
        let error = error(call.send());
        let found = if let Error::Transport(error) = &error { Some(error.kind()) } else { None };
        assert_eq!((found, error.outcome()), (kind, outcome), "{act:?}");
    }
}

/// A body that comes slowly, one space after the other.
struct Drips(Clock);

impl BlockingTransport for Drips {
    fn send(&self, _: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        Ok(Response::new(BlockingBody::new(Self(self.0.clone()))))
    }
}

impl Read for Drips {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.advance(Duration::from_secs(1));
        buffer[0] = b' ';
        Ok(1)
    }
}

#[test]
fn a_body_that_comes_too_slowly_is_given_up() {
    let clock = Clock::default();
    let call = client(Drips(clock.clone()), &clock).create_order("s").retry(Retry::never());
    assert_eq!(error(call.send()).to_string(), "createOrder: no whole response within 120s after status 200 OK");
}

#[test]
fn a_call_is_resumed() {
    let clock = Clock::default();
    let client = client(Script::new([Act::Breaks]), &clock);
    let (call, started) = client.create_order("s").resumable().unwrap();
    assert_eq!(error(call.send()).idempotency_key(), Some(started.idempotency_key()));
    assert_eq!(error(client.create_order("s").resume(started).send()).outcome(), Outcome::Unknown);
}

#[cfg(not(feature = "blocking"))]
#[test]
fn a_client_needs_a_transport() {
    let error = ShopClient::builder().build_blocking().unwrap_err();
    assert!(matches!(error, BuildError::NoBlockingTransport), "{error}");
    assert!(error.to_string().contains("the feature `reqwest` or `blocking`"), "{error}");
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    let builder =
        ShopClient::builder().base_url("http://api.example.com").blocking_transport(Script::new([Act::Hangs]));
    assert!(matches!(builder.build_blocking(), Err(BuildError::BaseUrl(_))));
}
