//! Requests that are no operation of the document.

use bytes::Bytes;
use http::HeaderValue;
use openapi_bindgen_runtime::{Error, Json, Method, Object, Outcome, RequestErrorKind, Upload};
use serde_core::Serialize;

use crate::{
    ShopClient,
    bindings::{NewOrder, ShopClientBuilder},
    canned::{Canned, Stopped},
    script::{Act, Clock, Script},
};

fn builder() -> ShopClientBuilder {
    ShopClient::builder().api_key_auth("key-1").timer(Stopped)
}

fn client(transport: &Canned) -> ShopClient {
    builder().transport(transport.clone()).build().unwrap()
}

fn scripted(script: &Script) -> ShopClient {
    ShopClient::builder().api_key_auth("k").transport(script.clone()).timer(Clock::default()).build().unwrap()
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Refund {
    id: String,
    amount: i64,
}

#[tokio::test]
async fn a_request_has_the_settings_of_the_client() {
    let transport = Canned::replies(201, &[("X-Request-Id", "req-1")], r#"{"id": "r-1", "amount": 5}"#);
    let client = builder().header("X-Tenant", "t-1").query("v", 2).transport(transport.clone()).build().unwrap();
    let request = client.request(Method::POST, "/refunds?dry=1").query("note", "a b").header("X-Note", "n");
    let response = request.json(&NewOrder::new().note("rush")).send().await.unwrap();
    let sent = transport.request();
    assert_eq!(sent.method(), Method::POST);
    assert_eq!(sent.uri(), "https://api.example.com/v1/refunds?dry=1&v=2&note=a%20b");
    assert_eq!(sent.body(), r#"{"note":"rush"}"#);
    for (name, value) in
        [("x-tenant", "t-1"), ("x-note", "n"), ("x-api-key", "key-1"), ("content-type", "application/json")]
    {
        assert_eq!(transport.header(name).as_deref(), Some(value));
    }
    assert!(transport.header("user-agent").is_some());
    assert_eq!(transport.header("idempotency-key"), None);
    assert_eq!((response.status().as_u16(), response.request_id()), (201, Some("req-1")));
    assert_eq!(response.headers()["x-request-id"], "req-1");
    assert_eq!(response.json::<Refund>().unwrap(), Refund { id: "r-1".to_owned(), amount: 5 });
    assert_eq!(response.json::<Json>().unwrap()["amount"], 5);
    assert_eq!(response.text().unwrap().as_bytes(), response.bytes());
}

#[tokio::test]
async fn a_body_may_be_of_any_media_type() {
    for content in [Upload::from("a,b"), Upload::from(Bytes::from_static(b"a,b"))] {
        let transport = Canned::replies(204, &[], "");
        let response = client(&transport).request(Method::PUT, "table").body(content, "text/csv").await.unwrap();
        assert_eq!(transport.request().body(), "a,b");
        assert_eq!(transport.header("content-type").unwrap(), "text/csv");
        assert_eq!(response.json::<Option<Refund>>().unwrap(), None);
    }
}

#[tokio::test]
async fn of_several_credentials_for_one_header_the_first_is_sent() {
    let transport = Canned::replies(200, &[], "");
    let client = builder().bearer_auth("token").query_auth("link").transport(transport.clone()).build().unwrap();
    client.request(Method::GET, "/a").send().await.unwrap();
    assert_eq!(transport.header("x-api-key").unwrap(), "key-1");
    assert_eq!(transport.header("authorization").unwrap(), "Bearer token");
    assert_eq!(transport.request().uri().query(), Some("key=link"));
    let transport = Canned::replies(200, &[], "");
    let client = ShopClient::builder().timer(Stopped).transport(transport.clone()).build().unwrap();
    client.request(Method::GET, "/a").send().await.unwrap();
    assert_eq!(transport.header("x-api-key"), None);
}

#[tokio::test]
async fn a_link_that_repeats_a_credential_sends_it_once() {
    let transport = Canned::replies(200, &[], "");
    let client = builder().query_auth("new").transport(transport.clone()).build().unwrap();
    let link = "https://api.example.com/v1/orders?page=2&key=old&limit=3";
    client.request(Method::GET, link).send().await.unwrap();
    assert_eq!(transport.request().uri().query(), Some("page=2&limit=3&key=new"));
}

#[tokio::test]
async fn names_of_query_parameters_are_equal_without_their_encoding() {
    let transport = Canned::replies(200, &[], "");
    let client = client(&transport);
    let call = client.request(Method::GET, "/a?page[size]=2").query("page[size]", 5);
    let message = call.send().await.unwrap_err().to_string();
    assert!(message.contains("page[size]"), "{message}");
}

#[derive(Debug)]
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: serde_core::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde_core::ser::Error::custom("it is not to be written"))
    }
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let transport = Canned::replies(200, &[], "");
    let client = client(&transport);
    let get = |path: &str| client.request(Method::GET, path);
    for (request, message) in [
        (get("https://evil.example/v1/a"), "the URL is on another host than the base URL `https://api.example.com/v1`"),
        (get("https://api.example.com/v2/a"), "the URL is not below the base URL `https://api.example.com/v1`"),
        (get("/../a"), "the path has a segment `.` or `..`"),
        (get("/a#b"), "the path has a fragment"),
        (get("/a").header("X-API-Key", "k"), "the added header `X-API-Key` is a credential; use `.api_key_auth(…)`"),
        (
            get("/a").header("Content-Type", "a/b"),
            "for a body of another media type, use `.request(…)` with `.body(…)`",
        ),
        (get("/a").body("x", "text/\n"), "the added header `Content-Type` contains a control character"),
        (get("/a").json(&Unwritable), "it is not to be written"),
    ] {
        let error = request.send().await.unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("request was not sent: ") && text.contains(message), "{text}");
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    }
    let error = get("//evil.example").send().await.unwrap_err();
    assert!(matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::Address(_))), "{error}");
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn a_link_below_the_base_url_is_followed() {
    let transport = Canned::replies(200, &[], "");
    client(&transport).request(Method::GET, "https://api.example.com/v1/orders?page=2").send().await.unwrap();
    assert_eq!(transport.request().uri(), "https://api.example.com/v1/orders?page=2");
}

