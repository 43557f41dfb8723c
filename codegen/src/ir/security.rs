use super::{Doc, RustIdent, WireName};

/// The index of a scheme in [`Api::schemes`](super::Api::schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemeId(pub usize);

/// A security scheme.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub wire: WireName,
    /// The method of the builder: `api_key_auth`.
    pub function: RustIdent,
    /// The constant: `API_KEY_AUTH`.
    pub constant: RustIdent,
    pub credential: Credential,
    pub flows: Vec<Flow>,
    pub doc: Doc,
}

/// A flow of OAuth 2.0 in which the client requests tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flow {
    /// The name of the flow in the document: `clientCredentials`.
    pub name: String,
    /// The constant of the builder: `OAUTH_CLIENT_CREDENTIALS`.
    pub constant: RustIdent,
    pub token_url: String,
    /// The URL for refresh tokens, if it is another one.
    pub refresh_url: Option<String>,
    pub scopes: Vec<String>,
}

/// The place of the secret in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    Header(String),
    Query(String),
    Cookie(String),
    Bearer,
    Basic,
    /// The scheme of an `Authorization` header, other than `Basic` and `Bearer`.
    Http(String),
    /// A header whose name the caller chooses.
    AnyHeader,
}
