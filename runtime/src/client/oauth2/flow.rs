#[cfg(feature = "oauth2")]
use super::OAuth2;
#[cfg(feature = "oauth2")]
use crate::client::Secret;

/// A flow of an OAuth 2.0 scheme, as the document describes it: where tokens are, and their scopes.
///
/// Generated clients have a constant for each flow with a token URL. With the feature `oauth2`, a flow makes the
/// credential of its scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OAuth2Flow {
    token_url: &'static str,
    refresh_url: Option<&'static str>,
    scopes: &'static [&'static str],
}

impl OAuth2Flow {
    /// Creates a flow with a token URL and without scopes.
    #[must_use]
    pub const fn new(token_url: &'static str) -> Self {
        Self { token_url, refresh_url: None, scopes: &[] }
    }

    /// Sets the URL for refresh tokens, if it is not the token URL.
    #[must_use]
    pub const fn with_refresh_url(self, refresh_url: &'static str) -> Self {
        Self { refresh_url: Some(refresh_url), ..self }
    }

    /// Sets the scopes that the document declares.
    #[must_use]
    pub const fn with_scopes(self, scopes: &'static [&'static str]) -> Self {
        Self { scopes, ..self }
    }

    /// Returns the token URL.
    #[must_use]
    pub const fn token_url(&self) -> &'static str {
        self.token_url
    }

    /// Returns the URL for refresh tokens.
    #[must_use]
    pub const fn refresh_url(&self) -> &'static str {
        match self.refresh_url {
            Some(url) => url,
            None => self.token_url,
        }
    }

    /// Returns the scopes that the document declares. A client requests none of them unless it is set to.
    #[must_use]
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// Gets tokens with the ID and the secret of the client (RFC 6749, section 4.4).
    #[cfg(feature = "oauth2")]
    pub fn client_credentials(&self, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> OAuth2 {
        OAuth2::client_credentials(self.token_url, client_id, client_secret)
    }

    /// Gets tokens with a refresh token (RFC 6749, section 6).
    #[cfg(feature = "oauth2")]
    pub fn refresh_token(&self, client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> OAuth2 {
        OAuth2::refresh_token(self.refresh_url(), client_id, refresh_token)
    }
}
