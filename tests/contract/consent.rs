//! Collecting consent from the first call to the answer of the person shown.

use std::time::{Duration, SystemTime};

use heygen_api::{
    consent::{CollectConsentError, Consent, PendingConsent, WaitForConsent, WaitForConsentError},
    mock::{Fault, Group, Method, Reply, RetryAfter, Server},
    operations::{CreateAvatarConsentError, GetAvatarGroupError},
    runtime::{Error, Outcome},
};
use serde_json::{Value, json};

use crate::{GROUP, client, server, status};

/// Starts a server with this group only.
fn server_with(group: Group) -> Server {
    let server = Server::start().unwrap();
    server.add(group);
    server
}

/// Starts the flow for [`GROUP`].
async fn collect(server: &Server) -> PendingConsent {
    let consent = client(server).collect_consent(GROUP).await.unwrap();
    let Consent::Pending(pending) = consent else { panic!("nobody is asked: {consent:?}") };
    pending
}

/// A wait that polls as fast as it can.
fn wait(pending: &PendingConsent) -> WaitForConsent {
    pending.wait().interval(Duration::from_millis(1), Duration::from_millis(2)).deadline(Duration::from_secs(20))
}

fn posts(server: &Server) -> usize {
    server.requests().iter().filter(|request| request.method() == Method::POST).count()
}

#[tokio::test]
async fn consent_is_granted_after_some_polls() {
    let server = server_with(Group::new(GROUP).grant_after(3));
    let pending = collect(&server).await;
    assert_eq!((pending.url(), pending.group().id.as_str()), ("https://consent.example/1", GROUP));
    assert!(pending.status().is_open());
    let group = wait(&pending).await.unwrap();
    assert_eq!(group.consent_status.as_deref(), Some("approved"));
    // One look before, the start, and three polls.
    assert_eq!((server.requests().len(), posts(&server)), (5, 1));
}

#[tokio::test]
async fn accepted_counts_as_granted() {
    let server = server_with(Group::new(GROUP).decide_after(1, "accepted"));
    assert_eq!(wait(&collect(&server).await).await.unwrap().consent_status.as_deref(), Some("accepted"));
}

#[tokio::test]
async fn values_of_the_caller_are_sent() {
    let server = server();
    let call = client(&server).collect_consent(GROUP).reroute_url("https://example.com/done");
    let consent = call.consent_text("I agree.").idempotency_key("job-1").await.unwrap();
    let request = server.requests().pop().unwrap();
    assert_eq!(request.json(), Some(json!({ "reroute_url": "https://example.com/done", "consent_text": "I agree." })));
    assert_eq!(request.header("idempotency-key"), Some("job-1"));
    let Consent::Pending(pending) = consent else { panic!("nobody is asked: {consent:?}") };
    assert_eq!(pending.idempotency_key(), Some("job-1"));
}

#[tokio::test]
async fn a_photo_avatar_starts_nothing() {
    let server = server_with(Group::photo("photo"));
    let consent = client(&server).collect_consent("photo").await.unwrap();
    assert!(matches!(&consent, Consent::NotRequired(group) if group.id == "photo"), "{consent:?}");
    assert_eq!(posts(&server), 0);
    // Waiting for a status that is already decided returns at once.
    assert!(client(&server).wait_for_consent("photo").await.is_ok());
}

#[tokio::test]
async fn a_granted_consent_is_not_requested_again() {
    let server = server_with(Group::new(GROUP).consent_status("approved"));
    let consent = client(&server).collect_consent(GROUP).await.unwrap();
    assert!(matches!(&consent, Consent::Granted(group) if group.id == GROUP), "{consent:?}");
    assert_eq!(posts(&server), 0);
}

#[tokio::test]
async fn a_declined_consent_can_be_requested_again() {
    let server = server_with(Group::new(GROUP).consent_status("rejected"));
    assert!(collect(&server).await.url().ends_with("/1"));
}

#[tokio::test]
async fn a_decline_is_an_error_that_keeps_the_group() {
    for word in ["rejected", "declined"] {
        let server = server_with(Group::new(GROUP).decide_after(2, word));
        let error = wait(&collect(&server).await).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the person shown in \"My Digital Twin\" does not consent: the status is \"{word}\"")
        );
        assert!(error.status().unwrap().is_declined());
        let WaitForConsentError::Declined(group) = error else { panic!("{error:?}") };
        assert_eq!(group.id, GROUP);
    }
}

