//! Servers on this machine that answer one request.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread::{JoinHandle, spawn},
};

use tokio::net::TcpSocket;

pub(crate) const CREATED: &str =
    "HTTP/1.1 200 OK\r\nContent-Length: 23\r\nX-Request-Id: req-1\r\n\r\n{\"data\": {\"id\": \"o-1\"}}";

/// Accepts one connection, responds to its first request with `answer` and closes it. Returns the request, and the
/// listener, at which no other connection must arrive.
pub(crate) fn serve(answer: impl Into<String>) -> (SocketAddr, JoinHandle<(String, TcpListener)>) {
    serve_then(answer, drop)
}

/// The same, and then waits until the client closes the connection.
#[cfg(feature = "blocking")]
pub(crate) fn serve_and_hang(answer: impl Into<String>) -> SocketAddr {
    let wait = |mut connection: TcpStream| {
        // Whatever ends the connection ends the wait.
        let _ = connection.read(&mut [0]);
    };
    serve_then(answer, wait).0
}

fn serve_then(
    answer: impl Into<String>,
    then: impl FnOnce(TcpStream) + Send + 'static,
) -> (SocketAddr, JoinHandle<(String, TcpListener)>) {
    let (listener, answer) = (TcpListener::bind("127.0.0.1:0").unwrap(), answer.into());
    let address = listener.local_addr().unwrap();
    let server = spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n{}") && !asked.starts_with(b"GET") {
            let mut bytes = [0; 1024];
            let count = connection.read(&mut bytes).unwrap();
            asked.extend_from_slice(&bytes[..count]);
        }
        connection.write_all(answer.as_bytes()).unwrap();
        then(connection);
        (String::from_utf8(asked).unwrap(), listener)
    });
    (address, server)
}

/// A port without a listener, for as long as the socket is held.
pub(crate) fn closed_port() -> (TcpSocket, SocketAddr) {
    // A socket that is bound but does not listen reserves the port.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}
