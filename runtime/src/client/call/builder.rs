use std::{fmt, mem, sync::Arc};

use http::HeaderValue;

use super::Client;
use crate::client::{
    Async, Blocking, BlockingTimer, BlockingTransport, BoxError, BuildError, Credential, HookRequest, HookResponse,
    Limits, Retry, RetryBudget, Secret, SecurityScheme, Server, Timer, Transport,
    added::{Added, Level},
    body::CallMode,
    hooks::Hooks,
    retry::Tokens,
    security::{CredentialError, Credentials, Setters},
    settings::{BaseUrl, Randomness, Settings},
    transport::{default, proxies::Proxies},
};

/// Builds a [`Client`]. The builder of generated bindings wraps it.
pub struct ClientBuilder {
    /// The URL, or the reason why there is none.
    base_url: Option<Result<String, String>>,
    /// True if the caller set the base URL.
    is_base_url_given: bool,
    is_http_allowed: bool,
    is_checking: bool,
    user_agent: String,
    credentials: Vec<(SecurityScheme, Credential)>,
    /// A credential that is not valid although it could be sent.
    invalid_credential: Option<CredentialError>,
    credential_setters: Setters,
    /// The headers and query parameters of each request.
    added: Added,
    hooks: Hooks,
    limits: Limits,
    retry: Retry,
    retry_budget: RetryBudget,
    randomness: Randomness,
    in_progress: &'static [(u16, &'static str)],
    proxies: Proxies,
    roots: Option<Vec<u8>>,
    transport: Option<Arc<dyn Transport>>,
    timer: Option<Arc<dyn Timer>>,
    blocking_transport: Option<Arc<dyn BlockingTransport>>,
    blocking_timer: Option<Arc<dyn BlockingTimer>>,
}

