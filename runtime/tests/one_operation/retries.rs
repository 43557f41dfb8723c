//! Retries: which requests are repeated, after which wait, and with which error.

use std::{
    task::{Context, Waker},
    time::Duration,
};

use openapi_bindgen_runtime::{Error, Limits, Outcome, Retry, RetryBudget, RetryStopReason, TransportErrorKind};

use crate::{
    CreateOrderError, Result, ShopClient, error,
    script::{Act, Clock, Eternity, Script},
};

const SECOND: Duration = Duration::from_secs(1);

/// A client whose every random bit is one, so that each wait is as long as it may be.
fn client(script: &Script, clock: &Clock) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("key").limits(Limits::default().body(2500));
    builder.transport(script.clone()).timer(clock.clone()).randomness(|| u128::MAX).build().unwrap()
}

async fn create(acts: impl IntoIterator<Item = Act>) -> (Result, Script, Clock) {
    let (script, clock) = (Script::new(acts), Clock::default());
    let result = client(&script, &clock).create_order("s").note("rush").await;
    (result, script, clock)
}

async fn fails(acts: impl IntoIterator<Item = Act>) -> (Error<CreateOrderError>, Clock) {
    let (result, _, clock) = create(acts).await;
    (error(result), clock)
}

/// The sleeps in seconds, rounded: a wait that is drawn from below a limit is a little shorter than that.
fn seconds(clock: &Clock) -> Vec<f64> {
    clock.sleeps().iter().map(|sleep| (sleep.as_secs_f64() * 1000.0).round() / 1000.0).collect()
}

#[tokio::test]
async fn each_attempt_is_the_same_request() {
    let (order, script, clock) = create([Act::Replies(503), Act::Breaks, Act::Replies(201)]).await;
    let order = order.unwrap();
    assert_eq!((&*order.id, order.attempts()), ("c-201", 3));
    assert_eq!(seconds(&clock), [1.0, 2.0]);
    let requests = script.requests();
    assert_eq!(requests[0].body(), r#"{"note":"rush"}"#);
    assert_eq!(requests[0].headers()["idempotency-key"], order.idempotency_key().unwrap());
    for request in &requests {
        assert_eq!(request.body(), requests[0].body());
        assert_eq!(request.headers(), requests[0].headers());
        assert_eq!((request.method(), request.uri()), (requests[0].method(), requests[0].uri()));
    }
    let causes: Vec<_> = order.earlier_attempts().iter().map(ToString::to_string).collect();
    assert_eq!(causes, ["503 Service Unavailable: c-503", "the connection failed"]);
}

#[tokio::test]
async fn the_first_cause_is_not_hidden() {
    let (error, _) = fails([Act::Replies(500), Act::Replies(503), Act::Asks(429, "0")]).await;
    assert_eq!(
        error.to_string(),
        "createOrder: 429 Too Many Requests: c-429: m; retry after 0 s, after 3 attempts, \
         the first of which failed with: 500 Internal Server Error: c-500"
    );
    let [first, second] = error.earlier_attempts() else { panic!("{:?}", error.earlier_attempts()) };
    assert_eq!((first.status().unwrap().as_u16(), first.code(), first.kind()), (500, Some("c-500"), None));
    assert_eq!((first.request_id(), first.outcome()), (Some("r-500"), Outcome::Unknown));
    assert_eq!((second.status().unwrap().as_u16(), second.wait().as_millis()), (503, 1999));

    let (error, _) = fails([Act::Unreachable]).await;
    assert_eq!(error.to_string(), "createOrder: no connection: no route, after 3 attempts");
    assert_eq!(error.earlier_attempts()[1].kind(), Some(TransportErrorKind::Connect));
}

#[tokio::test]
async fn of_very_many_attempts_the_first_are_kept() {
    let clock = Clock::default();
    let call = client(&Script::new([Act::Replies(503)]), &clock).create_order("s").retry(Retry::times(9));
    let error = error(call.await);
    assert_eq!((error.attempts(), error.earlier_attempts().len()), (10, 8));
}

#[tokio::test]
async fn retry_after_is_waited_for_in_both_forms() {
    let (order, _, clock) = create([Act::Asks(429, "7"), Act::Replies(200)]).await;
    assert_eq!((order.unwrap().attempts(), seconds(&clock)), (2, vec![7.0]));
    let (_, _, clock) = create([Act::Asks(503, "Wed, 21 Oct 2026 07:28:45 GMT"), Act::Replies(200)]).await;
    assert_eq!(seconds(&clock), [45.0]);
    // A wait that is longer than the server's is not shortened.
    let (_, _, clock) = create([Act::Asks(503, "0"), Act::Replies(200)]).await;
    assert_eq!(seconds(&clock), [1.0]);
}

#[tokio::test]
async fn a_retry_after_beyond_the_limit_comes_back_at_once() {
    let (error, clock) = fails([Act::Asks(429, "121"), Act::Replies(200)]).await;
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(121 * SECOND)));
    assert_eq!(error.context().retry_stop_reason(), Some(RetryStopReason::RetryAfter));
    assert_eq!(
        error.to_string(),
        "createOrder: 429 Too Many Requests: c-429: m; retry after 121 s; \
         not retried: the server asks for a longer wait than the client allows"
    );
    assert!(clock.sleeps().is_empty());
}

