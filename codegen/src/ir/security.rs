use super::{Doc, RustIdent, WireName};

/// The index of a scheme in [`Api::schemes`](super::Api::schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemeId(pub usize);

/// A way to say who is calling.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub wire: WireName,
    /// The builder's method: `api_key_auth`.
    pub function: RustIdent,
    /// The constant: `API_KEY_AUTH`.
    pub constant: RustIdent,
    pub credential: Credential,
    pub doc: Doc,
}

/// Where the secret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    Header(String),
    Query(String),
    Cookie(String),
    Bearer,
    Basic,
    /// What follows the name of another scheme of HTTP authentication.
    Http(String),
    /// A header that the caller names.
    AnyHeader,
}
