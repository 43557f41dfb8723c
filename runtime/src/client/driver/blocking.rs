use std::{
    fmt,
    io::{ErrorKind, Read},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http::Method;

use super::{Driver, announces_over, sealed::Clock};
use crate::client::{
    BlockingBody, BlockingTimer, BlockingTransport, CallResult, Error, Operation, Reply, TransportErrorKind,
    machine::{Attempt, Broken, End, Machine, Moment, Step, settle},
    options::CallOptions,
    settings::Settings,
    trace,
    transport::BoxError,
};

/// The driver of a client whose calls wait until they are done, without any asynchronous runtime.
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
    pub(crate) fn call<O: Operation>(
        &self,
        settings: &Arc<Settings>,
        operation: &O,
        options: CallOptions,
    ) -> CallResult<O> {
        let span = trace::call(&O::META);
        let result = span.in_scope(|| self.run(settings, operation, options));
        trace::call_ended(&span, &result);
        result
    }

    fn run<O: Operation>(&self, settings: &Arc<Settings>, operation: &O, options: CallOptions) -> CallResult<O> {
        let machine = options
            .begin(operation, Arc::clone(settings), || self.timer.now())
            .map_err(|error| Error::Request(Box::new(error)))?;
        settle::<O>(self.drive(machine, settings))
    }

    fn drive(&self, mut machine: Machine, settings: &Settings) -> End {
        let began = self.timer.monotonic();
        let elapsed = || self.timer.monotonic().saturating_sub(began);
        let random = || settings.randomness.spread();
        let mut step = machine.start();
        loop {
            step = match step {
                Step::Done(end) => return *end,
                Step::Wait(duration) => {
                    trace::waits(duration);
                    self.timer.sleep(duration);
                    machine.waited(elapsed())
                }
                Step::Send(attempt) => {
                    let span = machine.attempt_span();
                    let result = span.in_scope(|| self.attempt(*attempt));
                    trace::attempt_ended(&span, &result);
                    let moment = Moment { elapsed: elapsed(), now: self.timer.now(), random: &random };
                    match result {
                        Ok(reply) => machine.replied(reply, &moment),
                        Err(broken) => machine.broke(broken, &moment),
                    }
                }
            }
        }
    }

    fn attempt(&self, Attempt { request, time, expiry, body: limit }: Attempt) -> Result<Reply, Box<Broken>> {
        let is_head = request.method() == Method::HEAD;
        let ends = self.timer.monotonic().saturating_add(time);
        let response = self.transport.send(request, time).map_err(|failure| {
            Box::new(Broken { kind: failure.kind(expiry), head: None, source: Some(failure.source) })
        })?;
        let (parts, body) = response.into_parts();
        let received = if announces_over(limit, is_head, &parts.headers) {
            Err((TransportErrorKind::BodyLimit(limit), None))
        } else {
            self.receive(body, limit, ends, expiry)
        };
        match received {
            Ok(body) => Ok(Reply::new(parts.status, parts.headers, body)),
            Err((kind, source)) => Err(Box::new(Broken { kind, head: Some((parts.status, parts.headers)), source })),
        }
    }

    /// Receives a whole body, never holds more than `limit` bytes of it, and goes on no longer than until `ends`.
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
                Err(error) if error.kind() == ErrorKind::TimedOut => return Err((expiry, None)),
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
