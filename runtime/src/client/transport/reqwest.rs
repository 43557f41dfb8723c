use std::{
    error::Error,
    io,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{
    HeaderValue, Request, Response, Uri,
    header::HOST,
    uri::{Authority, Scheme},
};
use http_body::{Body, Frame, SizeHint};
use reqwest::Url;
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;

use super::{
    BoxError, BoxFuture, ResponseBody, Transport, TransportFailure,
    certificate::{self, is_untrusted},
    proxies::Proxies,
    timer::is_in_runtime,
};
use crate::client::{RequestBody, settings::Settings};

/// The transport over `reqwest`.
pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// The proxies of the environment, if one of them cannot be used.
    invalid: Option<Proxies>,
    /// True if it uses only HTTP/1.1, which has a `Host` header.
    is_http1: bool,
    origin: OnceLock<Origin>,
}

/// The parsed URL of a host. Most clients call only one host, and parsing its URL takes more time than all other work
/// before a request is sent.
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
    /// The value of the `Host` header, so that `hyper` need not write it for each request.
    host: Option<HeaderValue>,
}

impl ReqwestTransport {
    /// Creates a client without redirects and retries. Its TLS trusts the certificates of the operating system, or
    /// those of the settings.
    ///
    /// If neither the base URL nor a provider of tokens needs `https`, no certificates are loaded, and none need be
    /// installed.
    pub(crate) fn new(settings: &Settings) -> Result<Self, BoxError> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        #[cfg_attr(not(feature = "http2"), allow(unused_mut, reason = "nothing else is offered"))]
        let mut tls = if let Some(pem) = &settings.roots {
            let mut roots = RootCertStore::empty();
            for certificate in certificate::read(pem)? {
                roots.add(certificate)?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        } else if settings.base_url.is_https() {
            builder.with_platform_verifier()?.with_no_client_auth()
        } else if settings.credentials.has_provider()
            && let Ok(builder) = builder.clone().with_platform_verifier()
        {
            // The API is reached without TLS, unlike perhaps the source of its tokens.
            builder.with_no_client_auth()
        } else {
            builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        };
        #[cfg(feature = "http2")]
        tls.alpn_protocols.extend([b"h2".to_vec(), b"http/1.1".to_vec()]);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(settings.limits.connect_within_attempt())
            .http1_max_headers(HEADERS);
        settings.proxies.check(settings.base_url.as_str())?;
        // `reqwest` looks for the proxy of each request, which takes time even if there is none.
        let client = if settings.proxies.are_none() { client } else { client.proxy(proxy(settings.proxies.clone())) };
        let client = client.build()?;
        let invalid = Some(&settings.proxies).filter(|proxies| proxies.have_invalid()).cloned();
        // Without the feature, the TLS configuration offers no other protocol.
        Ok(Self { client, invalid, is_http1: !cfg!(feature = "http2"), origin: OnceLock::new() })
    }

    /// Creates a transport over the caller's client.
    pub(crate) fn with_client(client: reqwest::Client) -> Self {
        Self { client, invalid: None, is_http1: false, origin: OnceLock::new() }
    }

    /// Begins to send a request. The future is small, and does not hold the request itself.
    fn execute(
        &self,
        request: Request<RequestBody>,
    ) -> Result<impl Future<Output = reqwest::Result<reqwest::Response>> + Send + use<>, TransportFailure> {
        if !is_in_runtime() {
            return Err(TransportFailure::unsupported("reqwest needs a Tokio runtime, and there is none"));
        }
        // `reqwest` ignores a proxy that it cannot use, and sends the request without one.
        if let Some(proxies) = &self.invalid {
            proxies.proxy_for(request.uri()).map_err(TransportFailure::unsupported)?;
        }
        Ok(self.client.execute(self.request(request)?))
    }

