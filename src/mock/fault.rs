use std::time::Duration;

use hyper::StatusCode;

/// What goes wrong with a response on its way to the client.
///
/// The request takes effect all the same: a consent is created, and its idempotency key is remembered. Until the
/// response is on its way, the request counts as in flight, and another with the same key is answered with 409. For a
/// response that the API itself did not make, see [`Reply`](super::Reply).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// No response ever comes. The request is in flight until the client closes the connection.
    Hang,
    /// The response comes later by this much.
    Slow(Duration),
    /// The connection is reset before the first byte of the response.
    Reset,
    /// The connection closes in the middle of the body, when its `Content-Length` has promised more.
    TruncateBody,
    /// A gateway in between loses the response and answers with a page of its own: 502 or 504, say.
    Gateway(StatusCode),
}
