//! What runs a call's state machine over a transport and a timer.

mod asynchronous;
mod blocking;
mod patience;
mod progress;

use bytes::Bytes;
use http::{HeaderMap, header::CONTENT_LENGTH};

use super::media_type::{is_json, media_type};
use crate::{DownloadOperation, ReadError, Reply, Track};

pub use self::{asynchronous::Async, blocking::Blocking};

/// What sends the calls of a client: [`Async`], whose calls are awaited, or [`Blocking`], whose calls wait themselves.
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

/// The error of a success that should have been events.
fn no_events(reply: &Reply) -> ReadError {
    other_success(reply, "no stream of events; say in the request that events are wanted, or await the call")
}

/// What is downloaded of a success that came whole: all of it, or nothing where it is JSON beside what was asked for.
fn downloaded<O: DownloadOperation>(reply: &Reply) -> Result<Bytes, ReadError> {
    match O::ACCEPT {
        None => Ok(reply.body().clone()),
        Some(accept) => Err(other_success(reply, &format!("nothing of `{accept}`; await the call to read it"))),
    }
}

fn other_success(reply: &Reply, than: &str) -> ReadError {
    let found = media_type(reply.headers()).unwrap_or_default();
    ReadError::new(&Track::new(), format_args!("it is `{found}` and {than}")).familiar(is_json(&found))
}
