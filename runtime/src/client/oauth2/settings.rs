use std::{fmt, sync::Arc};

use http::{Uri, uri::Scheme};

use super::provider::Provider;
use crate::client::{Credential, Secret, Token, security::TokenSource, settings::is_loopback};

/// Tokens by OAuth 2.0 (RFC 6749): with the credentials of the client, or with a refresh token.
///
/// It is a [`Credential`], for awaited and for blocking clients. The requests for tokens go over the transport of the
/// client that needs one.
///
/// ```
/// use openapi_bindgen_runtime::{ClientAuthentication, Credential, OAuth2};
///
/// let tokens = OAuth2::client_credentials("https://auth.example.com/token", "my-app", "secret")
///     .scopes(["orders:read", "orders:write"])
///     .authentication(ClientAuthentication::Body);
/// let credential = Credential::from(tokens);
/// ```
///
#[cfg_attr(
    feature = "test-transport",
    doc = r##"
The same in a test, with a mock for the token endpoint and the API:

```
# use openapi_bindgen_runtime::{
#     BlockingTransport, Check, Checker, ClientBuilder, Meta, Method, Operation, ReadError, Reply, RequestBuilder,
# };
use openapi_bindgen_runtime::{MockAnswer, MockClock, MockTransport, OAuth2, SecurityScheme, StatusCode, TokenRequest};

const OAUTH: SecurityScheme = SecurityScheme::bearer("OAuth");

# #[derive(Clone, Debug, PartialEq, openapi_bindgen_runtime::ByStatus)]
# enum CountOrdersError { Undeclared }
# struct CountOrders;
# impl Check for CountOrders { fn check(&self, _: &mut Checker) {} }
# impl Operation for CountOrders {
#     type Output = u32;
#     type Headers = ();
#     type Error = CountOrdersError;
#     const META: Meta = Meta::new("countOrders", Method::GET, "/orders/count").security(&[&[OAUTH]]);
#     fn request(&self, _: &mut RequestBuilder) {}
#     fn output(reply: &Reply) -> Result<u32, ReadError> { reply.json() }
# }
let transport = MockTransport::new()
    .on(<TokenRequest>::OPERATION_ID, MockAnswer::json(StatusCode::OK, r#"{"access_token": "t-1", "expires_in": 60}"#))
    .on("countOrders", MockAnswer::json(StatusCode::OK, "7"));
let tokens = OAuth2::client_credentials("https://auth.example.com/token", "my-app", "secret");
# let builder = ClientBuilder::new(Some("https://api.example.com"), "test/1.0", &[], &[]);
let client = builder
    .credential(OAUTH, tokens)
    .blocking_transport(transport.clone())
    .blocking_timer(MockClock::new())
    .build_blocking()?;

assert_eq!(*client.call(CountOrders).send().unwrap(), 7);
assert_eq!(transport.requests_of("countOrders")[0].headers()["authorization"], "Bearer t-1");
assert_eq!(transport.requests_of(<TokenRequest>::OPERATION_ID).len(), 1);
# Ok::<(), openapi_bindgen_runtime::BuildError>(())
```
"##
)]
///
/// The token URL must be `https`, or be on a loopback address; otherwise building the client fails.
///
/// The client caches a token until shortly before it expires. If the server does not return `expires_in`, the token is
/// used until the API answers with the status 401.
#[derive(Clone)]
#[must_use]
pub struct OAuth2 {
    pub(super) token_url: String,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) refresh_token: Option<Secret>,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) authentication: ClientAuthentication,
    pub(super) access_token: Option<Token>,
    pub(super) on_refresh_token: Option<Arc<Store>>,
}

/// A function that stores a refresh token.
pub(super) type Store = dyn Fn(&str) + Send + Sync;

/// How a client authenticates at the token endpoint (RFC 6749, section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// With HTTP basic authentication, which every server must support.
    #[default]
    Basic,
    /// With `client_id` and `client_secret` in the form.
    Body,
}

