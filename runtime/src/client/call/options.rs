use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use crate::client::{
    IdempotencyKey, Operation, RequestError, RequestErrorKind, ResumeError, Retry, StartedCall,
    added::Added,
    body::CallMode,
    idempotency::Resumption,
    machine::Machine,
    request::{Prepared, prepare},
    settings::Settings,
    stream::ResponseMode,
};

/// The options of a call, which override those of its client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) retry: Option<Retry>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) resumption: Option<Box<Resumption>>,
    /// The headers and query parameters of the client and of the call.
    pub(crate) added: Option<Arc<Added>>,
    /// The key that was chosen before the call was made.
    pub(crate) key: Option<Box<str>>,
    /// The successes whose bodies are streamed.
    pub(crate) response_mode: ResponseMode,
}

impl CallOptions {
    /// Prepares everything for a call but its driver. `mode` is the kind of its driver, and `now` the time of day.
    pub(crate) fn begin<'s, O: Operation>(
        self,
        operation: &O,
        settings: &'s Settings,
        mode: CallMode,
        now: impl FnOnce() -> SystemTime,
    ) -> Result<Box<Machine<'s>>, RequestError> {
        let (prepared, left) = self.prepare(operation, settings, now)?;
        let upload = |error| RequestError::new(O::META.operation_id, RequestErrorKind::Upload(error));
        prepared.request.body().check(mode).map_err(upload)?;
        let mut machine = Box::new(Machine::new(prepared, settings));
        machine.set_response_mode(self.response_mode);
        if let Some(retry) = self.retry {
            machine.retry(retry);
        }
        for deadline in self.deadline.or(O::META.deadline).into_iter().chain(left) {
            machine.deadline(deadline);
        }
        if self.resumption.is_some_and(|resumption| !resumption.is_first) {
            machine.was_presented();
        }
        Ok(machine)
    }

    /// Returns the request of a call, and the time left to send it if another process started it.
    fn prepare<O: Operation>(
        &self,
        operation: &O,
        settings: &Settings,
        now: impl FnOnce() -> SystemTime,
    ) -> Result<(Prepared, Option<Duration>), RequestError> {
        let Some(resumption) = &self.resumption else {
            return Ok((prepare(operation, settings, self.added.as_deref(), self.key.as_deref())?, None));
        };
        let key = resumption.started.idempotency_key();
        let prepared = prepare(operation, settings, self.added.as_deref(), Some(key));
        let prepared = prepared.map_err(|error| self.request_error(error))?;
        let left = resumption.check(&prepared, now()).map_err(|error| {
            self.request_error(RequestError::new(prepared.meta.operation_id, RequestErrorKind::Resume(error)))
        })?;
        Ok((prepared, Some(left)))
    }

    /// Returns the error of this call if this process does not send it.
    pub(crate) fn request_error(&self, error: RequestError) -> RequestError {
        match &self.resumption {
            Some(resumption) if !resumption.is_first => error.presented_before(resumption.started.idempotency_key()),
            _ => error,
        }
    }

    /// Returns the key under which the call will be sent, the caller's own or a fresh one, which is kept.
    pub(crate) fn choose_key<O: Operation>(
        &mut self,
        operation: &O,
        settings: &Settings,
        now: impl FnOnce() -> SystemTime,
    ) -> Result<IdempotencyKey, RequestError> {
        let (prepared, _) = self.prepare(operation, settings, now)?;
        let Some(key) = prepared.idempotency_key else {
            return Err(RequestError::new(O::META.operation_id, RequestErrorKind::Resume(ResumeError::NoKey)));
        };
        self.key = Some(key.clone());
        Ok(IdempotencyKey::new(&key))
    }

    /// Returns the record of a call that is about to be sent at `now`.
    pub(crate) fn start<O: Operation>(
        &self,
        operation: &O,
        settings: &Settings,
        now: SystemTime,
    ) -> Result<StartedCall, RequestError> {
        let (prepared, _) = self.prepare(operation, settings, || now)?;
        StartedCall::new(&prepared, now)
            .map_err(|error| RequestError::new(prepared.meta.operation_id, RequestErrorKind::Resume(error)))
    }
}
