//! The error of every possible end of a call.

use std::{error::Error as _, time::Duration};

use openapi_bindgen_runtime::{Error, Outcome, TransportErrorKind, TransportFailure};

use crate::{CreateOrderError, bindings::Problem, canned::Canned, create, error};

const PROBLEM: &str = r#"{"error": {"code": "slow_down", "message": "Too many orders"}}"#;

async fn fails(status: u16, body: &'static str) -> Error<CreateOrderError> {
    error(create(&Canned::replies(status, &[("X-Request-Id", "req-9")], body)).await)
}

fn problem() -> Problem {
    Problem { code: "slow_down".to_owned(), message: "Too many orders".to_owned() }
}

#[tokio::test]
async fn a_declared_error_is_chosen_by_status() {
    let error = fails(400, PROBLEM).await;
    assert_eq!(error.as_api().unwrap().error(), &CreateOrderError::BadRequest(problem()));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!((error.code(), error.message()), (Some("slow_down"), Some("Too many orders")));
    assert_eq!((error.request_id(), error.attempts()), (Some("req-9"), 1));
    assert_eq!(error.idempotency_key().unwrap().len(), 36);
    assert_eq!(error.operation_id(), "createOrder");
    assert_eq!(error.to_string(), "createOrder: 400 Bad Request: slow_down: Too many orders (request req-9)");
}

#[tokio::test]
async fn retry_after_is_read_in_both_forms() {
    let retry_after = async |value: &'static [(&'static str, &'static str)]| {
        let error = error(create(&Canned::replies(429, value, PROBLEM)).await);
        assert_eq!(error.outcome(), Outcome::Rejected);
        (error.retry_after(), error.as_api().unwrap().error().clone())
    };
    let expected = |retry_after| CreateOrderError::TooManyRequests { body: problem(), retry_after };
    assert_eq!(retry_after(&[("Retry-After", "30")]).await, (Some(Duration::from_secs(30)), expected(Some(30))));
    assert_eq!(
        retry_after(&[("Retry-After", "Wed, 21 Oct 2026 07:28:45 GMT")]).await,
        (Some(Duration::from_secs(45)), expected(None))
    );
    assert_eq!(retry_after(&[]).await, (None, expected(None)));
}