    /// Returns a request as `reqwest` takes it.
    fn request(&self, request: Request<RequestBody>) -> Result<reqwest::Request, TransportFailure> {
        let (mut parts, body) = request.into_parts();
        let url = match self.origin(&parts.uri)? {
            Some(origin) => {
                if let Some(host) = origin.host.as_ref().filter(|_| self.is_http1) {
                    parts.headers.entry(HOST).or_insert_with(|| host.clone());
                }
                origin.address(&parts.uri)
            }
            None => parsed(&parts.uri.to_string())?,
        };
        let mut request = reqwest::Request::new(parts.method, url);
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(sent(body));
        Ok(request)
    }

    /// Returns the cached host of an address. The host of the first request is cached.
    fn origin(&self, uri: &Uri) -> Result<Option<&Origin>, TransportFailure> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return Ok(None) };
        let origin = if let Some(origin) = self.origin.get() {
            origin
        } else {
            let origin = Origin::new(scheme, authority)?;
            self.origin.get_or_init(|| origin)
        };
        let is_same = *scheme == origin.scheme && authority.as_str() == origin.authority.as_str();
        Ok(is_same.then_some(origin))
    }
}

impl Origin {
    fn new(scheme: &Scheme, authority: &Authority) -> Result<Self, TransportFailure> {
        let url = parsed(&format!("{scheme}://{authority}"))?;
        // Both are without the port that is usual for the scheme.
        let host = url.host_str().unwrap_or_default();
        let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let host = HeaderValue::try_from(host).ok();
        Ok(Self { scheme: scheme.clone(), authority: authority.clone(), url, host })
    }

    fn address(&self, uri: &Uri) -> Url {
        let mut url = self.url.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        url
    }
}

fn parsed(address: &str) -> Result<Url, TransportFailure> {
    Url::parse(address).map_err(TransportFailure::unsupported)
}

/// The maximum number of headers of a response, the same as that of `ureq`.
const HEADERS: usize = 128;

/// Returns the proxies as `reqwest` takes them.
fn proxy(proxies: Proxies) -> reqwest::Proxy {
    reqwest::Proxy::custom(move |url| proxies.proxy_for(&url.origin().ascii_serialization().parse().ok()?).ok()?)
}

impl Transport for ReqwestTransport {
    fn takes_extensions(&self) -> bool {
        false
    }

    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        let pending = self.execute(request);
        Box::pin(async move {
            let response = pending?.await.map_err(failure)?;
            Ok(Response::from(response).map(|body| ResponseBody::new(Received(body))))
        })
    }
}

fn sent(body: RequestBody) -> reqwest::Body {
    if body.is_long() {
        return reqwest::Body::wrap(body);
    }
    match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(body) => reqwest::Body::wrap(body),
    }
}

fn failure(error: reqwest::Error) -> TransportFailure {
    // The URL may hold a credential in its query, so it stays out of every error.
    let error = error.without_url();
    if error.is_builder() {
        TransportFailure::unsupported(error)
    } else if error.is_connect() {
        if is_untrusted(&error) { TransportFailure::untrusted(error) } else { TransportFailure::not_sent(error) }
    } else {
        TransportFailure::maybe_sent(error)
    }
}

/// The body of a response, without trailers. `hyper` limits their number like that of headers.
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

/// Returns true if trailers are too many or too long. `hyper` reports that only in its message.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_as_when_it_is_parsed_as_a_whole() {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions().unwrap();
        let tls = tls.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap();
        let transport = ReqwestTransport::with_client(client);
        for address in [
            "https://api.example.com/v1/orders",
            "https://api.example.com",
            "https://api.example.com/?a=1",
            "https://api.example.com/a%2Fb//c?q='x'&e=&r=a/b?c",
            "https://api.example.com/a/../b/./%2e%2E/c",
            "https://API.example.com/v1",
            "https://api.example.com:443/v1",
            "http://api.example.com/v1",
            "https://[::1]:8443/v1?x",
        ] {
            let request = Request::get(address).body(RequestBody::from(Bytes::new())).unwrap();
            let request = transport.request(request).unwrap();
            assert_eq!(*request.url(), Url::parse(address).unwrap());
        }
        let origin = transport.origin.get().map(|origin| origin.url.as_str());
        assert_eq!(origin, Some("https://api.example.com/"));
    }
}
