//! Replies that the document does not declare, in every form that HeyGen's API and its edge have been seen to give.

use heygen_api::{
    mock::Reply,
    operations::CreateAvatarConsentError::{BadRequest, Undeclared},
    runtime::Outcome,
};
use serde_json::json;

use crate::{api, create, error_of, server, status};

#[tokio::test]
async fn an_undeclared_error_response_keeps_code_and_message() {
    let error = error_of(Reply::error(status(402), "insufficient_credit", "Top up your wallet.")).await;
    assert_eq!(api(&error).error(), &Undeclared);
    assert_eq!((error.code(), error.message()), (Some("insufficient_credit"), Some("Top up your wallet.")));
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (402, Outcome::Rejected));
}

#[tokio::test]
async fn an_undeclared_failure_leaves_the_call_open() {
    let error = error_of(Reply::error(status(500), "internal_error", "Something broke.")).await;
    assert_eq!(api(&error).error(), &Undeclared);
    assert_eq!((error.code(), error.message()), (Some("internal_error"), Some("Something broke.")));
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (500, Outcome::Unknown));
}

#[tokio::test]
async fn a_page_for_people_has_neither_code_nor_message() {
    for (number, outcome) in [(402, Outcome::Rejected), (403, Outcome::Rejected), (500, Outcome::Unknown)] {
        let error = error_of(Reply::html(status(number))).await;
        assert_eq!(api(&error).error(), &Undeclared);
        assert_eq!((error.code(), error.message(), error.outcome()), (None, None, outcome));
        assert!(error.to_string().contains(&format!("{number} ")), "{error}");
        assert!(api(&error).body().starts_with(b"<html>"), "{error:?}");
    }
}

#[tokio::test]
async fn an_empty_body_leaves_the_status() {
    for (number, outcome) in [(402, Outcome::Rejected), (413, Outcome::Rejected), (500, Outcome::Unknown)] {
        let error = error_of(Reply::empty(status(number))).await;
        assert_eq!(api(&error).error(), &Undeclared);
        assert_eq!((error.code(), error.message(), error.outcome()), (None, None, outcome));
        assert_eq!(error.status(), Some(status(number)));
    }
}

#[tokio::test]
async fn a_gateway_in_between_may_answer() {
    let error = error_of(Reply::html(status(502))).await;
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.to_string().contains("502 Bad Gateway"), "{error}");
}

#[tokio::test]
async fn a_flat_error_has_a_code_and_a_message() {
    let error = error_of(Reply::flat_error(status(400), 400_543, "Invalid group.")).await;
    assert_eq!(api(&error).error(), &Undeclared);
    assert_eq!((error.code(), error.message()), (Some("400543"), Some("Invalid group.")));
    assert_eq!((error.outcome(), api(&error).mismatch().unwrap().path()), (Outcome::Rejected, "$.error"));
}

#[tokio::test]
async fn an_error_under_200_is_an_error_that_leaves_the_call_open() {
    let error = error_of(Reply::error_under_200("internal_error", "Try later.")).await;
    assert_eq!((error.code(), error.message()), (Some("internal_error"), Some("Try later.")));
    assert_eq!((api(&error).status().as_u16(), error.outcome()), (200, Outcome::Unknown));
    assert!(error.to_string().contains("200 OK, but with an error"), "{error}");
}

#[tokio::test]
async fn an_error_that_is_null_under_200_is_none() {
    let server = server();
    server.respond_next(Reply::json(status(200), &json!({ "data": crate::successes::consent(), "error": null })));
    assert!(create(&server).await.is_ok());
}

#[tokio::test]
async fn the_mismatch_of_a_declared_status_has_the_path() {
    let error = error_of(Reply::json(status(400), &json!({ "error": { "code": "invalid_parameter" } }))).await;
    assert_eq!(api(&error).error(), &Undeclared);
    assert_eq!(api(&error).mismatch().unwrap().path(), "$.error.message");
    assert_eq!(error.code(), Some("invalid_parameter"));
}

#[tokio::test]
async fn a_declared_error_with_more_members_is_read() {
    let body = json!({ "error": { "code": "c", "message": "m", "hint": "h" }, "trace": 1 });
    let error = error_of(Reply::json(status(400), &body)).await;
    assert!(matches!(api(&error).error(), BadRequest(body) if body.code == "c"), "{error:?}");
}

#[tokio::test]
async fn an_enormous_page_makes_a_short_message() {
    let error = error_of(Reply::empty(status(500)).body("text/html", "x".repeat(1_000_000))).await;
    assert!(error.to_string().len() < 1000 && format!("{error:?}").len() < 2000);
    assert_eq!(api(&error).body().len(), 1_000_000);
}
