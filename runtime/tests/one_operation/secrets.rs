//! Nothing that a program prints shows a credential.

use openapi_bindgen_runtime::{Outcome, TransportFailure};

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
async fn responses_and_refused_requests_hide_credentials() {
    let transport = Canned::replies(200, &[("Set-Cookie", "sid=hunter2")], r#"{"data": {"id": "o-1"}}"#);
    let client = client(transport.clone());
    assert_hidden(&format!("{:?}", client.create_order("s").await.unwrap()));
    assert_hidden(&format!("{:?}", transport.request()));
    let error = error(client.create_order("").await);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_hidden(&format!("{error:?} {error}"));
}

#[test]
fn a_refused_credential_is_not_repeated() {
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
fn debug_shows_what_is_no_secret() {
    let client = client(Canned::hangs());
    let shown = format!("{client:?}");
    assert!(
        shown.starts_with(r#"Client { base_url: "https://api.example.com/v1", credentials: {"ApiKeyAuth": [redacted]"#)
    );
    let call = client.create_order("s").note("rush");
    assert_eq!(format!("{call:?}"), format!("Call {{ operation: {:?}, .. }}", call.operation()));
}
