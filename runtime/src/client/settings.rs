use std::fmt;

use http::HeaderValue;

use super::{
    Limits, Retry, SecurityScheme, base_url::BaseUrl, randomness::Randomness, retry::Tokens, security::Credentials,
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
