use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, Response};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::Handle;

use super::{BoxError, BoxFuture, ResponseBody, Transport, TransportFailure};

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
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFailure>> {
        Box::pin(async move {
            if Handle::try_current().is_err() {
                return Err(TransportFailure::not_sent("reqwest works within a Tokio runtime only, and there is none"));
            }
            let request = reqwest::Request::try_from(request).map_err(not_sent)?;
            let response = self.0.execute(request).await.map_err(|error| {
                if error.is_connect() || error.is_builder() { not_sent(error) } else { maybe_sent(error) }
            })?;
            Ok(Response::from(response).map(ResponseBody::new))
        })
    }
}

// The URL may hold a credential in its query, so it stays out of every error.

fn not_sent(error: reqwest::Error) -> TransportFailure {
    TransportFailure::not_sent(error.without_url())
}

fn maybe_sent(error: reqwest::Error) -> TransportFailure {
    TransportFailure::maybe_sent(error.without_url())
}
