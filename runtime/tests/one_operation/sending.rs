//! The requests that are sent, and the errors of those that are not.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use openapi_bindgen_runtime::{BuildError, Outcome, RequestErrorKind};

use crate::{
    CreateOrder, ShopClient,
    bindings::NewOrder,
    canned::{Canned, Stopped},
    client, create, error,
};

fn assert_spawnable<F: Future + Send + 'static>(future: F) -> F {
    future
}

#[tokio::test]
async fn a_call_is_sent_as_documented() {
    let transport = Canned::creates();
    let call = client(&transport).create_order("a/../b c?x#y").note("rush").idempotency_key("key 7");
    let order = assert_spawnable(call.into_future()).await.unwrap();

    let request = transport.request();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.example.com/v1/shops/a%2F..%2Fb%20c%3Fx%23y/orders");
    assert_eq!(request.body(), r#"{"note":"rush"}"#);
    assert_eq!(transport.header("content-type").unwrap(), "application/json");
    assert_eq!(transport.header("accept").unwrap(), "application/json");
    assert_eq!(transport.header("user-agent").unwrap(), concat!("openapi-bindgen-runtime/", env!("CARGO_PKG_VERSION")));
    assert_eq!(transport.header("x-api-key").unwrap(), "key-1");
    assert!(request.headers()["x-api-key"].is_sensitive());

    assert_eq!(order.id, "o-1");
    assert_eq!(order.http_status(), 200);
    assert_eq!(order.http_headers()["x-request-id"], "req-1");
    assert_eq!(order.request_id(), Some("req-1"));
    assert_eq!(order.attempts(), 1);
    assert_eq!(order.into_inner().url, None);
}

#[tokio::test]
async fn the_callers_idempotency_key_is_kept() {
    let transport = Canned::creates();
    let order = client(&transport).create_order("s").idempotency_key("mine").await.unwrap();
    assert_eq!(transport.header("idempotency-key").unwrap(), "mine");
    assert_eq!(order.idempotency_key(), Some("mine"));
}

#[tokio::test]
async fn each_call_without_a_key_gets_its_own() {
    let (first, second) = (Canned::creates(), Canned::creates());
    let key = create(&first).await.unwrap().idempotency_key().unwrap().to_owned();
    create(&second).await.unwrap();
    assert_eq!(first.header("idempotency-key"), Some(key.clone()));
    assert_eq!(key.len(), 36);
    assert_ne!(second.header("idempotency-key"), Some(key));
}

#[tokio::test]
async fn an_operation_can_be_called_without_a_method_of_its_own() {
    let transport = Canned::creates();
    let mut call = client(&transport).call(CreateOrder::new("s"));
    call.operation_mut().body = NewOrder::new().note("rush");
    assert_eq!(call.operation().shop_id, "s");
    call.await.unwrap();
    assert_eq!(transport.request().body(), r#"{"note":"rush"}"#);
}

#[tokio::test]
async fn a_query_parameter_may_repeat() {
    let transport = Canned::replies(200, &[], "[]");
    let mut call = client(&transport).list_orders();
    call.operation_mut().tags = vec!["a b".to_owned(), "c&d".to_owned()];
    call.await.unwrap();
    assert_eq!(transport.request().uri(), "https://api.example.com/v1/orders?tag=a%20b&tag=c%26d");
}

#[tokio::test]
async fn invalid_requests_are_not_sent() {
    let transport = Canned::creates();
    let client = client(&transport);
    for (call, message) in [
        (client.create_order(""), "path parameter `shop_id` is empty"),
        (client.create_order(".."), "path parameter `shop_id` is `.` or `..`"),
        (client.create_order("s").idempotency_key("a\nb"), "header parameter `Idempotency-Key` contains a control"),
        (client.create_order("s").note("12345678901"), "`note` must have at most 10 characters, but has 11"),
    ] {
        let error = error(call.await);
        assert!(error.to_string().starts_with(&format!("createOrder was not sent: {message}")), "{error}");
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    }
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn no_key_is_made_for_a_call_that_cannot_be_sent() {
    let drawn = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&drawn);
    let builder = ShopClient::builder().transport(Canned::creates()).timer(Stopped).api_key_auth("key");
    let client = builder.randomness(move || counted.fetch_add(1, Ordering::Relaxed) as u128).build().unwrap();
    error(client.create_order("..").await);
    assert_eq!(drawn.load(Ordering::Relaxed), 0);
    client.create_order("s").await.unwrap();
    assert_eq!(drawn.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_missing_credential_is_an_error_before_sending() {
    let transport = Canned::creates();
    let client = ShopClient::builder().transport(transport.clone()).timer(Stopped).build().unwrap();
    let error = error(client.create_order("s").await);
    assert!(error.to_string().contains("`.api_key_auth(…)` for ApiKeyAuth (header x-api-key)"), "{error}");
    let openapi_bindgen_runtime::Error::Request(error) = error else { panic!("{error}") };
    assert!(
        matches!(error.kind(), RequestErrorKind::MissingCredential { alternatives, .. } if alternatives.len() == 2)
    );
    assert_eq!(transport.count(), 0);
}

#[tokio::test]
async fn one_alternative_is_sent_and_never_two() {
    let transport = Canned::creates();
    let builder = ShopClient::builder().bearer_auth(" token\n").api_key_auth("key");
    builder.transport(transport.clone()).timer(Stopped).build().unwrap().create_order("s").await.unwrap();
    assert_eq!(transport.header("x-api-key").unwrap(), "key");
    assert_eq!(transport.header("authorization"), None);
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    let build = |key: &str, url: &str| {
        let builder = ShopClient::builder().api_key_auth(key).base_url(url).transport(Canned::hangs()).timer(Stopped);
        builder.build().unwrap_err()
    };
    let error = build("hunter\n2", "https://api.example.com");
    assert!(matches!(error, BuildError::Credential { scheme: "ApiKeyAuth", .. }), "{error:?}");
    assert_eq!(error.to_string(), "the credential for ApiKeyAuth contains a control character, such as a line break");
    assert!(matches!(build("key", "http://api.example.com"), BuildError::BaseUrl(_)));
    let builder = ShopClient::builder().user_agent("shop\n").user_agent("a\0b").transport(Canned::hangs());
    assert!(matches!(builder.timer(Stopped).build(), Err(BuildError::UserAgent)));
}

#[tokio::test]
async fn a_program_is_named_before_its_bindings() {
    let transport = Canned::replies(200, &[], "[]");
    let builder = ShopClient::builder().user_agent("shop/1.2").base_url("http://localhost:1/").timer(Stopped);
    builder.transport(transport.clone()).build().unwrap().list_orders().await.unwrap();
    assert!(transport.header("user-agent").unwrap().starts_with("shop/1.2 openapi-bindgen-runtime/"));
    assert_eq!(transport.request().uri(), "http://localhost:1/orders");
}
