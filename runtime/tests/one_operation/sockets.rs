//! The transport over `reqwest`, against servers on this machine.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use openapi_bindgen_runtime::{Error, Limits, Outcome, Retry, TransportErrorKind, reqwest};

use crate::{
    ShopClient, error,
    server::{CREATED, closed_port, serve},
};

fn client(address: SocketAddr) -> ShopClient {
    let builder = ShopClient::builder().api_key_auth("key-1").retry(Retry::never());
    builder.base_url(format!("http://{address}")).build().unwrap()
}

#[tokio::test]
async fn a_call_goes_over_a_socket_and_back() {
    let (address, server) = serve(CREATED);
    let order = client(address).create_order("s/1").await.unwrap();
    assert_eq!((&*order.id, order.request_id()), ("o-1", Some("req-1")));
    let (asked, _) = server.join().unwrap();
    assert!(asked.starts_with("POST /shops/s%2F1/orders HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("x-api-key: key-1\r\n"), "{asked}");
    assert!(asked.contains("content-length: 2\r\n"), "{asked}");
}

#[tokio::test]
async fn a_refused_connection_is_not_sent_and_hides_the_query() {
    let (_socket, address) = closed_port();
    let builder = ShopClient::builder().query_auth("hunter2").base_url(format!("http://{address}"));
    let error = error(builder.build().unwrap().list_orders().retry(Retry::never()).await);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().starts_with("listOrders: no connection: "), "{error}");
    assert!(!format!("{error:?} {error}").contains("hunter2"), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_closes_is_unknown_and_not_repeated_by_the_transport() {
    let (address, server) = serve("");
    let error = error(client(address).create_order("s").await);
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Exchange), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    let listener = server.join().unwrap().1;
    listener.set_nonblocking(true).unwrap();
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let (address, _) = serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    let error = error(client(address).create_order("s").await);
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Exchange), "{error}");
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (address, _) =
        serve("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n");
    let error = error(client(address).create_order("s").await);
    assert_eq!((error.status().unwrap().as_u16(), error.outcome()), (307, Outcome::Rejected));
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let limits = Limits::default().attempt(Duration::from_millis(20));
    let builder = ShopClient::builder().api_key_auth("key").limits(limits).retry(Retry::never());
    let client = builder.base_url(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    let error = error(client.create_order("s").await);
    assert_eq!(error.to_string(), "createOrder: no whole response within 20ms");
}

#[tokio::test]
async fn a_client_of_the_callers_own_is_used() {
    let (address, server) = serve(CREATED);
    let headers = [(http::HeaderName::from_static("x-mine"), http::HeaderValue::from_static("yes"))];
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let own = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .default_headers(headers.into_iter().collect())
        .build()
        .unwrap();
    let builder = ShopClient::builder().api_key_auth("key").reqwest_client(own);
    builder.base_url(format!("http://{address}")).build().unwrap().create_order("s").await.unwrap();
    assert!(server.join().unwrap().0.contains("x-mine: yes\r\n"));
}

#[test]
fn outside_of_a_runtime_there_is_a_message_and_no_panic() {
    let builder = ShopClient::builder().api_key_auth("key").base_url("http://127.0.0.1:9");
    let client = builder.build().unwrap();
    let call = pin!(client.create_order("s").into_future());
    let Poll::Ready(result) = call.get_mut().as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits")
    };
    let error = error(result);
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(error.to_string().starts_with("createOrder was not sent: the client uses the timer of Tokio"), "{error}");
}
