use std::{
    error::Error as StdError,
    fmt,
    io::{self, Read},
    sync::Arc,
    time::Duration,
};

use http::{Request, Response, Uri, header::CONTENT_LENGTH};
use rustls::crypto::ring;
use ureq::{
    Agent, Error, Proxy, SendBody, Timeout,
    config::{AutoHeaderValue, Config},
    tls::{Certificate, RootCerts, TlsConfig, TlsProvider},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport},
    },
};

use super::{
    BlockingBody, BlockingTransport, BoxError, Stalled, TransportFailure,
    certificate::{self, is_untrusted},
    proxies::{Proxies, ProxyError},
};
use crate::client::{Limits, Meta, RequestBody, settings::Settings};

/// The blocking transport over `ureq`.
pub(crate) struct UreqTransport {
    agent: Agent,
    limits: Limits,
    proxies: Proxies,
}

impl UreqTransport {
    /// Creates an agent without redirects. Its TLS trusts the certificates of the operating system, or those of the
    /// settings.
    pub(crate) fn new(settings: &Settings) -> Result<Self, BoxError> {
        let connect = settings.limits.connect_within_attempt();
        let roots = match &settings.roots {
            None => RootCerts::PlatformVerifier,
            Some(pem) => {
                let certificates = certificate::read(pem)?;
                let certificates = certificates.iter().map(|certificate| Certificate::from_der(certificate).to_owned());
                RootCerts::Specific(Arc::new(certificates.collect()))
            }
        };
        settings.proxies.check(settings.base_url.as_str())?;
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .accept_encoding(AutoHeaderValue::None)
            .timeout_resolve(Some(connect))
            .timeout_connect(Some(connect))
            .build();
        let agent =
            Agent::with_parts(config, Connecting(DefaultConnector::new()), Resolving(DefaultResolver::default()));
        Ok(Self { agent, limits: settings.limits, proxies: settings.proxies.clone() })
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: Request<RequestBody>, time: Duration) -> Result<Response<BlockingBody>, TransportFailure> {
        self.exchange(request, Time::Whole(time))
    }

    fn stream(
        &self,
        request: Request<RequestBody>,
        time: Duration,
        piece: Duration,
    ) -> Result<Response<BlockingBody>, TransportFailure> {
        self.exchange(request, Time::Waits { head: time, piece })
    }
}

/// The scope of the time limit of an attempt.
#[derive(Clone, Copy)]
enum Time {
    /// All of it.
    Whole(Duration),
    /// Each wait until more is sent or for the head of the response, and each wait for more of its body.
    Waits { head: Duration, piece: Duration },
}

impl UreqTransport {
    fn exchange(&self, request: Request<RequestBody>, time: Time) -> Result<Response<BlockingBody>, TransportFailure> {
        let (mut parts, body) = request.into_parts();
        let limits = parts.extensions.get().map_or(self.limits, |meta: &Meta| self.limits.of_operation(meta));
        let idle = limits.idle;
        // `Content-Length` is sent if there is a body, or if the method usually has one.
        let means_body = !(parts.method.is_safe() || parts.method == http::Method::DELETE);
        let response = match body.into_bytes() {
            Ok(bytes) if bytes.is_empty() && !means_body => self.run(Request::from_parts(parts, ()), time, idle),
            Ok(bytes) => self.run(Request::from_parts(parts, &*bytes), time, idle),
            Err(mut body) => {
                if let Some(length) = body.length() {
                    parts.headers.insert(CONTENT_LENGTH, length.into());
                }
                self.run(Request::from_parts(parts, SendBody::from_reader(&mut body)), time, idle)
            }
        };
        let response = response.map_err(|error| failure(error, time.idle(idle)))?;
        let idle = time.piece(idle);
        Ok(response.map(|body| BlockingBody::new(Body { reader: body.into_reader(), idle })))
    }

