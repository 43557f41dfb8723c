use std::{fmt, sync::Arc};

use super::{BlockingTokenProvider, Secret, TokenProvider, token_source::TokenSource};

/// The credential of a security scheme: a fixed text, or the tokens of a provider.
///
/// Any text converts into a credential, so that a setter takes `"key"` as well as a `Credential`. Clones share their
/// tokens.
#[derive(Clone)]
pub struct Credential(pub(super) Given);

#[derive(Clone)]
pub(super) enum Given {
    Fixed(Secret),
    Provided(Arc<TokenSource>),
    /// A provider that is not valid, and the reason.
    #[cfg_attr(not(feature = "oauth2"), allow(dead_code, reason = "only the settings of OAuth 2.0 can be wrong"))]
    Invalid(&'static str),
}

impl Credential {
    /// Creates a credential whose tokens `provider` issues, for a client whose calls are awaited.
    pub fn from_provider(provider: impl TokenProvider) -> Self {
        Self(Given::Provided(TokenSource::new(Some(Arc::new(provider)), None)))
    }

    /// Creates a credential whose tokens `provider` issues, for a blocking client.
    pub fn from_blocking_provider(provider: impl BlockingTokenProvider) -> Self {
        Self(Given::Provided(TokenSource::new(None, Some(Arc::new(provider)))))
    }
}

#[cfg(feature = "oauth2")]
impl Credential {
    pub(crate) fn of_source(source: Arc<TokenSource>) -> Self {
        Self(Given::Provided(source))
    }

    pub(crate) fn invalid(reason: &'static str) -> Self {
        Self(Given::Invalid(reason))
    }
}

impl<T: Into<Secret>> From<T> for Credential {
    fn from(secret: T) -> Self {
        Self(Given::Fixed(secret.into()))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
