//! A call as a state machine without I/O, clock or randomness: a driver sends what it says, and tells it what came.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};

use super::{
    ApiError, CallContext, DecodeError, Error, Operation, Outcome, Reply, Response, TransportError, TransportErrorKind,
    builder::Settings,
    error::{Reported, retry_after},
    request::Prepared,
    transport::BoxError,
};
use crate::model::json;

/// A call that is under way.
///
/// It knows nothing of the operation's types, so that it is compiled once; [`settle`] puts them in.
pub(crate) struct Machine {
    prepared: Prepared,
    settings: Arc<Settings>,
    attempts: u32,
}

/// What the driver has to do next.
pub(crate) enum Step {
    Send(Box<Attempt>),
    Done(Box<End>),
}

/// One request to send, and what it may cost.
pub(crate) struct Attempt {
    pub(crate) request: Request<Bytes>,
    /// From connecting to the last byte of the body.
    pub(crate) time: Duration,
    /// How many bytes of the body may be held.
    pub(crate) body: usize,
}

/// An attempt that brought no whole response.
pub(crate) struct Failed {
    pub(crate) kind: TransportErrorKind,
    /// Status and headers, when they came.
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    pub(crate) source: Option<BoxError>,
}

/// How a call ended, before the operation's types are read.
pub(crate) struct End {
    context: CallContext,
    kind: EndKind,
}

enum EndKind {
    Replied(Reply),
    Refused { reply: Reply, reported: Reported, retry_after: Option<Duration> },
    Failed(Failed),
}

impl Machine {
    pub(crate) fn new(prepared: Prepared, settings: Arc<Settings>) -> Self {
        Self { prepared, settings, attempts: 0 }
    }

    /// The first step.
    pub(crate) fn start(&mut self) -> Step {
        self.attempts += 1;
        let request = self.prepared.request.clone();
        let limits = &self.settings.limits;
        Step::Send(Box::new(Attempt { time: limits.attempt_with(request.method()), body: limits.body, request }))
    }

    /// The step after a whole response; `now` is when it came.
    pub(crate) fn replied(&self, reply: Reply, now: SystemTime) -> Step {
        if reply.http_status().is_success() && !self.has_error(&reply) {
            let context = self.context(Outcome::Committed, Some(reply.headers()));
            return done(context, EndKind::Replied(reply));
        }
        let reported = Reported::find(reply.body());
        let retry_after = retry_after(reply.headers(), now);
        let outcome = self.outcome_of(reply.http_status(), reported.code.as_deref());
        let context = self.context(outcome, Some(reply.headers()));
        done(context, EndKind::Refused { reply, reported, retry_after })
    }

    /// The step after an attempt that brought no whole response.
    pub(crate) fn failed(&self, failed: Failed) -> Step {
        let outcome = match (failed.kind, &failed.head) {
            (TransportErrorKind::Connect, _) => Outcome::NotSent,
            (_, Some((status, _))) => self.outcome_of(*status, None),
            (_, None) => Outcome::Unknown,
        };
        let context = self.context(outcome, failed.head.as_ref().map(|(_, headers)| headers));
        done(context, EndKind::Failed(failed))
    }

    fn has_error(&self, reply: &Reply) -> bool {
        self.prepared.meta.error_envelope.is_some_and(|member| json::has_member(reply.body(), member))
    }

    fn outcome_of(&self, status: StatusCode, code: Option<&str>) -> Outcome {
        let is_keyed = self.prepared.idempotency_key.is_some();
        if is_keyed && code.is_some_and(|code| self.settings.in_progress.contains(&(status.as_u16(), code))) {
            Outcome::Unknown
        } else {
            Outcome::of_status(status)
        }
    }

    fn context(&self, outcome: Outcome, headers: Option<&HeaderMap>) -> CallContext {
        let key = self.prepared.idempotency_key.clone();
        CallContext::sent(self.prepared.meta.operation_id, key, self.attempts, outcome, headers)
    }
}

fn done(context: CallContext, kind: EndKind) -> Step {
    Step::Done(Box::new(End { context, kind }))
}

/// Reads the end of a call in the operation's own types.
pub(crate) fn settle<O: Operation>(end: End) -> Result<Response<O::Output>, Error<O::Error>> {
    let End { context, kind } = end;
    match kind {
        EndKind::Replied(reply) => match O::output(&reply) {
            Ok(output) => {
                let (status, headers, _) = reply.into_parts();
                Ok(Response::new(output, status, headers, context))
            }
            Err(error) => Err(Error::Decode(Box::new(DecodeError::new(context, error, reply)))),
        },
        EndKind::Refused { reply, reported, retry_after } => {
            let error = match O::error(&reply) {
                Ok(error) => (error, None),
                Err(mismatch) => (O::undeclared(), Some(mismatch)),
            };
            Err(Error::Api(Box::new(ApiError::new(context, error, reported, retry_after, reply))))
        }
        EndKind::Failed(Failed { kind, head, source }) => {
            let status = head.map(|(status, _)| status);
            Err(Error::Transport(Box::new(TransportError::new(context, kind, status, source))))
        }
    }
}
