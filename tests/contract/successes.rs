//! Successes that do not fit the document: nothing is thrown away, and the caller learns whether the call took effect.

use heygen_api::{
    mock::Reply,
    runtime::{DecodeError, Error, Outcome, Response},
};
use serde_json::{Value, json};

use crate::{create, server, status};

/// Returns the parts of a consent.
pub(crate) fn consent() -> Value {
    let group = json!({ "id": "g", "name": "n", "looks_count": 1, "created_at": 1_711_929_600 });
    json!({ "avatar_group": group, "url": "https://consent.example/1" })
}

/// The decoding error that `reply` ends in; the call took effect nevertheless.
async fn decode_error(reply: Reply) -> Box<DecodeError> {
    decode_error_of(reply, Outcome::Committed).await
}

/// The decoding error that `reply` ends in.
async fn decode_error_of(reply: Reply, outcome: Outcome) -> Box<DecodeError> {
    let server = server();
    server.respond_next(reply);
    match create(&server).await {
        Err(Error::Decode(error)) => {
            assert_eq!(error.context().outcome(), outcome);
            error
        }
        other => panic!("this is no decoding error: {:?}", other.map(Response::into_inner)),
    }
}

#[tokio::test]
async fn an_undeclared_success_with_the_declared_body_is_a_success() {
    let server = server();
    server.respond_next(Reply::json(status(201), &json!({ "data": consent() })));
    let consent = create(&server).await.unwrap();
    assert_eq!((consent.http_status().as_u16(), &*consent.url), (201, "https://consent.example/1"));
}

#[tokio::test]
async fn an_undeclared_success_with_another_body_cannot_be_read() {
    let error = decode_error_of(Reply::json(status(202), &json!({ "job": 7 })), Outcome::Unknown).await;
    assert_eq!((error.status().as_u16(), error.path()), (202, "$.data"));
    assert_eq!(&error.body()[..], br#"{"job":7}"#);
}

#[tokio::test]
async fn a_success_without_a_body_proves_nothing() {
    for number in [200, 204, 205] {
        let error = decode_error_of(Reply::empty(status(number)), Outcome::Unknown).await;
        assert_eq!(error.status(), number);
    }
}

#[tokio::test]
async fn a_page_under_a_success_proves_nothing() {
    for reply in [
        Reply::html(status(200)),
        Reply::empty(status(200)).body("text/plain", "OK"),
        Reply::json(status(200), &json!({ "login": "https://sso.example" })),
    ] {
        let error = decode_error_of(reply, Outcome::Unknown).await;
        assert!(error.to_string().contains("but the body does not fit the OpenAPI document"), "{error}");
    }
}

#[tokio::test]
async fn a_missing_member_is_named() {
    let mut consent = consent();
    consent.as_object_mut().unwrap().remove("url");
    let error = decode_error(Reply::json(status(200), &json!({ "data": consent }))).await;
    assert_eq!(error.path(), "$.data.url");
    assert!(error.to_string().contains("$.data.url"), "{error}");
}

#[tokio::test]
async fn data_that_is_null_is_missing() {
    let error = decode_error(Reply::json(status(200), &json!({ "data": null }))).await;
    assert_eq!(error.path(), "$.data");
}

#[tokio::test]
async fn a_member_of_another_type_is_named() {
    let mut consent = consent();
    consent["avatar_group"]["created_at"] = json!("yesterday");
    let error = decode_error(Reply::json(status(200), &json!({ "data": consent }))).await;
    assert_eq!(error.path(), "$.data.avatar_group.created_at");
}

#[tokio::test]
async fn bodies_other_than_json_are_kept() {
    let error = decode_error(Reply::empty(status(200)).body("application/json", r#"{"data": {"#)).await;
    assert_eq!(&error.body()[..], br#"{"data": {"#);
    assert_eq!(error.status(), 200);
}
