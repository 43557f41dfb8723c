use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{AUTHORIZATION, COOKIE},
};
use percent_encoding::utf8_percent_encode;

use super::{Credential, Issued, Masks, Renewing, Secret, SecurityScheme, credential::Given, scheme::Place};
use crate::client::{
    body::CallMode,
    request::{Query, VALUE},
};

/// The credentials that a client has, at most one per scheme, checked and ready to be sent.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    sent: Vec<(&'static str, Sent)>,
    /// The texts that were given, by scheme.
    secrets: Vec<(&'static str, Secret)>,
}

#[derive(Clone)]
enum Sent {
    Fixed(WireCredential),
    Renewing(Arc<Renewing>),
}

/// A credential as it is sent.
#[derive(Clone)]
pub(super) enum WireCredential {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
}

/// The reason why a text is not a valid credential of a scheme, without the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CredentialError {
    pub(crate) scheme: &'static str,
    pub(crate) reason: &'static str,
}

impl Credentials {
    /// Takes the credential of `scheme`, in place of an earlier one, for calls of this kind.
    pub(crate) fn insert(
        &mut self,
        scheme: &SecurityScheme,
        credential: &Credential,
        mode: CallMode,
    ) -> Result<(), CredentialError> {
        let invalid = |reason| CredentialError { scheme: scheme.name, reason };
        self.secrets.retain(|(name, _)| *name != scheme.name);
        let sent = match &credential.0 {
            Given::Fixed(secret) => {
                let credential = WireCredential::new(scheme.place, secret).map_err(invalid)?;
                self.secrets.push((scheme.name, secret.clone()));
                Sent::Fixed(credential)
            }
            Given::Provided(source) => {
                match mode {
                    CallMode::Async if source.provider.is_none() => {
                        return Err(invalid("comes from a blocking provider, and calls of this client are awaited"));
                    }
                    CallMode::Blocking if source.blocking_provider.is_none() => {
                        return Err(invalid("comes from a provider that is awaited, and this client is blocking"));
                    }
                    CallMode::Async | CallMode::Blocking => {}
                }
                Sent::Renewing(Renewing::new(*scheme, Arc::clone(source)))
            }
            Given::Invalid(reason) => return Err(invalid(reason)),
        };
        self.sent.retain(|(name, _)| *name != scheme.name);
        self.sent.push((scheme.name, sent));
        Ok(())
    }

    /// Returns the secrets that must not be shown, even if a server repeats them.
    pub(crate) fn masks(&self) -> Masks {
        Masks::new(self.secrets.iter().map(|(_, secret)| secret.expose()))
    }

    /// Returns true if a provider issues the tokens of a credential.
    #[cfg(feature = "reqwest")]
    pub(crate) fn has_provider(&self) -> bool {
        self.sent.iter().any(|(_, sent)| matches!(sent, Sent::Renewing(_)))
    }

    /// Returns those of `schemes` whose tokens come from a provider.
    pub(crate) fn renewing(&self, schemes: &[SecurityScheme]) -> Vec<Arc<Renewing>> {
        let renewing = schemes.iter().filter_map(|scheme| match self.get(scheme)? {
            Sent::Renewing(renewing) => Some(Arc::clone(renewing)),
            Sent::Fixed(_) => None,
        });
        renewing.collect()
    }

    /// Returns the first alternative for which all schemes have a credential, or `None`.
    ///
    /// An empty alternative, which allows an anonymous call, is used only if no other alternative can be met, so that a
    /// credential that was set is used. Never more than one alternative is sent.
    pub(crate) fn choose(&self, alternatives: &[&'static [SecurityScheme]]) -> Option<&'static [SecurityScheme]> {
        let can_meet = |schemes: &&&[SecurityScheme]| schemes.iter().all(|scheme| self.get(scheme).is_some());
        let named = alternatives.iter().filter(|schemes| !schemes.is_empty()).find(can_meet);
        let is_anonymous_allowed = alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty());
        named.copied().or(is_anonymous_allowed.then_some(&[]))
    }

    /// Writes the fixed credentials of `schemes` into a request.
    pub(crate) fn apply(&self, schemes: &[SecurityScheme], headers: &mut HeaderMap, query: &mut Query) {
        let fixed = schemes.iter().filter_map(|scheme| match self.get(scheme)? {
            Sent::Fixed(credential) => Some(credential),
            Sent::Renewing(_) => None,
        });
        write(fixed, headers, query);
    }

    /// Returns the schemes of which there is a credential, in the order of `known`, and at most one for each header.
    pub(crate) fn all(&self, known: &'static [(&'static str, SecurityScheme)]) -> Vec<SecurityScheme> {
        let mut all: Vec<SecurityScheme> = Vec::new();
        for (_, scheme) in known.iter().filter(|(_, scheme)| self.get(scheme).is_some()) {
            let header = scheme.header_name();
            let is_same = |other: &SecurityScheme| {
                header.zip(other.header_name()).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
            };
            if !all.iter().any(is_same) {
                all.push(*scheme);
            }
        }
        all
    }

    fn get(&self, scheme: &SecurityScheme) -> Option<&Sent> {
        self.sent.iter().find(|(name, _)| *name == scheme.name).map(|(_, credential)| credential)
    }
}

