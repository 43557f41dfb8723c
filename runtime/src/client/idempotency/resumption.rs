use std::{
    fmt,
    time::{Duration, SystemTime},
};

use super::{StartedCall, started_call::digest};
use crate::client::request::Prepared;

/// How long a server remembers a key.
pub(crate) const REPLAY_WINDOW: Duration = Duration::from_hours(24);

/// Why a call is not the one that was started, or not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResumeError {
    /// The operation takes no idempotency key, so that nobody can tell whether a repeated call is the same.
    NoKey,
    /// Another operation was started.
    Operation,
    /// The same operation was started with another path or query.
    Resource,
    /// The same operation was started with another body.
    Body,
    /// The body comes from a source, so that nobody can tell whether it is the same.
    Upload,
    /// The call has an idempotency key of its own, which is not the one under which it was started.
    Key,
    /// The call was started so long ago that the server may have forgotten its key, and would do it once more.
    #[non_exhaustive]
    Expired {
        /// How long the server remembers a key.
        window: Duration,
    },
}

/// A record under which a call is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Resumption {
    pub(crate) started: StartedCall,
    /// Whether this is the process that made the record, which knows that nothing was sent before.
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
        // The clock of another machine may be ahead, by which the call is as young as can be.
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
            Self::NoKey => f.write_str("it takes no idempotency key, so that nobody can tell whether it is repeated"),
            Self::Operation => f.write_str("another operation was started under this key"),
            Self::Resource => f.write_str("it was started with another path or query"),
            Self::Body => f.write_str("it was started with another body, and the server would not see this one"),
            Self::Upload => {
                f.write_str("its body comes from a source, of which nobody knows whether it gives the same again")
            }
            Self::Key => f.write_str("it was started under another idempotency key than the one that it has"),
            Self::Expired { window } => write!(
                f,
                "it was started more than {window:?} ago, when the server may have forgotten its key: look whether it \
                 took effect, and if it did not, call again under a new key"
            ),
        }
    }
}
