//! OAuth 2.0: the flows of a document, and the tokens that a client gets by them.

#[cfg(feature = "oauth2")]
mod answer;
#[cfg(feature = "oauth2")]
mod error;
mod flow;
#[cfg(feature = "oauth2")]
mod provider;
#[cfg(feature = "oauth2")]
mod settings;

pub use self::flow::OAuth2Flow;
#[cfg(feature = "oauth2")]
pub use self::{
    error::OAuth2Error,
    settings::{ClientAuthentication, OAuth2},
};
