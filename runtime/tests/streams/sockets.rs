//! The built-in transports, against a server on this machine.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread::{JoinHandle, spawn},
    time::Duration,
};

use openapi_bindgen_runtime::{Blocking, Error, Limits, Outcome, Retry, TransportErrorKind};

use crate::bindings::Client;

/// Answers one request with the head of a stream of events, then with each text that is sent to it, and closes the
/// connection when there will be no other. It returns how many requests it got.
fn serve() -> (SocketAddr, Sender<&'static str>, JoinHandle<usize>) {
    serve_as("text/event-stream")
}

/// The same, of another media type.
fn serve_as(media_type: &'static str) -> (SocketAddr, Sender<&'static str>, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, texts) = channel();
    (address, sender, spawn(move || answer(&listener, media_type, &texts)))
}

fn answer(listener: &TcpListener, media_type: &str, texts: &Receiver<&'static str>) -> usize {
    let (mut connection, _) = listener.accept().unwrap();
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let mut bytes = [0; 1024];
        let count = connection.read(&mut bytes).unwrap();
        asked.extend_from_slice(&bytes[..count]);
    }
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.write_all(head.as_bytes()).unwrap();
    for text in texts {
        write(&mut connection, text);
    }
    drop(connection);
    listener.set_nonblocking(true).unwrap();
    1 + usize::from(listener.accept().is_ok())
}

/// Writes one chunk, of which an empty one is the last.
fn write(connection: &mut TcpStream, text: &str) {
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    // A client that has seen enough is gone.
    let _ = connection.write_all(chunk.as_bytes());
}

fn client(address: SocketAddr, wait: Duration) -> Client {
    let builder = Client::builder().limits(Limits::default().event_idle(wait).body(10)).retry(Retry::default());
    builder.base_url(format!("http://{address}")).build().unwrap()
}

fn blocking_client(address: SocketAddr, wait: Duration) -> Client<Blocking> {
    let builder = Client::builder().limits(Limits::default().event_idle(wait).body(10)).retry(Retry::default());
    builder.base_url(format!("http://{address}")).build_blocking().unwrap()
}

