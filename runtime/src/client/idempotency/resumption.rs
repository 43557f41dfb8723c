use std::{
    fmt,
    time::{Duration, SystemTime},
};

use super::{StartedCall, started_call::digest};
use crate::client::request::Prepared;

/// The time for which a server keeps a key.
pub(crate) const REPLAY_WINDOW: Duration = Duration::from_hours(24);

/// The reason why a call cannot be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResumeError {
    /// The operation has no idempotency key, so that the server could not recognize a repeated call.
    NoKey,
    /// Another operation was started.
    Operation,
    /// The same operation was started with another path or query.
    Resource,
    /// The same operation was started with another body.
    Body,
    /// The body comes from a source, so that it cannot be compared.
    Upload,
    /// The call has an idempotency key of its own, which is not the one under which it was started.
    Key,
    /// The call was started so long ago that the server may have forgotten its key, and would do it once more.
    #[non_exhaustive]
    Expired {
        /// The time for which the server keeps a key.
        window: Duration,
    },
}

/// A record under which a call is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Resumption {
    pub(crate) started: StartedCall,
    /// True if this process made the record, so that nothing was sent before.
    pub(crate) is_first: bool,
}

impl Resumption {
    /// Checks that `prepared` is the call that was started; returns how long it may still be sent after `now`.
    pub(crate) fn check(&self, prepared: &Prepared, now: SystemTime) -> Result<Duration, ResumeError> {
        let started = &self.started.0;
        let Some(key) = &prepared.idempotency_key else { return Err(ResumeError::NoKey) };
        if started.operation != prepared.meta.operation_id {
            return Err(ResumeError::Operation);
        }
        if started.resource != prepared.resource() {
            return Err(ResumeError::Resource);
        }
        if started.digest != digest(prepared.request.body())? {
            return Err(ResumeError::Body);
        }
        if *started.key != **key {
            return Err(ResumeError::Key);
        }
        // The clock of the other machine may be ahead. The age is then zero.
        let age = now.duration_since(self.started.started_at()).unwrap_or_default();
        match REPLAY_WINDOW.checked_sub(age) {
            Some(left) if !left.is_zero() => Ok(left),
            _ => Err(ResumeError::Expired { window: REPLAY_WINDOW }),
        }
    }
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("it has no idempotency key, so that a repeated call could not be recognized"),
            Self::Operation => f.write_str("the record is of another operation"),
            Self::Resource => f.write_str("it was started with another path or query"),
            Self::Body => {
                f.write_str("it was started with another body, which the server would use in place of this one")
            }
            Self::Upload => f.write_str("its body comes from a source, which may not have the same content again"),
            Self::Key => f.write_str("it was started with another idempotency key"),
            Self::Expired { window } => write!(
                f,
                "it was started more than {} hours ago, and the server may no longer keep its key: check whether \
                 it took effect, and if not, call again with a new key",
                window.as_secs() / 3600
            ),
        }
    }
}
