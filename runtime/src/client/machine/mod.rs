//! A call as a state machine without I/O, clock or randomness: a driver does what it says, and tells it what came of it.

mod completion;
mod step_inputs;

use std::{mem, sync::Arc, time::Duration};

use http::{
    HeaderValue, Request, StatusCode,
    header::{ACCEPT, ACCEPT_ENCODING},
};

use self::completion::{FailedAttempt, Failure};
pub(crate) use self::{
    completion::{Completion, ExchangeFailure, typed_result},
    step_inputs::StepInputs,
};
use super::{
    CallContext, Meta, Outcome, Reply, RequestBody, Retry, RetryStopReason, TransportErrorKind,
    body::UploadStatus,
    error::{ErrorBody, History, request_id, retry_after},
    request::Prepared,
    response::{ACCEPTED_CODINGS, IDENTITY},
    retry::{is_repeatable, is_transient_failure, is_transient_status},
    settings::Settings,
    stream::{BodyTimeouts, EVENT_STREAM, ResponseMode},
    trace::{self, Span},
};

/// How many earlier attempts an error keeps. The first ones tell most.
const KEPT: usize = 8;

/// A call that is under way.
///
/// It knows nothing of the operation's types, so that it is compiled once; [`typed_result`] puts them in.
pub(crate) struct Machine<'s> {
    prepared: Prepared,
    settings: &'s Settings,
    retry: Retry,
    /// Counted from when the call began.
    deadline: Option<Duration>,
    response_mode: ResponseMode,
    attempts: u32,
    /// What is known from all attempts until now, together.
    outcome: Outcome,
    history: History,
    /// How the last attempt ended, and the wait that follows it.
    last: Option<(FailedAttempt, Duration)>,
}

/// What the driver has to do next.
pub(crate) enum Step {
    Send(Box<Attempt>),
    Wait(Duration),
    Done(Box<Completion>),
}

/// One request to send, and what it may cost.
pub(crate) struct Attempt {
    pub(crate) request: Request<RequestBody>,
    /// For a transport that looks at extensions.
    pub(crate) meta: &'static Meta,
    /// From connecting to the last byte of the body; of an upload from a source, from its end to that of the response.
    pub(crate) time: Duration,
    /// What it means when the time is up.
    pub(crate) expiry: TransportErrorKind,
    /// How long nothing may be sent or received.
    pub(crate) idle: Duration,
    /// How long nothing may be received of a body that is handed over, for a transport that keeps the time itself.
    pub(crate) piece: Duration,
    /// What there is to know of an upload from a source.
    pub(crate) source_upload: Option<SourceUpload>,
    /// What is known of a body that is sent in pieces.
    pub(crate) upload_status: Option<Arc<UploadStatus>>,
    /// How many bytes of the body may be held.
    pub(crate) body: usize,
    /// Which success is handed over before its body is whole. Its time ends when its head has come.
    pub(crate) response_mode: ResponseMode,
}

/// An upload from a source, which may take as long as it goes on.
pub(crate) struct SourceUpload {
    pub(crate) upload_status: Arc<UploadStatus>,
    /// How long it may take all the same, and what it means that this time is up.
    pub(crate) rest: Option<(Duration, TransportErrorKind)>,
}

impl<'s> Machine<'s> {
    pub(crate) fn new(prepared: Prepared, settings: &'s Settings) -> Self {
        let retry = settings.retry;
        Self {
            prepared,
            settings,
            retry,
            deadline: None,
            response_mode: ResponseMode::Buffered,
            attempts: 0,
            outcome: Outcome::NotSent,
            history: History::default(),
            last: None,
        }
    }

    /// Puts a policy of the call's own in the place of the client's.
    pub(crate) fn retry(&mut self, retry: Retry) {
        self.retry = retry;
    }

    /// Limits the time of all attempts together, and of the waits between them.
    pub(crate) fn deadline(&mut self, deadline: Duration) {
        self.deadline = Some(self.deadline.map_or(deadline, |earlier| earlier.min(deadline)));
    }

    /// Whether its time is limited, so that it has to know how much has passed.
    pub(crate) fn has_deadline(&self) -> bool {
        self.deadline.is_some()
    }

