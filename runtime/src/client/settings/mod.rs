//! Settings that all calls of a client share.

mod base_url;
mod limits;
mod randomness;
mod server;

use std::{borrow::Cow, fmt};

use http::HeaderValue;

pub(crate) use self::{
    base_url::{BaseUrl, is_loopback},
    randomness::Randomness,
};
pub use self::{
    limits::Limits,
    server::{Server, ServerVariable},
};
use crate::client::{
    Meta, Retry, SecurityScheme,
    retry::Tokens,
    security::{Credentials, Masks},
    transport::proxies::Proxies,
};

/// What all calls of a client share.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    /// Whether the caller said where the API is.
    pub(crate) is_base_url_given: bool,
    pub(crate) is_http_allowed: bool,
    /// Whether values are checked against the document's constraints.
    pub(crate) is_checking: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Credentials,
    /// What no message shows.
    pub(crate) masks: Masks,
    pub(crate) credential_setters: &'static [(&'static str, SecurityScheme)],
    pub(crate) limits: Limits,
    /// Through which proxies the built-in transports go.
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "blocking")),
        allow(dead_code, reason = "there is no transport")
    )]
    pub(crate) proxies: Proxies,
    /// The certificates of the authorities that are trusted in place of the system's, as PEM.
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "blocking")),
        allow(dead_code, reason = "there is no transport")
    )]
    pub(crate) roots: Option<Vec<u8>>,
    pub(crate) retry: Retry,
    pub(crate) tokens: Tokens,
    pub(crate) randomness: Randomness,
    /// The error responses, by status and code, that say of a keyed call that an earlier attempt is still running.
    pub(crate) in_progress: &'static [(u16, &'static str)],
}

impl Settings {
    /// Where the calls of an operation go: to its own server, if it has one and the caller said nothing else. A server
    /// that is only a path is on the host of the base URL.
    pub(crate) fn base_of(&self, meta: &Meta) -> Result<Cow<'_, BaseUrl>, String> {
        match meta.server {
            Some(path) if path.is_empty() || path.starts_with('/') => Ok(Cow::Owned(self.base_url.with_path(path))),
            Some(server) if !self.is_base_url_given => BaseUrl::parse(server, self.is_http_allowed).map(Cow::Owned),
            _ => Ok(Cow::Borrowed(&self.base_url)),
        }
    }

    pub(crate) fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("base_url", &self.base_url.as_str())
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
