//! Headers and query parameters that the caller adds to a client or to a call.

use http::HeaderValue;
use openapi_bindgen_runtime::{BuildError, Error, Outcome, RequestErrorKind, Retry};

use crate::{
    ShopClient,
    bindings::{ShopCall, ShopClientBuilder},
    canned::{Canned, Stopped},
    error,
    script::{Act, Clock, Script},
};

fn builder() -> ShopClientBuilder {
    ShopClient::builder().api_key_auth("key-1").timer(Stopped)
}

fn orders() -> Canned {
    Canned::replies(200, &[], "[]")
}

fn query(transport: &Canned) -> Option<String> {
    transport.request().uri().query().map(str::to_owned)
}

fn header(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap()
}

fn sensitive(value: &str) -> HeaderValue {
    let mut value = header(value);
    value.set_sensitive(true);
    value
}

#[tokio::test]
async fn a_call_has_those_of_its_client_and_its_own() {
    let transport = orders();
    let client = builder().header("X-Tenant", "t-1").header("X-Version", "2024-01").query("debug", 1).query("debug", 2);
    let client = client.query("locale", "de").transport(transport.clone()).build().unwrap();
    client.list_orders().header("x-version", header("2026-01")).query("locale", "en & us").await.unwrap();
    assert_eq!(transport.header("x-tenant").unwrap(), "t-1");
    assert_eq!(transport.header("x-version").unwrap(), "2026-01");
    assert_eq!(query(&transport).unwrap(), "debug=1&debug=2&locale=en%20%26%20us");
}

#[tokio::test]
async fn a_derived_client_changes_no_other() {
    let transport = orders();
    let client = builder().header("X-Tenant", "t-1").query("v", 1).transport(transport.clone()).build().unwrap();
    let derived = client.with_header("X-Tenant", String::from("t-2")).with_query("v", 2).with_query("v", 3);
    client.list_orders().await.unwrap();
    assert_eq!((transport.header("x-tenant"), query(&transport)), (Some("t-1".to_owned()), Some("v=1".to_owned())));
    let transport = orders();
    let client = builder().transport(transport.clone()).build().unwrap();
    client.with_header("X-Tenant", "t-2").with_query("v", 2).with_query("v", 3).list_orders().await.unwrap();
    assert_eq!((transport.header("x-tenant"), query(&transport)), (Some("t-2".to_owned()), Some("v=3".to_owned())));
    drop(derived);
}

#[tokio::test]
async fn every_attempt_has_them() {
    let (script, clock) = (Script::new([Act::Replies(503), Act::Breaks, Act::Replies(200)]), Clock::default());
    let client = ShopClient::builder().api_key_auth("k").header("X-Tenant", "t-1").transport(script.clone());
    let client = client.timer(clock).build().unwrap();
    client.create_order("s").query("debug", true).await.unwrap();
    let requests = script.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.headers()["x-tenant"], "t-1");
        assert_eq!(request.uri().query(), Some("debug=true"));
    }
}

#[test]
fn a_blocking_call_has_them() {
    let (script, clock) = (Script::new([Act::Replies(503), Act::Replies(200)]), Clock::default());
    let client = ShopClient::builder().api_key_auth("k").header("X-Tenant", "t-1").blocking_transport(script.clone());
    let client = client.blocking_timer(clock).build_blocking().unwrap().with_query("v", 2);
    client.create_order("s").header("traceparent", "00-1").send().unwrap();
    for request in script.requests() {
        assert_eq!(
            (&request.headers()["x-tenant"], &request.headers()["traceparent"]),
            (&header("t-1"), &header("00-1"))
        );
        assert_eq!(request.uri().query(), Some("v=2"));
    }
}

/// What a client with `header` fails with when it is built.
fn unbuilt(name: &str, value: &str) -> String {
    let error = builder().header(name, value).transport(orders()).build().unwrap_err();
    assert!(matches!(error, BuildError::Added { .. }), "{error}");
    error.to_string()
}

#[test]
fn a_client_with_a_header_that_cannot_be_sent_is_not_built() {
    for (name, value, message) in [
        ("X Y", "1", "the added header `X Y` is not a valid name for a header"),
        ("", "1", "the added header `` is not a valid name for a header"),
        ("X-A\r\nX-Evil", "1", r"the added header `X-A\r\nX-Evil` is not a valid name for a header"),
        ("X-A", "hunter2\r\n", "the added header `X-A` contains a control character, such as a line break"),
        ("Host", "x", "the added header `Host` is set by the client; use `.base_url(…)` on the client's builder"),
        (
            "X-API-Key",
            "x",
            "the added header `X-API-Key` is a credential; use `.api_key_auth(…)` on the client's builder",
        ),
        (
            "authorization",
            "x",
            "the added header `authorization` is a credential; use `.bearer_auth(…)` on the client's builder",
        ),
        ("Idempotency-Key", "k", "the added header `Idempotency-Key` is the key of one call; set it on the call"),
    ] {
        assert_eq!(unbuilt(name, value), message);
    }
    let error = builder().query("key", "x").transport(orders()).build().unwrap_err();
    let message = "the added query parameter `key` is a credential; use `.query_auth(…)` on the client's builder";
    assert_eq!(error.to_string(), message);
    assert!(builder().query("", "x").transport(orders()).build().is_err());
}

