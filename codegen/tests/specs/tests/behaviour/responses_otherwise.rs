//! Responses that differ from the document, or that it does not describe.

use openapi_bindgen_specs as specs;
use specs::responses_otherwise::operations::RedirectError;

use crate::canned::{Canned, client};

fn text(body: &'static str) -> Canned {
    Canned::new(200, body).header("content-type", "text/plain;charset=utf-8")
}

#[tokio::test]
async fn a_text_is_read_where_json_is_declared() {
    assert_eq!(*client!(responses_otherwise, text("hello there")).any_text().await.unwrap(), "hello there");
    assert_eq!(*client!(responses_otherwise, text("hello there")).json_text().await.unwrap(), "hello there");
    // Some frameworks call every string JSON, and write it as it is.
    let raw = |body| Canned::new(200, body).header("content-type", "application/json");
    assert_eq!(*client!(responses_otherwise, raw("hello there")).json_text().await.unwrap(), "hello there");
    assert!(client!(responses_otherwise, raw("\"hello")).json_text().await.is_err());
    let json = Canned::new(200, "\"hello\"").header("content-type", "application/json");
    assert_eq!(*client!(responses_otherwise, json).any_text().await.unwrap(), "hello");
}

#[tokio::test]
async fn bytes_are_bytes_whatever_their_media_type() {
    let pdf = || Canned::new(200, "%PDF").header("content-type", "application/pdf");
    assert_eq!(*client!(responses_otherwise, pdf()).json_bytes().await.unwrap(), b"%PDF");
    assert_eq!(*client!(responses_otherwise, pdf()).anything().await.unwrap(), b"%PDF");
    let mut download = client!(responses_otherwise, pdf()).json_bytes().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "%PDF");
}

#[tokio::test]
async fn an_undescribed_body_can_be_downloaded() {
    let transport = Canned::new(200, "%PDF").header("content-type", "application/pdf");
    client!(responses_otherwise, transport).undescribed().await.unwrap();
    let mut download = client!(responses_otherwise, transport).undescribed().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "%PDF");
    let transport = Canned::new(200, "{\"a\":1}").header("content-type", "application/json");
    let mut download = client!(responses_otherwise, transport).undescribed().download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "{\"a\":1}");
}

#[tokio::test]
async fn no_body_is_nothing_or_null() {
    client!(responses_otherwise, Canned::new(204, "")).nothing().await.unwrap();
    assert_eq!(*client!(responses_otherwise, Canned::new(204, "")).nullable().await.unwrap(), None);
    let error = client!(responses_otherwise, Canned::new(404, "")).redirect().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().error(), &RedirectError::NotFound(serde_json::Value::Null));
}

#[tokio::test]
async fn a_short_plain_text_is_the_message_of_an_error() {
    let text = |body| Canned::new(400, body).header("content-type", "text/plain; charset=utf-8");
    let error = client!(responses_otherwise, text("no such day\n")).undescribed().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (None, Some("no such day")));
    let page = Canned::new(400, "<html>").header("content-type", "text/html");
    assert_eq!(client!(responses_otherwise, page).undescribed().await.unwrap_err().message(), None);
    let log = text(Box::leak("x".repeat(1001).into_boxed_str()));
    assert_eq!(client!(responses_otherwise, log).undescribed().await.unwrap_err().message(), None);
}

#[tokio::test]
async fn a_declared_error_without_a_body_keeps_its_status() {
    use specs::wire_details_elsewhere::{Login, operations::LoginError};

    let client = crate::canned::builder!(wire_details_elsewhere, Canned::new(401, "")).key("k").build().unwrap();
    let error = client.login(Login::new("n")).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((error.code(), error.message()), (None, None));
    let api = error.as_api().unwrap();
    // The variant cannot hold a struct without a value.
    assert_eq!(api.error(), &LoginError::Undeclared);
    let why = api.mismatch().unwrap();
    assert_eq!((why.path(), why.message()), ("$", "there is no body"));
    assert!(error.to_string().starts_with("login: 401 Unauthorized"), "{error}");
}
