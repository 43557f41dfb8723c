use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_core::Stream;

use super::{Event, Incoming, reader::Reader};
use crate::client::{CallContext, Error, EventOperation, Reply};

/// The maximum number of pieces without an event that one poll reads. Other tasks run after them.
const PIECES: usize = 64;

/// The events of a call, as they are received. `T` is the type of their data, and `E` the operation's own error.
///
/// ```ignore
/// let mut events = client.create_completion("Once upon a time").events().await?;
/// while let Some(event) = events.next().await {
///     print!("{}", event?.data.text);
/// }
/// ```
///
/// It is also a [`Stream`], for the combinators of other crates. It ends when the server ends it or sends `[DONE]`. An
/// event that the server did not complete is dropped (WHATWG HTML, section 9.2.6).
///
/// An event whose data does not fit is an error, after which the stream continues. The stream ends with an error if
/// nothing is received for longer than [`Limits::event_idle`](crate::Limits::event_idle), if the connection breaks, if
/// an event is longer than [`Limits::event`], or if the deadline of the call has passed. The outcome of that error is
/// `Committed`, since the server had accepted the call, and nothing is retried. Comments, with which servers keep a
/// connection alive, restart the idle time.
///
/// [`Limits::event`]: crate::Limits::event
#[must_use = "events come only when they are asked for"]
pub struct Events<T, E> {
    incoming: Option<Incoming>,
    reader: Reader<T, E>,
}

impl<T, E> Events<T, E> {
    pub(crate) fn new<O: EventOperation<Event = T, Error = E>>(
        incoming: Incoming,
        reply: &Reply,
        context: &CallContext,
        limit: usize,
    ) -> Self {
        Self { incoming: Some(incoming), reader: Reader::new::<O>(reply, context, limit) }
    }

    /// Returns the next event, or `None` at the end of the stream.
    ///
    /// No event is lost if the future is dropped before it is ready.
    ///
    /// # Errors
    /// If the event cannot be read, after which the stream continues, or if the stream is interrupted, after which it
    /// ends.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// Returns the last identifier that the server sent. A later call can ask the server to continue from there.
    pub fn last_event_id(&self) -> Option<&str> {
        self.reader.last_event_id()
    }

    /// Returns the time that the server asks the client to wait before it reconnects, from the field `retry`.
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.reader.reconnection_time()
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error<E>>>> {
        for _ in 0..PIECES {
            if let Some(item) = self.reader.next() {
                self.close_at_end();
                return Poll::Ready(Some(item));
            }
            self.close_at_end();
            let Some(incoming) = &mut self.incoming else { return Poll::Ready(None) };
            match ready!(incoming.poll_piece(cx)) {
                Some(Ok(piece)) => self.reader.feed(piece),
                Some(Err(stop)) => {
                    self.incoming = None;
                    return Poll::Ready(Some(Err(self.reader.stopped(stop))));
                }
                None => self.reader.end(),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Drops the connection when nothing more is read from it.
    fn close_at_end(&mut self) {
        if self.reader.is_over() {
            self.incoming = None;
        }
    }
}

impl<T, E> Stream for Events<T, E> {
    type Item = Result<Event<T>, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<T, E> fmt::Debug for Events<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("last_event_id", &self.last_event_id()).finish_non_exhaustive()
    }
}
