use std::{
    fmt,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::{Duration, SystemTime},
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, StatusCode};
use http_body::Body;

use super::{
    Driver, announces_over, begun, downloaded, no_events, progress::Progress, received, sealed::Clock,
    timeout::AttemptTimeout,
};
use crate::{
    ReadError,
    client::{
        BoxFuture, CallContext, CallResult, Client, Download, DownloadOperation, Error, EventOperation, Events, Meta,
        Operation, Reply, RequestBody, RequestError, RequestErrorKind, ResponseBody, Timer, Transport,
        TransportErrorKind, TransportFailure,
        body::CallMode,
        call::CallOptions,
        hooks::{HookContext, Hooks},
        machine::{Attempt, Completion, ExchangeFailure, Machine, Step, StepInputs, typed_result},
        settings::Settings,
        stream::{Incoming, ResponseMode},
        trace::{self, Instrument},
        transport::BoxError,
    },
};

/// The driver of a client whose calls are awaited.
#[derive(Clone)]
pub struct Async {
    transport: Arc<dyn Transport>,
    timer: Arc<dyn Timer>,
}

impl Async {
    pub(crate) fn new(transport: Arc<dyn Transport>, timer: Arc<dyn Timer>) -> Self {
        Self { transport, timer }
    }

    pub(crate) fn timer(&self) -> &dyn Timer {
        &*self.timer
    }

