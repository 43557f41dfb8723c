use std::{fmt, sync::Arc};

use http::HeaderValue;

use super::{
    Async, BuildError, Client, Limits, Retry, RetryBudget, Secret, SecurityScheme, Timer, Transport, base_url::BaseUrl,
    randomness::Randomness, retry::Tokens, security::Credentials,
};

/// What all calls of a client share.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Credentials,
    pub(crate) credential_setters: &'static [(&'static str, SecurityScheme)],
    pub(crate) limits: Limits,
    pub(crate) retry: Retry,
    pub(crate) tokens: Tokens,
    pub(crate) randomness: Randomness,
    /// The refusals, by status and code, that say of a keyed call that an earlier attempt is still running.
    pub(crate) in_progress: &'static [(u16, &'static str)],
}

/// Collects what a client needs: what a document's own builder wraps.
pub struct ClientBuilder {
    base_url: Option<String>,
    is_http_allowed: bool,
    user_agent: String,
    credentials: Vec<(SecurityScheme, Secret)>,
    credential_setters: &'static [(&'static str, SecurityScheme)],
    limits: Limits,
    retry: Retry,
    retry_budget: RetryBudget,
    randomness: Randomness,
    in_progress: &'static [(u16, &'static str)],
    transport: Option<Arc<dyn Transport>>,
    timer: Option<Arc<dyn Timer>>,
}

impl ClientBuilder {
    /// A builder with what the document says: where the API is, and which method of the document's own builder takes
    /// the credential of which scheme. `user_agent` names the bindings and their version. `in_progress` has the refusals,
    /// by status and code, that say of a call with an idempotency key that an earlier attempt is still running.
    pub fn new(
        base_url: Option<&str>,
        user_agent: &str,
        credential_setters: &'static [(&'static str, SecurityScheme)],
        in_progress: &'static [(u16, &'static str)],
    ) -> Self {
        Self {
            base_url: base_url.map(str::to_owned),
            is_http_allowed: false,
            user_agent: user_agent.to_owned(),
            credentials: Vec::new(),
            credential_setters,
            limits: Limits::default(),
            retry: Retry::default(),
            retry_budget: RetryBudget::default(),
            randomness: Randomness::default(),
            in_progress,
            transport: None,
            timer: None,
        }
    }

    /// Gives the credential of one scheme, in place of an earlier one.
    #[must_use]
    pub fn credential(mut self, scheme: SecurityScheme, secret: impl Into<Secret>) -> Self {
        self.credentials.push((scheme, secret.into()));
        self
    }

    /// Where the API is: `https`, with an optional path and without query, fragment, user name and password.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Whether an `http` base URL may name another host than this one, although credentials then travel unencrypted.
    #[must_use]
    pub fn allow_http(mut self, is_allowed: bool) -> Self {
        self.is_http_allowed = is_allowed;
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
        self.transport(super::transport::ReqwestTransport::with_client(client))
    }

    /// Builds a client whose calls are awaited.
    ///
    /// # Errors
    /// When base URL, user agent or a credential cannot be used, or when there is no transport or no timer.
    pub fn build(self) -> Result<Client, BuildError> {
        let Some(base_url) = self.base_url else {
            return Err(BuildError::BaseUrl("the document names none; give one with `.base_url(…)`".to_owned()));
        };
        let base_url = BaseUrl::parse(&base_url, self.is_http_allowed).map_err(BuildError::BaseUrl)?;
        let user_agent = HeaderValue::try_from(self.user_agent).map_err(|_| BuildError::UserAgent)?;
        let mut credentials = Credentials::default();
        for (scheme, secret) in &self.credentials {
            credentials.insert(scheme, secret)?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.limits, &base_url)?,
        };
        let timer = self.timer.map_or_else(default_timer, Ok)?;
        let settings = Settings {
            base_url,
            user_agent,
            credentials,
            credential_setters: self.credential_setters,
            limits: self.limits,
            retry: self.retry,
            tokens: Tokens::new(self.retry_budget),
            randomness: self.randomness,
            in_progress: self.in_progress,
        };
        Ok(Client::new(settings, Async::new(transport, timer)))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(limits: &Limits, base_url: &BaseUrl) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::transport::ReqwestTransport::new(limits.connect, base_url.is_https());
    Ok(Arc::new(transport.map_err(BuildError::Transport)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Limits, _: &BaseUrl) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

#[cfg(feature = "reqwest")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature there is no timer")]
fn default_timer() -> Result<Arc<dyn Timer>, BuildError> {
    Ok(Arc::new(super::transport::TokioTimer))
}

#[cfg(not(feature = "reqwest"))]
fn default_timer() -> Result<Arc<dyn Timer>, BuildError> {
    Err(BuildError::NoTimer)
}

impl Settings {
    pub(crate) fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("base_url", &self.base_url.as_str())
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
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