#[tokio::test]
async fn no_attempt_begins_after_the_deadline() {
    let (script, clock) = (Script::new([Act::Replies(503)]), Clock::default());
    let call = client(&script, &clock).create_order("s").retry(Retry::times(9)).deadline(4 * SECOND);
    let error = error(call.await);
    // 1 and 2 seconds are waited, and 4 more would be too many.
    assert_eq!((error.attempts(), error.context().retry_stop_reason()), (3, Some(RetryStopReason::Deadline)));
    assert_eq!(seconds(&clock), [1.0, 2.0]);
}

#[tokio::test]
async fn the_last_attempt_is_cut_short_by_the_deadline() {
    let (script, clock) = (Script::new([Act::Replies(503), Act::Hangs]), Clock::default());
    let error = error(client(&script, &clock).create_order("s").deadline(20 * SECOND).await);
    assert_eq!(seconds(&clock), [1.0, 19.0]);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));
    assert_eq!(
        error.to_string(),
        "createOrder: no whole response before the deadline of 20s, after 2 attempts, \
         the first of which failed with: 503 Service Unavailable: c-503"
    );
}

#[tokio::test]
async fn a_wait_that_is_too_long_ends_the_call_with_the_last_error() {
    let clock = Clock::late_by(10 * SECOND);
    let script = Script::new([Act::Replies(503)]);
    let error = error(client(&script, &clock).create_order("s").deadline(5 * SECOND).await);
    assert_eq!((error.code(), error.attempts()), (Some("c-503"), 1));
    assert_eq!(error.context().retry_stop_reason(), Some(RetryStopReason::Deadline));
}

#[tokio::test]
async fn a_deadline_of_no_time_sends_nothing() {
    let (script, clock) = (Script::new([Act::Replies(200)]), Clock::default());
    let error = error(client(&script, &clock).create_order("s").deadline(Duration::ZERO).await);
    assert_eq!((error.outcome(), error.attempts(), script.requests().len()), (Outcome::NotSent, 0, 0));
    assert_eq!(error.to_string(), "createOrder: no whole response before the deadline of 0ns");
}

#[tokio::test]
async fn a_client_that_only_fails_stops_trying_again() {
    let (script, clock) = (Script::new([Act::Replies(503)]), Clock::default());
    let builder = ShopClient::builder().api_key_auth("key").retry_budget(RetryBudget::tokens(3));
    let client = builder.transport(script.clone()).timer(clock).build().unwrap();
    let mut attempts = Vec::new();
    for _ in 0..3 {
        let error = error(client.create_order("s").await);
        attempts.push((error.attempts(), error.context().retry_stop_reason()));
    }
    assert_eq!(attempts, [(3, None), (2, Some(RetryStopReason::Budget)), (1, Some(RetryStopReason::Budget))]);
}

