//! Uploads over a `tower` service.

use std::{
    convert::{Infallible, identity},
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use openapi_bindgen_runtime::{
    Error, Outcome, RequestBody, ResponseBody, Retry, Timer, TowerTransport, TransportErrorKind,
};
use tower_service::Service;

use crate::{bindings::Client, stream};

/// Takes bytes, and knows nothing of sources.
#[derive(Clone)]
struct Whole;

impl Service<Request<Bytes>> for Whole {
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        std::future::ready(Ok(Response::new(Bytes::new().into())))
    }
}

/// A service that accepts any body and responds with a success.
#[derive(Clone)]
struct Careless;

impl Service<Request<RequestBody>> for Careless {
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let mut body = request.into_body();
        Box::pin(async move {
            while let Some(Ok(_)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {}
            Ok(Response::new(Bytes::new().into()))
        })
    }
}

/// No wait ends.
struct Stopped;

impl Timer for Stopped {
    fn sleep(&self, _: std::time::Duration) -> openapi_bindgen_runtime::BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn client(transport: impl openapi_bindgen_runtime::Transport) -> Client {
    Client::builder().retry(Retry::never()).transport(transport).timer(Stopped).build().unwrap()
}

#[tokio::test]
async fn a_service_that_takes_bytes_is_not_given_a_source() {
    client(TowerTransport::new(Whole)).set_film("whole").await.unwrap();
    let error = client(TowerTransport::new(Whole)).set_film(stream(&[Ok("a")])).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("TowerTransport::streaming"), "{error}");
}

#[tokio::test]
async fn a_success_does_not_stand_when_the_source_failed() {
    let client = client(TowerTransport::streaming(Careless, identity));
    client.set_film(stream(&[Ok("a")])).await.unwrap();
    let error = client.set_film(stream(&[Ok("a"), Err("gone")])).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Upload), "{error}");
    assert_eq!((error.outcome(), error.status().unwrap().as_u16()), (Outcome::Unknown, 200));
}
