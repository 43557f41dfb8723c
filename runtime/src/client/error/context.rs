use std::fmt;

use http::HeaderMap;

use super::{Cause, EarlierAttempt, Outcome, RetryStopReason};
use crate::client::security::Masks;

/// The context of a call, successful or not: its operation, its keys and its attempts.
#[derive(Clone)]
pub struct CallContext {
    pub(crate) operation_id: &'static str,
    pub(crate) idempotency_key: Option<Box<str>>,
    pub(crate) request_id: Option<Box<str>>,
    /// Boxed, since most calls have none and every error is as large as its context.
    pub(crate) history: Option<Box<History>>,
    pub(crate) attempts: u32,
    pub(crate) outcome: Outcome,
    /// The credentials, which are not shown although a server repeats them.
    pub(crate) masks: Masks,
}

/// The attempts of a call before the last one, and the reason why there were no more.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) earlier: Vec<EarlierAttempt>,
    pub(crate) retry_stop_reason: Option<RetryStopReason>,
}

impl CallContext {
    /// Creates the context of a call that was not sent.
    pub(crate) fn unsent(operation_id: &'static str) -> Self {
        Self {
            operation_id,
            idempotency_key: None,
            request_id: None,
            history: None,
            attempts: 0,
            outcome: Outcome::NotSent,
            masks: Masks::default(),
        }
    }

    /// Returns the document's `operationId`.
    pub fn operation_id(&self) -> &'static str {
        self.operation_id
    }

    /// Returns the idempotency key that was sent.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// Returns the server's identifier of the request, from `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the number of times that the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the attempts before the last one, in order: at most the first eight.
    pub fn earlier_attempts(&self) -> &[EarlierAttempt] {
        self.history.as_ref().map_or(&[], |history| &history.earlier)
    }

    /// Returns the reason why a transient failure was not retried, or `None` if nothing prevented a retry.
    pub fn retry_stop_reason(&self) -> Option<RetryStopReason> {
        self.history.as_ref()?.retry_stop_reason
    }

    /// Returns whether the call may have taken effect, over all attempts.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

impl fmt::Debug for CallContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallContext")
            .field("operation_id", &self.operation_id)
            .field("idempotency_key", &self.idempotency_key)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("earlier", &self.earlier_attempts())
            .field("retry_stop_reason", &self.retry_stop_reason())
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Returns the server's identifier of a request from the headers of its response. Credentials are masked, since it is
/// shown.
pub(crate) fn request_id(headers: &HeaderMap, masks: &Masks) -> Option<Box<str>> {
    headers.get("x-request-id")?.to_str().ok().map(|id| masks.cover(id).into())
}

/// The end of a message: how many attempts there were, how the first one failed, and why there was no other.
pub(crate) struct Attempts<'c> {
    pub(crate) context: &'c CallContext,
    /// The cause of the last attempt's failure, which is already in the message.
    pub(crate) last: Cause<'c>,
}

impl fmt::Display for Attempts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let context = self.context;
        if context.attempts > 1 {
            write!(f, ", after {} attempts", context.attempts)?;
            if let Some(first) = context.earlier_attempts().first().filter(|first| first.cause() != self.last) {
                write!(f, ", the first of which failed with: {first}")?;
            }
        }
        // A hook can end a call before its second attempt.
        if context.attempts == 1
            && let Some(first) = context.earlier_attempts().first()
        {
            write!(f, ", after an attempt that failed with: {first}")?;
        }
        match context.retry_stop_reason() {
            Some(reason) => write!(f, "; not retried: {reason}"),
            None => Ok(()),
        }
    }
}
