//! A client of `api.yaml`, with a transport that responds with the input.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use openapi_bindgen_runtime::{Blocking, BlockingBody, BlockingTransport, MockClock, RequestBody, TransportFailure};

use crate::api::Client;

/// The credential, which no output may contain.
pub(crate) const SECRET: &str = "c2VjcmV0LWtleQ";

/// A response, read from a line with the status, a line for each header, an empty line, and the body.
#[derive(Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn read(input: &[u8]) -> Option<Self> {
        let end = input.windows(2).position(|two| two == b"\n\n")?;
        let (head, body) = (&input[..end], &input[end + 2..]);
        let mut lines = head.split(|byte| *byte == b'\n');
        let status = std::str::from_utf8(lines.next()?).ok()?.trim().parse().ok()?;
        let headers = lines.filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            let value = line[colon + 1..].trim_ascii();
            Some((HeaderName::from_bytes(&line[..colon]).ok()?, HeaderValue::from_bytes(value).ok()?))
        });
        Some(Self { status, headers: headers.collect(), body: Bytes::copy_from_slice(body) })
    }

    pub(crate) fn ok(media_type: &'static str, body: &[u8]) -> Self {
        let headers = vec![(http::header::CONTENT_TYPE, HeaderValue::from_static(media_type))];
        Self { status: StatusCode::OK, headers, body: Bytes::copy_from_slice(body) }
    }
}

/// A transport that gives every request the same response, in pieces of `piece` bytes, and keeps the requests.
#[derive(Clone)]
pub(crate) struct Canned {
    answer: Answer,
    piece: usize,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub(crate) fn new(answer: Answer, piece: usize) -> Self {
        Self { answer, piece, requests: Arc::default() }
    }

    /// Returns the requests that were sent.
    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns a client with this transport.
    pub(crate) fn client(&self) -> Client<Blocking> {
        let builder = Client::builder().key(SECRET).blocking_transport(self.clone()).blocking_timer(MockClock::new());
        match builder.build_blocking() {
            Ok(client) => client,
            Err(error) => panic!("the client cannot be built: {error}"),
        }
    }
}

impl BlockingTransport for Canned {
    fn send(&self, request: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        let (parts, body) = request.into_parts();
        let body = body.into_bytes().map_err(|_| TransportFailure::not_sent("the body comes from a source"))?;
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(Request::from_parts(parts, body));
        let pieces = Pieces { rest: self.answer.body.clone(), piece: self.piece };
        let mut response = Response::new(BlockingBody::new(pieces));
        *response.status_mut() = self.answer.status;
        for (name, value) in &self.answer.headers {
            response.headers_mut().append(name, value.clone());
        }
        Ok(response)
    }
}

/// A body that arrives in pieces.
struct Pieces {
    rest: Bytes,
    piece: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.rest.len().min(self.piece).min(buffer.len());
        buffer[..length].copy_from_slice(&self.rest.split_to(length));
        Ok(length)
    }
}