#[tokio::test]
async fn a_call_with_a_header_that_cannot_be_sent_is_not_sent() {
    let transport = Canned::creates();
    let client = builder().transport(transport.clone()).build().unwrap();
    let calls: [(ShopCall<_>, &str); 6] = [
        (client.create_order("s").header("X Y", "1"), "header `X Y` is not a valid name"),
        (client.create_order("s").header("X-A", "a\nb"), "header `X-A` contains a control character"),
        (client.create_order("s").header("Content-Type", "text/plain"), "header `Content-Type` is set by the client"),
        (
            client.create_order("s").header("Transfer-Encoding", "x"),
            "header `Transfer-Encoding` is set by the transport",
        ),
        (client.create_order("s").query("key", "x"), "query parameter `key` is a credential; use `.query_auth(…)`"),
        (client.with_header("X-A", "\0").create_order("s"), "header `X-A` contains a control character"),
    ];
    for (call, message) in calls {
        let error = error(call.await);
        assert!(error.to_string().starts_with(&format!("createOrder was not sent: the added {message}")), "{error}");
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn the_idempotency_key_has_its_own_setter() {
    let transport = Canned::creates();
    let client = builder().transport(transport.clone()).build().unwrap();
    for call in [client.create_order("s"), client.create_order("s").idempotency_key("mine")] {
        let error = error(call.header("idempotency-key", "other").await);
        assert!(
            error.to_string().ends_with("is the idempotency key of the operation; use the setter of that parameter")
        );
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_parameter_replaces_values_of_the_client_and_rejects_those_of_the_call() {
    let transport = orders();
    let client = builder().query("tag", "client").transport(transport.clone()).build().unwrap();
    let mut call = client.list_orders();
    call.operation_mut().tags = vec!["own".to_owned()];
    let clash = error(call.clone().query("tag", "added").await);
    let message =
        "listOrders was not sent: the added query parameter `tag` is a parameter of the operation that has a value";
    assert_eq!(clash.to_string(), message);
    call.await.unwrap();
    assert_eq!(query(&transport).unwrap(), "tag=own");

    let transport = orders();
    let client = builder().query("tag", "client").transport(transport.clone()).build().unwrap();
    client.list_orders().await.unwrap();
    assert_eq!(query(&transport).unwrap(), "tag=client");
}

#[tokio::test]
async fn accept_and_user_agent_are_the_callers() {
    let transport = orders();
    let client = builder().header("Accept", "application/vnd.shop+json").transport(transport.clone()).build().unwrap();
    client.list_orders().header("User-Agent", "till/1").await.unwrap();
    assert_eq!(transport.header("accept").unwrap(), "application/vnd.shop+json");
    assert_eq!(transport.header("user-agent").unwrap(), "till/1");
}

#[tokio::test]
async fn a_credential_in_the_query_follows_added_parameters() {
    let transport = orders();
    let client = ShopClient::builder().query_auth("secret").timer(Stopped).query("v", 2).transport(transport.clone());
    client.build().unwrap().list_orders().await.unwrap();
    assert_eq!(query(&transport).unwrap(), "v=2&key=secret");
}

#[tokio::test]
async fn a_sensitive_value_is_not_shown() {
    let body = r#"{"error": {"code": "bad", "message": "The session hunter2 is over."}}"#;
    let transport = Canned::replies(400, &[("X-Request-Id", "hunter2")], body);
    let plain = builder().retry(Retry::never()).transport(transport.clone());
    let sensible = builder().header("X-Session", sensitive("hunter2")).transport(transport.clone());
    assert!(!format!("{sensible:?}").contains("hunter2"));
    let (plain, sensible) = (plain.build().unwrap(), sensible.build().unwrap());
    assert!(!format!("{sensible:?}").contains("hunter2"));
    for call in [
        sensible.create_order("s"),
        plain.with_header("X-Session", sensitive("hunter2")).create_order("s"),
        plain.create_order("s").header("X-Session", sensitive("hunter2")),
        plain.create_order("s").header("Cookie", "sid=hunter2"),
    ] {
        assert!(!format!("{call:?}").contains("hunter2"));
        let error = error(call.await);
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(shown.contains("[redacted]") && !shown.contains("hunter2"), "{shown}");
    }
    let error = error(plain.create_order("s").header("X-Session", "hunter2").await);
    assert!(error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test]
async fn a_record_of_a_call_holds_the_query_that_was_added() {
    let client = builder().transport(Canned::creates()).build().unwrap();
    let (_, started) = client.create_order("s").query("v", 2).resumable().unwrap();
    assert_eq!(started.resource(), "/shops/s/orders?v=2");
    let error = error(client.create_order("s").resume(started.clone()).await);
    assert!(matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::Resume(_))), "{error}");
    client.create_order("s").query("v", 2).resume(started).await.unwrap();
}
