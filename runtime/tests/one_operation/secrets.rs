//! Nothing that a program prints shows a credential.

use std::error::Error as _;

use bytes::Bytes;
use http::{HeaderValue, Response};
use openapi_bindgen_runtime::{Outcome, Retry, TransportFailure};

use crate::{
    ShopClient,
    canned::{Canned, Stopped},
    error,
};

const SECRET: &str = "hunter2";

fn client(transport: Canned) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth(SECRET).bearer_auth(SECRET).query_auth(SECRET);
    assert_hidden(&format!("{builder:?}"));
    builder.transport(transport).timer(Stopped).build().unwrap()
}

fn assert_hidden(shown: &str) {
    assert!(!shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn clients_calls_and_errors_hide_credentials() {
    for transport in [
        Canned::replies(500, &[("Set-Cookie", "sid=hunter2")], "oops"),
        Canned::replies(200, &[("Set-Cookie", "sid=hunter2")], "oops"),
        Canned::new(|| Err(TransportFailure::not_sent("no route"))),
        Canned::hangs(),
    ] {
        let client = client(transport);
        assert_hidden(&format!("{client:?}"));
        let call = client.create_order("s");
        assert_hidden(&format!("{call:?}"));
        let error = error(call.await);
        assert_hidden(&format!("{error:?} {error:#?} {error}"));
    }
}

#[tokio::test]
async fn responses_and_failed_requests_hide_credentials() {
    let transport = Canned::replies(200, &[("Set-Cookie", "sid=hunter2")], r#"{"data": {"id": "hunter2"}}"#);
    let client = client(transport.clone());
    assert_hidden(&format!("{:#?}", client.create_order("s").await.unwrap()));
    let transport = Canned::replies(200, &[("X-Key", "hunter2")], r#"{"data": {"id": "hunter2"}}"#);
    let client = self::client(transport.clone());
    assert_hidden(&format!("{:?}", client.create_order("s").await.unwrap()));
    assert_hidden(&format!("{:?}", transport.request()));
    let error = error(client.create_order("").await);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_hidden(&format!("{error:?} {error}"));
}

#[test]
fn an_invalid_credential_is_not_shown() {
    let builder = ShopClient::builder().api_key_auth("hunter2\r\nX-Evil: 1").transport(Canned::hangs()).timer(Stopped);
    let error = builder.build().unwrap_err();
    assert_hidden(&format!("{error:?} {error}"));
}

#[tokio::test]
async fn a_credential_in_the_query_is_sent_there() {
    let transport = Canned::replies(200, &[], "[]");
    client(transport.clone()).list_orders().await.unwrap();
    assert_eq!(transport.request().uri().query(), Some("key=hunter2"));
}

#[test]
fn debug_masks_credentials() {
    let client = client(Canned::hangs());
    let shown = format!("{client:?}");
    assert!(
        shown.starts_with(r#"Client { base_url: "https://api.example.com/v1", credentials: {"ApiKeyAuth": [redacted]"#)
    );
    let call = client.create_order("s").note("rush");
    assert_eq!(format!("{call:?}"), format!("Call {{ operation: {:?}, .. }}", call.operation()));
}

/// Puts the secret wherever a server can put text.
fn echoes() -> Vec<Canned> {
    let location: &'static [(&str, &str)] =
        &[("Location", "https://x.example/?key=hunter2"), ("X-Request-Id", "hunter2")];
    let bodies = [
        r#"{"error": {"code": "hunter2", "message": "The key hunter2 is not known."}}"#.to_owned(),
        r#"{"error": {"code": "bad\u0068unter2", "message": "no"}}"#.replace("bad", ""),
        r#"{"data": {"id": ["hunter2"]}}"#.to_owned(),
        r#"{"data": {"hunter2": 1}}"#.to_owned(),
        r#"{"data": "hunter2"}"#.to_owned(),
        "<html>Your key is HUNTER2</html>".to_owned(),
        format!("{}hunter2", " ".repeat(993)),
        format!("{}hunter2", "x".repeat(197)),
        r#"{"errors": [{"loc": ["hunter2"], "msg": "hunter2"}]}"#.to_owned(),
    ];
    let statuses = [200, 302, 400, 401, 409, 429, 500, 503];
    let all =
        bodies.into_iter().flat_map(|body| statuses.map(|status| Canned::replies(status, location, body.clone())));
    all.chain([Canned::new(|| Err(TransportFailure::maybe_sent("https://x.example/?key=hunter2 broke")))]).collect()
}

#[tokio::test]
async fn an_error_hides_a_credential_that_the_server_repeats() {
    for transport in echoes() {
        for error in [
            crate::error(client(transport.clone()).create_order("s").await),
            crate::error(client(transport.clone()).create_order("s").retry(Retry::never()).await),
        ] {
            assert_hidden(&format!(
                "{error} {error:?} {error:#?} {:?} {:#?}",
                error.earlier_attempts(),
                error.context()
            ));
            let mut cause = error.source();
            while let Some(inner) = cause {
                assert_hidden(&format!("{inner} {inner:?}"));
                cause = inner.source();
            }
        }
    }
}

/// Texts of the server are cut at 40, 200 and 500 bytes or characters before they are a part of a message.
#[tokio::test]
async fn an_error_hides_the_beginning_of_a_credential_that_was_cut() {
    const KEY: &str = "sk-live-0123456789abcdefghijklm";
    for length in (5..45).chain(165..205).chain(440..505) {
        for fill in [" ", "x"] {
            let text = format!("{}{KEY}", fill.repeat(length));
            let coding = HeaderValue::try_from(&text).unwrap();
            let answers = [
                (200, format!(r#"{{"data": "{text}"}}"#), false),
                (400, format!(r#"{{"error": "{text}"}}"#), false),
                (400, format!(r#"{{"errors": [{{"field": "{text}", "message": "bad"}}]}}"#), false),
                (400, format!(r#"{{"{text}": ["bad"]}}"#), false),
                (200, "x".to_owned(), true),
            ];
            for (status, body, has_coding) in answers {
                let (body, coding) = (Bytes::from(body), coding.clone());
                let transport = Canned::new(move || {
                    let response = Response::builder().status(status).header("Content-Type", "application/json");
                    let response =
                        if has_coding { response.header("Content-Encoding", coding.clone()) } else { response };
                    Ok(response.body(body.clone().into()).unwrap())
                });
                let builder = ShopClient::builder().api_key_auth(KEY).retry(Retry::never()).transport(transport);
                let error = error(builder.timer(Stopped).build().unwrap().create_order("s").await);
                let shown = format!("{error} {error:#?}");
                assert!(!shown.contains(&KEY[..4]), "{length}: {shown}");
            }
        }
    }
}

#[tokio::test]
async fn debug_of_an_error_is_its_message() {
    let transport = Canned::replies(400, &[], r#"{"error": {"code": "bad", "message": "It is bad."}}"#);
    let error = error(client(transport).create_order("s").await);
    assert_eq!(format!("{error:?}"), "createOrder: 400 Bad Request: bad: It is bad.");
    assert_eq!(format!("{error:?}"), error.to_string());
    let details = format!("{error:#?}");
    assert!(
        details.starts_with("ApiError {\n    context: CallContext {") && details.contains("BadRequest("),
        "{details}"
    );
}
