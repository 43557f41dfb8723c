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

/// The body of a success that is handed over before it is whole, with the limits of its time.
pub(crate) struct Incoming {
    body: ResponseBody,
    timer: Arc<dyn Timer>,
    body_timeouts: BodyTimeouts,
    /// Rings when nothing came for too long. It is set only while something is waited for.
    idle: Option<BoxFuture<'static, ()>>,
    /// Rings at the deadline of the call.
    deadline: Option<(BoxFuture<'static, ()>, TransportErrorKind)>,
}

impl Incoming {
    pub(crate) fn new(body: ResponseBody, timer: Arc<dyn Timer>, body_timeouts: BodyTimeouts) -> Self {
        let deadline = body_timeouts.rest.map(|(rest, kind)| (timer.sleep(rest), kind));
        Self { body, timer, body_timeouts, idle: None, deadline }
    }

    /// A body that is whole already.
    pub(crate) fn whole(body: Bytes, timer: Arc<dyn Timer>) -> Self {
        Self::new(body.into(), timer, BodyTimeouts { idle: Duration::MAX, rest: None })
    }

    /// The next piece of the body, which is never empty; `None` at its end.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Stop>>> {
        loop {
            // The body comes first: what is there is never thrown away.
            match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    self.idle = None;
                    // Trailers are of no use to anybody here.
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
        if let Some((alarm, kind)) = &mut self.deadline
            && alarm.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(*kind);
        }
        let idle = self.idle.get_or_insert_with(|| self.timer.sleep(self.body_timeouts.idle));
        idle.as_mut().poll(cx).map(|()| TransportErrorKind::Stalled(self.body_timeouts.idle))
    }
}
