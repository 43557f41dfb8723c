use std::{fmt, time::Duration};

use bytes::Bytes;

use super::{BlockingIncoming, Event, reader::Reader};
use crate::client::{CallContext, Error, EventOperation, Reply};

/// The events of a call, as they are received: an iterator that waits for each of them.
///
/// It is the blocking counterpart of [`Events`](crate::Events), and ends and fails in the same cases.
#[must_use = "events come only when they are asked for"]
pub struct BlockingEvents<T, E> {
    incoming: Option<BlockingIncoming>,
    reader: Reader<T, E>,
}

impl<T, E> BlockingEvents<T, E> {
    pub(crate) fn new<O: EventOperation<Event = T, Error = E>>(
        incoming: BlockingIncoming,
        reply: &Reply,
        context: &CallContext,
        limit: usize,
    ) -> Self {
        Self { incoming: Some(incoming), reader: Reader::new::<O>(reply, context, limit) }
    }

    /// Returns the last identifier that the server sent. A later call can ask the server to continue from there.
    pub fn last_event_id(&self) -> Option<&str> {
        self.reader.last_event_id()
    }

    /// Returns the time that the server asks the client to wait before it reconnects, from the field `retry`.
    pub fn reconnection_time(&self) -> Option<Duration> {
        self.reader.reconnection_time()
    }
}

impl<T, E> Iterator for BlockingEvents<T, E> {
    type Item = Result<Event<T>, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut piece = [0; 8 * 1024];
        loop {
            let item = self.reader.next();
            if self.reader.is_over() {
                self.incoming = None;
            }
            if item.is_some() {
                return item;
            }
            match self.incoming.as_mut()?.read(&mut piece) {
                Ok(0) => self.reader.end(),
                Ok(count) => self.reader.feed(Bytes::copy_from_slice(&piece[..count])),
                Err(stop) => {
                    self.incoming = None;
                    return Some(Err(self.reader.stopped(stop)));
                }
            }
        }
    }
}

impl<T, E> fmt::Debug for BlockingEvents<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEvents").field("last_event_id", &self.last_event_id()).finish_non_exhaustive()
    }
}
