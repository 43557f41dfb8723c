//! The times of polls, over a transport and a clock in memory, so that no test waits.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_core::Stream;
use heygen_api::{
    Client,
    consent::{Consent, LINK_LIFETIME, PendingConsent, WaitForConsentError},
    runtime::{Error, MockAnswer, MockClock, MockTransport, Outcome, StatusCode, Timer},
};
use serde_json::json;

const SECOND: Duration = Duration::from_secs(1);

/// HeyGen's answer to a poll.
fn status(consent_status: &str) -> MockAnswer {
    let group =
        json!({ "id": "g", "name": "Anna", "created_at": 1, "looks_count": 1, "consent_status": consent_status });
    MockAnswer::json(StatusCode::OK, json!({ "data": group }).to_string())
}

/// A HeyGen that answers the polls after the start with `polls`, the last one again and again.
fn heygen(polls: impl IntoIterator<Item = MockAnswer>) -> MockTransport {
    let group = json!({ "id": "g", "name": "Anna", "created_at": 1, "looks_count": 1, "consent_status": "pending" });
    let consent = json!({ "data": { "avatar_group": group, "url": "https://consent.example/1" } });
    let heygen = MockTransport::new().on("createAvatarConsent", MockAnswer::json(StatusCode::OK, consent.to_string()));
    [status("pending")].into_iter().chain(polls).fold(heygen, |heygen, poll| heygen.on("getAvatarGroup", poll))
}

/// Returns a pending consent, at a HeyGen that responds with `polls`, and the client's clock.
async fn pending(polls: impl IntoIterator<Item = MockAnswer>) -> (PendingConsent, MockClock) {
    let clock = MockClock::new();
    let builder = Client::builder().api_key_auth("key").transport(heygen(polls)).timer(clock.clone());
    let consent = builder.build().unwrap().collect_consent("g").await.unwrap();
    let Consent::Pending(pending) = consent else { panic!("nobody is asked: {consent:?}") };
    (pending, clock)
}

fn seconds(clock: &MockClock) -> Vec<u64> {
    clock.waits().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn a_group_is_polled_at_once_and_then_ever_more_rarely() {
    let (pending, clock) = pending([status("pending"), status("pending"), status("pending"), status("approved")]).await;
    assert!(pending.wait().await.is_ok());
    assert_eq!(seconds(&clock), [2, 4, 8]);
}

#[tokio::test]
async fn an_unknown_status_stays_open_for_ten_minutes() {
    let (pending, clock) = pending([status("in_review")]).await;
    let error = pending.wait().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no decision about consent within 600s, and the last status was \"in_review\"; the link may go on working, so \
         wait again later"
    );
    assert_eq!(error.status().unwrap().as_str(), Some("in_review"));
    assert_eq!((clock.passed(), clock.waits().into_iter().max()), (598 * SECOND, Some(30 * SECOND)));
}

#[tokio::test]
async fn interval_and_deadline_can_be_set() {
    let (pending, clock) = pending([status("pending")]).await;
    let wait = pending.wait().interval(SECOND, 3 * SECOND).deadline(10 * SECOND);
    assert!(matches!(wait.await, Err(WaitForConsentError::Deadline { deadline, .. }) if deadline == 10 * SECOND));
    assert_eq!(seconds(&clock), [1, 2, 3, 3]);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let limited = |asked| MockAnswer::status(StatusCode::TOO_MANY_REQUESTS).header("Retry-After", asked);
    let at_noon = limited("Thu, 01 Jan 2026 00:01:00 GMT");
    let (pending, clock) = pending([limited("45"), at_noon, limited("1"), status("accepted")]).await;
    assert!(pending.wait().await.is_ok());
    // The clock shows 45 seconds past midnight when the date comes.
    assert_eq!(seconds(&clock), [45, 15, 8]);
}

#[tokio::test]
async fn a_retry_after_beyond_the_deadline_ends_the_wait_at_once() {
    let limited = MockAnswer::status(StatusCode::TOO_MANY_REQUESTS).header("Retry-After", "600");
    let (pending, clock) = pending([status("pending"), limited]).await;
    let error = pending.wait().await.unwrap_err();
    assert_eq!((seconds(&clock), error.status().unwrap().as_str()), (vec![2], Some("pending")));
    let WaitForConsentError::Deadline { failure: Some(failure), .. } = &error else { panic!("{error:?}") };
    assert_eq!(failure.retry_after(), Some(600 * SECOND));
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("429"), "{error:?}");
}

