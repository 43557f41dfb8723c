//! Transports and timers, which a client uses for I/O and time.

mod blocking;
mod body;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod certificate;
pub(crate) mod default;
mod failure;
#[cfg(feature = "test-transport")]
mod mock;
#[cfg_attr(
    not(any(feature = "reqwest", feature = "blocking")),
    allow(dead_code, reason = "only the built-in transports have proxies")
)]
pub(crate) mod proxies;
#[cfg(feature = "reqwest")]
mod reqwest;
mod timer;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "blocking")]
mod ureq;

use std::{error::Error, future::Future, pin::Pin};

use http::{Request, Response};

pub(crate) use self::failure::Stalled;
#[cfg(feature = "mock")]
pub use self::mock::{ExampleOutput, Mock, TypedAnswer};
#[cfg(feature = "test-transport")]
pub use self::mock::{MockAnswer, MockClock, MockTransport};
#[cfg(feature = "reqwest")]
pub(crate) use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
pub use self::{
    blocking::{BlockingBody, BlockingTransport},
    body::ResponseBody,
    failure::TransportFailure,
    timer::{BlockingTimer, Timer},
};
use super::RequestBody;

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// An asynchronous transport, which sends one request and begins to receive its response.
///
/// A transport must not follow redirects, repeat requests or limit the time of a whole attempt, since the client does
/// so for every transport. It must limit the time to connect. The request's extensions contain the
/// [`Meta`](crate::Meta) of the operation.
///
/// ```
/// use http::{Request, Response};
/// use openapi_bindgen_runtime::{BoxFuture, RequestBody, ResponseBody, Transport, TransportFailure};
///
/// /// Answers every request with `{}`.
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
///         Box::pin(async { Ok(Response::new(ResponseBody::from("{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and returns the head of the response, with a body that is still to be received.
    ///
    /// # Errors
    /// A [`TransportFailure`], which contains whether anything may have been sent.
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>>;

    /// Returns true if the transport reads the extensions of requests. If it returns false, requests have none, which
    /// saves a little time.
    fn takes_extensions(&self) -> bool {
        true
    }
}