#[tokio::test]
async fn an_undeclared_status_keeps_the_body() {
    let error = fails(402, r#"{"code": 400543, "message": "No credit"}"#).await;
    assert_eq!(error.as_api().unwrap().error(), &CreateOrderError::Undeclared);
    assert_eq!((error.code(), error.message()), (Some("400543"), Some("No credit")));
    assert_eq!(error.outcome(), Outcome::Rejected);

    let error = fails(500, "<html>\n<h1>Oops</h1>").await;
    assert_eq!((error.code(), error.message(), error.outcome()), (None, None, Outcome::Unknown));
    assert_eq!(error.to_string(), "createOrder: 500 Internal Server Error: <html> <h1>Oops</h1> (request req-9)");
    assert_eq!(error.as_api().unwrap().body(), "<html>\n<h1>Oops</h1>");

    assert_eq!(fails(503, "").await.to_string(), "createOrder: 503 Service Unavailable (request req-9)");
}

#[tokio::test]
async fn a_declared_status_with_another_body_has_a_mismatch() {
    let error = fails(400, "<html>").await;
    let api = error.as_api().unwrap();
    assert_eq!(api.error(), &CreateOrderError::Undeclared);
    assert!(api.mismatch().is_some());
    assert!(fails(400, PROBLEM).await.as_api().unwrap().mismatch().is_none());
}

#[tokio::test]
async fn an_undeclared_success_is_a_success() {
    let order = create(&Canned::replies(201, &[], r#"{"data": {"id": "o-1"}, "error": null}"#)).await.unwrap();
    assert_eq!((order.http_status().as_u16(), &*order.id), (201, "o-1"));
}

#[tokio::test]
async fn an_error_under_200_is_an_error_of_unknown_outcome() {
    let error = fails(200, r#"{"data": null, "error": {"code": "slow_down", "message": "no"}}"#).await;
    assert_eq!((error.code(), error.outcome()), (Some("slow_down"), Outcome::Unknown));
    assert_eq!(error.to_string(), "createOrder: 200 OK, but with an error: slow_down: no (request req-9)");
}

#[tokio::test]
async fn a_success_with_some_declared_members_took_effect() {
    for (body, path) in [
        (r#"{"data": {"url": "x"}}"#, "$.data.id"),
        (r#"{"data": {"id": 7}}"#, "$.data.id"),
        (r#"{"data": null}"#, "$.data"),
        (r#"{"data": {"id": "#, "$.data.id"),
    ] {
        let error = fails(200, body).await;
        assert_eq!(error.outcome(), Outcome::Committed, "{body}");
        let Error::Decode(decode) = &error else { panic!("{error}") };
        assert_eq!((decode.path(), &decode.body()[..], decode.status().as_u16()), (path, body.as_bytes(), 200));
        assert_eq!(error.request_id(), Some("req-9"));
        assert!(
            error
                .to_string()
                .starts_with(&format!("createOrder took effect (200 OK), but its response cannot be read at {path}: "))
        );
    }
}

#[tokio::test]
async fn a_success_without_declared_members_has_an_unknown_outcome() {
    for (status, body, path) in [
        (200, "<html><h1>Sign in</h1></html>", "$"),
        (200, "OK", "$"),
        (200, "", "$"),
        (204, "", "$"),
        (205, "", "$"),
        (200, "{}", "$.data"),
        (200, r#"{"login": "https://sso.example"}"#, "$.data"),
        (200, r#"{"code": 7, "message": "flat"}"#, "$.data"),
        (200, r#"["data"]"#, "$"),
        (200, r#""data""#, "$"),
    ] {
        let error = fails(status, body).await;
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
        let Error::Decode(decode) = &error else { panic!("{error}") };
        assert_eq!((decode.path(), &decode.body()[..]), (path, body.as_bytes()));
        assert!(error.to_string().contains("but the body does not fit the OpenAPI document"), "{error}");
    }
    let shown = fails(200, "<h1>Sign in</h1>").await.to_string();
    assert!(shown.ends_with(": <h1>Sign in</h1>"), "{shown}");
}

#[tokio::test]
async fn an_unreadable_error_body_keeps_its_code() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let long = format!("\"{}\"", "x".repeat(300 * 1024));
    for other in ["1e400", r#""\ud800""#, r#"{"\udfff": 1}"#, &deep, &long] {
        for mark in ["", "\u{FEFF}"] {
            let body =
                format!(r#"{mark}{{"x": {other}, "error": {{"code": "request_in_progress", "message": "Wait."}}}}"#);
            let error = error(create(&Canned::replies(409, &[], body)).await);
            assert_eq!((error.code(), error.message()), (Some("request_in_progress"), Some("Wait.")));
            assert_eq!(error.outcome(), Outcome::Unknown);
        }
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_ignored() {
    let order = create(&Canned::replies(200, &[], "\u{FEFF}{\"data\": {\"id\": \"o-1\"}}")).await.unwrap();
    assert_eq!(order.id, "o-1");
    let error = fails(200, "\u{FEFF}{\"error\": {\"code\": \"slow_down\", \"message\": \"no\"}}").await;
    assert_eq!((error.code(), error.status().unwrap().as_u16()), (Some("slow_down"), 200));
}

#[tokio::test]
async fn a_wait_beyond_all_numbers_is_too_long() {
    let wait = async |value: &'static [(&'static str, &'static str)]| {
        let error = error(create(&Canned::replies(503, value, "")).await);
        error.retry_after().unwrap().as_secs()
    };
    assert_eq!(wait(&[("Retry-After", "99999999999999999999999")]).await, u64::MAX);
    assert_eq!(wait(&[("Retry-After", "1.5")]).await, 2);
}

#[tokio::test]
async fn a_redirect_is_an_error_with_its_location() {
    let transport = Canned::replies(307, &[("Location", "https://elsewhere.example/orders")], "");
    let error = error(create(&transport).await);
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(
        error.to_string(),
        "createOrder: 307 Temporary Redirect; redirects are not followed, \
         and this one points to https://elsewhere.example/orders"
    );
    assert_eq!(transport.count(), 1);
}

#[tokio::test]
async fn a_failed_connection_is_not_sent_and_a_broken_one_is_unknown() {
    let not_connected = || std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let error_of = async |failure: fn(std::io::Error) -> TransportFailure| {
        error(create(&Canned::new(move || Err(failure(not_connected())))).await)
    };
    let error = error_of(TransportFailure::not_sent).await;
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.to_string(), "createOrder: no connection: connection refused");
    assert!(error.source().unwrap().is::<std::io::Error>());

    let error = error_of(TransportFailure::maybe_sent).await;
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Exchange));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_error_response_for_a_running_attempt_has_an_unknown_outcome() {
    let outcome = async |body: &'static str| error(create(&Canned::replies(409, &[], body)).await).outcome();
    assert_eq!(outcome(r#"{"error": {"code": "request_in_progress"}}"#).await, Outcome::Unknown);
    assert_eq!(outcome(r#"{"error": {"code": "conflict"}}"#).await, Outcome::Rejected);
}
