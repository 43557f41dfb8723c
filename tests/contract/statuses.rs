//! Every status that the document declares arrives as its own variant, with the body typed and the status kept.

use std::time::{Duration, SystemTime};

use heygen_api::{
    mock::{Fault, Group, Reply, RetryAfter},
    operations::{CreateAvatarConsentError, GetAvatarGroupError},
    runtime::{ApiError, Outcome},
};
use tokio::task::yield_now;

use crate::{GROUP, api, client, create, error_of, server, status};

#[tokio::test]
async fn status_400_is_a_bad_request() {
    let server = server();
    server.add(Group::photo(GROUP));
    let error = create(&server).await.unwrap_err();
    let CreateAvatarConsentError::BadRequest(body) = api(&error).error() else { panic!("{error:?}") };
    assert_eq!((&*body.code, body.param.as_deref()), ("invalid_parameter", Some("group_id")));
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (400, Outcome::Rejected));
}

#[tokio::test]
async fn status_401_is_unauthorized() {
    let server = server();
    let client = server.client_builder().api_key_auth("expired").build().unwrap();
    let error = client.create_avatar_consent(GROUP).await.unwrap_err();
    let CreateAvatarConsentError::Unauthorized(body) = api(&error).error() else { panic!("{error:?}") };
    assert_eq!((&*body.code, error.status().unwrap().as_u16()), ("authentication_failed", 401));
    assert_eq!(error.outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn status_404_is_not_found() {
    let error = client(&server()).create_avatar_consent("none").await.unwrap_err();
    let CreateAvatarConsentError::NotFound(body) = api(&error).error() else { panic!("{error:?}") };
    assert_eq!((&*body.code, error.status().unwrap().as_u16()), ("avatar_group_not_found", 404));
    assert_eq!((error.code(), error.message()), (Some("avatar_group_not_found"), Some("Avatar group not found.")));
    assert_eq!(error.outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn status_409_is_a_conflict_that_leaves_the_call_open() {
    let server = server();
    server.fail_next(Fault::Hang);
    let call = client(&server).create_avatar_consent(GROUP).idempotency_key("k");
    let first = tokio::spawn(call.clone().into_future());
    while server.requests().is_empty() {
        assert!(!first.is_finished(), "the first call ended early");
        yield_now().await;
    }
    let error = call.await.unwrap_err();
    let CreateAvatarConsentError::Conflict(body) = api(&error).error() else { panic!("{error:?}") };
    assert_eq!((&*body.code, error.status().unwrap().as_u16()), ("request_in_progress", 409));
    assert_eq!((error.outcome(), error.idempotency_key()), (Outcome::Unknown, Some("k")));
    first.abort();
}

#[tokio::test]
async fn another_409_is_a_rejection() {
    let error = error_of(Reply::error(status(409), "conflict", "Consent was given already.")).await;
    assert!(matches!(api(&error).error(), CreateAvatarConsentError::Conflict(_)));
    assert_eq!(error.outcome(), Outcome::Rejected);
}

#[tokio::test]
async fn status_429_has_a_wait_in_seconds() {
    let error = error_of(Reply::rate_limited(RetryAfter::Seconds(2))).await;
    let CreateAvatarConsentError::TooManyRequests { body, retry_after, .. } = api(&error).error() else {
        panic!("{error:?}")
    };
    assert_eq!((&*body.code, *retry_after), ("rate_limit_exceeded", Some(2)));
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (429, Outcome::Rejected));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
}

#[tokio::test]
async fn status_429_may_say_it_with_a_date() {
    let date = SystemTime::now() + Duration::from_mins(10);
    let error = error_of(Reply::rate_limited(RetryAfter::Date(date))).await;
    let wait = error.retry_after().unwrap();
    // The date has whole seconds, and the test takes some time.
    assert!(wait > Duration::from_mins(9) && wait <= Duration::from_mins(10), "{wait:?}");
    let CreateAvatarConsentError::TooManyRequests { retry_after, .. } = api(&error).error() else {
        panic!("{error:?}")
    };
    assert_eq!(*retry_after, None);
}

#[tokio::test]
async fn the_other_operation_has_statuses_of_its_own() {
    let error = client(&server()).get_avatar_group("none").await.unwrap_err();
    let Some(GetAvatarGroupError::NotFound(body)) = error.as_api().map(ApiError::error) else { panic!("{error:?}") };
    assert_eq!((&*body.code, error.operation_id()), ("avatar_group_not_found", "getAvatarGroup"));
}

#[tokio::test]
async fn every_declared_body_is_of_one_type() {
    let error = error_of(Reply::rate_limited(RetryAfter::Seconds(1))).await;
    assert_eq!(api(&error).error().body().unwrap().code, "rate_limit_exceeded");
}

#[tokio::test]
async fn the_servers_name_for_the_request_is_kept() {
    let server = server();
    assert_eq!(create(&server).await.unwrap().request_id(), Some("1"));
    server.add(Group::photo(GROUP));
    assert_eq!(create(&server).await.unwrap_err().request_id(), Some("2"));
}
