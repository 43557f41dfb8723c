//! A `tower` service as a transport.

use std::{
    cell::Cell,
    future::{Ready, ready},
    io,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Request, Response};
use openapi_bindgen_runtime::{
    BoxError, Error, Meta, Outcome, ResponseBody, Retry, TowerTransport, TransportErrorKind, TransportFailure,
};
use tower_service::Service;

use crate::{CreateOrderError, Result, ShopClient, canned::Stopped, error};

/// A body of the service's own.
struct Payload(Bytes);

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

/// Creates orders, or fails in one of the ways in which services fail.
#[derive(Clone)]
struct Shop {
    fails: Option<Fails>,
    // Services need not be `Sync`.
    is_ready: Cell<bool>,
}

#[derive(Clone, Copy)]
enum Fails {
    WhenAsked,
    WhenCalled,
    AndSaysHow,
}

impl Service<Request<Payload>> for Shop {
    type Response = Response<ResponseBody>;
    type Error = BoxError;
    type Future = Ready<std::result::Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        self.is_ready.set(true);
        Poll::Ready(if matches!(self.fails, Some(Fails::WhenAsked)) { Err("too busy".into()) } else { Ok(()) })
    }

    fn call(&mut self, request: Request<Payload>) -> Self::Future {
        assert!(self.is_ready.get());
        assert_eq!(request.extensions().get::<Meta>().unwrap().operation_id(), "createOrder");
        assert_eq!(request.into_body().0, "{}");
        ready(match self.fails {
            None | Some(Fails::WhenAsked) => Ok(Response::new(r#"{"data": {"id": "o-1"}}"#.into())),
            Some(Fails::WhenCalled) => Err(io::Error::from(io::ErrorKind::ConnectionReset).into()),
            Some(Fails::AndSaysHow) => Err(TransportFailure::not_sent("no route").into()),
        })
    }
}

async fn create(fails: Option<Fails>) -> Result {
    let transport = TowerTransport::new(Shop { fails, is_ready: Cell::new(false) });
    let builder = ShopClient::builder().api_key_auth("key").retry(Retry::never()).timer(Stopped);
    builder.transport(transport).build().unwrap().create_order("s").await
}

async fn fails(how: Fails) -> (TransportErrorKind, Error<CreateOrderError>) {
    let error = error(create(Some(how)).await);
    match &error {
        Error::Transport(transport) => (transport.kind(), error),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_call_goes_through_a_service() {
    assert_eq!(create(None).await.unwrap().id, "o-1");
}

#[tokio::test]
async fn a_service_that_is_not_ready_has_sent_nothing() {
    let (kind, error) = fails(Fails::WhenAsked).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::Connect, Outcome::NotSent));
    assert_eq!(error.to_string(), "createOrder: no connection: too busy");
}

#[tokio::test]
async fn an_error_of_a_service_has_an_unknown_outcome_by_default() {
    let (kind, error) = fails(Fails::WhenCalled).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::Exchange, Outcome::Unknown));
    let (kind, error) = fails(Fails::AndSaysHow).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::Connect, Outcome::NotSent));
}
