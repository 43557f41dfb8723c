//! The transport and the clock that programs test with.

use std::time::Duration;

use openapi_bindgen_runtime::{MockAnswer, MockClock, MockTransport, Outcome, StatusCode};

use crate::{ShopClient, error};

const CREATED: &str = r#"{"data": {"id": "o-1"}}"#;

fn client(transport: &MockTransport, clock: &MockClock) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("hunter2").randomness(|| u128::MAX);
    builder.transport(transport.clone()).timer(clock.clone()).build().unwrap()
}

#[tokio::test]
async fn answers_are_given_by_operation_and_in_their_order() {
    let clock = MockClock::new();
    let transport = MockTransport::new()
        .on("createOrder", MockAnswer::no_connection())
        .on("createOrder", MockAnswer::status(StatusCode::TOO_MANY_REQUESTS).header("Retry-After", "7"))
        .on("createOrder", MockAnswer::json(StatusCode::CREATED, CREATED))
        .on("listOrders", MockAnswer::json(StatusCode::OK, "[]"));
    let client = client(&transport, &clock);
    assert_eq!(client.create_order("s").note("rush").await.unwrap().attempts(), 3);
    assert_eq!(client.create_order("s").await.unwrap().attempts(), 1);
    assert!(client.list_orders().await.unwrap().is_empty());
    assert_eq!(clock.waits().iter().map(Duration::as_millis).collect::<Vec<_>>(), [999, 7000]);
    assert_eq!(transport.requests_of("createOrder")[2].body(), r#"{"note":"rush"}"#);
    assert_eq!((transport.requests().len(), transport.requests_of("listOrders").len()), (5, 1));
    assert!(!format!("{transport:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_mock_without_an_answer_times_out_by_the_clock() {
    let (transport, clock) = (MockTransport::new().on("createOrder", MockAnswer::nothing()), MockClock::new());
    let error = error(client(&transport, &clock).create_order("s").deadline(Duration::from_secs(9)).await);
    assert_eq!((error.outcome(), clock.passed()), (Outcome::Unknown, Duration::from_secs(9)));
}

#[tokio::test]
async fn the_error_for_a_missing_answer_names_the_method() {
    let error = error(client(&MockTransport::new(), &MockClock::new()).create_order("s").await);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 1));
    assert!(error.to_string().contains(r#"`.on("createOrder", …)`"#), "{error}");
}

#[tokio::test]
async fn a_header_that_cannot_be_one_is_named() {
    let answer = MockAnswer::status(StatusCode::OK).header("X Note", "1");
    let transport = MockTransport::new().on("createOrder", answer);
    let error = error(client(&transport, &MockClock::new()).create_order("s").await);
    assert!(error.to_string().contains("X Note"), "{error}");
}

#[test]
fn calls_that_block_have_the_same_answers() {
    let (transport, clock) = (MockTransport::new(), MockClock::new());
    transport.add("createOrder", MockAnswer::broken());
    transport.add("createOrder", MockAnswer::nothing());
    transport.add("createOrder", MockAnswer::json(StatusCode::OK, CREATED));
    let builder = ShopClient::builder().api_key_auth("key").blocking_timer(clock.clone());
    let client = builder.blocking_transport(transport).build_blocking().unwrap();
    assert_eq!(client.create_order("s").send().unwrap().attempts(), 3);
    assert_eq!(clock.waits().len(), 2);
}
