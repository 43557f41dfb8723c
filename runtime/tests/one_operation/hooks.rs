//! Hooks that run before each attempt and after the head of each response.

use std::{
    error::Error as _,
    fmt,
    sync::{Arc, Mutex},
};

use http::HeaderValue;
use openapi_bindgen_runtime::{BoxError, Error, HookRequest, Outcome, TransportErrorKind};

use crate::{
    ShopClient,
    bindings::ShopClientBuilder,
    error,
    script::{Act, Clock, Script},
};

fn builder(script: &Script) -> ShopClientBuilder {
    let builder = ShopClient::builder().api_key_auth("key-1").transport(script.clone()).timer(Clock::default());
    builder.blocking_transport(script.clone()).blocking_timer(Clock::default())
}

type Log = Arc<Mutex<Vec<String>>>;

/// A builder whose hooks number the attempts, and record what they see.
fn logging(script: &Script) -> (ShopClientBuilder, Log) {
    let log = Log::default();
    let (before, after) = (Arc::clone(&log), Arc::clone(&log));
    let builder = builder(script).on_request(move |request| {
        let line = format!("{} {} {}", request.method(), request.attempt(), request.meta().operation_id());
        before.lock().unwrap().push(line);
        let number = HeaderValue::from(request.attempt());
        request.headers_mut().insert("x-attempt", number);
        Ok(())
    });
    let builder = builder.on_response(move |response| {
        after.lock().unwrap().push(format!("{} {}", response.status().as_u16(), response.attempt()));
    });
    (builder, log)
}

const SEEN: [&str; 5] = ["POST 1 createOrder", "503 1", "POST 2 createOrder", "POST 3 createOrder", "200 3"];

fn assert_seen(log: &Log, script: &Script) {
    assert_eq!(*log.lock().unwrap(), SEEN);
    let numbers: Vec<_> = script.requests().iter().map(|request| request.headers()["x-attempt"].clone()).collect();
    assert_eq!(numbers, ["1", "2", "3"]);
}

#[tokio::test]
async fn they_run_for_each_attempt() {
    let script = Script::new([Act::Replies(503), Act::Breaks, Act::Replies(200)]);
    let (builder, log) = logging(&script);
    builder.build().unwrap().create_order("s").await.unwrap();
    assert_seen(&log, &script);
}

#[test]
fn they_run_for_each_attempt_of_a_blocking_call() {
    let script = Script::new([Act::Replies(503), Act::Breaks, Act::Replies(200)]);
    let (builder, log) = logging(&script);
    builder.build_blocking().unwrap().create_order("s").send().unwrap();
    assert_seen(&log, &script);
}

#[tokio::test]
async fn they_see_the_whole_request_and_may_change_its_query() {
    let script = Script::new([Act::Replies(200)]);
    let builder = builder(&script).on_request(|request| {
        assert_eq!(request.headers()["x-api-key"], "key-1");
        assert_eq!(request.body().unwrap(), r#"{"note":"rush"}"#);
        *request.uri_mut() = format!("{}?signed=1", request.uri()).parse()?;
        request.headers_mut().insert("x-api-key", HeaderValue::from_static("key-2"));
        Ok(())
    });
    builder.build().unwrap().create_order("s").note("rush").await.unwrap();
    let request = &script.requests()[0];
    assert_eq!(request.uri(), "https://api.example.com/v1/shops/s/orders?signed=1");
    assert_eq!(request.headers()["x-api-key"], "key-2");
}

#[tokio::test]
async fn a_hook_sees_the_changes_of_the_hook_before_it() {
    let script = Script::new([Act::Replies(200)]);
    let builder = builder(&script).on_request(|request| {
        request.headers_mut().insert("x-a", HeaderValue::from_static("1"));
        Ok(())
    });
    let builder = builder.on_request(|request| {
        let value = request.headers()["x-a"].clone();
        request.headers_mut().insert("x-b", value);
        Ok(())
    });
    builder.build().unwrap().create_order("s").await.unwrap();
    assert_eq!(script.requests()[0].headers()["x-b"], "1");
}

#[derive(Debug)]
struct NoToken;

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no token")
    }
}

impl std::error::Error for NoToken {}

#[tokio::test]
async fn its_error_ends_the_call_before_it_is_sent() {
    let script = Script::new([Act::Replies(200)]);
    let client = builder(&script).on_request(|_| Err(NoToken.into())).build().unwrap();
    let error = error(client.create_order("s").await);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert_eq!(error.to_string(), "createOrder: a hook failed before the request was sent: there is no token");
    assert!(error.source().unwrap().is::<NoToken>());
    assert!(script.requests().is_empty());
}

#[test]
fn an_error_before_a_later_attempt_does_not_hide_the_first() {
    let script = Script::new([Act::Replies(503)]);
    let hook = |request: &mut HookRequest<'_>| if request.attempt() > 1 { Err(NoToken.into()) } else { Ok(()) };
    let client = builder(&script).on_request(hook).build_blocking().unwrap();
    let error = error(client.create_order("s").send());
    assert_eq!((error.outcome(), error.attempts(), error.earlier_attempts().len()), (Outcome::Unknown, 1, 1));
    assert_eq!(
        error.to_string(),
        "createOrder: a hook failed before the request was sent: there is no token, after an attempt that failed with: \
         503 Service Unavailable: c-503"
    );
}

/// The error of a call whose hook makes a change that it must not make.
async fn failure_of(hook: impl Fn(&mut HookRequest<'_>) -> Result<(), BoxError> + Send + Sync + 'static) -> String {
    let script = Script::new([Act::Replies(200)]);
    let error = error(builder(&script).on_request(hook).build().unwrap().create_order("s").await);
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Hook), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(script.requests().is_empty());
    error.to_string()
}

#[tokio::test]
async fn it_cannot_send_the_request_elsewhere_or_break_it() {
    for url in
        ["https://evil.example/v1/shops/s/orders", "http://api.example.com/v1", "/v1", "https://api.example.com:1/"]
    {
        let message = failure_of(move |request| {
            *request.uri_mut() = url.parse()?;
            Ok(())
        });
        assert!(message.await.ends_with("a hook changed the scheme, host or port of the URL"));
    }
    for name in ["host", "content-length", "transfer-encoding", "connection"] {
        let message = failure_of(move |request| {
            request.headers_mut().insert(name, HeaderValue::from_static("7"));
            Ok(())
        });
        assert!(message.await.ends_with(&format!("a hook set the header `{name}`, which the transport sets")));
    }
    for value in [None, Some(HeaderValue::from_static("mine"))] {
        let message = failure_of(move |request| {
            request.headers_mut().remove("idempotency-key");
            request
                .headers_mut()
                .extend(value.clone().map(|value| (http::HeaderName::from_static("idempotency-key"), value)));
            Ok(())
        });
        assert!(message.await.ends_with("`Idempotency-Key`, which makes repeating the call safe"));
    }
}

#[tokio::test]
async fn it_may_change_the_headers_of_a_response() {
    let script = Script::new([Act::Replies(200)]);
    let builder = builder(&script).on_response(|response| {
        assert_eq!(response.headers()["x-request-id"], "r-200");
        response.headers_mut().insert("x-request-id", HeaderValue::from_static("mine"));
    });
    assert_eq!(builder.build().unwrap().create_order("s").await.unwrap().request_id(), Some("mine"));
}