impl OAuth2 {
    /// Gets tokens with the ID and the secret of the client (RFC 6749, section 4.4).
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self::new(token_url.into(), client_id.into()).client_secret(client_secret)
    }

    /// Gets tokens with a refresh token (RFC 6749, section 6). If the server returns another refresh token, it replaces
    /// this one.
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<Secret>,
    ) -> Self {
        Self { refresh_token: Some(refresh_token.into()), ..Self::new(token_url.into(), client_id.into()) }
    }

    fn new(token_url: String, client_id: String) -> Self {
        Self {
            token_url,
            client_id,
            client_secret: None,
            refresh_token: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            authentication: ClientAuthentication::default(),
            access_token: None,
            on_refresh_token: None,
        }
    }

    /// Sets the secret of the client. A public client with a refresh token has none.
    pub fn client_secret(mut self, client_secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(client_secret.into());
        self
    }

    /// Sets the scopes that are requested, replacing earlier ones. Without scopes the server chooses.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to the requests for tokens, such as `audience` or `resource`.
    ///
    /// Its value may be a secret, so an error masks it if the server repeats it. These values are not masked: `audience`,
    /// `resource`, `scope`, `client_id`, `username`, `redirect_uri`, `grant_type`, `response_type`, and the types of tokens and
    /// assertions, such as `subject_token_type`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets how the client authenticates. The default is HTTP basic authentication.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = authentication;
        self
    }

    /// Sets a token that the caller has already. It is used first.
    pub fn access_token(mut self, token: Token) -> Self {
        self.access_token = Some(token);
        self
    }

    /// Sets a function that stores each new refresh token, since the server may reject the one before from then on. It
    /// is called before the new access token is used.
    pub fn on_refresh_token(mut self, store: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Arc::new(store));
        self
    }

    /// Returns the token URL, or the reason why it is not valid.
    fn url(&self) -> Result<Uri, &'static str> {
        let url: Uri = self.token_url.trim().parse().map_err(|_| "has a token URL that is not a URL")?;
        let (Some(scheme), Some(authority)) = (url.scheme(), url.authority()) else {
            return Err("has a token URL without scheme and host");
        };
        if authority.as_str().contains('@') {
            return Err("has a token URL with a user name");
        }
        if *scheme != Scheme::HTTPS && !(*scheme == Scheme::HTTP && is_loopback(authority.host())) {
            return Err("has a token URL that is not `https`, and that is not on this machine");
        }
        Ok(url)
    }
}

impl From<OAuth2> for Credential {
    fn from(settings: OAuth2) -> Self {
        match settings.url() {
            Ok(url) => {
                let provider = Arc::new(Provider::new(settings, url));
                Self::of_source(TokenSource::new(Some(Arc::clone(&provider) as _), Some(provider)))
            }
            Err(reason) => Self::invalid(reason),
        }
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_url_is_encrypted_or_on_this_machine() {
        let url = |url: &str| OAuth2::client_credentials(url, "id", "secret").url().map(|url| url.to_string());
        for valid in ["https://auth.example.com/token", "http://127.0.0.1:8080/token", "http://localhost/token?a=b"] {
            assert_eq!(url(valid).as_deref(), Ok(valid));
        }
        for (invalid, reason) in [
            ("http://auth.example.com/token", "not `https`"),
            ("ftp://localhost/token", "not `https`"),
            ("/token", "without scheme"),
            ("https://user:password@auth.example.com/", "user name"),
            ("https://auth example", "not a URL"),
            ("", "not a URL"),
        ] {
            assert!(url(invalid).unwrap_err().contains(reason), "{invalid}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let tokens = OAuth2::refresh_token("https://a.example", "app", "hunter2").client_secret("hunter2");
        let shown = format!("{:?}", tokens.access_token(Token::new("hunter2")).parameter("password", "hunter2"));
        assert!(shown.contains("app") && !shown.contains("hunter2"), "{shown}");
    }
}
