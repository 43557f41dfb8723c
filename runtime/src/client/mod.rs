//! Operations, what becomes of them, and the client that sends them.

mod base_url;
mod builder;
mod call;
mod client_macro;
mod driver;
mod error;
mod idempotency;
mod limits;
mod machine;
mod meta;
mod operation;
mod randomness;
mod reply;
mod request;
mod response;
mod retry;
mod security;
mod tables;
mod transport;

pub use self::{
    builder::ClientBuilder,
    call::{Call, CallFuture, Client},
    driver::Async,
    error::{
        ApiError, BuildError, CallContext, DecodeError, EarlierAttempt, Error, GaveUp, Outcome, RequestError,
        RequestErrorKind, TransportError, TransportErrorKind,
    },
    limits::Limits,
    meta::Meta,
    operation::Operation,
    reply::Reply,
    request::RequestBuilder,
    response::Response,
    retry::{Retry, RetryBudget},
    security::{Secret, SecurityScheme},
    transport::{BoxError, BoxFuture, ResponseBody, Timer, Transport, TransportFailure},
};
#[doc(no_inline)]
pub use http::{HeaderMap, Method, StatusCode};
/// The `reqwest` whose client a builder takes.
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;