    fn run(
        &self,
        request: Request<impl ureq::AsSendBody>,
        time: Time,
        longest: Duration,
    ) -> Result<Response<ureq::Body>, Error> {
        let idle = Some(time.idle(longest));
        let proxy = self.proxies.proxy_for(request.uri()).map_err(|error| Error::Other(Box::new(error)))?;
        let proxy = proxy.map(|url| Proxy::new(&url)).transpose()?;
        let request = self.agent.configure_request(request);
        let request = request
            .proxy(proxy)
            .timeout_send_request(idle)
            .timeout_recv_response(idle)
            .timeout_per_write(idle)
            .timeout_per_read(Some(time.piece(longest)));
        self.agent.run(match time {
            Time::Whole(time) => request.timeout_global(Some(time)).build(),
            Time::Waits { .. } => request.build(),
        })
    }
}

impl Time {
    /// Returns the maximum time in which nothing is sent or received, if the client's limit is `limit`.
    fn idle(self, limit: Duration) -> Duration {
        match self {
            // If both limits are equal, the limit of the whole attempt applies.
            Self::Whole(time) if time <= limit => time.saturating_add(Duration::from_secs(1)),
            Self::Whole(_) => limit,
            Self::Waits { head, .. } => head,
        }
    }

    /// Returns the maximum time in which nothing of a body is received.
    fn piece(self, limit: Duration) -> Duration {
        match self {
            Self::Whole(_) => self.idle(limit),
            Self::Waits { piece, .. } => piece,
        }
    }
}

fn failure(error: Error, idle: Duration) -> TransportFailure {
    match error {
        Error::Other(error) if error.is::<NotConnected>() => {
            let is_untrusted = error.downcast_ref().is_some_and(|NotConnected(cause)| match cause {
                // An error of `ureq` does not give it as its source.
                Error::Io(cause) => is_untrusted(cause),
                cause => is_untrusted(cause),
            });
            if is_untrusted { TransportFailure::untrusted(error) } else { TransportFailure::not_sent(error) }
        }
        Error::Other(error) if error.is::<ProxyError>() => TransportFailure::unsupported(error),
        Error::Http(_) | Error::BadUri(_) | Error::InvalidProxyUrl => TransportFailure::unsupported(error),
        Error::Timeout(Timeout::Global) => TransportFailure::timed_out(error),
        Error::Timeout(_) => TransportFailure::idle(idle, error),
        error => TransportFailure::maybe_sent(error),
    }
}

/// Looks up hosts as `ureq` does. It marks its errors, timeouts included, as errors before anything was sent.
#[derive(Debug)]
struct Resolving(DefaultResolver);

impl Resolver for Resolving {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(|error| Error::Other(Box::new(NotConnected(error))))
    }
}

/// Connects as `ureq` does. It marks its errors as errors before anything was sent.
#[derive(Debug)]
struct Connecting(DefaultConnector);

impl Connector for Connecting {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails, chained: Option<()>) -> Result<Option<Self::Out>, Error> {
        let details = ConnectionDetails {
            uri: details.uri,
            addrs: details.addrs.clone(),
            config: details.config,
            // Only its times differ from the agent's, and so `ureq` need not read the certificates again.
            request_level: false,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        self.0.connect(&details, chained).map_err(|error| Error::Other(Box::new(NotConnected(error))))
    }
}

/// There was no connection.
#[derive(Debug)]
struct NotConnected(Error);

impl fmt::Display for NotConnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Error::Io(error) => error.fmt(f),
            // Its own text begins with `other: `.
            Error::Other(error) => error.fmt(f),
            error => error.fmt(f),
        }
    }
}

impl StdError for NotConnected {}

/// A body whose errors have the kind `TimedOut` if the time is up.
struct Body<R> {
    reader: R,
    /// The maximum time in which nothing is received.
    idle: Duration,
}

impl<R: Read> Read for Body<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer).map_err(|error| match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(Error::Timeout(Timeout::Global)) => io::Error::new(io::ErrorKind::TimedOut, error),
            Some(Error::Timeout(_)) => io::Error::new(io::ErrorKind::TimedOut, Stalled(self.idle)),
            _ => error,
        })
    }
}