impl ClientBuilder {
    /// Creates a builder.
    ///
    /// - `base_url`: the server of the document, if it has one.
    /// - `user_agent`: the name and version of the bindings.
    /// - `credential_setters`: the methods of the wrapping builder that set credentials, each with its scheme.
    /// - `in_progress`: the error responses, by status and code, that mean that an earlier attempt with the same
    ///   idempotency key is still running.
    pub fn new(
        base_url: Option<&str>,
        user_agent: &str,
        credential_setters: &'static [(&'static str, SecurityScheme)],
        in_progress: &'static [(u16, &'static str)],
    ) -> Self {
        Self {
            base_url: base_url.map(|url| Ok(url.to_owned())),
            is_base_url_given: false,
            is_http_allowed: false,
            is_checking: true,
            user_agent: user_agent.to_owned(),
            credentials: Vec::new(),
            invalid_credential: None,
            credential_setters,
            added: Added::default(),
            hooks: Hooks::default(),
            limits: Limits::default(),
            retry: Retry::default(),
            retry_budget: RetryBudget::default(),
            randomness: Randomness::default(),
            in_progress,
            proxies: Proxies::Environment,
            roots: None,
            transport: None,
            timer: None,
            blocking_transport: None,
            blocking_timer: None,
        }
    }

    /// Sets the credential of one scheme, replacing an earlier one: a text, or a [`Credential`] that a provider renews.
    #[must_use]
    pub fn credential(mut self, scheme: SecurityScheme, credential: impl Into<Credential>) -> Self {
        self.credentials.push((scheme, credential.into()));
        self
    }

    /// Sets the user name and password of a scheme of HTTP basic authentication, replacing earlier ones.
    ///
    /// A user name must not contain a colon (RFC 7617, section 2); otherwise building the client fails.
    #[must_use]
    pub fn basic(mut self, scheme: SecurityScheme, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let (user, password) = (user.into(), password.into());
        if user.contains(':') {
            let reason = "has a user name with a colon";
            self.invalid_credential = Some(CredentialError { scheme: scheme.name(), reason });
        }
        self.credential(scheme, format!("{user}:{}", password.expose()))
    }

    /// Sets the base URL: `https`, with an optional path and without query, fragment, user name and password.
    ///
    /// All calls are sent there, also those of operations with a server of their own in the document.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(Ok(url.into()));
        self.is_base_url_given = true;
        self
    }

    /// Sets the base URL to one of the document's servers.
    #[must_use]
    pub fn server(mut self, server: &Server) -> Self {
        self.base_url = Some(server.url());
        self.is_base_url_given = true;
        self
    }

    /// Sets whether an `http` base URL may name another machine. Credentials then travel unencrypted.
    #[must_use]
    pub fn allow_http(mut self, is_allowed: bool) -> Self {
        self.is_http_allowed = is_allowed;
        self
    }

    /// Sets whether values are checked against the constraints of the document before they are sent. The default is
    /// true; false is for an API that accepts more than its document allows.
    #[must_use]
    pub fn checks(mut self, is_checking: bool) -> Self {
        self.is_checking = is_checking;
        self
    }

    /// Sets the limits on the time that calls take and on the bytes that they read.
    #[must_use]
    #[doc(alias = "timeout")]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the limit on the retries of all calls together while nothing succeeds.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Sets the source of random bits, replacing the operating system. Each call of `source` returns 128 bits.
    ///
    /// Idempotency keys are made of these bits, so they must be as unpredictable as the system's.
    #[must_use]
    pub fn randomness(mut self, source: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        self.randomness = Randomness::Given(Arc::new(source));
        self
    }

    /// Puts the name and version of a program before those of the bindings in the `User-Agent` header.
    #[must_use]
    pub fn user_agent(mut self, product: &str) -> Self {
        self.user_agent = format!("{} {}", product.trim(), self.user_agent);
        self
    }

    /// Adds a header to each request, such as a tenant or a version of the API. It replaces one of the same name.
    ///
    /// A parameter of an operation with the same name and a value takes its place, and so does a header of a call. A value
    /// that is [marked as sensitive](HeaderValue::set_sensitive) is shown by no error.
    ///
    /// Building the client fails if the name or the value is not valid, or if the header is reserved: credentials and `Host`
    /// have their own methods, and the transport sets `Content-Length` and `Connection`.
    #[must_use]
    pub fn header<V: TryInto<HeaderValue>>(mut self, name: impl AsRef<str>, value: V) -> Self {
        self.added.header(Level::Client, self.credential_setters, name.as_ref(), value);
        self
    }

    /// Adds a query parameter to each request, percent-encoded. One with several values is added once for each.
    ///
    /// A parameter of an operation with the same name and a value takes its place, and so do those of a call. Building the
    /// client fails if the parameter is a credential.
    #[must_use]
    pub fn query(mut self, name: impl AsRef<str>, value: impl fmt::Display) -> Self {
        self.added.query(Level::Client, self.credential_setters, name.as_ref(), &value);
        self
    }

    /// Runs `hook` before each attempt of each call, after the hooks that were added before it.
    ///
    /// It may change the headers, and the path and the query of the URL: see [`HookRequest`]. If it fails, the attempt is
    /// not sent and the call ends with an error of the kind [`Hook`](crate::TransportErrorKind::Hook), whose source is the
    /// error of the hook. It runs within the span of the attempt. It is not `async`, so it must not block for long.
    ///
    /// ```
    /// # fn sign(_: &[u8]) -> Result<http::HeaderValue, std::num::ParseIntError> { Ok("1".parse().unwrap()) }
    /// # let builder = openapi_bindgen_runtime::ClientBuilder::new(None, "", &[], &[]);
    /// let builder = builder.on_request(|request| {
    ///     let signature = sign(request.body().map_or(&[], |body| body))?;
    ///     request.headers_mut().insert("X-Signature", signature);
    ///     Ok(())
    /// });
    /// ```
    #[must_use]
    pub fn on_request(
        mut self,
        hook: impl Fn(&mut HookRequest<'_>) -> Result<(), BoxError> + Send + Sync + 'static,
    ) -> Self {
        self.hooks.add_request(Box::new(hook));
        self
    }

    /// Runs `hook` after the head of each response, after the hooks that were added before it: once for each attempt that
    /// gets a response.
    ///
    /// It may change the headers: see [`HookResponse`]. It runs before the body is received. It is not `async`, so it must
    /// not block for long.
    #[must_use]
    pub fn on_response(mut self, hook: impl Fn(&mut HookResponse<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.add_response(Box::new(hook));
        self
    }

    /// Sets the proxy of all requests except those to this machine, such as `http://user:password@proxy.example:3128`.
    ///
    /// It replaces the proxies of the environment, and applies to the built-in transports. The scheme is `http` or `https`,
    /// without one `http`. Special characters of user and password are percent-encoded. Building the client fails if the
    /// URL cannot be used; no request is then sent without the proxy.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies = Proxies::all(&url.into());
        self
    }

    /// Disables proxies and ignores `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`. It applies to the built-in transports.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxies = Proxies::None;
        self
    }

    /// Sets the trusted root certificates, one or more as PEM, replacing the system's. They apply to the built-in transports.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots = Some(pem.into());
        self
    }

    /// Sets the transport that sends the requests, replacing the built-in one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the timer, replacing Tokio's.
    #[must_use]
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// Sets the `reqwest` client that sends the requests, with a proxy, certificates or a name resolution of your own.
    ///
    /// Disable its redirects, since a credential in a custom header would follow to the new host. Disable its retries,
    /// since only this client knows which requests may be repeated. Its own connect limit applies. Unless another crate
    /// enables one of `reqwest`'s TLS features, it needs a TLS configuration or an installed `rustls` provider.
    ///
    /// # Panics
    /// `reqwest` panics when that client is built without either of them.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn reqwest_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::client::transport::ReqwestTransport::with_client(client))
    }

    /// Sets the transport of a blocking client, replacing the built-in one.
    #[must_use]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.blocking_transport = Some(Arc::new(transport));
        self
    }

    /// Sets the timer of a blocking client, replacing the system clock.
    #[must_use]
    pub fn blocking_timer(mut self, timer: impl BlockingTimer) -> Self {
        self.blocking_timer = Some(Arc::new(timer));
        self
    }

    /// Builds a client whose calls are awaited.
    ///
    /// # Errors
    /// If base URL, user agent, a credential, an added header, a proxy or a certificate cannot be used, or if there is no
    /// transport or no timer.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let (transport, timer) = (self.transport.take(), self.timer.take());
        let added = mem::take(&mut self.added);
        let settings = self.settings(CallMode::Async)?;
        let transport = transport.map_or_else(|| default::transport(&settings), Ok)?;
        let timer = timer.map_or_else(default::timer, Ok)?;
        Client::new(settings, Async::new(transport, timer), added)
    }

    /// Builds a blocking client, which needs no asynchronous runtime.
    ///
    /// # Errors
    /// If base URL, user agent, a credential, an added header, a proxy or a certificate cannot be used, or if there is no
    /// transport.
    pub fn build_blocking(mut self) -> Result<Client<Blocking>, BuildError> {
        let (transport, timer) = (self.blocking_transport.take(), self.blocking_timer.take());
        let added = mem::take(&mut self.added);
        let settings = self.settings(CallMode::Blocking)?;
        let transport = transport.map_or_else(|| default::blocking_transport(&settings), Ok)?;
        let timer = timer.map_or_else(default::blocking_timer, Ok)?;
        Client::new(settings, Blocking::new(transport, timer), added)
    }

    fn settings(self, mode: CallMode) -> Result<Settings, BuildError> {
        let Some(base_url) = self.base_url else {
            return Err(BuildError::BaseUrl("the document has none; set one with `.base_url(…)`".to_owned()));
        };
        let base_url = base_url.and_then(|url| BaseUrl::parse(&url, self.is_http_allowed));
        let base_url = base_url.map_err(BuildError::BaseUrl)?;
        let user_agent = HeaderValue::try_from(self.user_agent).map_err(|_| BuildError::UserAgent)?;
        if let Some(invalid_credential) = self.invalid_credential {
            return Err(invalid_credential.into());
        }
        let mut credentials = Credentials::default();
        for (scheme, credential) in &self.credentials {
            credentials.insert(scheme, credential, mode)?;
        }
        Ok(Settings {
            base_url,
            is_base_url_given: self.is_base_url_given,
            is_http_allowed: self.is_http_allowed,
            is_checking: self.is_checking,
            user_agent,
            masks: credentials.masks(),
            credentials,
            credential_setters: self.credential_setters,
            hooks: self.hooks,
            limits: self.limits,
            retry: self.retry,
            tokens: Tokens::new(self.retry_budget),
            randomness: self.randomness,
            in_progress: self.in_progress,
            proxies: self.proxies.found(),
            roots: self.roots,
        })
    }
}

/// Shows no base URL, which may hold a password until it is checked.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
