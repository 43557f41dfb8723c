//! Security schemes, the credentials that meet them, and the providers that renew them.

mod blocking_refresh;
mod credential;
mod credentials;
mod cut;
mod entity;
mod forms;
mod masks;
mod provider;
mod reading;
mod refresh;
mod renewing;
mod scheme;
mod secret;
mod token;
mod token_request;
mod token_source;

pub use credential::Credential;
pub(crate) use credentials::{CredentialError, Credentials, write_credentials};
pub(crate) use masks::Masks;
pub use provider::{BlockingTokenProvider, TokenProvider};
pub(crate) use renewing::{Issued, Renewing};
pub use scheme::SecurityScheme;
pub(crate) use scheme::Setters;
pub use secret::Secret;
pub(crate) use token::Granted;
pub use token::Token;
pub use token_request::TokenRequest;
#[cfg(feature = "oauth2")]
pub(crate) use token_source::TokenSource;
pub(crate) use token_source::{TokenFailure, TokenStep};