#[tokio::test]
async fn a_transient_failure_is_ignored() {
    for failure in [
        MockAnswer::status(StatusCode::REQUEST_TIMEOUT),
        MockAnswer::status(StatusCode::BAD_GATEWAY),
        MockAnswer::status(StatusCode::NOT_IMPLEMENTED),
        MockAnswer::no_connection(),
        MockAnswer::broken(),
    ] {
        let (pending, clock) = pending([failure.clone(), status("approved")]).await;
        assert!(pending.wait().await.is_ok(), "{failure:?}");
        assert_eq!(seconds(&clock), [2], "{failure:?}");
    }
}

#[tokio::test]
async fn permanent_errors_end_the_wait() {
    for failure in [
        MockAnswer::status(StatusCode::UNAUTHORIZED),
        MockAnswer::status(StatusCode::NOT_FOUND),
        MockAnswer::json(StatusCode::OK, r#"{"data": null, "error": {"code": "gone", "message": "Gone."}}"#),
        MockAnswer::json(StatusCode::OK, "<html>"),
    ] {
        let (pending, clock) = pending([failure.clone(), status("approved")]).await;
        assert!(matches!(pending.wait().await, Err(WaitForConsentError::Poll(_))), "{failure:?}");
        assert!(clock.waits().is_empty(), "{failure:?}");
    }
}

#[tokio::test]
async fn a_poll_that_hangs_is_given_up_before_the_deadline_and_at_it() {
    let (waiting, clock) = pending([MockAnswer::nothing(), status("approved")]).await;
    assert!(waiting.wait().await.is_ok());
    assert_eq!(seconds(&clock), [25, 2]);

    let (pending, clock) = pending([MockAnswer::nothing()]).await;
    let error = pending.wait().deadline(40 * SECOND).await.unwrap_err();
    let WaitForConsentError::Deadline { last: None, failure: Some(Error::Transport(_)), .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(seconds(&clock), [25, 2, 13]);
}

#[tokio::test]
async fn a_link_ends_a_day_after_the_answer() {
    let (pending, clock) = pending([status("pending")]).await;
    assert_eq!(pending.expires_at(), Timer::now(&clock) + LINK_LIFETIME);
}

#[tokio::test]
async fn a_text_of_any_length_is_shown_in_short() {
    let (pending, _) = pending([status(&"é".repeat(1000))]).await;
    let message = pending.wait().deadline(SECOND).await.unwrap_err().to_string();
    assert!(message.contains("éé\"…"), "{message}");
    assert!(message.chars().count() < 250, "{message}");
}

#[tokio::test]
async fn changes_are_a_stream() {
    let (pending, clock) = pending([status("pending"), status("pending"), status("rejected")]).await;
    let mut changes = pending.changes();
    let mut next = || match Pin::new(&mut changes).poll_next(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(change) => change.map(Result::unwrap),
        Poll::Pending => panic!("nothing keeps it waiting"),
    };
    assert!(next().unwrap().is_open());
    assert!(clock.waits().is_empty());
    assert!(next().unwrap().is_declined());
    assert_eq!(next(), None);
    assert_eq!(seconds(&clock), [2, 4]);
}

#[test]
fn a_blocking_client_waits_by_the_same_schedule() {
    let clock = MockClock::new();
    let polls = [MockAnswer::broken(), status("pending"), status("pending"), status("approved")];
    let builder = Client::builder().api_key_auth("key").blocking_transport(heygen(polls));
    let client = builder.blocking_timer(clock.clone()).build_blocking().unwrap();
    let Consent::Pending(pending) = client.collect_consent("g").send().unwrap() else { panic!("nobody is asked") };
    assert_eq!(pending.expires_at(), heygen_api::runtime::BlockingTimer::now(&clock) + LINK_LIFETIME);
    let changes: Vec<_> = pending.changes().map(|change| change.unwrap().to_string()).collect();
    assert_eq!(changes, ["pending", "approved"]);
    assert_eq!(seconds(&clock), [2, 4, 8]);
    assert!(pending.wait().send().is_ok());
    let error = pending.wait().deadline(Duration::ZERO).send().unwrap_err();
    assert!(matches!(error, WaitForConsentError::Deadline { last: None, .. }), "{error:?}");
}

#[tokio::test]
async fn a_check_that_fails_starts_nothing() {
    let heygen = MockTransport::new().on("getAvatarGroup", MockAnswer::status(StatusCode::NOT_FOUND));
    let builder = Client::builder().api_key_auth("key").transport(heygen.clone()).timer(MockClock::new());
    let error = builder.build().unwrap().collect_consent("g").await.unwrap_err();
    assert_eq!((error.outcome(), heygen.requests().len()), (Outcome::NotSent, 1));
}
