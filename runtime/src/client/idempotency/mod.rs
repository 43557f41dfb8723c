//! What makes it safe to send a call again, in this process and in another.

mod key;
mod resumption;
mod started;

pub use self::{key::IdempotencyKey, resumption::ResumeError, started::StartedCall};
pub(crate) use self::{key::fresh_key, resumption::Resumption};
