//! Retries: which requests are sent again, and after which wait.

mod backoff;
mod budget;
mod class;
mod policy;

pub use self::{budget::RetryBudget, class::RetryClass, policy::Retry};
pub(crate) use self::{
    budget::Tokens,
    policy::{is_repeatable, is_transient_failure, is_transient_status},
};
