use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{
    HeaderValue, Method, Request, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use percent_encoding::utf8_percent_encode;

use super::{ClientAuthentication, OAuth2, answer::Answer};
use crate::client::{
    Blocking, BlockingTokenProvider, BoxError, BoxFuture, Reply, Secret, Token, TokenProvider, TokenRequest,
    request::{Query, VALUE},
    security::Masks,
};

/// The parameters of the standards that are no secrets: of RFC 6749, RFC 7521, RFC 8693 and RFC 8707.
const PUBLIC: [&str; 12] = [
    "actor_token_type",
    "audience",
    "client_assertion_type",
    "client_id",
    "grant_type",
    "redirect_uri",
    "requested_token_type",
    "resource",
    "response_type",
    "scope",
    "subject_token_type",
    "username",
];

/// Requests tokens at a token endpoint.
pub(super) struct Provider {
    settings: OAuth2,
    url: Uri,
    state: Mutex<State>,
}

struct State {
    /// The token that the caller had already.
    first: Option<Token>,
    refresh_token: Option<Secret>,
}

impl Provider {
    pub(super) fn new(mut settings: OAuth2, url: Uri) -> Self {
        let state = State { first: settings.access_token.take(), refresh_token: settings.refresh_token.take() };
        Self { settings, url, state: Mutex::new(state) }
    }

    /// Returns the first token, if it was neither used nor rejected and has not expired.
    fn first(&self, is_rejected: bool, now: SystemTime) -> Option<Token> {
        self.state().first.take().filter(|token| !is_rejected && !token.has_expired(now))
    }

    /// Returns the request, and the refresh token in it.
    fn request(&self) -> Result<(Request<Bytes>, Option<Secret>), BoxError> {
        let OAuth2 { client_id, client_secret, scopes, parameters, authentication, .. } = &self.settings;
        let refresh_token = self.state().refresh_token.clone();
        let mut form = Query::default();
        match &refresh_token {
            Some(refresh_token) => {
                form.push("grant_type", "refresh_token");
                form.push("refresh_token", refresh_token.expose());
            }
            None => form.push("grant_type", "client_credentials"),
        }
        if !scopes.is_empty() {
            form.push("scope", &scopes.join(" "));
        }
        for (name, value) in parameters {
            form.push(name, value);
        }
        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        request.uri_mut().clone_from(&self.url);
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        match (client_secret, authentication) {
            (Some(secret), ClientAuthentication::Basic) => {
                let mut value = HeaderValue::try_from(format!("Basic {}", STANDARD.encode(self.pair(secret))))?;
                value.set_sensitive(true);
                headers.insert(AUTHORIZATION, value);
            }
            (Some(secret), ClientAuthentication::Body) => {
                form.push("client_id", client_id);
                form.push("client_secret", secret.expose());
            }
            (None, _) => form.push("client_id", client_id),
        }
        Ok((request.map(|()| Bytes::from(form.as_str().to_owned())), refresh_token))
    }

    fn answered(&self, reply: &Reply, refresh_token: Option<&Secret>) -> Result<Token, BoxError> {
        let masks = self.masks(refresh_token);
        let Answer { token, refresh_token: next } = Answer::read(reply, &masks)?;
        // Client credentials need no refresh token, even if the server returns one.
        if let (Some(last), Some(next)) = (refresh_token, next)
            && last.expose() != next
        {
            self.state().refresh_token = Some(Secret::from(&next));
            if let Some(store) = &self.settings.on_refresh_token {
                store(&next);
            }
        }
        Ok(token)
    }

    /// Returns the secrets of a request, which an error does not show even if the server repeats them.
    fn masks(&self, refresh_token: Option<&Secret>) -> Masks {
        let secrets = [self.settings.client_secret.as_ref(), refresh_token];
        let parameters = self.settings.parameters.iter().filter(|(name, _)| !PUBLIC.contains(&name.as_str()));
        let basic = self.settings.client_secret.as_ref().map(|secret| self.pair(secret));
        let parameters = parameters.map(|(_, value)| value.as_str());
        Masks::new(secrets.into_iter().flatten().map(Secret::expose).chain(parameters).chain(basic.as_deref()))
    }

    /// Returns the name and the secret of the client as `Basic` takes them. Both are encoded first (RFC 6749, section
    /// 2.3.1).
    fn pair(&self, secret: &Secret) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, VALUE).to_string();
        format!("{}:{}", encoded(&self.settings.client_id), encoded(secret.expose()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code of the caller runs under the lock, so a panic leaves the state valid.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenProvider for Provider {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async move {
            if let Some(token) = self.first(request.is_rejected(), request.now()) {
                return Ok(token);
            }
            let (form, refresh_token) = self.request()?;
            let reply = request.send(form).await?;
            self.answered(&reply, refresh_token.as_ref())
        })
    }
}

impl BlockingTokenProvider for Provider {
    fn token(&self, request: TokenRequest<Blocking>) -> Result<Token, BoxError> {
        if let Some(token) = self.first(request.is_rejected(), request.now()) {
            return Ok(token);
        }
        let (form, refresh_token) = self.request()?;
        let reply = request.send(form)?;
        self.answered(&reply, refresh_token.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_parameters_are_masked_but_those_of_public_ones() {
        let url = "https://auth.example.com/token";
        let mut settings = OAuth2::client_credentials(url, "app", "client-secret");
        let secrets = ["api_key", "Password", "pin_code", "private_key", "device_code", "assertion", "code_verifier"];
        for name in secrets.into_iter().chain(PUBLIC) {
            settings = settings.parameter(name, format!("value-of-{name}."));
        }
        let masks = Provider::new(settings, Uri::from_static(url)).masks(None);
        for (name, is_public) in secrets.map(|name| (name, false)).into_iter().chain(PUBLIC.map(|name| (name, true))) {
            let text = format!("the value-of-{name}. is wrong");
            let shown = if is_public { &*text } else { "the [redacted] is wrong" };
            assert_eq!(masks.cover(&text), shown);
        }
    }
}