    /// Makes one call.
    pub(crate) fn call<O: Operation>(
        client: Client,
        operation: O,
        options: CallOptions,
    ) -> impl Future<Output = CallResult<O>> + Send + 'static {
        Self::run(client, operation, options, |reply, _, _| O::output(reply))
    }

    /// Makes one call whose success is a stream of events.
    pub(crate) async fn events<O: EventOperation>(
        client: Client,
        operation: O,
        options: CallOptions,
    ) -> CallResult<O, Events<O::Event, O::Error>> {
        let limit = client.settings().limits.event;
        Self::run(client, operation, options, move |reply, context, incoming| {
            let incoming = incoming.ok_or_else(|| no_events(reply))?;
            Ok(Events::new::<O>(incoming, reply, context, limit))
        })
        .await
    }

    /// Makes one call whose success is received in pieces.
    pub(crate) async fn download<O: DownloadOperation>(
        client: Client,
        operation: O,
        options: CallOptions,
    ) -> CallResult<O, Download> {
        let timer = Arc::clone(&client.driver().timer);
        Self::run(client, operation, options, move |reply, context, incoming| {
            let incoming = match incoming {
                Some(incoming) => incoming,
                None => Incoming::whole(downloaded::<O>(reply)?, timer),
            };
            Ok(Download::new(incoming, reply, context))
        })
        .await
    }

    /// Makes one call, and reads a success with `output` from its head, and from its body if that is streamed.
    fn run<O: Operation, T>(
        client: Client,
        operation: O,
        options: CallOptions,
        output: impl FnOnce(&Reply, &CallContext, Option<Incoming>) -> Result<T, ReadError>,
    ) -> impl Future<Output = CallResult<O, T>> {
        trace::within_call(const { &O::META }, async move {
            let (settings, driver) = (client.settings(), client.driver());
            driver.timer.check().map_err(|reason| {
                let error = RequestError::new(O::META.operation_id, RequestErrorKind::Timer(reason));
                Error::Request(Box::new(options.request_error(error)))
            })?;
            let mut machine = options
                .begin(&operation, settings, CallMode::Async, || driver.timer.now())
                .map_err(|error| Error::Request(Box::new(error)))?;
            // The values in the operation are already in the request, and need no memory while it is sent.
            drop(operation);
            let (end, incoming) = driver.drive(&mut machine, settings).await;
            typed_result::<O, T>(*end, |reply, context| output(reply, context, incoming.map(|incoming| *incoming)))
        })
    }

    async fn drive(&self, machine: &mut Machine<'_>, settings: &Settings) -> (Box<Completion>, Option<Box<Incoming>>) {
        let began = machine.has_deadline().then(|| self.timer.monotonic());
        let elapsed = || began.map_or(Duration::ZERO, |began| self.timer.monotonic().saturating_sub(began));
        let now = || self.timer.now();
        let random = || settings.randomness.spread();
        let mut incoming = None;
        let mut step = machine.start();
        loop {
            step = match step {
                Step::Done(end) => return (end, incoming),
                Step::Wait(duration) => {
                    trace::waits(duration);
                    self.timer.sleep(duration).await;
                    machine.waited(elapsed())
                }
                Step::Authorize(wanted) => {
                    let granted = match wanted.current(now()) {
                        Some(granted) => Ok(granted),
                        // The future of a call is as large as its largest wait, and most calls wait for no token.
                        None => Box::pin(wanted.renewed(self)).await,
                    };
                    machine.authorized(granted, elapsed())
                }
                Step::Send(attempt) => {
                    let span = machine.attempt_span();
                    let (result, body) = match self.attempt(attempt, &settings.hooks).instrument(span.clone()).await {
                        Ok((reply, body)) => (Ok(reply), body),
                        Err(broken) => (Err(broken), None),
                    };
                    trace::attempt_ended(&span, &result);
                    incoming = body.map(|body| {
                        Box::new(Incoming::new(body, Arc::clone(&self.timer), machine.body_timeouts(elapsed())))
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
    pub(crate) async fn attempt(
        &self,
        mut attempt: Box<Attempt>,
        hooks: &Hooks,
    ) -> Result<(Reply, Option<ResponseBody>), Box<ExchangeFailure>> {
        let context = attempt.hook_context();
        hooks.before(&mut attempt.request, context)?;
        let Attempt { request, meta, time, expiry, idle, source_upload, upload_status, body, response_mode, .. } =
            *attempt;
        let is_head = request.method() == Method::HEAD;
        let sending = self.send(request, meta);
        let progress = Progress::new(upload_status, &self.timer);
        // The head outlives the exchange, so that it is kept when the time is up.
        let mut head = None;
        let ended = {
            let mut exchange = pin!(Self::exchange(
                sending,
                (is_head, body),
                response_mode,
                expiry,
                &progress,
                &mut head,
                (hooks, context)
            ));
            let mut timeout =
                AttemptTimeout::new(&*self.timer, (time, expiry), idle, source_upload.as_ref(), &progress);
            poll_fn(|cx| {
                // The exchange is polled first, so that a response that has arrived is not lost to a timeout.
                if let Poll::Ready(result) = exchange.as_mut().poll(cx) {
                    return Poll::Ready(result);
                }
                timeout.poll(cx).map(|kind| Err((kind, None)))
            })
            .await
        };
        let result = match (ended, head) {
            (Ok(Received::Whole(bytes)), Some((status, headers))) => received(status, headers, bytes, body),
            (Ok(Received::Begun(body)), Some((status, headers))) => Ok(begun(status, headers, body)),
            (Ok(_), None) => {
                Err(Box::new(ExchangeFailure { kind: TransportErrorKind::Exchange, head: None, source: None }))
            }
            (Err((kind, source)), head) => Err(Box::new(ExchangeFailure { kind, head, source })),
        };
        ExchangeFailure::by_upload(result, source_upload.as_ref().map(|source_upload| &*source_upload.upload_status))
    }

    fn send(&self, mut request: http::Request<RequestBody>, meta: &Meta) -> Sending<'_> {
        if self.transport.takes_extensions() {
            request.extensions_mut().insert(meta.clone());
        }
        self.transport.send(request)
    }

    async fn exchange(
        sending: Sending<'_>,
        (is_head, limit): (bool, usize),
        response_mode: ResponseMode,
        expiry: TransportErrorKind,
        progress: &Progress,
        head: &mut Option<(StatusCode, HeaderMap)>,
        (hooks, context): (&Hooks, HookContext),
    ) -> Result<Received, (TransportErrorKind, Option<BoxError>)> {
        // The future of a call is as large as all that it holds while it waits, so the rest of the head is dropped at once.
        let (head, body) = {
            let response = sending.await.map_err(|failure| (failure.kind(expiry), Some(failure.source)))?;
            let (mut parts, body) = response.into_parts();
            hooks.after(parts.status, &mut parts.headers, context);
            (head.insert((parts.status, parts.headers)), body)
        };
        progress.note_received();
        let (status, headers) = head;
        if status.is_success() && response_mode.streams(headers) {
            return Ok(Received::Begun(body));
        }
        if announces_over(limit, is_head, headers) {
            return Err((TransportErrorKind::BodyLimit(limit), None));
        }
        receive(body, limit, || progress.note_received()).await.map(Received::Whole)
    }
}

/// A request that is being sent, until the head of its response is received.
type Sending<'t> = BoxFuture<'t, Result<http::Response<ResponseBody>, TransportFailure>>;

/// The body that an attempt received.
enum Received {
    Whole(Bytes),
    Begun(ResponseBody),
}

/// Receives a whole body of at most `limit` bytes, and reports each piece to `progress`.
async fn receive(
    mut body: ResponseBody,
    limit: usize,
    progress: impl Fn(),
) -> Result<Bytes, (TransportErrorKind, Option<BoxError>)> {
    // A body of one piece, as most are, is not copied.
    let mut first = Bytes::new();
    let mut received = BytesMut::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|error| (TransportErrorKind::Exchange, Some(error)))?;
        // Trailers are ignored.
        let Ok(chunk) = frame.into_data() else { continue };
        progress();
        if chunk.len() > limit - first.len().max(received.len()) {
            return Err((TransportErrorKind::BodyLimit(limit), None));
        }
        if first.is_empty() {
            first = chunk;
            continue;
        }
        if received.is_empty() {
            received.reserve(first.len() + chunk.len());
            received.extend_from_slice(&first);
        }
        received.extend_from_slice(&chunk);
    }
    Ok(if received.is_empty() { first } else { received.freeze() })
}

impl fmt::Debug for Async {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Async").finish_non_exhaustive()
    }
}

impl Driver for Async {}

impl Clock for Async {
    fn now(&self) -> SystemTime {
        self.timer.now()
    }
}