const LONG: Duration = Duration::from_mins(1);
const SHORT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn an_event_is_there_before_the_next_one_is_sent() {
    let (address, server, requests) = serve();
    let mut log = client(address, LONG).read_log().events().await.unwrap();
    for text in ["data: a\n\n", "data: b\n\n"] {
        server.send(text).unwrap();
        assert_eq!(log.next().await.unwrap().unwrap().data, text[6..7]);
    }
    server.send("").unwrap();
    assert!(log.next().await.is_none());
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

#[test]
fn so_it_is_for_a_call_that_blocks() {
    let (address, server, requests) = serve();
    let mut log = blocking_client(address, LONG).read_log().events().unwrap();
    for text in ["data: a\n\n", "data: b\n\n"] {
        server.send(text).unwrap();
        assert_eq!(log.next().unwrap().unwrap().data, text[6..7]);
    }
    server.send("").unwrap();
    assert!(log.next().is_none());
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

const LINES: &str = "application/x-ndjson";

#[tokio::test]
async fn a_line_is_there_before_the_next_one_is_sent() {
    let (address, server, requests) = serve_as(LINES);
    let mut words = client(address, LONG).read_words().events().await.unwrap();
    server.send("{\"word\":\"a\"}\n{\"wo").unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
    server.send("rd\":\"b\"}\n\n{\"word\":1}\n").unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "b");
    let Error::Decode(broken) = words.next().await.unwrap().unwrap_err() else { panic!("it is read") };
    assert_eq!((broken.path(), &broken.body()[..]), ("$.word", &b"{\"word\":1}"[..]));
    server.send("{\"word\":\"c\"}").unwrap();
    server.send("").unwrap();
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "c");
    assert!(words.next().await.is_none() && words.next().await.is_none());
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

#[test]
fn so_is_a_line_for_a_call_that_blocks() {
    let (address, server, requests) = serve_as(LINES);
    let mut words = blocking_client(address, LONG).read_words().events().unwrap();
    server.send("{\"word\":\"a\"}\n").unwrap();
    assert_eq!(words.next().unwrap().unwrap().data.word, "a");
    server.send("{\"word\":1}\n{\"word\":\"b\"}").unwrap();
    let Error::Decode(broken) = words.next().unwrap().unwrap_err() else { panic!("it is read") };
    assert_eq!(broken.path(), "$.word");
    server.send("").unwrap();
    assert_eq!(words.next().unwrap().unwrap().data.word, "b");
    assert!(words.next().is_none() && words.next().is_none());
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

#[tokio::test]
async fn an_incomplete_line_is_an_error_and_a_long_one_has_a_limit() {
    let (address, server, requests) = serve_as(LINES);
    let mut words = client(address, LONG).read_words().events().await.unwrap();
    server.send("{\"word\":\"a\"}\n{\"word\":\"b\"}").unwrap();
    drop(server);
    assert_eq!(words.next().await.unwrap().unwrap().data.word, "a");
    assert_eq!(kind(&words.next().await.unwrap().unwrap_err()), TransportErrorKind::Exchange);
    assert_eq!(requests.join().unwrap(), 1);

    let (address, server, _) = serve_as(LINES);
    let builder = Client::builder().limits(Limits::default().event(8)).base_url(format!("http://{address}"));
    let mut words = builder.build().unwrap().read_words().events().await.unwrap();
    server.send("{\"word\":\"a\"").unwrap();
    assert_eq!(kind(&words.next().await.unwrap().unwrap_err()), TransportErrorKind::EventLimit(8));
    assert!(words.next().await.is_none());
}

fn kind<E: std::fmt::Debug>(error: &Error<E>) -> TransportErrorKind {
    assert_eq!(error.outcome(), Outcome::Committed, "{error}");
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_stream_that_breaks_off_or_stalls_is_not_sent_for_again() {
    let (address, server, requests) = serve();
    let mut log = client(address, LONG).read_log().events().await.unwrap();
    server.send("data: a\n\ndata: b").unwrap();
    drop(server);
    assert_eq!(log.next().await.unwrap().unwrap().data, "a");
    assert_eq!(kind(&log.next().await.unwrap().unwrap_err()), TransportErrorKind::Exchange);
    assert_eq!(requests.join().unwrap(), 1);

    let (address, server, requests) = serve();
    let mut log = client(address, SHORT).read_log().events().await.unwrap();
    server.send("data: a\n\n").unwrap();
    assert_eq!(log.next().await.unwrap().unwrap().data, "a");
    assert_eq!(kind(&log.next().await.unwrap().unwrap_err()), TransportErrorKind::Stalled(SHORT));
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

#[test]
fn nor_is_one_that_blocks() {
    let (address, server, requests) = serve();
    let mut log = blocking_client(address, LONG).read_log().events().unwrap();
    server.send("data: a\n\ndata: b").unwrap();
    drop(server);
    assert_eq!(log.next().unwrap().unwrap().data, "a");
    assert_eq!(kind(&log.next().unwrap().unwrap_err()), TransportErrorKind::Exchange);
    assert_eq!(requests.join().unwrap(), 1);

    let (address, server, requests) = serve();
    let mut log = blocking_client(address, SHORT).read_log().events().unwrap();
    server.send("data: a\n\n").unwrap();
    assert_eq!(log.next().unwrap().unwrap().data, "a");
    assert_eq!(kind(&log.next().unwrap().unwrap_err()), TransportErrorKind::Stalled(SHORT));
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

/// Longer than nothing may be received of any other body.
const HEARTBEAT: Duration = Duration::from_millis(600);

fn heartbeats(server: &Sender<&'static str>) {
    for text in [": still here\n\n", "data: a\n\n", ""] {
        std::thread::sleep(HEARTBEAT);
        server.send(text).unwrap();
    }
}

#[tokio::test]
async fn a_stream_may_be_silent_for_longer_than_any_other_body() {
    let limits = Limits::default().idle(SHORT).attempt(SHORT).event_idle(LONG);
    let (address, server, requests) = serve();
    let client = Client::builder().limits(limits).base_url(format!("http://{address}")).build().unwrap();
    let mut log = client.read_log().events().await.unwrap();
    let heart = spawn(move || heartbeats(&server));
    assert_eq!(log.next().await.unwrap().unwrap().data, "a");
    assert!(log.next().await.is_none());
    heart.join().unwrap();
    assert_eq!(requests.join().unwrap(), 1);
}

#[test]
fn and_so_may_one_that_blocks() {
    let limits = Limits::default().idle(SHORT).attempt(SHORT).event_idle(LONG);
    let (address, server, requests) = serve();
    let client = Client::builder().limits(limits).base_url(format!("http://{address}")).build_blocking().unwrap();
    let mut log = client.read_log().events().unwrap();
    let heart = spawn(move || heartbeats(&server));
    assert_eq!(log.next().unwrap().unwrap().data, "a");
    assert!(log.next().is_none());
    heart.join().unwrap();
    assert_eq!(requests.join().unwrap(), 1);
}

#[tokio::test]
async fn a_download_comes_in_pieces() {
    let (address, server, requests) = serve();
    let mut picture = client(address, LONG).read_picture().download().await.unwrap();
    server.send("longer than ten bytes").unwrap();
    assert_eq!(picture.next().await.unwrap().unwrap(), "longer than ten bytes");
    server.send("").unwrap();
    assert!(picture.next().await.is_none());
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}

#[test]
fn and_so_it_does_without_a_runtime() {
    let (address, server, requests) = serve();
    let mut picture = blocking_client(address, LONG).read_picture().download().unwrap();
    server.send("longer than ten bytes").unwrap();
    let mut bytes = [0; 21];
    picture.read_exact(&mut bytes).unwrap();
    assert_eq!(&bytes, b"longer than ten bytes");
    server.send("").unwrap();
    assert_eq!(picture.read(&mut bytes).unwrap(), 0);
    drop(server);
    assert_eq!(requests.join().unwrap(), 1);
}
