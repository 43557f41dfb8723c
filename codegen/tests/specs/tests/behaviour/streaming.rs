//! Streams that the document does not declare, and bodies that are none in spite of it.

use openapi_bindgen_runtime::Json;
use openapi_bindgen_specs::streaming::Job;

use crate::canned::{Canned, client};

const EVENTS: &str = "data: {\"name\":\"a\"}\n\ndata: {\"name\":\"b\"}\n\n";
const LINES: &str = "{\"name\":\"a\"}\n{\"name\":\"b\"}\n";

#[tokio::test]
async fn a_list_is_a_stream_of_its_items_in_the_format_of_the_server() {
    for (body, media_type) in [
        (EVENTS, "text/event-stream; charset=utf-8"),
        (LINES, "application/x-ndjson"),
        (LINES, "application/json"),
        (LINES, "application/vnd.docker.jsonl"),
    ] {
        let transport = Canned::new(200, body).header("Content-Type", media_type);
        let mut jobs = client!(streaming, transport).watch_jobs().events().await.unwrap();
        let first: Job = jobs.next().await.unwrap().unwrap().data;
        assert_eq!(first.name, "a", "{media_type}");
        assert_eq!(jobs.next().await.unwrap().unwrap().data.name, "b", "{media_type}");
        assert!(jobs.next().await.is_none());
        let asked = "text/event-stream, application/x-ndjson, application/jsonl, application/json;q=0.5";
        assert_eq!(transport.sent("accept").as_deref(), Some(asked));
    }
}

#[tokio::test]
async fn the_whole_response_can_still_be_awaited() {
    let transport = Canned::new(200, r#"[{"name":"a"}]"#).header("Content-Type", "application/json");
    let jobs = client!(streaming, transport).watch_jobs().await.unwrap();
    assert_eq!(jobs[0].name, "a");
}

#[tokio::test]
async fn a_property_of_the_body_asks_for_the_stream() {
    let transport = Canned::new(200, EVENTS).header("Content-Type", "text/event-stream");
    let mut words = client!(streaming, transport).create_answer().text("why?").events().await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.name, "a");
    assert_eq!(transport.request().body(), r#"{"text":"why?","stream":true}"#);
}

#[tokio::test]
async fn text_and_undescribed_bodies_are_streams_of_text() {
    let transport = Canned::new(200, "one\ntwo\n").header("Content-Type", "text/plain");
    let mut log = client!(streaming, transport).read_log().events().await.unwrap();
    assert_eq!(log.next().await.unwrap().unwrap().data, "one");
    let transport = Canned::new(200, EVENTS).header("Content-Type", "text/event-stream");
    let mut pings = client!(streaming, transport).read_pings().events().await.unwrap();
    assert_eq!(pings.next().await.unwrap().unwrap().data, r#"{"name":"a"}"#);
    let transport = Canned::new(200, LINES).header("Content-Type", "application/x-ndjson");
    let mut lines = client!(streaming, transport).read_lines().events().await.unwrap();
    assert!(matches!(lines.next().await.unwrap().unwrap().data, Json::Object(_)));
}

#[tokio::test]
async fn a_response_that_is_no_stream_is_read_whole() {
    let transport = Canned::new(200, r#"{"name":"a"}"#).header("Content-Type", "application/json");
    assert_eq!(client!(streaming, transport).read_both().await.unwrap().name, "a");
    let transport = Canned::new(200, EVENTS).header("Content-Type", "text/event-stream");
    assert_eq!(*client!(streaming, transport).read_events().await.unwrap(), EVENTS);
}
