//! A call as a state machine without I/O, clock or randomness. A driver executes its steps and reports their results.

mod authorization;
mod completion;
mod step_inputs;

use std::{mem, sync::Arc, time::Duration};

use http::{
    HeaderMap, HeaderValue, Request, StatusCode,
    header::{ACCEPT, ACCEPT_ENCODING},
};

use self::{
    authorization::Authorization,
    completion::{FailedAttempt, Failure},
};
pub(crate) use self::{
    completion::{Completion, ExchangeFailure, typed_result},
    step_inputs::StepInputs,
};
use super::{
    CallContext, Limits, Meta, Outcome, Reply, RequestBody, RequestErrorKind, Retry, RetryClass, RetryStopReason,
    TransportErrorKind,
    body::UploadStatus,
    error::{ErrorBody, History, request_id, retry_after},
    hooks::HookContext,
    request::Prepared,
    response::{ACCEPTED_CODINGS, IDENTITY},
    retry::{is_repeatable, is_transient_failure, is_transient_status},
    security::{Masks, TokenStep},
    settings::Settings,
    stream::{BodyTimeouts, EVENT_STREAM, ResponseMode},
    trace::{self, Span},
};

/// The maximum number of earlier attempts that an error keeps. The first ones are the most informative.
const KEPT: usize = 8;

/// A call in progress.
///
/// It does not depend on the types of the operation, so that it is compiled once. [`typed_result`] adds the types.
pub(crate) struct Machine<'s> {
    prepared: Prepared,
    settings: &'s Settings,
    /// The limits of the client, with those of the operation.
    limits: Limits,
    retry: Retry,
    /// Counted from when the call began.
    deadline: Option<Duration>,
    response_mode: ResponseMode,
    attempts: u32,
    /// The outcome of all attempts so far.
    outcome: Outcome,
    history: History,
    /// The last attempt, which failed, and the wait that follows it.
    last: Option<(FailedAttempt, Duration)>,
    /// The tokens of providers, or `None` if all credentials are fixed.
    authorization: Option<Box<Authorization>>,
    /// The credentials that no message shows, with each token that was used.
    masks: Masks,
}

/// The next step for the driver.
pub(crate) enum Step {
    /// Get a token before the request is sent.
    Authorize(Box<TokenStep>),
    Send(Box<Attempt>),
    Wait(Duration),
    Done(Box<Completion>),
}

/// A request to send, and its limits.
pub(crate) struct Attempt {
    pub(crate) request: Request<RequestBody>,
    /// For a transport that looks at extensions.
    pub(crate) meta: &'static Meta,
    /// Counted from 1.
    pub(crate) number: u32,
    /// The header with the idempotency key.
    pub(crate) idempotency_header: Option<&'static str>,
    /// From connecting to the last byte of the body; of an upload from a source, from its end to that of the response.
    pub(crate) time: Duration,
    /// The error when the time is up.
    pub(crate) expiry: TransportErrorKind,
    /// The maximum time in which nothing is sent or received.
    pub(crate) idle: Duration,
    /// The maximum time in which nothing of a streamed body is received, for a transport that enforces it itself.
    pub(crate) piece: Duration,
    /// The status and the limit of an upload from a source.
    pub(crate) source_upload: Option<SourceUpload>,
    /// The status of a body that is sent in pieces.
    pub(crate) upload_status: Option<Arc<UploadStatus>>,
    /// The maximum length of the response body, in bytes.
    pub(crate) body: usize,
    /// The successes whose bodies are streamed. Their time ends when the head is received.
    pub(crate) response_mode: ResponseMode,
}

impl Attempt {
    /// Returns what the hooks of this attempt know about it.
    pub(crate) fn hook_context(&self) -> HookContext {
        HookContext { meta: self.meta, attempt: self.number, idempotency_header: self.idempotency_header }
    }
}

/// An upload from a source, which is limited only by its idle time and the deadline.
pub(crate) struct SourceUpload {
    pub(crate) upload_status: Arc<UploadStatus>,
    /// The time left for the upload, and the error when it is up.
    pub(crate) rest: Option<(Duration, TransportErrorKind)>,
}

