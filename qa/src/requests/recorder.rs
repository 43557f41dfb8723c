//! A server on a loopback port that records its requests.

use std::{
    collections::HashMap,
    io::{self, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use crate::requests::http::Request;

/// The response: a call that reads a body fails, but only after it was sent.
const ANSWER: &[u8] = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// Records each request under the number of its call.
#[derive(Debug)]
pub(crate) struct Recorder {
    address: SocketAddr,
    kept: Arc<Mutex<HashMap<usize, Request>>>,
}

impl Recorder {
    /// Starts to listen, until this program ends.
    ///
    /// # Errors
    /// Returns an error if there is no free port.
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let kept = Arc::default();
        let keep = Arc::clone(&kept);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A connection that breaks has no request to record, and its call counts as not
                // sent.
                let _ = receive(&stream, &keep);
            }
        });
        Ok(Self { address, kept })
    }

    /// Returns the base URL of all calls, each of which sends its number as the first version in
    /// its `User-Agent`.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Removes and returns the recorded requests.
    pub(crate) fn take(&self) -> HashMap<usize, Request> {
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn receive(stream: &TcpStream, kept: &Mutex<HashMap<usize, Request>>) -> io::Result<()> {
    let Some(request) = Request::read(&mut BufReader::new(stream))? else { return Ok(()) };
    if let Some(call) = request.header("user-agent").and_then(number) {
        kept.lock().unwrap_or_else(PoisonError::into_inner).insert(call, request);
    }
    let mut stream = stream;
    stream.write_all(ANSWER)
}

/// Returns the number in `call/7 program/0.0.0`.
fn number(user_agent: &str) -> Option<usize> {
    user_agent.strip_prefix("call/")?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn requests_are_kept_by_number() {
        let recorder = Recorder::start().unwrap();
        let mut stream = TcpStream::connect(recorder.address).unwrap();
        stream.write_all(b"PUT /a%20b?c=1 HTTP/1.1\r\nUser-Agent: call/7 a/1\r\nContent-Length: 1\r\n\r\n0").unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
        let kept = recorder.take();
        assert_eq!(
            (kept[&7].method.as_str(), kept[&7].target.as_str(), kept[&7].body.as_slice()),
            ("PUT", "/a%20b?c=1", &b"0"[..])
        );
        assert!(recorder.take().is_empty());
        assert_eq!(number("program/7"), None);
    }
}
