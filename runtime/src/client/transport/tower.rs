use std::{
    fmt,
    future::poll_fn,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::{BoxError, BoxFuture, ResponseBody, Transport, TransportFailure};
use crate::client::RequestBody;

/// A transport over any `tower` service for HTTP requests, with its middleware.
///
/// `B` is the type of request bodies of the service. Each request gets a clone of the service, once that is ready. The
/// extensions of a request hold the [`Meta`](crate::Meta) of its operation.
///
/// An error of the service means that the request may have been sent, unless it is a [`TransportFailure`], which is
/// more precise. If the service is never ready, nothing was sent. Do not use middleware that repeats requests or
/// follows redirects, since only the client knows which requests may be repeated.
///
/// ```
/// use std::{convert::Infallible, future::{Ready, ready}, task::{Context, Poll}};
/// use bytes::Bytes;
/// use http::{Request, Response};
/// use openapi_bindgen_runtime::{ResponseBody, TowerTransport};
/// use tower_service::Service;
///
/// #[derive(Clone)]
/// struct Canned;
///
/// impl Service<Request<Bytes>> for Canned {
///     type Response = Response<ResponseBody>;
///     type Error = Infallible;
///     type Future = Ready<Result<Self::Response, Infallible>>;
///
///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
///         Poll::Ready(Ok(()))
///     }
///
///     fn call(&mut self, _: Request<Bytes>) -> Self::Future {
///         ready(Ok(Response::new("{}".into())))
///     }
/// }
///
/// let transport = TowerTransport::new(Canned);
/// ```
pub struct TowerTransport<S, B> {
    // Not every service is `Sync`, and a lock makes it so.
    service: Mutex<S>,
    body: Box<dyn Fn(RequestBody) -> Result<B, TransportFailure> + Send + Sync>,
}

impl<S, B> TowerTransport<S, B> {
    /// Creates a transport that sends requests through `service`, whose bodies are made from bytes.
    ///
    /// An upload from a source is an error, since its whole content would be held in memory. For those, see
    /// [`streaming`](Self::streaming).
    pub fn new(service: S) -> Self
    where
        S: Service<Request<B>>,
        B: From<Bytes>,
    {
        let body =
            |body: RequestBody| body.into_bytes().map(B::from).map_err(|_| TransportFailure::unsupported(WHOLE_ONLY));
        Self { service: Mutex::new(service), body: Box::new(body) }
    }

    /// Creates a transport that sends requests through `service`. `body` converts request bodies, which may come from a
    /// source: `std::convert::identity` if the service takes any body, or a constructor such as
    /// `axum::body::Body::new`.
    pub fn streaming(service: S, body: impl Fn(RequestBody) -> B + Send + Sync + 'static) -> Self
    where
        S: Service<Request<B>>,
    {
        Self { service: Mutex::new(service), body: Box::new(move |given| Ok(body(given))) }
    }
}

impl<S, B, R> Transport for TowerTransport<S, B>
where
    S: Service<Request<B>, Response = Response<R>, Error: Into<BoxError>, Future: Send> + Clone + Send + 'static,
    B: Send + 'static,
    R: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        // A panic in another thread does not affect clones of the service.
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(|error| failure(error.into(), TransportFailure::not_sent))?;
            let (parts, body) = request.into_parts();
            let sent = service.call(Request::from_parts(parts, (self.body)(body)?)).await;
            let response = sent.map_err(|error| failure(error.into(), TransportFailure::maybe_sent))?;
            Ok(response.map(ResponseBody::new))
        })
    }
}

const WHOLE_ONLY: &str = "its service takes whole bodies only; to upload from a source, create the transport with `TowerTransport::streaming`";

/// Returns `error` if it is already a failure, or the result of `otherwise`.
fn failure(error: BoxError, otherwise: fn(BoxError) -> TransportFailure) -> TransportFailure {
    match error.downcast() {
        Ok(failure) => *failure,
        Err(error) => otherwise(error),
    }
}

impl<S, B> fmt::Debug for TowerTransport<S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}
