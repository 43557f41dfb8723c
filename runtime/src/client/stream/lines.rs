use std::mem;

use bytes::{Buf, Bytes};

use super::{Event, decoder::Decoded, nesting::Nesting};

/// The byte before each value of a sequence (RFC 7464).
const SEPARATOR: u8 = 0x1E;

/// Decodes lines of JSON, received in pieces of any size, or a sequence of JSON (RFC 7464), whose values may have
/// several lines. Each value is the data of one event. Empty lines only keep a connection alive.
///
/// Unlike in server-sent events, bytes that are not UTF-8 are not replaced (RFC 8259, section 8.1).
#[derive(Debug)]
pub(super) struct Lines {
    /// The maximum length of a value, in bytes.
    limit: usize,
    /// The received bytes that are not decoded yet.
    rest: Bytes,
    /// The value that has begun.
    value: Vec<u8>,
    /// True if a separator was received.
    is_sequence: bool,
    /// The brackets of the value that are open, in a sequence.
    nesting: Nesting,
    is_first: bool,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            rest: Bytes::new(),
            value: Vec::new(),
            is_sequence: false,
            nesting: Nesting::default(),
            is_first: true,
        }
    }

    /// Gives it the next piece, once it is hungry.
    pub(super) fn feed(&mut self, piece: Bytes) {
        self.rest = piece;
    }

    /// Returns the next value.
    pub(super) fn next(&mut self) -> Decoded {
        while !self.rest.is_empty() {
            let end = self.rest.iter().position(|byte| matches!(*byte, b'\n' | SEPARATOR));
            let piece = self.rest.split_to(end.unwrap_or(self.rest.len()));
            if piece.len() > self.limit.saturating_sub(self.value.len()) {
                return Decoded::TooLong;
            }
            self.value.extend_from_slice(&piece);
            if self.is_sequence {
                self.nesting.read(&piece);
            }
            let ends_value = match end.map(|_| self.rest.get_u8()) {
                None => false,
                Some(SEPARATOR) => {
                    self.is_sequence = true;
                    true
                }
                Some(_) if !self.is_sequence || self.nesting.is_closed() => true,
                Some(_) if self.value.len() >= self.limit => return Decoded::TooLong,
                Some(line_feed) => {
                    self.value.push(line_feed);
                    false
                }
            };
            if ends_value && let Some(value) = self.finish() {
                return value;
            }
        }
        Decoded::Hungry
    }

    /// Returns the value that has begun, which ends here.
    pub(super) fn finish(&mut self) -> Option<Decoded> {
        self.nesting = Nesting::default();
        let value = mem::take(&mut self.value);
        let is_first = mem::take(&mut self.is_first);
        let Ok(text) = str::from_utf8(&value) else { return Some(Decoded::NotText(value.into())) };
        let text = if is_first { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        let data = text.trim_matches([' ', '\t', '\r', '\n']);
        let event = || Event { name: "message".to_owned(), id: None, data: data.to_owned() };
        (!data.is_empty()).then(event).map(Decoded::Event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the values, of which the last may end with the body.
    fn values<'t>(pieces: impl IntoIterator<Item = &'t [u8]>) -> Vec<String> {
        let mut lines = Lines::new(100);
        let mut values = Vec::new();
        for piece in pieces {
            lines.feed(Bytes::copy_from_slice(piece));
            while let Decoded::Event(event) = lines.next() {
                values.push(event.data);
            }
        }
        if let Some(Decoded::Event(event)) = lines.finish() {
            values.push(event.data);
        }
        values
    }

    #[test]
    fn each_line_is_a_value_and_so_is_the_last_without_an_end() {
        let text = "\u{feff}{\"a\":1}\r\n\n \n\"grün\"\n3";
        let expected = ["{\"a\":1}", "\"grün\"", "3"];
        assert_eq!(values([text.as_bytes()]), expected);
        assert_eq!(values(text.as_bytes().chunks(1)), expected);
        assert_eq!(values([&b""[..], b"\n"]), [""; 0]);
    }

    #[test]
    fn a_value_of_a_sequence_may_have_several_lines() {
        let text = "\u{1e}{\"a\":\n1}\n\u{1e}2\n\u{1e}\u{1e}[\n\n3]";
        let expected = ["{\"a\":\n1}", "2", "[\n\n3]"];
        assert_eq!(values([text.as_bytes()]), expected);
        assert_eq!(values(text.as_bytes().chunks(1)), expected);
        // A broken value does not affect the next one.
        assert_eq!(values([&b"\x1e{\"a\"\n\x1e2\n"[..]]), ["{\"a\"", "2"]);
    }

    #[test]
    fn the_end_of_a_value_is_there_before_the_next_begins() {
        for value in ["{\"a\":1}", "{\n\"n\":1234567\n}", "[\n\n\"]\",\n[]\n]", "\"[\"", "1234567"] {
            let mut lines = Lines::new(100);
            for piece in [&format!("\u{1e}{value}"), "\n", &format!("\u{1e}\n{value}"), "\n"] {
                lines.feed(Bytes::from(piece.to_owned()));
                let is_end = piece == "\n";
                match lines.next() {
                    Decoded::Event(event) => assert_eq!((is_end, event.data.as_str()), (true, value)),
                    other => assert_eq!((is_end, other), (false, Decoded::Hungry), "{value:?}"),
                }
            }
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_not_replaced() {
        for (text, broken) in [(&b"1\n\"\xff\"\n2"[..], &b"\"\xff\""[..]), (b"\x1e1\n\x1e\"\xff\"\x1e2", b"\"\xff\"")] {
            let mut lines = Lines::new(100);
            lines.feed(Bytes::from_static(text));
            assert!(matches!(lines.next(), Decoded::Event(event) if event.data == "1"));
            assert_eq!(lines.next(), Decoded::NotText(broken.into()));
            assert_eq!(lines.next(), Decoded::Hungry);
            assert!(matches!(lines.finish(), Some(Decoded::Event(event)) if event.data == "2"));
        }
        let mut lines = Lines::new(100);
        lines.feed(Bytes::from_static(b"\xff"));
        assert_eq!((lines.next(), lines.finish()), (Decoded::Hungry, Some(Decoded::NotText(b"\xff"[..].into()))));
    }

    #[test]
    fn a_value_has_a_limit() {
        for endless in ["x", " ", "[1,"] {
            let mut lines = Lines::new(100);
            let end = (0..1000).find_map(|_| {
                lines.feed(Bytes::from_static(endless.as_bytes()));
                Some(lines.next()).filter(|decoded| *decoded != Decoded::Hungry)
            });
            assert_eq!(end, Some(Decoded::TooLong), "{endless:?}");
        }
        for lines_of_a_value in ["[\n".repeat(60), format!("[{}", "\n".repeat(100))] {
            let mut lines = Lines::new(100);
            lines.feed(Bytes::from(format!("\u{1e}{lines_of_a_value}")));
            assert_eq!(lines.next(), Decoded::TooLong);
        }
        let longest = format!("[{}]", "\n".repeat(98));
        assert_eq!(values([format!("\u{1e}{longest}\n").as_bytes()]), [longest]);
    }
}
