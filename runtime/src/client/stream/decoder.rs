use std::{mem, sync::Arc, time::Duration};

use bytes::{Buf, Bytes};

use super::Event;

/// Decodes events from bytes in pieces of any size (WHATWG HTML, "Server-sent events", section 9.2.6).
#[derive(Debug)]
pub(crate) struct Decoder {
    /// The maximum length, in bytes, of a line and its event together.
    limit: usize,
    /// The received bytes that are not decoded yet.
    rest: Bytes,
    /// The line that has begun.
    line: Vec<u8>,
    is_first_line: bool,
    /// True if the last byte was a carriage return, so that a line feed would end the same line.
    is_after_return: bool,
    name: String,
    data: String,
    has_data: bool,
    last_event_id: Option<Arc<str>>,
    reconnection_time: Option<Duration>,
}

/// The next result of a decoder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decoded {
    Event(Event<String>),
    /// A value that is not UTF-8, in a format that does not replace such bytes.
    NotText(Bytes),
    /// It needs more data for another event.
    Hungry,
    /// An event is longer than the limit.
    TooLong,
}

impl Decoder {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            rest: Bytes::new(),
            line: Vec::new(),
            is_first_line: true,
            is_after_return: false,
            name: String::new(),
            data: String::new(),
            has_data: false,
            last_event_id: None,
            reconnection_time: None,
        }
    }

    /// Gives it the next piece, once it is hungry.
    pub(crate) fn feed(&mut self, piece: Bytes) {
        self.rest = piece;
    }

    pub(crate) fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    pub(crate) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// Returns the next event.
    pub(crate) fn next(&mut self) -> Decoded {
        loop {
            let Some(first) = self.rest.first() else { return Decoded::Hungry };
            if mem::take(&mut self.is_after_return) && *first == b'\n' {
                self.rest.advance(1);
                continue;
            }
            let end = self.rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let piece = self.rest.split_to(end.unwrap_or(self.rest.len()));
            if piece.len() > self.limit.saturating_sub(self.line.len() + self.data.len()) {
                return Decoded::TooLong;
            }
            self.line.extend_from_slice(&piece);
            if end.is_some() {
                self.is_after_return = self.rest.get_u8() == b'\r';
                if let Some(event) = self.end_line() {
                    return Decoded::Event(event);
                }
            }
        }
    }

    fn end_line(&mut self) -> Option<Event<String>> {
        let line = mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        let is_first = mem::take(&mut self.is_first_line);
        let text = if is_first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        if text.is_empty() {
            return self.dispatch();
        }
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                if mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => {
                self.last_event_id = Some(value).filter(|id| !id.is_empty()).map(Arc::from);
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.reconnection_time = value.parse().ok().map(Duration::from_millis);
            }
            // A line that begins with a colon is a comment, which only keeps the connection alive.
            _ => {}
        }
        None
    }

    /// Returns the event that an empty line ends, or `None` if it has no data.
    fn dispatch(&mut self) -> Option<Event<String>> {
        let (name, data) = (mem::take(&mut self.name), mem::take(&mut self.data));
        mem::take(&mut self.has_data).then(|| Event {
            name: if name.is_empty() { "message".to_owned() } else { name },
            id: self.last_event_id.clone(),
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events<'t>(pieces: impl IntoIterator<Item = &'t [u8]>) -> Vec<Event<String>> {
        let mut decoder = Decoder::new(1000);
        let mut events = Vec::new();
        for piece in pieces {
            decoder.feed(Bytes::copy_from_slice(piece));
            while let Decoded::Event(event) = decoder.next() {
                events.push(event);
            }
        }
        events
    }

    fn whole(text: &str) -> Vec<(String, Option<Arc<str>>, String)> {
        events([text.as_bytes()]).into_iter().map(|event| (event.name, event.id, event.data)).collect()
    }

    fn message(data: &str) -> (String, Option<Arc<str>>, String) {
        ("message".to_owned(), None, data.to_owned())
    }

    #[test]
    fn the_examples_of_the_specification_are_decoded() {
        let stocks = "data: YHOO\ndata: +2\ndata: 10\n\n";
        assert_eq!(whole(stocks), [message("YHOO\n+2\n10")]);
        let four = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n";
        let first = ("message".to_owned(), Some("1".into()), "first event".to_owned());
        assert_eq!(whole(four), [first, message("second event")]);
        assert_eq!(whole("data\n\ndata\ndata\n\ndata:"), [message(""), message("\n")]);
        assert_eq!(whole("data:test\n\ndata: test\n\n"), [message("test"), message("test")]);
    }

    #[test]
    fn every_end_of_a_line_ends_it_once() {
        assert_eq!(whole("data: a\r\ndata: b\rdata: c\n\r\n"), [message("a\nb\nc")]);
        assert_eq!(whole("data: a\r\rdata: b\r\n\r\n"), [message("a"), message("b")]);
    }

    #[test]
    fn a_name_holds_for_one_event_and_an_identifier_until_the_next() {
        let text = "event: add\nid: 7\ndata: a\n\ndata: b\n\nevent: none\n\nid: \0\ndata: c\n\nid:\ndata: d\n\n";
        let seven = |name: &str, data: &str| (name.to_owned(), Some("7".into()), data.to_owned());
        assert_eq!(whole(text), [seven("add", "a"), seven("message", "b"), seven("message", "c"), message("d")]);
    }

    #[test]
    fn a_byte_order_mark_is_skipped_only_at_the_beginning() {
        assert_eq!(whole("\u{feff}data: a\n\n\u{feff}data: b\n\ndata: c\n\n"), [message("a"), message("c")]);
    }

    #[test]
    fn the_time_before_a_reconnection_is_a_number_of_milliseconds() {
        let mut decoder = Decoder::new(100);
        decoder.feed(Bytes::from_static(b"retry: 1500\nretry: soon\nretry: -1\nretry:\n"));
        assert_eq!(decoder.next(), Decoded::Hungry);
        assert_eq!(decoder.reconnection_time(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn every_kind_of_event_is_limited() {
        for endless in ["data: a\n", "x", "data: aaaaaaaa"] {
            let mut endless_events = Decoder::new(100);
            let end = (0..1000).find_map(|_| {
                endless_events.feed(Bytes::from_static(endless.as_bytes()));
                Some(endless_events.next()).filter(|decoded| *decoded != Decoded::Hungry)
            });
            assert_eq!(end, Some(Decoded::TooLong), "{endless:?}");
        }
        let mut decoder = Decoder::new(10);
        decoder.feed(Bytes::from_static(b": comment\n\n: comment\n\ndata: abcd\n\n"));
        assert!(matches!(decoder.next(), Decoded::Event(event) if event.data == "abcd"));
    }

    const STREAM: &str =
        "\u{feff}: hello\r\ndata: grün\r\ndata\n\nevent: a\rid: 1\r\rdata: {\"x\":\"…\"}\r\n\r\ndata: end\n\n";

    #[test]
    fn where_the_bytes_are_cut_makes_no_difference() {
        let bytes = STREAM.as_bytes();
        let expected = events([bytes]);
        assert_eq!(expected.len(), 3);
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                assert_eq!(events(pieces), expected, "cut at {first} and {second}");
            }
        }
        assert_eq!(events(bytes.chunks(1)), expected);
    }

    #[test]
    fn any_text_gives_the_same_events_however_it_is_cut() {
        const WORDS: &[&str] = &[
            "data",
            "data: a\n",
            "event",
            "id",
            "retry",
            ":",
            ": ",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\u{feff}",
            "ä",
            "x",
            "\0",
            "12",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        let mut count = 0;
        for _ in 0..2_000 {
            let text: String = (0..random.usize(..40)).map(|_| WORDS[random.usize(..WORDS.len())]).collect();
            let mut pieces = Vec::new();
            let mut rest = text.as_bytes();
            while !rest.is_empty() {
                let (piece, others) = rest.split_at(random.usize(1..=rest.len().min(9)));
                pieces.push(piece);
                rest = others;
            }
            let expected = events([text.as_bytes()]);
            count += expected.len();
            assert_eq!(events(pieces), expected, "{text:?}");
        }
        assert!(count > 500, "{count} events");
    }
}
