//! A call that one process starts and another goes on with.

use std::{
    future::IntoFuture,
    task::{Context, Waker},
    time::Duration,
};

use openapi_bindgen_runtime::{
    Error, IdempotencyKey, Outcome, RequestErrorKind, ResumeError, Retry, StartedCall, Timer,
};

use crate::{
    CreateOrderError, ShopClient,
    bindings::ShopCall,
    canned::Canned,
    error,
    script::{Act, Clock, Eternity, Script},
};

const HOUR: Duration = Duration::from_hours(1);

fn client(script: &Script, clock: &Clock) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("hunter2").query_auth("hunter2").retry(Retry::never());
    builder.transport(script.clone()).timer(clock.clone()).build().unwrap()
}

/// Returns the record as another process reads it.
fn stored(started: &StartedCall) -> StartedCall {
    let json = serde_json::to_string(started).unwrap();
    assert!(!json.contains("hunter2") && !json.contains("rush"), "{json}");
    serde_json::from_str(&json).unwrap()
}

fn reason(error: &Error<CreateOrderError>) -> ResumeError {
    match error {
        Error::Request(request) => match request.kind() {
            RequestErrorKind::Resume(reason) => *reason,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_key_is_known_before_a_call_that_is_dropped() {
    let transport = Canned::hangs();
    let builder = ShopClient::builder().api_key_auth("key").transport(transport.clone()).timer(Eternity);
    let client = builder.build().unwrap();
    let (call, key) = client.create_order("s").with_key().unwrap();
    let mut future = call.into_future();
    assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(future);
    assert_eq!(transport.header("idempotency-key").unwrap(), key.as_str());
    let (_, own) = client.create_order("s").idempotency_key("mine").with_key().unwrap();
    assert_eq!(own.as_str(), "mine");
    assert!(client.cancel_order("s").with_key().unwrap_err().to_string().contains("it has no idempotency key"));
    let (call, key) = client.create_order("s").with_key().unwrap();
    assert_eq!(call.resumable().unwrap().1.idempotency_key(), key.as_str());
}

#[tokio::test]
async fn another_process_goes_on_under_the_same_key() {
    let (script, clock) = (Script::new([Act::Breaks, Act::Replies(200)]), Clock::default());
    let (call, started) = client(&script, &clock).create_order("s").note("rush").resumable().unwrap();
    assert_eq!(script.requests().len(), 0);
    assert_eq!((started.operation_id(), started.resource()), ("createOrder", "/shops/s/orders"));
    assert_eq!(started.started_at(), Timer::now(&clock));
    let interrupted = error(call.await);
    assert_eq!(interrupted.idempotency_key(), Some(started.idempotency_key()));

    clock.advance(23 * HOUR);
    let order = client(&script, &clock).create_order("s").note("rush").resume(stored(&started)).await.unwrap();
    assert_eq!(order.idempotency_key(), Some(started.idempotency_key()));
    let [first, second] = &script.requests()[..] else { panic!("two requests") };
    assert_eq!(first.headers(), second.headers());
    assert_eq!((first.uri(), first.body()), (second.uri(), second.body()));
}

#[tokio::test]
async fn only_the_process_that_starts_a_call_can_report_that_nothing_was_sent() {
    let (script, clock) = (Script::new([Act::Unreachable]), Clock::default());
    let client = client(&script, &clock);
    let (call, started) = client.create_order("s").resumable().unwrap();
    assert_eq!(error(call.await).outcome(), Outcome::NotSent);
    let resumed = error(client.create_order("s").resume(started).await);
    assert_eq!(resumed.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_call_that_was_not_started_is_not_sent() {
    let (script, clock) = (Script::new([Act::Replies(200)]), Clock::default());
    let client = client(&script, &clock);
    let (_, started) = client.create_order("s").note("rush").idempotency_key("mine").resumable().unwrap();
    let resumed = async |call: ShopCall<_>| error(call.resume(started.clone()).await);
    for (call, expected) in [
        (client.create_order("t").note("rush"), ResumeError::Resource),
        (client.create_order("s").note("slow"), ResumeError::Body),
        (client.create_order("s").note("rush").idempotency_key("other"), ResumeError::Key),
    ] {
        let error = resumed(call).await;
        assert_eq!(reason(&error), expected);
        assert_eq!((error.outcome(), error.idempotency_key()), (Outcome::Unknown, Some("mine")));
    }
    let other = error(client.call(crate::bindings::ReplaceOrder::new("s")).resume(started.clone()).await);
    assert!(other.to_string().starts_with("replaceOrder was not sent: the record is of another operation"), "{other}");
    let invalid = resumed(client.create_order("s").note("much too long a note")).await;
    assert_eq!(invalid.outcome(), Outcome::Unknown);
    assert_eq!(script.requests().len(), 0);
}

#[tokio::test]
async fn a_key_that_the_server_may_have_forgotten_is_not_used() {
    let (script, clock) = (Script::new([Act::Hangs]), Clock::default());
    let client = client(&script, &clock);
    let (_, started) = client.create_order("s").resumable().unwrap();
    clock.advance(Duration::from_secs(24 * 3600 - 5));
    // Five seconds before the end no attempt may take longer than that.
    let last = error(client.create_order("s").resume(started.clone()).await);
    assert_eq!(last.to_string(), "createOrder: no whole response before the deadline of 5s");
    let late = error(client.create_order("s").resume(started).await);
    assert!(matches!(reason(&late), ResumeError::Expired { window, .. } if window == 24 * HOUR));
    assert_eq!((late.outcome(), script.requests().len()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn an_operation_without_a_key_cannot_be_resumed() {
    let client = client(&Script::new([Act::Replies(200)]), &Clock::default());
    let error = client.cancel_order("s").resumable().unwrap_err();
    assert!(matches!(error.kind(), RequestErrorKind::Resume(ResumeError::NoKey)), "{error}");
    assert_eq!(error.context().outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn a_key_that_is_derived_from_a_job_is_always_the_same() {
    let (script, clock) = (Script::new([Act::Replies(200)]), Clock::default());
    let key = IdempotencyKey::derive("tests", "job-1");
    client(&script, &clock).create_order("s").idempotency_key(key.clone()).await.unwrap();
    assert_eq!(script.requests()[0].headers()["idempotency-key"], key.as_str());
}