#[tokio::test]
async fn an_error_response_is_an_error_with_its_code() {
    let transport = Canned::replies(409, &[], r#"{"error": {"code": "taken", "message": "It is taken."}}"#);
    let error = client(&transport).request(Method::POST, "/a").send().await.unwrap_err();
    assert_eq!(error.to_string(), "request: 409 Conflict: taken: It is taken.");
    let api = error.as_api().unwrap();
    assert_eq!((api.code(), error.outcome()), (Some("taken"), Outcome::Rejected));
    assert!(api.body().starts_with(b"{\"error\""));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_an_error_with_the_outcome() {
    let transport = Canned::replies(200, &[], r#"{"id": 7}"#);
    let response = client(&transport).request(Method::POST, "/a").send().await.unwrap();
    let error = response.json::<Refund>().unwrap_err();
    assert_eq!(error.outcome(), Outcome::Committed);
    assert!(error.to_string().contains("$.id"), "{error}");
    let transport = Canned::replies(200, &[("Content-Type", "text/html")], "<html>");
    let response = client(&transport).request(Method::POST, "/a").send().await.unwrap();
    assert_eq!(response.json::<Refund>().unwrap_err().outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn only_idempotent_requests_are_repeated() {
    for (method, is_declared, attempts) in [
        (Method::GET, false, 3),
        (Method::PUT, false, 3),
        (Method::DELETE, false, 3),
        (Method::POST, false, 1),
        (Method::PATCH, false, 1),
        (Method::POST, true, 3),
    ] {
        let script = Script::new([Act::Replies(503)]);
        let request = scripted(&script).request(method.clone(), "/a");
        let request = if is_declared { request.idempotent() } else { request };
        let error = request.send().await.unwrap_err();
        assert_eq!((error.attempts(), script.requests().len()), (attempts, attempts as usize), "{method}");
        assert!(script.requests().iter().all(|request| request.method() == method));
    }
    let script = Script::new([Act::Unreachable, Act::Replies(200)]);
    assert_eq!(scripted(&script).request(Method::POST, "/a").send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_success_can_be_received_in_pieces() {
    let transport = Canned::replies(200, &[], "abc");
    let mut download = client(&transport).request(Method::GET, "/a").download().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "abc");
    assert!(download.next().await.is_none());
}

const EVENTS: &str = "event: made\ndata: {\"id\":\"a\",\"amount\":1}\n\ndata: {\"id\":7}\n\ndata: [DONE]\n\n";
const LINES: &str = "{\"id\":\"a\",\"amount\":1}\n{\"id\":7}\n";

#[tokio::test]
async fn a_success_can_be_a_stream_of_events_or_lines() {
    for (media_type, body) in [("text/event-stream", EVENTS), ("application/x-ndjson", LINES)] {
        let headers = vec![("Content-Type", media_type)].leak();
        let transport = Canned::replies(200, headers, body);
        let request = client(&transport).request(Method::POST, "/watch").json(&["x"]);
        let mut events = request.events::<Refund>().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, Refund { id: "a".to_owned(), amount: 1 });
        // The stream goes on after an event that does not fit.
        let error = events.next().await.unwrap().unwrap_err();
        assert!(error.to_string().contains("$.id") && error.outcome() == Outcome::Committed, "{error}");
        assert!(events.next().await.is_none());
        let asked = transport.header("accept").unwrap();
        assert_eq!(asked, "text/event-stream, application/x-ndjson, application/jsonl, application/json-seq");
        assert_eq!(transport.request().body(), r#"["x"]"#);
    }
    let transport = Canned::replies(200, &[("Content-Type", "text/event-stream")], "data: one\n\ndata: two\n\n");
    let request = client(&transport).request(Method::GET, "/watch").header("Accept", "text/event-stream");
    let mut texts = request.text_events().await.unwrap();
    assert_eq!(texts.next().await.unwrap().unwrap().data, "one");
    assert_eq!(transport.header("accept").unwrap(), "text/event-stream");
}

#[tokio::test]
async fn what_is_no_stream_is_an_error() {
    let transport = Canned::replies(200, &[("Content-Type", "application/json")], "{}");
    let error = client(&transport).request(Method::GET, "/a").events::<Json>().await.unwrap_err();
    assert!(error.to_string().contains("it is `application/json` and not a stream of events"), "{error}");
    let transport = Canned::replies(404, &[("Content-Type", "application/json")], r#"{"code":"gone"}"#);
    let error = client(&transport).request(Method::GET, "/a").events::<Json>().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, Some("gone")));
}

#[tokio::test]
async fn a_link_that_is_the_base_url_with_a_query_gets_no_slash() {
    for link in ["https://api.example.com/v1?page=2", "?page=2"] {
        let transport = Canned::replies(200, &[], "");
        client(&transport).request(Method::GET, link).send().await.unwrap();
        assert_eq!(transport.request().uri(), "https://api.example.com/v1?page=2", "{link}");
    }
}

#[test]
fn a_blocking_client_has_the_same() {
    let script = Script::new([Act::Replies(503), Act::Replies(200)]);
    let builder = ShopClient::builder().api_key_auth("k").blocking_transport(script.clone());
    let client = builder.blocking_timer(Clock::default()).build_blocking().unwrap();
    let response = client.request(Method::PUT, "/a").query("v", 1).json(&["x"]).send().unwrap();
    assert_eq!(response.json::<Json>().unwrap()["data"]["id"], "c-200");
    assert_eq!(response.attempts(), 2);
    for request in script.requests() {
        assert_eq!((request.uri().query(), request.body().as_ref()), (Some("v=1"), &b"[\"x\"]"[..]));
    }
}

#[test]
fn a_blocking_client_has_events() {
    let script = Script::new([Act::Events]);
    let builder = ShopClient::builder().api_key_auth("k").blocking_transport(script.clone());
    let client = builder.blocking_timer(Clock::default()).build_blocking().unwrap();
    let events = client.request(Method::GET, "/watch").events::<Json>().unwrap().into_inner();
    let data: Vec<Json> = events.map(|event| event.unwrap().data).collect();
    assert_eq!(data, [Json::from(1), Json::from(2)]);
    let texts = client.request(Method::GET, "/watch").text_events().unwrap().into_inner();
    assert_eq!(texts.map(|event| event.unwrap().data).collect::<Vec<_>>(), ["1", "2"]);
}

#[tokio::test]
async fn nothing_shows_a_credential() {
    let transport = Canned::replies(200, &[("X-Key", "hunter2")], "hunter2");
    let client = ShopClient::builder().api_key_auth("hunter2").timer(Stopped).transport(transport.clone());
    let request = client.build().unwrap().request(Method::GET, "/a").header("X-Session", {
        let mut value = HeaderValue::from_static("session-1");
        value.set_sensitive(true);
        value
    });
    assert!(!format!("{request:?}").contains("session-1"));
    let response = request.send().await.unwrap();
    assert!(!format!("{response:?}").contains("hunter2"));
    let error = response.json::<Refund>().unwrap_err();
    assert!(!format!("{error} {error:#?}").contains("hunter2"));
}
