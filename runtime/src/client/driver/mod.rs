//! What runs a call's state machine over a transport and a timer.

mod asynchronous;
mod blocking;
mod progress;
mod timeout;

use bytes::Bytes;
use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH},
};

use super::{
    machine::ExchangeFailure,
    response::{is_json, media_type},
    stream::leaves_out_json,
};
use crate::{DownloadOperation, ReadContext, ReadError, Reply};

pub use self::{asynchronous::Async, blocking::Blocking};

/// What sends the calls of a client: [`Async`], for asynchronous calls, or [`Blocking`], for blocking calls.
///
/// Nothing else can be one, so that the two are free to change.
pub trait Driver: Clone + Send + Sync + sealed::Clock + 'static {}

mod sealed {
    use std::time::SystemTime;

    /// The time of day, by the clock that the client was given.
    pub trait Clock {
        /// Now.
        fn now(&self) -> SystemTime;
    }
}

/// Whether a response says from the beginning that its body is longer than `limit`.
fn announces_over(limit: usize, is_head: bool, headers: &HeaderMap) -> bool {
    // The response to HEAD tells the length of a body that does not come (RFC 9110, section 9.3.2).
    let length = || headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse::<u64>().ok();
    !is_head && length().is_some_and(|length| length > limit as u64)
}

/// A reply whose body came whole, decoded within `limit`.
fn received<B>(
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    limit: usize,
) -> Result<(Reply, Option<B>), Box<ExchangeFailure>> {
    // Most bodies have no coding, and the head is kept only where it may be needed.
    let head = headers.contains_key(CONTENT_ENCODING).then(|| (status, headers.clone()));
    match Reply::received(status, headers, body, limit) {
        Ok(reply) => Ok((reply, None)),
        Err(kind) => Err(Box::new(ExchangeFailure { kind, head, source: None })),
    }
}

/// A reply whose body is handed over, unless it has a coding, which is not decoded then.
fn begun<B>(status: StatusCode, headers: HeaderMap, body: B) -> (Reply, Option<B>) {
    let reply = Reply::head(status, headers);
    let body = reply.check().is_ok().then_some(body);
    (reply, body)
}

/// The error of a success that should have been events.
fn no_events(reply: &Reply) -> ReadError {
    if let Err(error) = reply.check() {
        return error;
    }
    other_success(reply, "no stream of events; say in the request that events are wanted, or await the call")
}

/// What is downloaded of a success that came whole: all of it, or nothing where it is JSON beside what was asked for.
fn downloaded<O: DownloadOperation>(reply: &Reply) -> Result<Bytes, ReadError> {
    reply.check()?;
    match O::ACCEPT.filter(|accept| leaves_out_json(Some(accept))) {
        None => Ok(reply.body().clone()),
        Some(accept) => Err(other_success(reply, &format!("nothing of `{accept}`; await the call to read it"))),
    }
}

fn other_success(reply: &Reply, than: &str) -> ReadError {
    let found = media_type(reply.headers()).unwrap_or_default();
    ReadError::new(&ReadContext::new(), format_args!("it is `{found}` and {than}")).familiar(is_json(&found))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_length_that_a_response_to_head_tells_is_none_of_its_own() {
        let headers = |value| HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from_static(value))]);
        assert!(announces_over(10, false, &headers("11")));
        assert!(!announces_over(10, true, &headers("11")));
        assert!(!announces_over(10, false, &headers("10")));
        assert!(!announces_over(10, false, &headers("many")));
        assert!(!announces_over(10, false, &HeaderMap::new()));
    }
}
