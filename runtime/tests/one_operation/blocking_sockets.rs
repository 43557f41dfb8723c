//! The blocking transport over `ureq`, against servers on this machine.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use openapi_bindgen_runtime::{Blocking, Error, Limits, Outcome, Retry, TransportErrorKind};

use crate::{
    ShopClient, error,
    server::{CREATED, closed_port, serve, serve_and_hang},
};

fn client(address: SocketAddr) -> ShopClient<Blocking> {
    let builder = ShopClient::builder().api_key_auth("key-1").retry(Retry::never());
    let limits = Limits::default().attempt(Duration::from_millis(500));
    builder.limits(limits).base_url(format!("http://{address}")).build_blocking().unwrap()
}

fn kind<E: std::fmt::Debug>(error: &Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[test]
fn a_call_goes_over_a_socket_and_back() {
    let (address, server) = serve(CREATED);
    let order = client(address).create_order("s/1").send().unwrap();
    assert_eq!((&*order.id, order.request_id()), ("o-1", Some("req-1")));
    let (asked, _) = server.join().unwrap();
    assert!(asked.starts_with("POST /shops/s%2F1/orders HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("x-api-key: key-1\r\n"), "{asked}");
    assert!(asked.contains("content-length: 2\r\n"), "{asked}");
    assert_eq!(asked.matches("user-agent").count(), 1, "{asked}");
}

#[test]
fn a_request_without_a_body_has_no_length() {
    let (address, server) = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
    assert!(client(address).list_orders().send().unwrap().is_empty());
    assert!(!server.join().unwrap().0.contains("content-length"));
}

#[test]
fn a_refused_connection_is_not_sent() {
    let (_socket, address) = closed_port();
    let error = error(client(address).create_order("s").send());
    assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Connect, Outcome::NotSent));
    assert!(error.to_string().starts_with("createOrder: no connection: Connection refused"), "{error}");
}

#[test]
fn a_connection_that_closes_is_unknown_and_not_repeated_by_the_transport() {
    let (address, server) = serve("");
    let error = error(client(address).create_order("s").send());
    assert_eq!((kind(&error), error.outcome()), (TransportErrorKind::Exchange, Outcome::Unknown));
    let listener = server.join().unwrap().1;
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err());
}

#[test]
fn a_body_that_breaks_off_is_an_error() {
    let (address, _) = serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    let error = error(client(address).create_order("s").send());
    assert_eq!((kind(&error), error.status().unwrap().as_u16()), (TransportErrorKind::Exchange, 200));
}

#[test]
fn neither_a_redirect_nor_an_error_response_is_a_transport_error() {
    for (status, location) in [(307, "Location: http://127.0.0.1:9/\r\n"), (404, ""), (503, "")] {
        let (address, _) = serve(format!("HTTP/1.1 {status} No\r\n{location}Content-Length: 0\r\n\r\n"));
        let error = error(client(address).create_order("s").send());
        assert_eq!(error.as_api().unwrap().status(), status);
    }
}

#[test]
fn a_server_that_hangs_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let limits = Limits::default().attempt(Duration::from_millis(20));
    let builder = ShopClient::builder().api_key_auth("key").limits(limits).retry(Retry::never());
    let client = builder.base_url(format!("http://{}", listener.local_addr().unwrap())).build_blocking().unwrap();
    let error = error(client.create_order("s").send());
    assert_eq!(kind(&error), TransportErrorKind::Timeout(Duration::from_millis(20)));
}

#[test]
fn a_body_that_stops_coming_is_given_up() {
    let address = serve_and_hang("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    let error = error(client(address).create_order("s").send());
    assert_eq!(kind(&error), TransportErrorKind::Timeout(Duration::from_millis(500)));
    assert_eq!(error.status().unwrap(), 200);
}
