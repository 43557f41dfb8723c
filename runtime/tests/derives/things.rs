// The client and the error of the operations that have a mistake.

use openapi_bindgen_runtime::{ApiCall, ApiClient, ApiClientBuilder, Async, ByStatus, Credential, SecurityScheme};

const KEY: SecurityScheme = SecurityScheme::header("Key", "x-key");

/// Things, version 1.
#[derive(Clone, ApiClient)]
#[client(base_url = "https://api.example.com")]
#[client(credential(key = KEY))]
pub struct Client<D = Async> {
    inner: openapi_bindgen_runtime::Client<D>,
}

/// Builds a [`Client`].
#[derive(ApiClientBuilder)]
pub struct ClientBuilder {
    inner: openapi_bindgen_runtime::ClientBuilder,
}

impl ClientBuilder {
    /// A key.
    pub fn key(self, credential: impl Into<Credential>) -> Self {
        Self { inner: self.inner.credential(KEY, credential) }
    }
}

/// A call of an operation.
#[derive(Clone, ApiCall)]
pub struct Call<O, D = Async> {
    inner: openapi_bindgen_runtime::Call<O, D>,
}

#[derive(Clone, Debug, PartialEq, ByStatus)]
enum GetThingError {
    NotFound,
    Undeclared,
}
