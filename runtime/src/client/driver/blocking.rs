use std::{
    fmt,
    io::{ErrorKind, Read},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http::Method;

use super::{Driver, announces_over, begun, downloaded, no_events, received, sealed::Clock};
use crate::{
    ReadError,
    client::{
        BlockingBody, BlockingDownload, BlockingEvents, BlockingTimer, BlockingTransport, CallContext, CallResult,
        DownloadOperation, Error, EventOperation, Operation, Reply, TransportErrorKind,
        body::CallMode,
        call::CallOptions,
        hooks::Hooks,
        machine::{Attempt, Completion, ExchangeFailure, Machine, SourceUpload, Step, StepInputs, typed_result},
        settings::Settings,
        stream::{BlockingIncoming, ResponseMode},
        trace,
        transport::{BoxError, Stalled},
    },
};

/// The driver of a blocking client, which needs no asynchronous runtime.
#[derive(Clone)]
pub struct Blocking {
    transport: Arc<dyn BlockingTransport>,
    timer: Arc<dyn BlockingTimer>,
}

impl Blocking {
    pub(crate) fn new(transport: Arc<dyn BlockingTransport>, timer: Arc<dyn BlockingTimer>) -> Self {
        Self { transport, timer }
    }

    pub(crate) fn timer(&self) -> &dyn BlockingTimer {
        &*self.timer
    }

    /// Makes one call.
    pub(crate) fn call<O: Operation>(&self, settings: &Settings, operation: &O, options: CallOptions) -> CallResult<O> {
        self.run(settings, operation, options, |reply, _, _| O::output(reply))
    }

    /// Makes one call whose success is a stream of events.
    pub(crate) fn events<O: EventOperation>(
        &self,
        settings: &Settings,
        operation: &O,
        options: CallOptions,
    ) -> CallResult<O, BlockingEvents<O::Event, O::Error>> {
        self.run(settings, operation, options, |reply, context, incoming| {
            let incoming = incoming.ok_or_else(|| no_events(reply))?;
            Ok(BlockingEvents::new::<O>(incoming, reply, context, settings.limits.event))
        })
    }

    /// Makes one call whose success is received in pieces.
    pub(crate) fn download<O: DownloadOperation>(
        &self,
        settings: &Settings,
        operation: &O,
        options: CallOptions,
    ) -> CallResult<O, BlockingDownload> {
        self.run(settings, operation, options, |reply, context, incoming| {
            let incoming = match incoming {
                Some(incoming) => incoming,
                None => BlockingIncoming::whole(downloaded::<O>(reply)?, Arc::clone(&self.timer)),
            };
            Ok(BlockingDownload::new(incoming, reply, context))
        })
    }

    /// Makes one call, and reads a success with `output` from its head, and from its body if that is streamed.
    fn run<O: Operation, T>(
        &self,
        settings: &Settings,
        operation: &O,
        options: CallOptions,
        output: impl FnOnce(&Reply, &CallContext, Option<BlockingIncoming>) -> Result<T, ReadError>,
    ) -> CallResult<O, T> {
        let span = trace::call(&O::META);
        let result = span.in_scope(|| {
            let mut machine = options
                .begin(operation, settings, CallMode::Blocking, || self.timer.now())
                .map_err(|error| Error::Request(Box::new(error)))?;
            let (end, incoming) = self.drive(&mut machine, settings);
            typed_result::<O, T>(end, |reply, context| output(reply, context, incoming))
        });
        trace::call_ended(&span, &result);
        result
    }

    fn drive(&self, machine: &mut Machine<'_>, settings: &Settings) -> (Completion, Option<BlockingIncoming>) {
        let began = machine.has_deadline().then(|| self.timer.monotonic());
        let elapsed = || began.map_or(Duration::ZERO, |began| self.timer.monotonic().saturating_sub(began));
        let now = || self.timer.now();
        let random = || settings.randomness.spread();
        let mut incoming = None;
        let mut step = machine.start();
        loop {
            step = match step {
                Step::Done(end) => return (*end, incoming),
                Step::Wait(duration) => {
                    trace::waits(duration);
                    self.timer.sleep(duration);
                    machine.waited(elapsed())
                }
                Step::Authorize(wanted) => {
                    let granted = wanted.current(now()).map_or_else(|| wanted.renewed_blocking(self), Ok);
                    machine.authorized(granted, elapsed())
                }
                Step::Send(attempt) => {
                    let span = machine.attempt_span();
                    let (result, body) = match span.in_scope(|| self.attempt(*attempt, &settings.hooks)) {
                        Ok((reply, body)) => (Ok(reply), body),
                        Err(broken) => (Err(broken), None),
                    };
                    trace::attempt_ended(&span, &result);
                    incoming = body.map(|body| {
                        BlockingIncoming::new(body, Arc::clone(&self.timer), machine.body_timeouts(elapsed()))
                    });
                    let inputs = StepInputs { elapsed: &elapsed, now: &now, random: &random };
                    match result {
                        Ok(reply) => machine.replied(reply, &inputs),
                        Err(broken) => machine.exchange_failed(broken, &inputs),
                    }
                }
            }
        }
    }

    /// Makes one attempt. The body of a streamed success is returned beside the reply, whose own body is empty.
    pub(crate) fn attempt(
        &self,
        mut attempt: Attempt,
        hooks: &Hooks,
    ) -> Result<(Reply, Option<BlockingBody>), Box<ExchangeFailure>> {
        let context = attempt.hook_context();
        hooks.before(&mut attempt.request, context)?;
        let Some(SourceUpload { upload_status, rest }) = attempt.source_upload.take() else {
            let ends = self.timer.monotonic().saturating_add(attempt.time);
            return self.exchange(attempt, Ends::At(ends), hooks);
        };
        let deadline = rest.map(|(rest, kind)| (self.timer.monotonic().saturating_add(rest), kind));
        if let Some((deadline, _)) = deadline {
            attempt.request.body_mut().set_deadline(Arc::clone(&self.timer), deadline);
        }
        let ends = Ends::AfterUpload { deadline: deadline.map(|(deadline, _)| deadline) };
        let result = self.exchange(attempt, ends, hooks);
        let result = result.map_err(|mut broken| {
            if let Some((deadline, kind)) = deadline
                && matches!(broken.kind, TransportErrorKind::Exchange | TransportErrorKind::Timeout(_))
                && self.timer.monotonic() >= deadline
            {
                broken.kind = kind;
            }
            broken
        });
        ExchangeFailure::by_upload(result, Some(&*upload_status))
    }

    fn exchange(
        &self,
        attempt: Attempt,
        ends: Ends,
        hooks: &Hooks,
    ) -> Result<(Reply, Option<BlockingBody>), Box<ExchangeFailure>> {
        let context = attempt.hook_context();
        let Attempt { mut request, meta, time, expiry, idle, piece, body: limit, response_mode, .. } = attempt;
        request.extensions_mut().insert(meta.clone());
        let is_head = request.method() == Method::HEAD;
        let sent = match (response_mode, ends) {
            (ResponseMode::Buffered, Ends::At(_)) => self.transport.send(request, time),
            _ => self.transport.stream(request, idle, piece),
        };
        let (mut parts, body) = match sent {
            Ok(response) => response.into_parts(),
            Err(failure) => {
                let kind = match expiry {
                    // If both limits are equal, the error is that of the whole attempt.
                    TransportErrorKind::Timeout(limit) if limit <= idle => failure.kind(expiry),
                    _ => failure.kind(if matches!(ends, Ends::At(_)) && response_mode == ResponseMode::Buffered {
                        expiry
                    } else {
                        TransportErrorKind::Timeout(idle)
                    }),
                };
                return Err(Box::new(ExchangeFailure { kind, head: None, source: Some(failure.source) }));
            }
        };
        hooks.after(parts.status, &mut parts.headers, context);
        if parts.status.is_success() && response_mode.streams(&parts.headers) {
            return Ok(begun(parts.status, parts.headers, body));
        }
        let ends = match ends {
            Ends::At(ends) => ends,
            Ends::AfterUpload { deadline } => {
                self.timer.monotonic().saturating_add(time).min(deadline.unwrap_or(Duration::MAX))
            }
        };
        let whole = if announces_over(limit, is_head, &parts.headers) {
            Err((TransportErrorKind::BodyLimit(limit), None))
        } else {
            self.receive(body, limit, ends, expiry)
        };
        match whole {
            Ok(body) => received(parts.status, parts.headers, body, limit),
            Err((kind, source)) => {
                Err(Box::new(ExchangeFailure { kind, head: Some((parts.status, parts.headers)), source }))
            }
        }
    }

    /// Receives a whole body of at most `limit` bytes, until `ends`.
    fn receive(
        &self,
        mut body: BlockingBody,
        limit: usize,
        ends: Duration,
        expiry: TransportErrorKind,
    ) -> Result<Bytes, (TransportErrorKind, Option<BoxError>)> {
        let mut received = BytesMut::new();
        let mut chunk = [0; 8 * 1024];
        loop {
            let count = match body.read(&mut chunk) {
                Ok(0) => return Ok(received.freeze()),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == ErrorKind::TimedOut => {
                    let stalled = error.get_ref().and_then(|inner| inner.downcast_ref::<Stalled>());
                    return Err((stalled.map_or(expiry, |Stalled(idle)| TransportErrorKind::Stalled(*idle)), None));
                }
                Err(error) => return Err((TransportErrorKind::Exchange, Some(error.into()))),
            };
            if count > limit - received.len() {
                return Err((TransportErrorKind::BodyLimit(limit), None));
            }
            received.extend_from_slice(&chunk[..count]);
            if self.timer.monotonic() > ends {
                return Err((expiry, None));
            }
        }
    }
}

/// The time at which receiving a body ends, by the client's timer.
#[derive(Clone, Copy)]
enum Ends {
    /// Until this moment.
    At(Duration),
    /// As long after an upload from a source as an attempt may take, but not after the deadline.
    AfterUpload { deadline: Option<Duration> },
}

impl Driver for Blocking {}

impl Clock for Blocking {
    fn now(&self) -> SystemTime {
        self.timer.now()
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking").finish_non_exhaustive()
    }
}
