//! Idempotency keys, and the records of calls that another process can resume.

mod key;
mod resumption;
mod started_call;

pub use self::{key::IdempotencyKey, resumption::ResumeError, started_call::StartedCall};
pub(crate) use self::{key::fresh_key, resumption::Resumption};