/// Writes tokens into a request.
pub(crate) fn write_credentials(issued: &[Arc<Issued>], headers: &mut HeaderMap, query: &mut Query) {
    write(issued.iter().map(|issued| &issued.credential), headers, query);
}

fn write<'c>(credentials: impl Iterator<Item = &'c WireCredential>, headers: &mut HeaderMap, query: &mut Query) {
    let mut cookies = Vec::new();
    for credential in credentials {
        match credential {
            WireCredential::Header(name, value) => {
                headers.insert(name, value.clone());
            }
            WireCredential::Query(pair) => query.push_encoded(pair),
            WireCredential::Cookie(pair) => cookies.push(pair.as_str()),
        }
    }
    if cookies.is_empty() {
        return;
    }
    // Those of parameters are there already. A request has one header for all (RFC 6265, section 5.4).
    let parameters = headers.get(COOKIE).map(HeaderValue::as_bytes);
    let credentials = cookies.join("; ");
    let all: Vec<&[u8]> = parameters.into_iter().chain([credentials.as_bytes()]).collect();
    // Cookies were checked when they were set, so the joined text is a valid header value too.
    if let Ok(mut value) = HeaderValue::from_bytes(&all.join(&b"; "[..])) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

impl WireCredential {
    pub(super) fn new(place: Place, secret: &Secret) -> Result<Self, &'static str> {
        let secret = secret.expose().trim();
        if secret.is_empty() {
            return Err("is empty");
        }
        if secret.chars().any(char::is_control) {
            return Err("contains a control character, such as a line break");
        }
        match place {
            Place::Header(name) => {
                let name = HeaderName::try_from(name).map_err(|_| "belongs in a header whose name is not valid")?;
                Ok(Self::Header(name, sensitive(secret)?))
            }
            Place::Bearer => Ok(Self::Header(AUTHORIZATION, sensitive(&format!("Bearer {secret}"))?)),
            Place::Basic if !secret.contains(':') => Err("is not of the form `name:password`"),
            Place::Basic => Ok(Self::Header(AUTHORIZATION, sensitive(&format!("Basic {}", STANDARD.encode(secret)))?)),
            Place::Http(scheme) => Ok(Self::Header(AUTHORIZATION, sensitive(&format!("{scheme} {secret}"))?)),
            Place::Any => {
                let (name, value) = secret.split_once(':').ok_or("is not of the form `Header-Name: value`")?;
                let name = HeaderName::try_from(name.trim()).map_err(|_| "names a header that is not valid")?;
                Ok(Self::Header(name, sensitive(value.trim())?))
            }
            Place::Query(name) => {
                Ok(Self::Query(format!("{}={}", utf8_percent_encode(name, VALUE), utf8_percent_encode(secret, VALUE))))
            }
            Place::Cookie(_) if !secret.chars().all(is_cookie_octet) => {
                Err("contains a character that is not allowed in a cookie")
            }
            Place::Cookie(name) => Ok(Self::Cookie(format!("{name}={secret}"))),
        }
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| "cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns true if a cookie value may contain the character (RFC 6265, section 4.1.1).
fn is_cookie_octet(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, '"' | ',' | ';' | '\\')
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.sent.iter().map(|(scheme, _)| (scheme, format_args!("[redacted]")))).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: SecurityScheme = SecurityScheme::header("Key", "x-api-key");
    const TOKEN: SecurityScheme = SecurityScheme::bearer("Token");
    const LOGIN: SecurityScheme = SecurityScheme::basic("Login");
    const QUERY: SecurityScheme = SecurityScheme::query("Query", "api key");
    const COOKIE_A: SecurityScheme = SecurityScheme::cookie("A", "a");
    const COOKIE_B: SecurityScheme = SecurityScheme::cookie("B", "b");
    const DIGEST: SecurityScheme = SecurityScheme::http("Digest", "Digest");
    const ANY: SecurityScheme = SecurityScheme::any_header("Any");

    fn credentials(given: &[(SecurityScheme, &str)]) -> Credentials {
        let mut credentials = Credentials::default();
        for (scheme, secret) in given {
            credentials.insert(scheme, &Credential::from(*secret), CallMode::Async).unwrap();
        }
        credentials
    }

    fn reason(scheme: SecurityScheme, secret: &str) -> &'static str {
        Credentials::default().insert(&scheme, &Credential::from(secret), CallMode::Async).unwrap_err().reason
    }

    #[test]
    fn the_first_alternative_that_can_be_met_is_chosen() {
        let alternatives: &[&'static [SecurityScheme]] = &[&[KEY, LOGIN], &[TOKEN], &[KEY]];
        let chosen = |given: &[(SecurityScheme, &str)]| credentials(given).choose(alternatives);
        assert_eq!(chosen(&[(KEY, "k"), (TOKEN, "t")]), Some(&[TOKEN][..]));
        assert_eq!(chosen(&[(KEY, "k")]), Some(&[KEY][..]));
        assert_eq!(chosen(&[(KEY, "k"), (LOGIN, "u:p")]), Some(&[KEY, LOGIN][..]));
        assert_eq!(chosen(&[(LOGIN, "u:p")]), None);
    }

    #[test]
    fn an_anonymous_call_is_the_last_resort() {
        let alternatives: &[&'static [SecurityScheme]] = &[&[], &[KEY]];
        assert_eq!(credentials(&[(KEY, "k")]).choose(alternatives), Some(&[KEY][..]));
        assert_eq!(credentials(&[]).choose(alternatives), Some(&[][..]));
        assert_eq!(credentials(&[]).choose(&[]), Some(&[][..]));
    }

    #[test]
    fn each_scheme_travels_in_its_place() {
        let sent = |scheme: SecurityScheme, secret: &str| {
            let (mut headers, mut query) = (HeaderMap::new(), Query::default());
            credentials(&[(scheme, secret)]).apply(&[scheme], &mut headers, &mut query);
            let header = headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
            header.chain((!query.as_str().is_empty()).then(|| query.as_str().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(sent(KEY, " k\n"), ["x-api-key: k"]);
        assert_eq!(sent(TOKEN, "t"), ["authorization: Bearer t"]);
        assert_eq!(sent(LOGIN, "user:pass"), ["authorization: Basic dXNlcjpwYXNz"]);
        assert_eq!(sent(QUERY, "a&b"), ["api%20key=a%26b"]);
        assert_eq!(sent(DIGEST, "username=u"), ["authorization: Digest username=u"]);
        assert_eq!(sent(ANY, "X-Signature:  a:b "), ["x-signature: a:b"]);
    }

    #[test]
    fn cookies_share_one_header() {
        let (mut headers, mut query) = (HeaderMap::new(), Query::default());
        credentials(&[(COOKIE_A, "1"), (COOKIE_B, "2")]).apply(&[COOKIE_A, COOKIE_B], &mut headers, &mut query);
        assert_eq!(headers[COOKIE], "a=1; b=2");
        assert!(headers[COOKIE].is_sensitive());
    }

    #[test]
    fn a_cookie_is_joined_with_those_of_parameters() {
        let (mut headers, mut query) = (HeaderMap::new(), Query::default());
        headers.insert(COOKIE, HeaderValue::from_static("theme=dark; page=2"));
        credentials(&[(COOKIE_A, "1")]).apply(&[COOKIE_A], &mut headers, &mut query);
        assert_eq!(headers[COOKIE], "theme=dark; page=2; a=1");
        credentials(&[(KEY, "k")]).apply(&[KEY], &mut headers, &mut query);
        assert_eq!(headers[COOKIE], "theme=dark; page=2; a=1");
    }

    #[test]
    fn an_invalid_credential_is_an_error() {
        assert_eq!(reason(KEY, " \n"), "is empty");
        assert!(reason(KEY, "abc\ndef").contains("control character"));
        assert!(reason(QUERY, "abc\u{0}def").contains("control character"));
        assert!(reason(LOGIN, "nobody").contains("name:password"));
        assert!(reason(COOKIE_A, "a;b").contains("cookie"));
        assert!(reason(ANY, "hunter2").contains("Header-Name: value"));
        assert!(reason(ANY, "X Y: hunter2").contains("not valid"));
    }

    #[test]
    fn debug_names_schemes_and_no_secret() {
        let shown = format!("{:?}", credentials(&[(KEY, "hunter2"), (LOGIN, "u:hunter2")]));
        assert_eq!(shown, r#"{"Key": [redacted], "Login": [redacted]}"#);
    }
}
