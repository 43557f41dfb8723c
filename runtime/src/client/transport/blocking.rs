use std::{
    fmt,
    io::{self, Cursor, Read},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};

use super::TransportFailure;
use crate::client::RequestBody;

/// A blocking transport, which sends one request and begins to receive its response.
///
/// A transport must not follow redirects or repeat requests, since the client does so for every transport. It must
/// limit the time to connect.
///
/// ```
/// use std::time::Duration;
/// use http::{Request, Response};
/// use openapi_bindgen_runtime::{BlockingBody, BlockingTransport, RequestBody, TransportFailure};
///
/// /// Answers every request with `{}`.
/// struct Canned;
///
/// impl BlockingTransport for Canned {
///     fn send(&self, _: Request<RequestBody>, _: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
///         Ok(Response::new(BlockingBody::from("{}")))
///     }
/// }
/// ```
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends `request` and returns the head of the response, with a body that is still to be received.
    ///
    /// `time` limits the whole exchange, from connecting to the last byte of the body. The transport must enforce it,
    /// since the caller blocks: the client only checks the time between two pieces of the body.
    ///
    /// # Errors
    /// A [`TransportFailure`], which contains whether anything may have been sent. If the time is up, it is
    /// [`TransportFailure::timed_out`].
    fn send(&self, request: Request<RequestBody>, time: Duration) -> Result<Response<BlockingBody>, TransportFailure>;

    /// Sends a request whose body comes from a source, or whose response is streamed: an upload, events, or a download.
    ///
    /// `time` limits each wait until more of the request can be sent, and the wait for the head. `piece` limits each
    /// wait for more of the body. The default implementation limits the whole exchange to `time`.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    fn stream(
        &self,
        request: Request<RequestBody>,
        time: Duration,
        piece: Duration,
    ) -> Result<Response<BlockingBody>, TransportFailure> {
        let _ = piece;
        self.send(request, time)
    }
}

/// The body of a response that is still to be received.
///
/// An error of the kind [`TimedOut`](io::ErrorKind::TimedOut) means that the time of the attempt is up.
pub struct BlockingBody(Box<dyn Read + Send>);

impl BlockingBody {
    /// Creates a body that is read from `body`.
    pub fn new(body: impl Read + Send + 'static) -> Self {
        Self(Box::new(body))
    }
}

/// A body that is there already.
impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        Self::new(Cursor::new(bytes))
    }
}

impl From<&'static str> for BlockingBody {
    fn from(text: &'static str) -> Self {
        Self::new(text.as_bytes())
    }
}

impl From<String> for BlockingBody {
    fn from(text: String) -> Self {
        Self::new(Cursor::new(text))
    }
}

impl Read for BlockingBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingBody").finish_non_exhaustive()
    }
}
