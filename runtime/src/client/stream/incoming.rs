use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::Body;

use super::body_timeouts::{BodyTimeouts, Stop};
use crate::client::{BoxFuture, ResponseBody, Timer, TransportErrorKind};

/// The body of a streamed success, with its timeouts.
pub(crate) struct Incoming {
    body: ResponseBody,
    timer: Arc<dyn Timer>,
    body_timeouts: BodyTimeouts,
    /// The alarm for the idle time. It is set only while the body is polled.
    idle: Option<BoxFuture<'static, ()>>,
    deadline: Option<Deadline>,
}

/// The deadline of the call.
struct Deadline {
    at: Duration,
    alarm: BoxFuture<'static, ()>,
    kind: TransportErrorKind,
}

impl Incoming {
    pub(crate) fn new(body: ResponseBody, timer: Arc<dyn Timer>, body_timeouts: BodyTimeouts) -> Self {
        let deadline = body_timeouts.rest.map(|(rest, kind)| {
            let at = timer.monotonic().saturating_add(rest);
            Deadline { at, alarm: timer.sleep(rest), kind }
        });
        Self { body, timer, body_timeouts, idle: None, deadline }
    }

    /// Creates a body that was received whole.
    pub(crate) fn whole(body: Bytes, timer: Arc<dyn Timer>) -> Self {
        Self::new(body.into(), timer, BodyTimeouts { idle: Duration::MAX, rest: None })
    }

    /// Returns the next piece of the body, which is never empty; `None` at its end.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Stop>>> {
        loop {
            // A body that always has data never lets the alarm ring.
            if let Some(deadline) = &self.deadline
                && self.timer.monotonic() >= deadline.at
            {
                return Poll::Ready(Some(Err((deadline.kind, None))));
            }
            // The body is polled before the idle time, so that received data is never dropped.
            match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    self.idle = None;
                    // Trailers are ignored.
                    match frame.into_data() {
                        Ok(piece) if !piece.is_empty() => return Poll::Ready(Some(Ok(piece))),
                        Ok(_) | Err(_) => {}
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err((TransportErrorKind::Exchange, Some(error)))));
                }
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return self.poll_time(cx).map(|kind| Some(Err((kind, None)))),
            }
        }
    }

    fn poll_time(&mut self, cx: &mut Context<'_>) -> Poll<TransportErrorKind> {
        if let Some(deadline) = &mut self.deadline
            && deadline.alarm.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(deadline.kind);
        }
        let idle = self.idle.get_or_insert_with(|| self.timer.sleep(self.body_timeouts.idle));
        idle.as_mut().poll(cx).map(|()| TransportErrorKind::Stalled(self.body_timeouts.idle))
    }
}
