//! The transport with typed answers.

use openapi_bindgen_runtime::{Method, Mock, MockAnswer, MockClock, Outcome, Retry, StatusCode, TypedAnswer};

use crate::{
    ShopClient,
    bindings::{CreateOrder, CreateOrderError, ListOrders, Order},
    error,
};

fn client(mock: &Mock) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("hunter2").retry(Retry::never());
    builder.transport(mock.clone()).timer(MockClock::new()).build().unwrap()
}

fn order(id: &str) -> Order {
    Order { id: id.to_owned(), url: None }
}

/// Returns the error of a call for which the mock has no answer.
async fn failure(mock: &Mock) -> String {
    let error = error(client(mock).create_order("s-1").note("rush").await);
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_value_is_read_as_it_was_given_whatever_its_envelope() {
    let mock = Mock::new()
        .on::<CreateOrder>(TypedAnswer::output(&order("o-1")))
        .on::<ListOrders>(TypedAnswer::output(&vec![order("o-2"), order("o-3")]));
    assert_eq!(*client(&mock).create_order("s-1").await.unwrap(), order("o-1"));
    assert_eq!(*client(&mock).list_orders().await.unwrap(), [order("o-2"), order("o-3")]);
    assert_eq!((mock.requests().len(), mock.requests_of::<CreateOrder>().len()), (2, 1));
    assert!(!format!("{mock:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_call_is_recognized_whatever_the_caller_added() {
    let list = ListOrders { tags: vec!["a".to_owned()] };
    let mock = Mock::new().on_call(&list, TypedAnswer::output(&vec![order("o-1")]));
    let client = client(&mock).with_query("v", 2).with_header("X-Tenant", "t-1");
    assert_eq!(client.call(list).query("debug", 1).await.unwrap()[0].id, "o-1");
    assert_eq!(mock.requests()[0].uri().query(), Some("tag=a&v=2&debug=1"));
}

#[tokio::test]
async fn raw_requests_have_answers_by_method_and_path() {
    let mock = Mock::new().on_request(Method::POST, "/refunds", MockAnswer::status(StatusCode::CREATED)).on_request(
        Method::GET,
        "/refunds",
        MockAnswer::json(StatusCode::OK, "[]"),
    );
    let client = client(&mock);
    assert_eq!(client.request(Method::GET, "/refunds").query("a", 1).send().await.unwrap().text().unwrap(), "[]");
    assert_eq!(client.request(Method::POST, "/refunds").json(&1).send().await.unwrap().status(), 201);
    let error = client.request(Method::PUT, "/refunds").send().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("no answer to `PUT /v1/refunds`: give it one with `.on_request(…)`"), "{error}");
    assert!(mock.unused().is_empty());
}

#[tokio::test]
async fn answers_are_given_in_their_order() {
    let mock = Mock::new()
        .on::<CreateOrder>(TypedAnswer::unchecked(MockAnswer::broken()))
        .on::<CreateOrder>(TypedAnswer::output(&order("o-1")))
        .on::<ListOrders>(TypedAnswer::json(StatusCode::OK, "[]"));
    let client = client(&mock);
    assert_eq!(error(client.create_order("s").await).outcome(), Outcome::Unknown);
    assert_eq!(mock.unused(), ["createOrder", "listOrders"]);
    for _ in 0..2 {
        assert_eq!(client.create_order("s").await.unwrap().id, "o-1");
    }
    assert_eq!(mock.unused(), ["listOrders"]);
}

#[tokio::test]
async fn an_error_is_read_as_the_one_of_its_status() {
    let body = r#"{"error": {"code": "many", "message": "too many"}}"#;
    let answer = TypedAnswer::json(StatusCode::TOO_MANY_REQUESTS, body).header("Retry-After", "7");
    let error = error(client(&Mock::new().on::<CreateOrder>(answer)).create_order("s").await);
    let CreateOrderError::TooManyRequests { body, retry_after } = error.as_api().unwrap().error() else {
        panic!("{error}");
    };
    assert_eq!((body.code.as_str(), *retry_after), ("many", Some(7)));
}

#[tokio::test]
async fn calls_with_other_values_get_other_answers() {
    let mock = Mock::new()
        .on::<CreateOrder>(TypedAnswer::output(&order("any")))
        .on_call(&CreateOrder::new("s-1"), TypedAnswer::output(&order("plain")));
    assert_eq!(client(&mock).create_order("s-1").await.unwrap().id, "plain");
    assert_eq!(client(&mock).create_order("s-2").await.unwrap().id, "any");
    assert_eq!(client(&mock).create_order("s-1").note("rush").await.unwrap().id, "any");
}

#[tokio::test]
async fn a_difference_is_named() {
    for (expected, difference) in [
        (CreateOrder::new("s-2"), "the path is `/v1/shops/s-1/orders`, not `/shops/s-2/orders`"),
        (CreateOrder::new("s-1"), r#"the body is `{"note":"rush"}`, not `{}`"#),
        (
            CreateOrder { idempotency_key: Some("k".to_owned()), ..CreateOrder::new("s-1") },
            "the header `idempotency-key` has another value",
        ),
    ] {
        let message = failure(&Mock::new().on_call(&expected, TypedAnswer::output(&order("o-1")))).await;
        let expected = format!("answers to `createOrder` for other values only: {difference}");
        assert!(message.contains(&expected), "{expected} is not in {message}");
    }
}

#[tokio::test]
async fn a_credential_in_the_query_is_not_a_difference() {
    let mock = Mock::new().on_call(&ListOrders { tags: Vec::new() }, TypedAnswer::json(StatusCode::OK, "[]"));
    let builder = ShopClient::builder().query_auth("secret").transport(mock.clone()).timer(MockClock::new());
    let client = builder.build().unwrap();
    client.list_orders().await.unwrap();
    let tagged = ListOrders { tags: vec!["new".to_owned()] };
    let message = error(client.call(tagged).await).to_string();
    assert!(
        message.contains("the query is `") && message.contains("not ``") && !message.contains("secret"),
        "{message}"
    );
}

#[tokio::test]
async fn an_answer_that_the_operation_cannot_read_fails() {
    let json = TypedAnswer::<CreateOrder>::json;
    for (answer, expected) in [
        (json(StatusCode::OK, r#"{"data": {"id": 7}}"#), "does not fit: $.data.id: "),
        (json(StatusCode::OK, r#"{"id": "o-1"}"#), "does not fit: $.data: "),
        (json(StatusCode::BAD_REQUEST, r#"{"error": {"code": "c"}}"#), "does not fit: "),
        (TypedAnswer::status(StatusCode::IM_A_TEAPOT), "the document does not declare the status 418"),
        (TypedAnswer::status(StatusCode::OK), "there is no body"),
    ] {
        let message = failure(&Mock::new().on::<CreateOrder>(answer)).await;
        assert!(
            message.contains("the mock's answer to `createOrder`") && message.contains(expected),
            "{expected}: {message}"
        );
    }
}

#[tokio::test]
async fn the_error_of_a_call_without_an_answer_has_a_fix() {
    let message = failure(&Mock::new().on::<ListOrders>(TypedAnswer::json(StatusCode::OK, "[]"))).await;
    assert!(message.contains("the mock has no answer to `createOrder`: give it one with `.on::<…>(…)`"), "{message}");
    let message = failure(&Mock::new().on_call(&CreateOrder::new(""), TypedAnswer::output(&order("o-1")))).await;
    assert!(message.contains("for a call that cannot be sent: createOrder was not sent: path parameter"), "{message}");
}

#[tokio::test]
async fn a_call_that_violates_a_constraint_is_not_sent() {
    let mock = Mock::new().on::<CreateOrder>(TypedAnswer::output(&order("o-1")));
    let message = error(client(&mock).create_order("s").note("longer than ten").await).to_string();
    assert!(message.contains("at most 10 characters"), "{message}");
    assert!(mock.requests().is_empty());
}

#[test]
fn calls_that_block_have_the_same_answers() {
    let mock = Mock::new().on_call(&CreateOrder::new("s-1"), TypedAnswer::output(&order("o-1")));
    let builder = ShopClient::builder().api_key_auth("key").blocking_timer(MockClock::new());
    let client = builder.blocking_transport(mock.clone()).build_blocking().unwrap();
    assert_eq!(client.create_order("s-1").send().unwrap().id, "o-1");
    assert_eq!(error(client.create_order("s-2").send()).outcome(), Outcome::NotSent);
    assert_eq!(mock.requests().len(), 2);
}
