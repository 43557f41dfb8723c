//! Connections that fail: the caller learns whether the call may have taken effect.

use std::net::{Ipv4Addr, SocketAddr};

use heygen_api::{
    Client,
    mock::Fault,
    runtime::{Error, Outcome, Retry, TransportErrorKind},
};
use tokio::net::TcpSocket;

use crate::{GROUP, client, create, server};

#[tokio::test]
async fn a_refused_connection_sends_nothing() {
    // A socket that is bound but does not listen reserves the port.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
    let base_url = format!("http://{}", socket.local_addr().unwrap());
    let client = Client::builder().base_url(base_url).api_key_auth("key").retry(Retry::never()).build().unwrap();
    let error = client.create_avatar_consent(GROUP).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect), "{error:?}");
    assert_eq!((error.outcome(), error.status()), (Outcome::NotSent, None));
}

#[tokio::test]
async fn a_reset_leaves_the_call_open_and_its_key_replays() {
    let server = server();
    server.fail_next(Fault::Reset);
    let error = create(&server).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Exchange), "{error:?}");
    assert_eq!((error.outcome(), error.status(), error.attempts()), (Outcome::Unknown, None, 1));
    assert_eq!(server.requests().len(), 1);

    let key = error.idempotency_key().unwrap();
    let consent = client(&server).create_avatar_consent(GROUP).idempotency_key(key).await.unwrap();
    assert_eq!(consent.url, "https://consent.example/1");
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_the_call_open() {
    let server = server();
    server.fail_next(Fault::TruncateBody);
    let error = create(&server).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Exchange), "{error:?}");
    assert_eq!((error.outcome(), error.status().unwrap().as_u16()), (Outcome::Unknown, 200));
}
