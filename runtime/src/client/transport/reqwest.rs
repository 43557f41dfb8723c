use std::{sync::Arc, time::Duration};

use http::{Request, Response};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::Handle;

use super::{BoxError, BoxFuture, ResponseBody, Transport, TransportFailure, certificate::is_untrusted};
use crate::client::RequestBody;

/// The transport over `reqwest`.
#[derive(Clone)]
pub(crate) struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A client without redirects, repetitions and proxies, whose TLS trusts what the operating system trusts.
    ///
    /// Where the base URL is not `https` no certificate is ever checked, and none need be installed.
    pub(crate) fn new(connect: Duration, is_https: bool) -> Result<Self, BoxError> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?;
        let tls = if is_https {
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
            .connect_timeout(connect)
            .build()?;
        Ok(Self(client))
    }

    /// A client that the caller set up.
    pub(crate) fn with_client(client: reqwest::Client) -> Self {
        Self(client)
    }
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
            Ok(Response::from(response).map(ResponseBody::new))
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