#[tokio::test]
async fn waits_are_spread_by_chance() {
    let (script, clock) = (Script::new([Act::Replies(503)]), Clock::default());
    let builder = ShopClient::builder().api_key_auth("key").retry(Retry::times(4)).randomness(|| 1 << 126);
    let client = builder.transport(script).timer(clock.clone()).build().unwrap();
    error(client.create_order("s").await);
    assert_eq!(seconds(&clock), [0.25, 0.5, 1.0, 2.0]);
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_behind() {
    let script = Script::new([Act::Replies(503)]);
    let builder = ShopClient::builder().api_key_auth("key").transport(script.clone()).timer(Eternity);
    let mut call = builder.build().unwrap().create_order("s").into_future();
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!((script.requests().len(), script.holders()), (1, 2));
    drop(call);
    assert_eq!(script.holders(), 1);
}

#[tokio::test]
async fn outcomes_are_joined_over_all_attempts() {
    use Act::{Asks, Breaks, Garbled, InProgress, Replies, Unreachable};
    for (acts, outcome) in [
        (vec![Unreachable, Replies(400)], Outcome::Rejected),
        (vec![Asks(429, "0"), Unreachable], Outcome::Rejected),
        (vec![Breaks, Replies(400)], Outcome::Unknown),
        (vec![Replies(503), Asks(429, "0")], Outcome::Unknown),
        (vec![Replies(503), Unreachable], Outcome::Unknown),
        (vec![InProgress, Replies(401)], Outcome::Unknown),
        (vec![Breaks, Garbled], Outcome::Committed),
    ] {
        let (error, _) = fails(acts.clone()).await;
        assert_eq!(error.outcome(), outcome, "{acts:?}");
    }
    let (order, _, _) = create([Breaks, InProgress, Replies(200)]).await;
    assert_eq!(order.unwrap().attempts(), 3);
}

/// Each fault on every attempt: the number of requests with a key, without one, and with a safe method, and the outcome
/// of the call with a key and without one.
#[tokio::test]
async fn every_fault_has_the_result_in_the_table() {
    use Act::{
        Asks, Breaks, BreaksOff, Floods, Foreign, Garbled, Hangs, InProgress, Replies, Unreachable, Unsupported,
        Untrusted,
    };
    use Outcome::{Committed, NotSent, Rejected, Unknown};
    #[rustfmt::skip]
    let table = [
        // fault              keyed, not, safe   outcome with a key and without
        (Replies(500),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(501),        (1, 1, 1),         (Unknown, Unknown)),
        (Replies(502),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(503),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(504),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(408),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(429),        (3, 1, 3),         (Rejected, Rejected)),
        (Asks(429, "2"),      (3, 1, 3),         (Rejected, Rejected)),
        (Asks(503, "3600"),   (1, 1, 1),         (Unknown, Unknown)),
        (Replies(307),        (1, 1, 1),         (Rejected, Rejected)),
        (Replies(400),        (1, 1, 1),         (Rejected, Rejected)),
        (Replies(401),        (1, 1, 1),         (Rejected, Rejected)),
        (Replies(404),        (1, 1, 1),         (Rejected, Rejected)),
        (Replies(409),        (1, 1, 1),         (Rejected, Rejected)),
        (InProgress,          (3, 1, 1),         (Unknown, Rejected)),
        (Garbled,             (1, 1, 1),         (Committed, Committed)),
        (Foreign(200),        (1, 1, 1),         (Unknown, Unknown)),
        (Foreign(204),        (1, 1, 1),         (Unknown, Unknown)),
        (Replies(520),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(529),        (3, 1, 3),         (Unknown, Unknown)),
        (Replies(530),        (1, 1, 1),         (Unknown, Unknown)),
        (Asks(503, "1.5"),    (3, 1, 3),         (Unknown, Unknown)),
        (Asks(503, "99999999999999999999999"), (1, 1, 1), (Unknown, Unknown)),
        (Untrusted,           (1, 1, 1),         (NotSent, NotSent)),
        (BreaksOff(200),      (3, 1, 3),         (Unknown, Unknown)),
        (BreaksOff(404),      (3, 1, 3),         (Rejected, Rejected)),
        (Floods(200),         (1, 1, 1),         (Unknown, Unknown)),
        (Floods(503),         (3, 1, 3),         (Unknown, Unknown)),
        (Unreachable,         (3, 3, 3),         (NotSent, NotSent)),
        (Breaks,              (3, 1, 3),         (Unknown, Unknown)),
        (Hangs,               (3, 1, 3),         (Unknown, Unknown)),
        (Unsupported,         (1, 1, 1),         (NotSent, NotSent)),
    ];
    for (fault, attempts, outcomes) in table {
        let client = client(&Script::new([fault]), &Clock::default());
        let keyed = error(client.create_order("s").await);
        let unkeyed = error(client.cancel_order("s").await);
        let safe = error(client.list_orders().await);
        let all = (keyed.attempts(), unkeyed.attempts(), safe.attempts());
        assert_eq!((all, (keyed.outcome(), unkeyed.outcome())), (attempts, outcomes), "{fault:?}");
    }
}

#[tokio::test]
async fn successes_pay_for_further_attempts() {
    let retry = Retry::times(1).backoff(Duration::ZERO, Duration::ZERO);
    let mut acts = vec![Act::Replies(503), Act::Replies(503), Act::Replies(503)];
    acts.extend([Act::Replies(200); 10]);
    acts.extend([Act::Replies(503), Act::Replies(200)]);
    let builder = ShopClient::builder().api_key_auth("key").retry(retry).retry_budget(RetryBudget::tokens(1));
    let client = builder.transport(Script::new(acts)).timer(Clock::default()).build().unwrap();
    let spent = error(client.create_order("s").await);
    assert_eq!((spent.attempts(), spent.context().retry_stop_reason()), (2, None));
    let spent = error(client.create_order("s").await);
    assert_eq!((spent.attempts(), spent.context().retry_stop_reason()), (1, Some(RetryStopReason::Budget)));
    for _ in 0..10 {
        assert_eq!(client.create_order("s").await.unwrap().attempts(), 1);
    }
    assert_eq!(client.create_order("s").await.unwrap().attempts(), 2);
}
