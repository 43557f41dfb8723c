//! Limits of time and size, which keep a server from holding a caller or filling its memory.

use std::time::Duration;

use heygen_api::{
    mock::{Fault, Reply, Server},
    runtime::{Error, Limits, Outcome, Retry, TransportErrorKind},
};

use crate::{CreateError, GROUP, server};

/// More than any memory holds, so that only a client that stops early ends at all.
const ENDLESS: usize = 1 << 50;

async fn create_within(server: &Server, limits: Limits) -> CreateError {
    let client = server.client_builder().limits(limits).retry(Retry::never()).build().unwrap();
    client.create_avatar_consent(GROUP).await.unwrap_err()
}

fn kind(error: &CreateError) -> TransportErrorKind {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    error.kind()
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let (server, limit) = (server(), Duration::from_millis(100));
    server.fail_next(Fault::Hang);
    let error = create_within(&server, Limits::default().attempt(limit)).await;
    assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Timeout(limit), Outcome::Unknown));
    assert_eq!(error.idempotency_key(), server.requests()[0].header("idempotency-key"));
}

#[tokio::test]
async fn a_body_that_does_not_end_is_given_up() {
    let server = server();
    server.respond_next(Reply::oversized(ENDLESS).chunked());
    let error = create_within(&server, Limits::default()).await;
    assert_eq!(kind(&error), TransportErrorKind::BodyLimit(8 * 1024 * 1024));
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (200, Outcome::Unknown));
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_given_up() {
    let server = server();
    server.respond_next(Reply::oversized(ENDLESS));
    let error = create_within(&server, Limits::default()).await;
    assert_eq!(kind(&error), TransportErrorKind::BodyLimit(8 * 1024 * 1024));
}

#[tokio::test]
async fn the_limit_of_a_body_can_be_set_to_the_byte() {
    for (length, is_read) in [(1000, true), (1001, false)] {
        for reply in [Reply::oversized(length), Reply::oversized(length).chunked()] {
            let server = server();
            server.respond_next(reply);
            // A body of blanks is no consent, but it is a body.
            let error = create_within(&server, Limits::default().body(1000)).await;
            assert_eq!(matches!(error, Error::Decode(_)), is_read, "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_response_that_is_slow_but_within_the_limit_is_read() {
    let server = server();
    server.fail_next(Fault::Slow(Duration::from_millis(20)));
    assert!(crate::create(&server).await.is_ok());
}
