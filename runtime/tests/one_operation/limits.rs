//! Time and size.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame};
use openapi_bindgen_runtime::{BoxError, Error, Limits, Outcome, Retry, TransportErrorKind};

use crate::{
    CreateOrderError, ShopClient,
    canned::{Canned, Endless, Stopped, Then},
    create, error,
    script::Clock,
};

async fn kind(transport: &Canned) -> (TransportErrorKind, Error<CreateOrderError>) {
    let builder = ShopClient::builder().api_key_auth("key").limits(Limits::default().body(2500));
    let builder = builder.retry(Retry::never());
    let client = builder.transport(transport.clone()).timer(Stopped).build().unwrap();
    let error = error(client.create_order("s").await);
    match &error {
        Error::Transport(transport) => (transport.kind(), error),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let (kind, error) = kind(&Canned::hangs()).await;
    assert_eq!(kind, TransportErrorKind::Timeout(Duration::from_secs(25)));
    assert_eq!((error.outcome(), error.status()), (Outcome::Unknown, None));
    assert_eq!(error.to_string(), "createOrder: no whole response within 25s");
}

#[tokio::test]
async fn a_safe_method_is_given_up_earlier() {
    let transport = Canned::hangs();
    let builder = ShopClient::builder().limits(Limits::default().read(Duration::from_secs(7))).timer(Stopped);
    let client = builder.transport(transport).build().unwrap();
    let error = error(client.list_orders().retry(Retry::never()).await);
    assert_eq!(error.to_string(), "listOrders: no whole response within 7s");
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up_and_its_status_kept() {
    for (status, outcome) in [(200, Outcome::Unknown), (403, Outcome::Rejected), (502, Outcome::Unknown)] {
        let (kind, error) = kind(&Canned::streams(status, Endless::new(Then::Hangs))).await;
        assert_eq!(kind, TransportErrorKind::Stalled(Duration::from_secs(25)));
        assert_eq!((error.outcome(), error.status().unwrap().as_u16()), (outcome, status));
    }
}

#[tokio::test]
async fn a_call_to_a_server_that_hangs_ends_within_a_minute_and_a_half() {
    for transport in [Canned::hangs(), Canned::streams(200, Endless::new(Then::Hangs))] {
        let clock = Clock::default();
        let builder = ShopClient::builder().api_key_auth("key").randomness(|| u128::MAX);
        let client = builder.transport(transport.clone()).timer(clock.clone()).build().unwrap();
        let error = error(client.create_order("s").await);
        assert_eq!((error.attempts(), error.outcome()), (3, Outcome::Unknown));
        let took = openapi_bindgen_runtime::BlockingTimer::monotonic(&clock);
        assert!(took <= Duration::from_secs(90), "{took:?}");
    }
}

/// A body of 40 pieces, each of which comes two seconds after the one before.
struct Drips(Clock, usize);

impl Body for Drips {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.0.advance(Duration::from_secs(2));
        self.1 += 1;
        Poll::Ready(match self.1 {
            1 => Some(Ok(Frame::data(Bytes::from_static(b"{\"data\": {\"id\": \"")))),
            2..40 => Some(Ok(Frame::data(Bytes::from_static(b"o")))),
            40 => Some(Ok(Frame::data(Bytes::from_static(b"\"}}")))),
            _ => None,
        })
    }
}

#[tokio::test]
async fn a_body_that_goes_on_is_waited_for() {
    let clock = Clock::default();
    let body = clock.clone();
    let transport = Canned::new(move || {
        Ok(http::Response::new(openapi_bindgen_runtime::ResponseBody::new(Drips(body.clone(), 0))))
    });
    let builder = ShopClient::builder().api_key_auth("key").transport(transport).timer(clock);
    let order = builder.build().unwrap().create_order("s").await.unwrap();
    assert_eq!(order.id.len(), 38);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let (kind, error) = kind(&Canned::streams(200, Endless::new(Then::Breaks))).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::Exchange, Outcome::Unknown));
    assert_eq!(error.to_string(), "createOrder: the connection failed after status 200 OK: connection reset by peer");
}

#[tokio::test]
async fn an_endless_body_is_read_up_to_the_limit() {
    let body = Endless::new(Then::GoesOn);
    let (kind, error) = kind(&Canned::streams(200, body.clone())).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::BodyLimit(2500), Outcome::Unknown));
    assert_eq!(body.chunks(), 3);
    assert_eq!(error.to_string(), "createOrder: response body over 2500 bytes after status 200 OK");
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_not_read() {
    let body = Endless::new(Then::GoesOn);
    let streamed = body.clone();
    let transport = Canned::new(move || {
        let response = http::Response::builder().status(404).header("Content-Length", "2501");
        Ok(response.body(openapi_bindgen_runtime::ResponseBody::new(streamed.clone())).unwrap())
    });
    let (kind, error) = kind(&transport).await;
    assert_eq!((kind, error.outcome()), (TransportErrorKind::BodyLimit(2500), Outcome::Rejected));
    assert_eq!(body.chunks(), 0);
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_read() {
    let body = format!(r#"{{"data": {{"id": "o-1"}}}}{}"#, " ".repeat(2500 - 23));
    assert_eq!(body.len(), 2500);
    let builder = ShopClient::builder().api_key_auth("key").limits(Limits::default().body(2500)).timer(Stopped);
    let client = builder.transport(Canned::replies(200, &[], body)).build().unwrap();
    assert_eq!(client.create_order("s").await.unwrap().id, "o-1");
}

#[tokio::test]
async fn a_message_is_short_however_long_the_body() {
    let long = "x".repeat(5_000_000);
    for (status, body) in [
        (500, long.clone()),
        (400, format!(r#"{{"error": "{long}"}}"#)),
        (200, format!(r#"{{"data": {{"{long}": 1, "id": []}}}}"#)),
        (200, format!(r#"{{"data": "{long}"}}"#)),
    ] {
        let error = error(create(&Canned::replies(status, &[], body)).await);
        assert!(error.to_string().len() < 1000, "{} bytes", error.to_string().len());
        assert!(format!("{error:?}").len() < 2000, "{} bytes", format!("{error:?}").len());
    }
}

#[tokio::test]
async fn a_long_code_and_message_are_cut_in_the_message_only() {
    let long = "x".repeat(100_000);
    let body = format!(r#"{{"error": {{"code": "{long}", "message": "{long}"}}}}"#);
    let error = error(create(&Canned::replies(404, &[], body)).await);
    assert!(error.to_string().len() < 1000);
    assert_eq!((error.code(), error.message()), (Some(&*long), Some(&*long)));
}
