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
    pub doc: Doc,
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