#[tokio::test]
async fn a_server_that_hangs_does_not_hold_the_wait_beyond_its_deadline() {
    let server = server();
    let pending = collect(&server).await;
    server.fail_next(Fault::Hang);
    let error = wait(&pending).deadline(Duration::from_millis(50)).await.unwrap_err();
    let WaitForConsentError::Deadline { last: None, failure: Some(failure), .. } = &error else { panic!("{error:?}") };
    assert!(matches!(failure, Error::Transport(_)), "{failure:?}");
    assert!(error.to_string().contains("the last poll failed"), "{error}");
}

#[tokio::test]
async fn transient_errors_do_not_end_the_wait() {
    let server = server_with(Group::new(GROUP).grant_after(4));
    let pending = collect(&server).await;
    server.respond_next(Reply::rate_limited(RetryAfter::Seconds(0)));
    server.respond_next(Reply::rate_limited(RetryAfter::Date(SystemTime::UNIX_EPOCH)));
    server.respond_next(Reply::html(status(502)));
    server.respond_next(Reply::empty(status(500)));
    server.fail_next(Fault::Reset);
    server.fail_next(Fault::TruncateBody);
    assert!(wait(&pending).await.is_ok());
    // The two that only lost the answer count as polls at the server.
    assert_eq!(server.requests().len(), 2 + 6 + 2);
}

#[tokio::test]
async fn permanent_errors_end_the_wait() {
    for (number, is) in [
        (401, (|error| matches!(error, GetAvatarGroupError::Unauthorized(_))) as fn(&GetAvatarGroupError) -> bool),
        (404, |error| matches!(error, GetAvatarGroupError::NotFound(_))),
        (403, |error| matches!(error, GetAvatarGroupError::Undeclared)),
    ] {
        let server = server();
        let pending = collect(&server).await;
        server.respond_next(Reply::error(status(number), "code", "Words."));
        let error = wait(&pending).await.unwrap_err();
        let WaitForConsentError::Poll(Error::Api(rejected)) = &error else { panic!("{error:?}") };
        assert!(is(rejected.error()), "{error:?}");
        assert_eq!((server.requests().len(), error.status()), (3, None));
    }
}

#[tokio::test]
async fn no_consent_is_requested_for_a_missing_group() {
    let server = server();
    let error = client(&server).collect_consent("other").await.unwrap_err();
    assert!(matches!(&error, CollectConsentError::Check(error) if error.code() == Some("avatar_group_not_found")));
    assert_eq!((error.outcome(), error.idempotency_key(), posts(&server)), (Outcome::NotSent, None, 0));
}

#[tokio::test]
async fn the_error_of_an_unknown_outcome_has_the_key() {
    let server = server();
    let poll = json!({ "data": { "id": GROUP, "name": "n", "created_at": 1, "looks_count": 0, "consent_status": "" } });
    server.respond_next(Reply::json(status(200), &poll));
    server.fail_next(Fault::Reset);
    let error = client(&server).collect_consent(GROUP).await.unwrap_err();
    let key = server.requests()[1].header("idempotency-key").unwrap().to_owned();
    assert_eq!((error.outcome(), error.idempotency_key()), (Outcome::Unknown, Some(&*key)));

    let Consent::Pending(pending) = client(&server).collect_consent(GROUP).idempotency_key(&key).await.unwrap() else {
        panic!("nobody is asked");
    };
    assert_eq!(pending.url(), "https://consent.example/1");
}

#[tokio::test]
async fn an_invalid_text_is_a_typed_error() {
    let server = server();
    let error = client(&server).collect_consent(GROUP).consent_text("<b>").await.unwrap_err();
    assert!(matches!(&error, CollectConsentError::Start(Error::Request(_))), "{error:?}");
    assert_eq!((error.outcome(), posts(&server)), (Outcome::NotSent, 0));

    server.respond_next(Reply::json(status(200), &twin("pending")));
    server.respond_next(Reply::error(status(400), "invalid_parameter", "Words."));
    let error = client(&server).collect_consent(GROUP).await.unwrap_err();
    let CollectConsentError::Start(Error::Api(rejected)) = &error else { panic!("{error:?}") };
    assert!(matches!(rejected.error(), CreateAvatarConsentError::BadRequest(_)), "{error:?}");
}

