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
    Meta, Retry,
    hooks::Hooks,
    retry::Tokens,
    security::{Credentials, Masks, Setters},
    transport::proxies::Proxies,
};

/// The settings that all calls of a client share.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    /// True if the caller set the base URL.
    pub(crate) is_base_url_given: bool,
    pub(crate) is_http_allowed: bool,
    /// True if values are checked against the document's constraints.
    pub(crate) is_checking: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) credentials: Credentials,
    /// The credentials that no message shows.
    pub(crate) masks: Masks,
    pub(crate) credential_setters: Setters,
    pub(crate) hooks: Hooks,
    pub(crate) limits: Limits,
    /// The proxies of the built-in transports.
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "blocking")),
        allow(dead_code, reason = "there is no transport")
    )]
    pub(crate) proxies: Proxies,
    /// The trusted root certificates as PEM, replacing the system's.
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "blocking")),
        allow(dead_code, reason = "there is no transport")
    )]
    pub(crate) roots: Option<Vec<u8>>,
    pub(crate) retry: Retry,
    pub(crate) tokens: Tokens,
    pub(crate) randomness: Randomness,
    /// The error responses, by status and code, that mean that an earlier attempt with the same idempotency key is
    /// still running.
    pub(crate) in_progress: &'static [(u16, &'static str)],
}

impl Settings {
    /// Returns the base URL of an operation: its own server, if it has one and the caller set no base URL. A server
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
