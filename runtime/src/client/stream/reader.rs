use std::{marker::PhantomData, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{
    EVENT_STREAM, Event,
    body_timeouts::Stop,
    decoder::{Decoded, Decoder},
    lines::Lines,
};
use crate::{
    FromJson, Json, ReadContext, ReadError, Reply,
    client::{
        CallContext, DecodeError, Error, EventOperation, TransportError, TransportErrorKind, response::media_type,
    },
    model::json,
};

/// Reads events without I/O: the common part of the asynchronous and the blocking stream.
pub(super) struct Reader<T, E> {
    framing: Framing,
    /// The event that the end of the body completed.
    last: Option<Decoded>,
    limit: usize,
    read: fn(&Event<String>) -> Result<T, ReadError>,
    context: CallContext,
    status: StatusCode,
    headers: HeaderMap,
    is_over: bool,
    error: PhantomData<fn() -> E>,
}

/// The format that separates events.
enum Framing {
    /// An empty line.
    Events(Decoder),
    /// The end of a line.
    Lines(Lines),
}

impl<T, E> Reader<T, E> {
    /// Creates a reader of the body of `reply`, which is still to be received. An event has at most `limit` bytes.
    pub(super) fn new<O: EventOperation<Event = T, Error = E>>(
        reply: &Reply,
        context: &CallContext,
        limit: usize,
    ) -> Self {
        Self {
            framing: match O::LINES {
                None => Framing::Events(Decoder::new(limit)),
                Some(_) if media_type(reply.headers()).as_deref() == Some(EVENT_STREAM) => {
                    Framing::Events(Decoder::new(limit))
                }
                Some(_) => Framing::Lines(Lines::new(limit)),
            },
            last: None,
            limit,
            read: O::event,
            context: context.clone(),
            status: reply.http_status(),
            headers: reply.headers().clone(),
            is_over: false,
            error: PhantomData,
        }
    }

    pub(super) fn feed(&mut self, piece: Bytes) {
        match &mut self.framing {
            Framing::Events(decoder) => decoder.feed(piece),
            Framing::Lines(lines) => lines.feed(piece),
        }
    }

    /// Returns the next event of the bytes received so far, or `None` if more are needed.
    pub(super) fn next(&mut self) -> Option<Result<Event<T>, Error<E>>> {
        // Bytes after the last event are ignored.
        if self.is_over {
            return None;
        }
        let decoded = match (self.last.take(), &mut self.framing) {
            (Some(last), _) => {
                self.is_over = true;
                last
            }
            (None, Framing::Events(decoder)) => decoder.next(),
            (None, Framing::Lines(lines)) => lines.next(),
        };
        let event = match decoded {
            Decoded::Event(event) => event,
            Decoded::NotText(value) => return Some(Err(self.unread(not_text(&value), value))),
            Decoded::Hungry => return None,
            Decoded::TooLong => return Some(Err(self.stopped((TransportErrorKind::EventLimit(self.limit), None)))),
        };
        if event.is_done() {
            self.is_over = true;
            return None;
        }
        Some(match (self.read)(&event) {
            Ok(data) => Ok(event.with(data)),
            Err(error) => Err(self.unread(error, event.data.into())),
        })
    }

    /// Returns the error for an event that cannot be read.
    fn unread(&self, error: ReadError, data: Bytes) -> Error<E> {
        let reply = Reply::new(self.status, self.headers.clone(), data);
        Error::Decode(Box::new(DecodeError::new(self.context.clone(), error, reply)))
    }

    /// Ends the stream after the body was interrupted.
    pub(super) fn stopped(&mut self, (kind, source): Stop) -> Error<E> {
        self.is_over = true;
        Error::Transport(Box::new(TransportError::new(self.context.clone(), kind, Some(self.status), None, source)))
    }

    pub(super) fn end(&mut self) {
        // An incomplete event is dropped. The last line of JSON may lack its line break.
        if let Framing::Lines(lines) = &mut self.framing {
            self.last = lines.finish();
        }
        self.is_over = self.last.is_none();
    }

    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        let Framing::Events(decoder) = &self.framing else { return None };
        decoder.last_event_id()
    }

    pub(super) fn reconnection_time(&self) -> Option<Duration> {
        let Framing::Events(decoder) = &self.framing else { return None };
        decoder.reconnection_time()
    }
}

/// Returns all values of a body that is whole, and has lines of JSON.
pub(crate) fn read_lines<T: FromJson>(body: &Bytes) -> Result<Vec<T>, ReadError> {
    let mut lines = Lines::new(usize::MAX);
    lines.feed(body.clone());
    let mut values = Vec::new();
    loop {
        let decoded = match lines.next() {
            Decoded::Hungry | Decoded::TooLong => lines.finish(),
            decoded => Some(decoded),
        };
        let value = match decoded {
            Some(Decoded::Event(line)) if line.is_done() => return Ok(values),
            Some(Decoded::Event(line)) => line.json(),
            Some(Decoded::NotText(line)) => Err(not_text(&line)),
            Some(Decoded::Hungry | Decoded::TooLong) | None => return Ok(values),
        };
        values.push(value.map_err(|error| {
            ReadError::new(&ReadContext::new(), format_args!("line {} does not fit at {error}", values.len() + 1))
        })?);
    }
}