impl<'s> Machine<'s> {
    pub(crate) fn new(prepared: Prepared, settings: &'s Settings) -> Self {
        let retry = settings.retry;
        let limits = settings.limits.of_operation(prepared.meta);
        let authorization = Authorization::new(settings.credentials.renewing(&prepared.schemes));
        let masks = prepared.masks.as_ref().unwrap_or(&settings.masks).clone();
        Self {
            prepared,
            settings,
            limits,
            retry,
            deadline: None,
            response_mode: ResponseMode::Buffered,
            attempts: 0,
            outcome: Outcome::NotSent,
            history: History::default(),
            last: None,
            authorization,
            masks,
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

    /// Returns true if the call has a deadline, so that it needs the elapsed time.
    pub(crate) fn has_deadline(&self) -> bool {
        self.deadline.is_some()
    }

    /// Sets which successes are streamed.
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
        if let Some(accept) = accept
            && !self.prepared.keeps_accept
        {
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
        }
    }

    /// Returns the timeouts of a body that is streamed or comes from a source. `elapsed` is the time since the call
    /// began.
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

    /// Returns the maximum time in which nothing is sent or received until a body is streamed.
    fn idle(&self) -> Duration {
        self.limits.idle_with(self.prepared.request.method())
    }

    /// Records that another process may have sent the same call before.
    pub(crate) fn was_presented(&mut self) {
        self.outcome = Outcome::Unknown;
    }

    /// Returns the first step.
    pub(crate) fn start(&mut self) -> Step {
        self.authorize(Duration::ZERO)
    }

    /// Returns the step after a wait; `elapsed` is the time since the call began.
    pub(crate) fn waited(&mut self, elapsed: Duration) -> Step {
        self.authorize(elapsed)
    }

    /// Returns the step after a whole response, or after a success whose body is streamed, which is empty in `reply`.
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

    /// Returns the step after an attempt without a whole response.
    pub(crate) fn exchange_failed(&mut self, broken: Box<ExchangeFailure>, inputs: &StepInputs<'_>) -> Step {
        let status = broken.status();
        if broken.kind == TransportErrorKind::Hook {
            self.attempts -= 1;
        }
        let failed = FailedAttempt {
            outcome: match (broken.kind, status) {
                (
                    TransportErrorKind::Unsupported
                    | TransportErrorKind::Connect
                    | TransportErrorKind::Certificate
                    | TransportErrorKind::Hook,
                    _,
                ) => Outcome::NotSent,
                (_, Some(status)) => Outcome::of_status(status),
                (_, None) => Outcome::Unknown,
            },
            is_transient: is_transient_failure(broken.kind) || status.is_some_and(is_transient_status),
            retry_after: broken.head.as_ref().and_then(|(_, headers)| retry_after(headers, inputs.now)),
            failure: Failure::Exchange(broken),
        };
        self.failed(failed, inputs)
    }

    /// Returns the span of the attempt that was begun last.
    pub(crate) fn attempt_span(&self) -> Span {
        trace::attempt(&self.prepared, self.attempts.saturating_sub(1))
    }

    /// Returns the end of a call for which there is no request to send.
    fn unsent(&mut self, kind: RequestErrorKind) -> Step {
        self.keep_last();
        let failure = Failure::Unsent(Box::new(kind));
        let failed = FailedAttempt { failure, outcome: Outcome::NotSent, is_transient: false, retry_after: None };
        self.done(Err(failed), None)
    }

    /// Records the last attempt as an earlier one.
    fn keep_last(&mut self) {
        if let Some((failed, wait)) = self.last.take()
            && self.history.earlier.len() < KEPT
        {
            self.history.earlier.push(failed.into_earlier(wait, &self.masks));
        }
    }

    /// Returns the number of attempts that the retry policy counts. A repetition with new tokens is not one of them.
    fn counted_attempts(&self) -> u32 {
        let is_repeated = self.authorization.as_ref().is_some_and(|authorization| authorization.is_repeated);
        self.attempts.saturating_sub(u32::from(is_repeated))
    }

    fn send(&mut self, elapsed: Duration) -> Step {
        let BodyTimeouts { idle: piece, rest } = self.body_timeouts(elapsed);
        let limit = self.limits.attempt_with(self.prepared.request.method());
        let has_source = self.prepared.request.body().has_source();
        let (time, expiry) = match shorter(limit, rest) {
            Err(kind) => return self.out_of_time(kind),
            Ok(_) if has_source => (limit, TransportErrorKind::Timeout(limit)),
            Ok(shorter) => shorter,
        };
        self.keep_last();
        self.attempts += 1;
        let may_repeat = self.authorization.as_ref().is_some_and(|authorization| !authorization.is_repeated)
            || self.retry.allows_after(self.counted_attempts());
        let prepared = &mut self.prepared.request;
        // The headers are kept only for another attempt. Those of the first request have room for more, unlike a clone.
        let next = if may_repeat { prepared.headers().clone() } else { HeaderMap::new() };
        let mut headers = mem::replace(prepared.headers_mut(), next);
        let mut uri = prepared.uri().clone();
        if let Some(authorization) = &self.authorization
            && let Err(error) = authorization.write(&mut headers, &mut uri)
        {
            self.attempts -= 1;
            return self.unsent(RequestErrorKind::Address(error.to_string()));
        }
        let (body, upload_status) = prepared.body().begin();
        let mut request = Request::new(body);
        request.method_mut().clone_from(prepared.method());
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        if let Some(added) = &self.prepared.added_query {
            request.extensions_mut().insert(added.clone());
        }
        Step::Send(Box::new(Attempt {
            request,
            meta: self.prepared.meta,
            number: self.attempts,
            idempotency_header: self.prepared.idempotency_header,
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

    /// Returns the end of a call whose time is up when it is to be sent: a wait took longer than it should, or there
    /// was no time from the beginning.
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
        if failed.status() == Some(StatusCode::UNAUTHORIZED)
            && let Some(authorization) = &mut self.authorization
        {
            let is_fresh = self.prepared.request.body().is_fresh();
            // The server did not apply the call, so that it can be repeated with any method.
            let may_repeat = authorization.reject_for_repetition();
            if !may_repeat || !is_fresh {
                authorization.reject();
            }
            if may_repeat {
                if !is_fresh {
                    return self.done(Err(failed), Some(RetryStopReason::Upload));
                }
                self.last = Some((failed, Duration::ZERO));
                return self.authorize((inputs.elapsed)());
            }
        }
        match self.wait_after(&failed, inputs) {
            Ok(wait) => {
                self.last = Some((failed, wait));
                Step::Wait(wait)
            }
            Err(retry_stop_reason) => self.done(Err(failed), retry_stop_reason),
        }
    }

    /// Returns the wait before the next attempt.
    ///
    /// # Errors
    /// If there is none: the reason, if the failure was transient and the request may be repeated.
    fn wait_after(&self, last: &FailedAttempt, inputs: &StepInputs<'_>) -> Result<Duration, Option<RetryStopReason>> {
        let is_repeatable = last.outcome == Outcome::NotSent
            || self.prepared.is_idempotent
            || self.prepared.meta.retry_class.is_some()
            || is_repeatable(self.prepared.request.method(), self.prepared.idempotency_key.is_some());
        let is_repeatable = is_repeatable && self.prepared.meta.retry_class != Some(RetryClass::Never);
        if !last.is_transient || !is_repeatable || !self.retry.allows_after(self.counted_attempts()) {
            return Err(None);
        }
        if !self.prepared.request.body().is_fresh() {
            return Err(Some(RetryStopReason::Upload));
        }
        let wait = self
            .retry
            .wait_after(self.counted_attempts(), last.retry_after, (inputs.random)())
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

    /// Returns true if an error response means that an earlier attempt with the same key is still running.
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
                Ok(reply) => request_id(reply.headers(), &self.masks),
                Err(failed) => failed.request_id(&self.masks),
            },
            history: (retry_stop_reason.is_some() || !history.earlier.is_empty()).then(|| Box::new(history)),
            attempts: self.attempts,
            outcome: self.outcome,
            masks: mem::take(&mut self.masks),
        };
        Step::Done(Box::new(Completion { context, result }))
    }
}

/// Returns the shorter of a limit and the time left for a call, with the error when it is up.
///
/// # Errors
/// The error of the call if no time is left.
fn shorter(
    limit: Duration,
    left: Option<(Duration, TransportErrorKind)>,
) -> Result<(Duration, TransportErrorKind), TransportErrorKind> {
    match left {
        Some((left, kind)) if left.is_zero() => Err(kind),
        Some((left, kind)) if left <= limit => Ok((left, kind)),
        _ => Ok((limit, TransportErrorKind::Timeout(limit))),
    }
}
