use std::time::Duration;

use hyper::StatusCode;

/// A fault of a response in transit to the client.
///
/// The request still takes effect: a consent is created, and its idempotency key is kept. Until the response is sent,
/// the request is in flight, and another one with the same key gets a 409. For a response that the API itself did not
/// make, see [`Reply`](super::Reply).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// There is no response. The request is in flight until the client closes the connection.
    Hang,
    /// The response is delayed by this duration.
    Slow(Duration),
    /// The connection is reset before the first byte of the response.
    Reset,
    /// The connection closes in the middle of the body, when its `Content-Length` has promised more.
    TruncateBody,
    /// A gateway loses the response and sends a page of its own, for example with 502 or 504.
    Gateway(StatusCode),
}