/// Returns the error for a value that is not UTF-8, as a body of JSON has it.
fn not_text(value: &[u8]) -> ReadError {
    let error = json::read::<Json>(value).err();
    error.unwrap_or_else(|| ReadError::new(&ReadContext::new(), "it is not UTF-8"))
}

/// Returns all events of a body that is whole.
pub(crate) fn read_all<T>(
    body: &Bytes,
    mut read: impl FnMut(&Event<String>) -> Result<T, ReadError>,
) -> Result<Vec<Event<T>>, ReadError> {
    let mut decoder = Decoder::new(usize::MAX);
    decoder.feed(body.clone());
    let mut events = Vec::new();
    while let Decoded::Event(event) = decoder.next() {
        if event.is_done() {
            break;
        }
        let data = read(&event).map_err(|error| {
            ReadError::new(&ReadContext::new(), format_args!("event {} does not fit at {error}", events.len() + 1))
        })?;
        events.push(event.with(data));
    }
    Ok(events)
}

/// The maximum length of the identifiers that the values of a whole body copy, in multiples of the length of the body.
/// The shortest event, `data` and two line feeds, has six bytes, and may repeat an identifier of 192.
const COPIED_IDS: usize = 32;

/// Returns all events of a body that is whole, each read as an object. Since each object has a copy of its identifier,
/// which may be as long as the body, the copies are limited together.
pub(crate) fn read_all_whole<T: FromJson>(body: &Bytes) -> Result<Vec<Event<T>>, ReadError> {
    let mut left = body.len().saturating_mul(COPIED_IDS);
    read_all(body, |event| {
        let length = event.id.as_deref().map_or(0, str::len);
        left = left.checked_sub(length).ok_or_else(|| {
            let reason = "the identifiers that the events repeat are together longer than";
            ReadError::new(&ReadContext::new(), format_args!("{reason} {COPIED_IDS} times the body"))
        })?;
        event.whole()
    })
}

#[cfg(test)]
mod tests {
    use allocation_counter::measure;

    use super::*;

    /// Returns a body whose events repeat one identifier that is half of it.
    fn with_long_id(length: usize) -> Bytes {
        let id = "i".repeat(length / 2);
        format!("id: {id}\n{}", "data:{}\n\n".repeat(length / 2 / 9)).into()
    }

    #[test]
    fn events_share_a_long_identifier() {
        let body = with_long_id(64 * 1024);
        for read in [Event::json::<Json>, |event: &Event<String>| event.text().map(Json::from)] {
            let mut events = Vec::new();
            let allocated = measure(|| events = read_all(&body, read).unwrap());
            assert_eq!(events.len(), 3640);
            assert!(events.iter().all(|event| event.id.as_deref().map(str::len) == Some(32 * 1024)));
            assert!(allocated.bytes_total < 64 * body.len() as u64, "{} bytes", allocated.bytes_total);
        }
    }

    #[test]
    fn lines_end_with_done_as_events_do() {
        for body in ["1\n2\n[DONE]\nnot JSON\n", "1\n2\n [DONE]", "1\n2\n"] {
            assert_eq!(read_lines::<i64>(&Bytes::from_static(body.as_bytes())), Ok(vec![1, 2]), "{body}");
        }
    }

    #[test]
    fn a_line_that_is_not_utf8_has_the_error_of_a_body_that_is_not() {
        let of_body = json::read::<String>(b"\"gr\xFCn\"").unwrap_err();
        for body in [&b"\"a\"\n\"gr\xFCn\"\n"[..], b"\"a\"\n\"gr\xFCn\"", b"\x1e\"a\"\n\x1e\"gr\xFCn\"\n"] {
            let error = read_lines::<String>(&Bytes::from_static(body)).unwrap_err();
            assert_eq!(error.message(), format!("line 2 does not fit at {of_body}"));
        }
    }

    #[test]
    fn objects_with_copies_of_a_long_identifier_are_an_error() {
        let body = with_long_id(64 * 1024);
        let mut result = Ok(Vec::new());
        let allocated = measure(|| result = read_all_whole::<Json>(&body));
        assert!(result.unwrap_err().message().contains("longer than 32 times the body"));
        assert!(allocated.bytes_max < 64 * body.len() as u64, "{} bytes", allocated.bytes_max);
        // A usual identifier may be repeated as often as a body can do it.
        for event in ["data:1\n\n", "data\n\n"] {
            let body = Bytes::from(format!("id: {}\n{}", "i".repeat(100), event.repeat(1000)));
            assert_eq!(read_all_whole::<Json>(&body).unwrap().len(), 1000);
        }
    }
}
