//! A server on this machine that reads one request, and knows whether it was whole.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::{JoinHandle, spawn},
};

/// The request that a server got.
pub(crate) struct Received {
    /// The lines before the body, in small letters.
    pub(crate) head: String,
    /// The body, or as much of it as came.
    pub(crate) body: Vec<u8>,
    /// True if the message was complete.
    pub(crate) is_whole: bool,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim())
    }
}

/// Answers one request with `status` once all of it has come.
pub(crate) fn serve(status: u16) -> (SocketAddr, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (address, spawn(move || receive(&listener, status, &mut |bytes, body| body.extend_from_slice(bytes))))
}

/// The same with status 200, for a body of which only the length is kept, where others can see it grow.
pub(crate) fn count() -> (SocketAddr, Arc<AtomicU64>, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let counted = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&counted);
    let server = spawn(move || {
        receive(&listener, 200, &mut |bytes, _| {
            count.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        })
    });
    (address, counted, server)
}

/// Responds to one request with status 413 when its head was received, without reading its body.
pub(crate) fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    spawn(move || {
        let mut reader = BufReader::new(listener.accept().unwrap().0);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0);
        }
        reader.get_mut().write_all(b"HTTP/1.1 413 X\r\nContent-Length: 0\r\n\r\n").unwrap();
        // The connection stays open until the client has had enough.
        let _ = reader.read_to_end(&mut Vec::new());
    });
    address
}

type Keep<'k> = &'k mut dyn FnMut(&[u8], &mut Vec<u8>);

fn receive(listener: &TcpListener, status: u16, keep: Keep<'_>) -> Received {
    let (connection, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    let mut received = Received { head: String::new(), body: Vec::new(), is_whole: false };
    while !head.ends_with("\r\n\r\n") {
        // A client that fails early may send nothing at all.
        let Ok(1..) = reader.read_line(&mut head) else { return received };
    }
    received.head = head.to_ascii_lowercase();
    let body = &mut received.body;
    let is_whole = match received.head.lines().find_map(|line| line.strip_prefix("content-length:")) {
        Some(length) => take(&mut reader, length.trim().parse().unwrap(), &mut |bytes| keep(bytes, body)),
        None => chunks(&mut reader, &mut |bytes| keep(bytes, body)),
    };
    received.is_whole = is_whole;
    if is_whole {
        let answer = format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        reader.get_mut().write_all(answer.as_bytes()).unwrap();
    }
    received
}

/// Reads `count` bytes; returns false if there were fewer.
fn take(reader: &mut impl BufRead, count: u64, keep: &mut dyn FnMut(&[u8])) -> bool {
    let mut rest = reader.take(count);
    loop {
        // A connection that was reset has no more bytes either.
        match rest.fill_buf().unwrap_or_default() {
            [] => return rest.limit() == 0,
            bytes => {
                keep(bytes);
                let count = bytes.len();
                rest.consume(count);
            }
        }
    }
}

/// Reads chunks until the last, which is empty (RFC 9112, section 7.1).
fn chunks(reader: &mut impl BufRead, keep: &mut dyn FnMut(&[u8])) -> bool {
    loop {
        let mut line = String::new();
        let Ok(1..) = reader.read_line(&mut line) else { return false };
        let length = u64::from_str_radix(line.trim_end(), 16).unwrap();
        if !take(reader, length, keep) || !take(reader, 2, &mut |_| {}) {
            return false;
        }
        if length == 0 {
            return true;
        }
    }
}