    /// Says which success is handed over before its body is whole.
    pub(crate) fn set_response_mode(&mut self, response_mode: ResponseMode) {
        self.response_mode = response_mode;
        let accept = match response_mode {
            ResponseMode::Buffered => None,
            ResponseMode::Events { lines } => Some(lines.unwrap_or(EVENT_STREAM)),
            ResponseMode::Bytes { accept, .. } => accept,
        };
        let headers = self.prepared.request.headers_mut();
        if response_mode != ResponseMode::Buffered
            && headers.get(ACCEPT_ENCODING).is_some_and(|asked| asked == ACCEPTED_CODINGS)
        {
            // What comes in pieces is not decoded.
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(IDENTITY));
        }
        if let Some(accept) = accept {
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
        }
    }

    /// How long a body may take that is handed over, or comes from a source, when the call has taken as long as `elapsed`.
    pub(crate) fn body_timeouts(&self, elapsed: Duration) -> BodyTimeouts {
        BodyTimeouts {
            idle: match self.response_mode {
                ResponseMode::Events { .. } => self.settings.limits.event_idle,
                ResponseMode::Buffered | ResponseMode::Bytes { .. } => self.idle(),
            },
            rest: self
                .deadline
                .map(|deadline| (deadline.saturating_sub(elapsed), TransportErrorKind::Deadline(deadline))),
        }
    }

    /// How long nothing may be sent or received until a body is handed over.
    fn idle(&self) -> Duration {
        self.settings.limits.idle_with(self.prepared.request.method())
    }

    /// Says that the same call may have been sent before, by somebody of whom no more is known.
    pub(crate) fn was_presented(&mut self) {
        self.outcome = Outcome::Unknown;
    }

    /// The first step.
    pub(crate) fn start(&mut self) -> Step {
        self.send(Duration::ZERO)
    }

    /// The step after a wait; `elapsed` is the time since the call began.
    pub(crate) fn waited(&mut self, elapsed: Duration) -> Step {
        self.send(elapsed)
    }

    /// The step after a whole response, or after a success whose body is handed over and empty here.
    pub(crate) fn replied(&mut self, reply: Reply, inputs: &StepInputs<'_>) -> Step {
        if reply.http_status().is_success() && !self.has_error(&reply) {
            self.settings.tokens.give();
            self.outcome = Outcome::Committed;
            return self.done(Ok(reply), None);
        }
        let status = reply.http_status();
        let error_body = ErrorBody::from_reply(&reply);
        let is_in_progress = self.is_in_progress(status, error_body.code.as_deref());
        let failed = FailedAttempt {
            outcome: if is_in_progress { Outcome::Unknown } else { Outcome::of_status(status) },
            is_transient: is_in_progress || is_transient_status(status),
            retry_after: retry_after(reply.headers(), inputs.now),
            failure: Failure::ErrorResponse { reply, error_body },
        };
        self.failed(failed, inputs)
    }

    /// The step after an attempt that brought no whole response.
    pub(crate) fn exchange_failed(&mut self, broken: Box<ExchangeFailure>, inputs: &StepInputs<'_>) -> Step {
        let status = broken.status();
        let failed = FailedAttempt {
            outcome: match (broken.kind, status) {
                (TransportErrorKind::Refused | TransportErrorKind::Connect | TransportErrorKind::Certificate, _) => {
                    Outcome::NotSent
                }
                (_, Some(status)) => Outcome::of_status(status),
                (_, None) => Outcome::Unknown,
            },
            is_transient: is_transient_failure(broken.kind) || status.is_some_and(is_transient_status),
            retry_after: broken.head.as_ref().and_then(|(_, headers)| retry_after(headers, inputs.now)),
            failure: Failure::Exchange(broken),
        };
        self.failed(failed, inputs)
    }

    /// The span of the attempt that was begun last.
    pub(crate) fn attempt_span(&self) -> Span {
        trace::attempt(&self.prepared, self.attempts.saturating_sub(1))
    }

    fn send(&mut self, elapsed: Duration) -> Step {
        let BodyTimeouts { idle: piece, rest } = self.body_timeouts(elapsed);
        let mut time = self.settings.limits.attempt_with(self.prepared.request.method());
        let mut expiry = TransportErrorKind::Timeout(time);
        if let Some((left, kind)) = rest {
            if left.is_zero() {
                return self.out_of_time(kind);
            }
            if left < time && !self.prepared.request.body().has_source() {
                (time, expiry) = (left, kind);
            }
        }
        if let Some((failed, wait)) = self.last.take()
            && self.history.earlier.len() < KEPT
        {
            self.history.earlier.push(failed.into_earlier(wait, &self.settings.masks));
        }
        self.attempts += 1;
        // The first request has room for more headers, which a clone has not.
        let next = self.prepared.request.clone();
        let (parts, body) = mem::replace(&mut self.prepared.request, next).into_parts();
        let has_source = body.has_source();
        let (body, upload_status) = body.begin();
        Step::Send(Box::new(Attempt {
            request: Request::from_parts(parts, body),
            meta: self.prepared.meta,
            time,
            expiry,
            idle: self.idle(),
            piece,
            source_upload: upload_status
                .clone()
                .filter(|_| has_source)
                .map(|upload_status| SourceUpload { upload_status, rest }),
            upload_status,
            body: self.settings.limits.body,
            response_mode: self.response_mode,
        }))
    }

    /// The end of a call whose time is up when it is to be sent: a wait took longer than it should, or there was no time
    /// from the beginning.
    fn out_of_time(&mut self, kind: TransportErrorKind) -> Step {
        if let Some((failed, _)) = self.last.take() {
            return self.done(Err(failed), Some(RetryStopReason::Deadline));
        }
        let failed = FailedAttempt {
            failure: Failure::Exchange(Box::new(ExchangeFailure { kind, head: None, source: None })),
            outcome: Outcome::NotSent,
            is_transient: false,
            retry_after: None,
        };
        self.done(Err(failed), None)
    }

    fn failed(&mut self, failed: FailedAttempt, inputs: &StepInputs<'_>) -> Step {
        self.outcome = self.outcome.join(failed.outcome);
        match self.wait_after(&failed, inputs) {
            Ok(wait) => {
                self.last = Some((failed, wait));
                Step::Wait(wait)
            }
            Err(retry_stop_reason) => self.done(Err(failed), retry_stop_reason),
        }
    }

    /// How long to wait before the next attempt, or that there is none, and why not where it might have been.
    fn wait_after(&self, last: &FailedAttempt, inputs: &StepInputs<'_>) -> Result<Duration, Option<RetryStopReason>> {
        let is_repeatable = last.outcome == Outcome::NotSent
            || is_repeatable(self.prepared.request.method(), self.prepared.idempotency_key.is_some());
        if !last.is_transient || !is_repeatable || !self.retry.allows_after(self.attempts) {
            return Err(None);
        }
        if !self.prepared.request.body().is_fresh() {
            return Err(Some(RetryStopReason::Upload));
        }
        let wait = self
            .retry
            .wait_after(self.attempts, last.retry_after, (inputs.random)())
            .ok_or(Some(RetryStopReason::RetryAfter))?;
        if self.deadline.is_some_and(|deadline| (inputs.elapsed)().saturating_add(wait) >= deadline) {
            return Err(Some(RetryStopReason::Deadline));
        }
        // Last, because asking takes a token.
        if self.settings.tokens.take() { Ok(wait) } else { Err(Some(RetryStopReason::Budget)) }
    }

    fn has_error(&self, reply: &Reply) -> bool {
        self.prepared.meta.error_envelope.is_some_and(|member| reply.has_member(member))
    }

    /// Whether an error response says that an earlier attempt with the same key is still running.
    fn is_in_progress(&self, status: StatusCode, code: Option<&str>) -> bool {
        let is_keyed = self.prepared.idempotency_key.is_some();
        is_keyed && code.is_some_and(|code| self.settings.in_progress.contains(&(status.as_u16(), code)))
    }

    fn done(&mut self, result: Result<Reply, FailedAttempt>, retry_stop_reason: Option<RetryStopReason>) -> Step {
        let history = History { retry_stop_reason, ..mem::take(&mut self.history) };
        let context = CallContext {
            operation_id: self.prepared.meta.operation_id,
            idempotency_key: self.prepared.idempotency_key.take(),
            request_id: match &result {
                Ok(reply) => request_id(reply.headers(), &self.settings.masks),
                Err(failed) => failed.request_id(&self.settings.masks),
            },
            history: (retry_stop_reason.is_some() || !history.earlier.is_empty()).then(|| Box::new(history)),
            attempts: self.attempts,
            outcome: self.outcome,
            masks: self.settings.masks.clone(),
        };
        Step::Done(Box::new(Completion { context, result }))
    }
}
