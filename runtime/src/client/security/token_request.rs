use std::{
    fmt,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{Method, Request};

use super::SecurityScheme;
use crate::client::{
    Async, Blocking, CallContext, Driver, Meta, Reply, RequestBody, TransportError, TransportErrorKind,
    hooks::Hooks,
    machine::{Attempt, ExchangeFailure},
    stream::ResponseMode,
};

/// The operation of the requests that providers send.
static META: Meta = Meta::new(TokenRequest::<Async>::OPERATION_ID, Method::POST, "/");

/// The maximum length of the response to such a request.
const LONGEST: usize = 1024 * 1024;

/// A client's request for a token, with the client's transport and clock.
pub struct TokenRequest<D = Async> {
    pub(super) driver: D,
    pub(super) scheme: SecurityScheme,
    pub(super) is_rejected: bool,
    pub(super) time: Duration,
}

impl<D> TokenRequest<D> {
    /// The `operationId` of the requests that [`send`](TokenRequest::send) sends, for transports that answer by
    /// operation.
    pub const OPERATION_ID: &str = "token_request";

    /// Returns the security scheme of the credential.
    pub fn scheme(&self) -> &SecurityScheme {
        &self.scheme
    }

    /// Returns true if the server rejected the last token. A provider with a cache of its own must not return it again.
    pub fn is_rejected(&self) -> bool {
        self.is_rejected
    }

    /// Returns the maximum time that the client waits for the token.
    pub fn time(&self) -> Duration {
        self.time
    }

    fn attempt(&self, request: Request<impl Into<Bytes>>) -> Attempt {
        Attempt {
            request: request.map(|body| RequestBody::from(body.into())),
            meta: &META,
            number: 1,
            idempotency_header: None,
            time: self.time,
            expiry: TransportErrorKind::Timeout(self.time),
            idle: self.time,
            piece: self.time,
            source_upload: None,
            upload_status: None,
            body: LONGEST,
            response_mode: ResponseMode::Buffered,
        }
    }
}

impl<D: Driver> TokenRequest<D> {
    /// Returns the time of day, by the clock of the client.
    pub fn now(&self) -> SystemTime {
        self.driver.now()
    }
}

impl TokenRequest<Async> {
    /// Sends a request over the client's transport, with its proxies and certificates, and receives the whole response.
    /// It is not retried, and redirects are not followed.
    ///
    /// # Errors
    /// If no whole response is received in [`time`](Self::time).
    pub async fn send(&self, request: Request<impl Into<Bytes>>) -> Result<Reply, Box<TransportError>> {
        let result = self.driver.attempt(Box::new(self.attempt(request)), &Hooks::default()).await;
        result.map(|(reply, _)| reply).map_err(|broken| error(*broken))
    }
}

impl TokenRequest<Blocking> {
    /// Sends a request over the client's transport, with its proxies and certificates, and receives the whole response.
    /// It is not retried, and redirects are not followed.
    ///
    /// # Errors
    /// If no whole response is received in [`time`](Self::time).
    pub fn send(&self, request: Request<impl Into<Bytes>>) -> Result<Reply, Box<TransportError>> {
        self.driver
            .attempt(self.attempt(request), &Hooks::default())
            .map(|(reply, _)| reply)
            .map_err(|broken| error(*broken))
    }
}

fn error(broken: ExchangeFailure) -> Box<TransportError> {
    let status = broken.status();
    let ExchangeFailure { kind, source, .. } = broken;
    let context = CallContext { attempts: 1, ..CallContext::unsent(META.operation_id()) };
    Box::new(TransportError::new(context, kind, status, None, source))
}

impl<D> fmt::Debug for TokenRequest<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("scheme", &self.scheme)
            .field("is_rejected", &self.is_rejected)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}
