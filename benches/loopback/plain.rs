//! A program without bindings: the same requests by `reqwest`, and the JSON of their responses.

use std::sync::Arc;

use heygen_api::runtime::reqwest::{
    Client, RequestBuilder,
    header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use serde_json::Value;

use super::{API_KEY, BoxError};

/// Creates a `reqwest` client. `reqwest` is built without a TLS provider, so it gets a configuration, which is never used.
///
/// Its requests have the headers of the bindings, so that the server has the same work with both.
pub(crate) fn client() -> Result<Client, BoxError> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let headers = HeaderMap::from_iter([
        (ACCEPT, HeaderValue::from_static("application/json")),
        (ACCEPT_ENCODING, HeaderValue::from_static("identity")),
    ]);
    let client = Client::builder().tls_backend_preconfigured(tls).no_proxy();
    Ok(client.user_agent("heygen-api/0.1.0").default_headers(headers).build()?)
}

/// Sends a request and reads the JSON of its response.
pub(crate) async fn send(request: RequestBuilder) -> Result<Value, BoxError> {
    let response = request.header("x-api-key", API_KEY).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}
