use std::{
    error::Error,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::Handle;

use super::{
    BoxError, BoxFuture, ResponseBody, Transport, TransportFailure,
    certificate::{self, is_untrusted},
    proxies::Proxies,
};
use crate::client::{RequestBody, settings::Settings};

/// The transport over `reqwest`.
#[derive(Clone)]
pub(crate) struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A client without redirects and repetitions, whose TLS trusts what the operating system trusts, unless other
    /// certificates are given.
    ///
    /// Where the base URL is not `https` no certificate is ever checked, and none need be installed.
    pub(crate) fn new(settings: &Settings) -> Result<Self, BoxError> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        let tls = if let Some(pem) = &settings.roots {
            let mut roots = RootCertStore::empty();
            for certificate in certificate::read(pem)? {
                roots.add(certificate)?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        } else if settings.base_url.is_https() {
            builder.with_platform_verifier()?.with_no_client_auth()
        } else {
            builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        };
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(settings.limits.connect_within_attempt())
            .http1_max_headers(HEADERS);
        Ok(Self(proxied(client, &settings.proxies).build()?))
    }

    /// A client that the caller set up.
    pub(crate) fn with_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

/// How many headers a response may have, which is as many as `ureq` takes.
const HEADERS: usize = 128;

/// The same, and requests go through proxies.
fn proxied(client: reqwest::ClientBuilder, proxies: &Proxies) -> reqwest::ClientBuilder {
    // `reqwest` asks for the proxy of each request, which costs something even where there is none.
    if proxies.are_none() {
        return client;
    }
    let proxies = proxies.clone();
    client.proxy(reqwest::Proxy::custom(move |url| {
        let port = url.port_or_known_default().unwrap_or_default();
        proxies.of(url.scheme() == "https", url.host_str()?, port)
    }))
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(async move {
            if Handle::try_current().is_err() {
                return Err(TransportFailure::refused("reqwest works within a Tokio runtime only, and there is none"));
            }
            let request = request.map(|body| {
                if body.is_long() {
                    return reqwest::Body::wrap(body);
                }
                match body.into_bytes() {
                    Ok(bytes) => reqwest::Body::from(bytes),
                    Err(body) => reqwest::Body::wrap(body),
                }
            });
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let response = self.0.execute(request).await.map_err(failure)?;
            Ok(Response::from(response).map(|body| ResponseBody::new(Received(body))))
        })
    }
}

fn failure(error: reqwest::Error) -> TransportFailure {
    // The URL may hold a credential in its query, so it stays out of every error.
    let error = error.without_url();
    if error.is_builder() {
        TransportFailure::refused(error)
    } else if error.is_connect() {
        if is_untrusted(&error) { TransportFailure::untrusted(error) } else { TransportFailure::not_sent(error) }
    } else {
        TransportFailure::maybe_sent(error)
    }
}

/// The body of a response, of which trailers are no part, however many there are: `hyper` takes no more than headers.
struct Received(reqwest::Body);

impl Body for Received {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        match Pin::new(&mut self.0).poll_frame(cx) {
            // They follow the last piece of the body.
            Poll::Ready(Some(Err(error))) if is_about_trailers(&error) => Poll::Ready(None),
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// Whether trailers are too many or too long, which `hyper` says in words alone.
fn is_about_trailers(error: &reqwest::Error) -> bool {
    let mut cause: Option<&dyn Error> = Some(error);
    while let Some(error) = cause {
        let is_io = error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData);
        if is_io && error.to_string().starts_with("chunk trailers") {
            return true;
        }
        cause = error.source();
    }
    false
}
