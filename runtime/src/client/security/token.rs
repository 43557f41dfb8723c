use std::{
    fmt,
    time::{Duration, SystemTime},
};

use super::Secret;

/// A credential that a provider issued, with the time when it expires.
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen_runtime::Token;
///
/// let token = Token::new("t-12345").expires_in(Duration::from_secs(3600));
/// assert_eq!(format!("{token:?}"), "[redacted]");
/// ```
#[derive(Clone)]
#[must_use]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) expiry: Option<Expiry>,
}

#[derive(Clone, Copy)]
pub(super) enum Expiry {
    /// Counted from when the provider was asked for the token.
    In(Duration),
    At(SystemTime),
}

impl Token {
    /// Creates a token that is used until the server rejects it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), expiry: None }
    }

    /// Sets for how long the token is valid, counted from when the provider was asked for it.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expiry = Some(Expiry::In(lifetime));
        self
    }

    /// Sets when the token expires.
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.expiry = Some(Expiry::At(time));
        self
    }
}

#[cfg(feature = "oauth2")]
impl Token {
    /// Returns true if the token has an expiry that is over.
    pub(crate) fn has_expired(&self, now: SystemTime) -> bool {
        matches!(self.expiry, Some(Expiry::At(at)) if at <= now)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.secret.fmt(f)
    }
}

/// A token in the cache of a client.
pub(crate) struct Granted {
    pub(super) secret: Secret,
    /// The time after which another token is requested, or `None` if there is no such time.
    renew_at: Option<SystemTime>,
}

/// The time before its expiry from which a token is not sent any more, since it could expire on its way.
const MARGIN: Duration = Duration::from_secs(30);

impl Granted {
    /// Takes a token that the provider was asked for at `asked_at`.
    pub(super) fn new(token: Token, asked_at: SystemTime) -> Self {
        let lifetime = token.expiry.map(|expiry| match expiry {
            Expiry::In(lifetime) => lifetime,
            Expiry::At(time) => time.duration_since(asked_at).unwrap_or_default(),
        });
        // A tenth of a short life is enough: a token that lives 20 seconds is used for 18.
        let renew_at =
            lifetime.and_then(|lifetime| asked_at.checked_add(lifetime.saturating_sub(MARGIN.min(lifetime / 10))));
        Self { secret: token.secret, renew_at }
    }

    pub(super) fn is_current(&self, now: SystemTime) -> bool {
        self.renew_at.is_none_or(|renew_at| now < renew_at)
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn a_token_is_renewed_before_it_expires() {
        let asked_at = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let is_current = |token: Token, seconds| Granted::new(token, asked_at).is_current(asked_at + seconds);
        let token = || Token::new("t");
        let secs = Duration::from_secs;
        for (token, last) in [
            (token().expires_in(secs(3600)), secs(3569)),
            (token().expires_at(asked_at + secs(3600)), secs(3569)),
            (token().expires_in(secs(20)), secs(17)),
        ] {
            assert!(is_current(token.clone(), last));
            assert!(!is_current(token, last + secs(1)));
        }
        assert!(!is_current(token().expires_in(Duration::ZERO), Duration::ZERO));
        assert!(!is_current(token().expires_at(UNIX_EPOCH), Duration::ZERO));
        assert!(is_current(token(), Duration::from_secs(1 << 40)));
        assert!(is_current(token().expires_in(Duration::MAX), Duration::from_secs(1 << 30)));
    }
}