#[tokio::test]
async fn a_renewal_has_another_key_and_another_link() {
    let server = server_with(Group::new(GROUP).decide_after(1, "pending"));
    let call = client(&server).collect_consent(GROUP).reroute_url("https://example.com/done");
    let Consent::Pending(first) = call.idempotency_key("job-1").await.unwrap() else { panic!("nobody is asked") };
    let Consent::Pending(second) = first.renew().await.unwrap() else { panic!("nobody is asked") };
    assert_eq!((first.url(), second.url()), ("https://consent.example/1", "https://consent.example/2"));
    assert_ne!(second.idempotency_key(), Some("job-1"));
    let bodies: Vec<_> = server.requests().iter().filter_map(heygen_api::mock::RecordedRequest::json).collect();
    assert_eq!(bodies, [json!({ "reroute_url": "https://example.com/done" }), bodies[0].clone()]);
    let Consent::Pending(third) = second.renew().await.unwrap() else { panic!("nobody is asked") };
    assert_ne!(third.idempotency_key(), second.idempotency_key());
}

#[tokio::test]
async fn a_renewal_finds_a_decision_made_in_the_meantime() {
    let server = server_with(Group::new(GROUP).grant_after(1));
    let pending = collect(&server).await;
    let consent = pending.renew().await.unwrap();
    assert!(matches!(consent, Consent::Granted(_)), "{consent:?}");
    assert_eq!(posts(&server), 1);
}

#[tokio::test]
async fn each_change_is_returned_once_until_the_decision() {
    let server = server();
    let pending = collect(&server).await;
    for word in ["pending", "pending", "in_review", "in_review", "accepted"] {
        server.respond_next(Reply::json(status(200), &twin(word)));
    }
    let mut changes = wait(&pending).changes();
    let mut seen = Vec::new();
    while let Some(change) = changes.next().await {
        seen.push(change.unwrap().to_string());
    }
    assert_eq!(seen, ["pending", "in_review", "accepted"]);
    assert!(changes.next().await.is_none());
    assert_eq!(server.requests().len(), 2 + 5);
}

#[tokio::test]
async fn changes_end_with_a_decline_or_an_error() {
    let server = server_with(Group::new(GROUP).decide_after(1, "declined"));
    let mut changes = wait(&collect(&server).await).changes();
    assert!(changes.next().await.unwrap().unwrap().is_declined());
    assert!(changes.next().await.is_none());

    let mut changes = client(&server).wait_for_consent("other").changes();
    assert!(matches!(changes.next().await, Some(Err(WaitForConsentError::Poll(_)))));
    assert!(changes.next().await.is_none());
}

#[tokio::test]
async fn every_future_can_be_spawned() {
    let server = server_with(Group::new(GROUP).grant_after(2));
    let client = client(&server);
    let waited = tokio::spawn(async move {
        let Consent::Pending(pending) = client.collect_consent(GROUP).await? else { panic!("nobody is asked") };
        let first = wait(&pending).changes().next().await;
        assert!(first.unwrap()?.is_open());
        wait(&pending).await.map_err(Box::<dyn std::error::Error + Send + Sync>::from)
    });
    assert!(waited.await.unwrap().is_ok());
}

#[cfg(feature = "blocking")]
#[test]
fn the_same_goes_without_async() {
    let server = server_with(Group::new(GROUP).grant_after(3));
    let client = server.client_builder().build_blocking().unwrap();
    let Consent::Pending(pending) = client.collect_consent(GROUP).send().unwrap() else { panic!("nobody is asked") };
    let wait = || pending.wait().interval(Duration::from_millis(1), Duration::from_millis(2));
    assert_eq!(wait().changes().next().unwrap().unwrap().as_str(), Some("pending"));
    assert_eq!(wait().send().unwrap().consent_status.as_deref(), Some("approved"));
    let consent = pending.renew().send().unwrap();
    assert!(matches!(consent, Consent::Granted(_)), "{consent:?}");
    assert_eq!(client.wait_for_consent(GROUP).changes().count(), 1);
}

/// Returns HeyGen's response for [`GROUP`] in a status.
fn twin(consent_status: &str) -> Value {
    let group = json!({
        "id": GROUP, "name": "Anna", "created_at": 1, "looks_count": 1, "consent_status": consent_status
    });
    json!({ "data": group })
}
