use std::{fmt, sync::Arc};

use http::HeaderValue;

use super::Client;
use crate::client::{
    Async, Blocking, BlockingTimer, BlockingTransport, BuildError, Limits, Retry, RetryBudget, Secret, SecurityScheme,
    Server, Timer, Transport,
    retry::Tokens,
    security::{CredentialError, Credentials},
    settings::{BaseUrl, Randomness, Settings},
    transport::{default, proxies::Proxies},
};

/// Collects what a client needs: what a document's own builder wraps.
pub struct ClientBuilder {
    /// The text, or why there is none; and whether it is the caller's.
    base_url: Option<Result<String, String>>,
    is_base_url_given: bool,
    is_http_allowed: bool,
    is_checking: bool,
    user_agent: String,
    credentials: Vec<(SecurityScheme, Secret)>,
    /// What cannot be a credential, although it can be sent.
    refused: Option<CredentialError>,
    credential_setters: &'static [(&'static str, SecurityScheme)],
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
    /// A builder with what the document says: where the API is, and which method of the document's own builder takes
    /// the credential of which scheme. `user_agent` names the bindings and their version. `in_progress` has the error
    /// responses, by status and code, that say of a call with an idempotency key that an earlier attempt is still
    /// running.
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
            refused: None,
            credential_setters,
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

    /// Gives the credential of one scheme, in place of an earlier one.
    #[must_use]
    pub fn credential(mut self, scheme: SecurityScheme, secret: impl Into<Secret>) -> Self {
        self.credentials.push((scheme, secret.into()));
        self
    }

    /// Gives the user name and password of a scheme of HTTP basic authentication, in place of earlier ones.
    ///
    /// A user name has no colon (RFC 7617, section 2); one that has is refused when the client is built.
    #[must_use]
    pub fn basic(mut self, scheme: SecurityScheme, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let (user, password) = (user.into(), password.into());
        if user.contains(':') {
            let reason = "has a user name with a colon";
            self.refused = Some(CredentialError { scheme: scheme.name(), reason });
        }
        self.credential(scheme, format!("{user}:{}", password.expose()))
    }

    /// Where the API is: `https`, with an optional path and without query, fragment, user name and password.
    ///
    /// All calls go there, those of operations too for which the document names a server of their own.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(Ok(url.into()));
        self.is_base_url_given = true;
        self
    }

    /// Where the API is: one of the document's servers, in place of a base URL.
    #[must_use]
    pub fn server(mut self, server: &Server) -> Self {
        self.base_url = Some(server.url());
        self.is_base_url_given = true;
        self
    }

    /// Whether an `http` base URL may name another host than this one, although credentials then travel unencrypted.
    #[must_use]
    pub fn allow_http(mut self, is_allowed: bool) -> Self {
        self.is_http_allowed = is_allowed;
        self
    }

    /// Whether values are checked against the constraints of the document before they are sent, which they are unless
    /// this says otherwise: for an API that takes more than its document says.
    #[must_use]
    pub fn checks(mut self, is_checking: bool) -> Self {
        self.is_checking = is_checking;
        self
    }

    /// How long calls may take and how much they may read.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How often, and after how long, requests are sent again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many requests all calls together may send again while nothing succeeds.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Where random bits come from, in place of the operating system: each call of `source` returns 128 of them.
    ///
    /// Idempotency keys are made of them, so that they have to be as good as the system's.
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

    /// The proxy of all requests but those to this machine, such as `http://user:password@proxy.example:3128`, in place of
    /// those of the environment. It holds for the built-in transports.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies = Proxies::All(url.into());
        self
    }

    /// Goes through no proxy, whatever `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` say. It holds for the built-in transports.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxies = Proxies::None;
        self
    }

    /// The certificates of the authorities that are trusted, one or more as PEM, in place of the system's. It holds for the
    /// built-in transports.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots = Some(pem.into());
        self
    }

    /// What carries the requests, in place of the built-in transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What keeps time, in place of Tokio's timer.
    #[must_use]
    pub fn timer(mut self, timer: impl Timer) -> Self {
        self.timer = Some(Arc::new(timer));
        self
    }

    /// The `reqwest` client that carries the requests, for a proxy, certificates or a name resolution of your own.
    ///
    /// Turn its redirects off (a credential in a header of its own would follow to the new host) and its retries too
    /// (the client knows which requests may be repeated). Its own connect limit holds. Where nothing else turns on one
    /// of `reqwest`'s TLS features, it needs a TLS configuration or an installed `rustls` provider, or it panics.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn reqwest_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::client::transport::ReqwestTransport::with_client(client))
    }

    /// The transport of a blocking client, in place of the built-in one.
    #[must_use]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.blocking_transport = Some(Arc::new(transport));
        self
    }

    /// The timer of a blocking client, in place of the system clock.
    #[must_use]
    pub fn blocking_timer(mut self, timer: impl BlockingTimer) -> Self {
        self.blocking_timer = Some(Arc::new(timer));
        self
    }

    /// Builds a client whose calls are awaited.
    ///
    /// # Errors
    /// When base URL, user agent, a credential, a proxy or a certificate cannot be used, or when there is no transport or no
    /// timer.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let (transport, timer) = (self.transport.take(), self.timer.take());
        let settings = self.settings()?;
        let transport = transport.map_or_else(|| default::transport(&settings), Ok)?;
        let timer = timer.map_or_else(default::timer, Ok)?;
        Ok(Client::new(settings, Async::new(transport, timer)))
    }

    /// Builds a blocking client, which needs no asynchronous runtime.
    ///
    /// # Errors
    /// When base URL, user agent or a credential cannot be used, or when there is no transport or no timer.
    pub fn build_blocking(mut self) -> Result<Client<Blocking>, BuildError> {
        let (transport, timer) = (self.blocking_transport.take(), self.blocking_timer.take());
        let settings = self.settings()?;
        let transport = transport.map_or_else(|| default::blocking_transport(&settings), Ok)?;
        let timer = timer.map_or_else(default::blocking_timer, Ok)?;
        Ok(Client::new(settings, Blocking::new(transport, timer)))
    }

    fn settings(self) -> Result<Settings, BuildError> {
        let Some(base_url) = self.base_url else {
            return Err(BuildError::BaseUrl("the document names none; give one with `.base_url(…)`".to_owned()));
        };
        let base_url = base_url.and_then(|url| BaseUrl::parse(&url, self.is_http_allowed));
        let base_url = base_url.map_err(BuildError::BaseUrl)?;
        let user_agent = HeaderValue::try_from(self.user_agent).map_err(|_| BuildError::UserAgent)?;
        if let Some(refused) = self.refused {
            return Err(refused.into());
        }
        let mut credentials = Credentials::default();
        for (scheme, secret) in &self.credentials {
            credentials.insert(scheme, secret)?;
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
