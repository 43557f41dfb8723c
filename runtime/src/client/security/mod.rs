//! Security schemes, and the credentials that meet them.

mod credentials;
mod masks;
mod scheme;
mod secret;

pub(crate) use credentials::{CredentialError, Credentials};
pub(crate) use masks::Masks;
pub use scheme::SecurityScheme;
pub use secret::Secret;
