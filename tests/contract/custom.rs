//! Headers, hooks and requests of the caller's own.

use heygen_api::{
    mock::{HeaderValue, Reply, RetryAfter},
    runtime::{Error, Method, Outcome, RequestErrorKind, Retry},
};
use serde_json::{Value, json};

use crate::{GROUP, client, server, status};

#[tokio::test]
async fn a_client_and_a_call_add_headers_and_query_parameters() {
    let server = server();
    let client = server.client_builder().header("X-Tenant", "one").query("locale", "de").build().unwrap();
    let other = client.with_header("X-Tenant", "two");
    client.get_avatar_group(GROUP).await.unwrap();
    other.get_avatar_group(GROUP).header("traceparent", "00-1").query("locale", "en us").await.unwrap();
    other.create_avatar_consent(GROUP).consent_text("yes").await.unwrap();
    let requests = server.requests();
    let tenants: Vec<_> = requests.iter().map(|request| request.header("x-tenant").unwrap()).collect();
    assert_eq!(tenants, ["one", "two", "two"]);
    assert_eq!(requests[0].path(), "/v3/avatars/group_xyz789?locale=de");
    assert_eq!(requests[1].path(), "/v3/avatars/group_xyz789?locale=en%20us");
    assert_eq!(requests[1].header("traceparent"), Some("00-1"));
    assert_eq!(requests[2].header("traceparent"), None);
}

#[tokio::test]
async fn a_retry_sends_them_again() {
    let server = server();
    let quick = Retry::times(1).backoff(std::time::Duration::ZERO, std::time::Duration::ZERO);
    let client = server.client_builder().retry(quick).build().unwrap();
    server.respond_next(Reply::rate_limited(RetryAfter::Seconds(0)));
    client.create_avatar_consent(GROUP).header("X-Tenant", "one").query("debug", 1).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(
            (request.header("x-tenant"), request.path()),
            (Some("one"), "/v3/avatars/group_xyz789/consent?debug=1")
        );
    }
}

#[tokio::test]
async fn a_credential_has_its_own_method() {
    let server = server();
    for (name, setter) in [("X-Api-Key", "`.api_key_auth(…)`"), ("Authorization", "`.bearer_auth(…)`")] {
        let error = server.client_builder().header(name, "hunter2").build().unwrap_err().to_string();
        assert!(error.contains(setter) && !error.contains("hunter2"), "{error}");
        let error = client(&server).get_avatar_group(GROUP).header(name, "hunter2").await.unwrap_err();
        assert!(error.to_string().contains(setter) && !error.to_string().contains("hunter2"), "{error}");
        let Error::Request(request) = &error else { panic!("{error}") };
        assert!(matches!(request.kind(), RequestErrorKind::Added { location: "header", .. }));
    }
    let error = client(&server).create_avatar_consent(GROUP).header("Idempotency-Key", "k").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_hook_signs_each_attempt() {
    let server = server();
    let builder = server.client_builder().on_request(|request| {
        let signature = format!("{}:{}", request.attempt(), request.body().map_or(0, bytes::Bytes::len));
        request.headers_mut().insert("x-signature", HeaderValue::try_from(signature)?);
        Ok(())
    });
    let client = builder.retry(Retry::times(1)).build().unwrap();
    server.respond_next(Reply::rate_limited(RetryAfter::Seconds(0)));
    client.create_avatar_consent(GROUP).await.unwrap();
    let requests = server.requests();
    let signatures: Vec<_> = requests.iter().map(|request| request.header("x-signature").unwrap()).collect();
    assert_eq!(signatures, ["1:2", "2:2"]);
    assert_eq!(requests[0].header("idempotency-key"), requests[1].header("idempotency-key"));
}

#[tokio::test]
async fn a_request_that_the_document_lacks_is_sent_with_the_key() {
    let server = server();
    let client = client(&server);
    let group = client.request(Method::GET, format!("/v3/avatars/{GROUP}")).send().await.unwrap();
    assert_eq!(group.json::<Value>().unwrap()["data"]["id"], GROUP);
    server.respond_next(Reply::json(status(201), &json!({ "data": { "id": "v-1" } })));
    let video = client.request(Method::POST, "/v3/videos").query("dry_run", true).json(&json!({ "title": "a" }));
    assert_eq!(video.send().await.unwrap().status(), 201);
    let requests = server.requests();
    assert_eq!((requests[1].method(), requests[1].path()), (&Method::POST, "/v3/videos?dry_run=true"));
    assert_eq!(requests[1].json(), Some(json!({ "title": "a" })));
    assert!(requests.iter().all(|request| request.header("x-api-key").is_some()));

    server.respond_next(Reply::error(status(404), "not_found", "There is no such video."));
    let error = client.request(Method::DELETE, "/v3/videos/v-2").send().await.unwrap_err();
    assert_eq!((error.code(), error.outcome()), (Some("not_found"), Outcome::Rejected));
    let elsewhere = client.request(Method::GET, "https://evil.example/v3/videos").send().await.unwrap_err();
    assert_eq!(elsewhere.outcome(), Outcome::NotSent);
    assert_eq!(server.requests().len(), 3);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_does_the_same() {
    let server = server();
    let builder = server.client_builder().header("X-Tenant", "one").on_request(|request| {
        request.headers_mut().insert("x-hook", HeaderValue::from_static("1"));
        Ok(())
    });
    let client = builder.build_blocking().unwrap();
    client.get_avatar_group(GROUP).query("debug", 1).send().unwrap();
    let group = client.request(Method::GET, format!("/v3/avatars/{GROUP}")).query("debug", 1).send().unwrap();
    assert_eq!(group.json::<Value>().unwrap()["data"]["id"], GROUP);
    for request in server.requests() {
        assert_eq!(request.path(), "/v3/avatars/group_xyz789?debug=1");
        assert_eq!((request.header("x-tenant"), request.header("x-hook")), (Some("one"), Some("1")));
    }
}
