use std::future::Future;

use super::{Token, TokenRequest};
use crate::client::{Blocking, BoxError, BoxFuture};

/// Issues the tokens of a client whose calls are awaited.
///
/// The client caches a token until shortly before it expires, or until the server rejects it with the status 401. It
/// then asks the provider for another, once for all calls that wait for it. After a 401 the client repeats the request
/// with the new token, at most once for each call and not if the request body comes from a source that can be read once.
///
/// A closure that returns a future is a provider:
///
/// ```
/// use std::time::Duration;
/// use openapi_bindgen_runtime::{Credential, Token, TokenRequest};
///
/// # async fn read_from_vault() -> std::io::Result<String> { Ok("t-12345".to_owned()) }
/// let credential = Credential::from_provider(|_request: TokenRequest| async move {
///     let token = read_from_vault().await?;
///     Ok(Token::new(token).expires_in(Duration::from_secs(600)))
/// });
/// ```
///
/// If a call is cancelled while it waits for a token, the future of the provider stays, and other calls continue it.
pub trait TokenProvider: Send + Sync + 'static {
    /// Issues a token.
    ///
    /// # Errors
    /// Returns the reason why there is none. The calls that need the token are not sent, and fail with this error as their
    /// source.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>>;
}

/// Issues the tokens of a blocking client. See [`TokenProvider`].
///
/// ```
/// use openapi_bindgen_runtime::{Blocking, Credential, Token, TokenRequest};
///
/// let credential = Credential::from_blocking_provider(|_request: TokenRequest<Blocking>| {
///     Ok(Token::new(std::fs::read_to_string("/run/secrets/token")?))
/// });
/// ```
pub trait BlockingTokenProvider: Send + Sync + 'static {
    /// Issues a token, within [`TokenRequest::time`].
    ///
    /// # Errors
    /// Returns the reason why there is none. The calls that need the token are not sent, and fail with this error as their
    /// source.
    fn token(&self, request: TokenRequest<Blocking>) -> Result<Token, BoxError>;
}

impl<F, T> TokenProvider for F
where
    F: Fn(TokenRequest) -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self(request))
    }
}

impl<F> BlockingTokenProvider for F
where
    F: Fn(TokenRequest<Blocking>) -> Result<Token, BoxError> + Send + Sync + 'static,
{
    fn token(&self, request: TokenRequest<Blocking>) -> Result<Token, BoxError> {
        self(request)
    }
}
