//! What makes it safe to send a call again, in this process and in another.

mod key;
mod resumption;
mod started_call;

pub use self::{key::IdempotencyKey, resumption::ResumeError, started_call::StartedCall};
pub(crate) use self::{key::fresh_key, resumption::Resumption};
