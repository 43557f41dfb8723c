//! Settings of single operations.

use std::future::pending;
use std::time::Duration;

use http::{Request, Response};
use openapi_bindgen_runtime::{
    BoxFuture, Error, MockClock, Operation, RequestBody, ResponseBody, Transport, TransportErrorKind, TransportFailure,
};
use openapi_bindgen_specs::operation_settings::operations::{AddOrder, ChangeOrder, DropOrder, PayOrder, SearchOrders};
use openapi_bindgen_specs::operation_settings::{Client, ClientBuilder};

use crate::canned::{Canned, client};

/// Returns the number of requests of a call, and the values of a header in them.
async fn sent<O: Operation>(operation: O, header: &str) -> Vec<Option<String>> {
    let transport = Canned::new(503, "");
    let error = client!(operation_settings, transport).call(operation).await.err().expect("the call fails");
    assert_eq!(error.status().unwrap().as_u16(), 503);
    transport.sent_each(header)
}

#[tokio::test]
async fn the_retry_class_decides_whether_a_request_is_sent_again() {
    assert_eq!(sent(AddOrder::new(), "x-none").await.len(), 3);
    assert_eq!(sent(SearchOrders::new(), "x-none").await.len(), 3);
    assert_eq!(sent(DropOrder::new(), "x-none").await.len(), 1);
}

#[tokio::test]
async fn an_idempotency_header_is_the_same_in_each_attempt() {
    for (values, keys) in [
        // The header is declared, and no key by its name.
        (sent(PayOrder::new(), "x-request-id").await, 3),
        // The header is not declared, and takes the place of the one that is.
        (sent(ChangeOrder::new(), "x-request-id").await, 3),
    ] {
        assert_eq!(values.len(), keys);
        assert!(values[0].as_ref().is_some_and(|key| key.len() == 36), "{values:?}");
        assert!(values.iter().all(|value| *value == values[0]), "{values:?}");
    }
    assert_eq!(sent(ChangeOrder::new(), "idempotency-key").await, [None, None, None]);
    let transport = Canned::new(204, "");
    let call = client!(operation_settings, transport).change_order().x_request_id("mine");
    assert_eq!(call.await.unwrap().idempotency_key(), Some("mine"));
    assert_eq!(transport.sent("x-request-id").as_deref(), Some("mine"));
}

#[tokio::test]
async fn envelopes_of_an_operation_replace_the_others() {
    let transport = Canned::new(200, r#"{"result":"a","data":"b"}"#);
    let client = client!(operation_settings, transport);
    assert_eq!(*client.read_report().await.unwrap(), "a");
    assert_eq!(client.make_report().await.unwrap().data, "b");
}

/// A transport that never receives a response.
struct Hangs;

impl Transport for Hangs {
    fn send(&self, _: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(pending())
    }
}

#[tokio::test]
async fn a_call_ends_at_the_timeout_of_its_operation() {
    let clock = MockClock::new();
    let builder: ClientBuilder = Client::builder();
    let client = builder.transport(Hangs).timer(clock.clone()).build().unwrap();
    let Err(Error::Transport(error)) = client.search_orders().await else { panic!("the call succeeds") };
    assert_eq!(error.kind(), TransportErrorKind::Deadline(Duration::from_mins(2)));
    assert_eq!(clock.passed(), Duration::from_mins(2));
    let call = client.search_orders().deadline(Duration::from_secs(1));
    let Err(Error::Transport(error)) = call.await else { panic!("the call succeeds") };
    assert_eq!(error.kind(), TransportErrorKind::Deadline(Duration::from_secs(1)));
}
