//! Text in which the escapes of JSON, Rust, URLs and HTML are read as the characters that they mean.

use std::ops::Range;

use super::entity::entity;

/// The characters that escapes begin with.
pub(super) const BEGINNINGS: [char; 3] = ['\\', '%', '&'];
/// No escape that is read has more bytes. Numbers in HTML may have any number of zeros before them, and a character of four
/// bytes has twelve: `%F0%9F%98%80`, or two like `\uD83D`.
pub(super) const LONGEST: usize = 16;
/// How many times escapes are read: those of a URL in HTML in JSON in the details of an error are four.
const MOST_ROUNDS: usize = 4;

/// A text in lower case after some rounds of reading escapes, with the places of its characters in the original.
pub(super) struct Reading {
    pub(super) text: String,
    /// The place of each byte in the original, and of the end; `None` if they are the same.
    places: Option<Vec<usize>>,
}

impl Reading {
    /// Returns the text as it is, then with its escapes read once, twice, and so on, as long as that changes it. It takes
    /// time in proportion to the length of the text.
    pub(super) fn all(original: &str) -> impl Iterator<Item = Self> + use<> {
        let mut next = Some(Self { text: small_letters(original), places: None });
        let readings = std::iter::from_fn(move || {
            let reading = next.take()?;
            next = reading.unescaped();
            Some(reading)
        });
        readings.take(1 + MOST_ROUNDS)
    }

    /// Returns the place in the original of a range of this text, whose ends are those of characters.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        self.start(range.start)..self.start(range.end)
    }

    /// Returns the place in the original of an index of this text.
    pub(super) fn start(&self, index: usize) -> usize {
        self.places.as_ref().and_then(|places| places.get(index).copied()).unwrap_or(index)
    }

    /// Returns the escapes that were read: for each, the place after it in this text, and its place in the original.
    pub(super) fn escapes(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let text = if self.places.is_some() { &*self.text } else { "" };
        text.char_indices().filter_map(|(at, character)| {
            let after = at + character.len_utf8();
            let place = self.place(at..after);
            (place.len() > character.len_utf8()).then_some((after, place))
        })
    }

    /// Returns the text with its escapes read, or `None` if it has none.
    fn unescaped(&self) -> Option<Self> {
        let mut text = String::new();
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(end) = self.text[at..].find(BEGINNINGS).map(|length| at + length) {
            if let Some((character, length)) = escape(&self.text[end..]) {
                text.push_str(&self.text[at..end]);
                places.extend((at..end).map(|index| self.start(index)));
                text.push(small_letter(character));
                places.resize(text.len(), self.start(end));
                at = end + length;
            } else {
                text.push_str(&self.text[at..=end]);
                places.extend((at..=end).map(|index| self.start(index)));
                at = end + 1;
            }
        }
        if text.len() == at {
            return None;
        }
        text.push_str(&self.text[at..]);
        places.extend((at..=self.text.len()).map(|index| self.start(index)));
        Some(Self { text, places: Some(places) })
    }
}

/// Returns the text in small letters. Its characters keep their places.
pub(super) fn small_letters(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(small_letter).collect() }
}

/// Returns the small letter of a capital letter, unless that has another length.
fn small_letter(character: char) -> char {
    let mut letters = character.to_lowercase();
    let letter = letters.next().filter(|letter| letter.len_utf8() == character.len_utf8());
    letter.filter(|_| letters.next().is_none()).unwrap_or(character)
}

/// Returns the character that the escape at the beginning of a text means, and the length of the escape.
fn escape(text: &str) -> Option<(char, usize)> {
    match text.as_bytes().first()? {
        b'\\' => backslash(text),
        b'%' => percent(text),
        b'&' => entity(text),
        _ => None,
    }
}

fn backslash(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'u' => return unicode(text),
        b'x' => return Some((char::from_u32(hexadecimal(text.get(2..4)?)?)?, 4)),
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'0' => '\0',
        sign if sign.is_ascii_punctuation() => char::from(*sign),
        _ => return None,
    };
    Some((character, 2))
}

/// Reads `\u002b` or `%u002b`, a pair of such halves, or `\u{2b}`.
fn unicode(text: &str) -> Option<(char, usize)> {
    if let Some(inner) = text.get(2..)?.strip_prefix('{') {
        let digits = &inner[..inner.bytes().take(7).position(|byte| byte == b'}')?];
        return Some((char::from_u32(hexadecimal(digits)?)?, digits.len() + 4));
    }
    let unit = hexadecimal(text.get(2..6)?)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((character, 6));
    }
    let second = hexadecimal(text.get(6..)?.strip_prefix(&text[..2])?.get(..4)?)?;
    let units = [u16::try_from(unit).ok()?, u16::try_from(second).ok()?];
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((character, 12))
}

/// Reads all bytes of a character, or `%u002b`.
fn percent(text: &str) -> Option<(char, usize)> {
    if text.starts_with("%u") {
        return unicode(text);
    }
    let byte = |index: usize| {
        let digits = text.get(3 * index..)?.strip_prefix('%')?.get(..2)?;
        u8::try_from(hexadecimal(digits)?).ok()
    };
    let length = match byte(0)? {
        ..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    };
    let bytes: Option<Vec<u8>> = (0..length).map(byte).collect();
    let character = std::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((character, 3 * length))
}

/// Returns the value of a hexadecimal number.
pub(super) fn hexadecimal(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> String {
        Reading::all(text).last().unwrap().text
    }

    #[test]
    fn each_escape_is_read() {
        for text in [
            "+", "%u002B", "&plus;", r"\u002B", r"\u002b", r"\x2b", r"\u{2b}", r"\+", "%2B", "%2b", "&#43;", "&#043;",
            "&#x2B;", "&#X2b;",
        ] {
            assert_eq!(last(&format!("a{text}b")), "a+b", "{text}");
        }
        for (text, expected) in [
            (r#"\"\/\n\t\\"#, "\"/\n\t\\"),
            ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"),
            ("%F0%9F%98%80%C3%A4", "😀ä"),
            ("%uD83D%uDE00", "😀"),
            (r"\ud83d\ude00\u00e4\u{1f600}", "😀ä😀"),
            ("%53%45", "se"),
        ] {
            assert_eq!(last(text), expected, "{text}");
        }
    }

    #[test]
    fn escapes_in_escapes_are_read() {
        for text in ["%252B", r"\\u002B", r"\u0026#43;", "&amp;#43;", "%26%2343%3B", r"\\\\u{2b}", "%5Cu002B"] {
            assert_eq!(last(text), "+", "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_is_kept() {
        for text in [
            "",
            "%",
            "%2",
            "%zz",
            "%+2",
            "%c3",
            "%ff%ff",
            r"\",
            r"\u12",
            r"\ud800",
            r"\u{}",
            r"\u{110000}",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#+1;",
            "&#99999999999;",
            "%u12",
            "&uuml;",
            "ä%ä",
            r"\uä000",
            "100 % of a & b",
        ] {
            assert_eq!(last(text), text);
        }
    }

    #[test]
    fn a_range_is_placed_in_the_original() {
        let original = r"ä\\u002B%26amp;<Z";
        let places: Vec<_> = Reading::all(original)
            .filter_map(|reading| Some(reading.place(reading.text.find('z')?..reading.text.len())))
            .collect();
        assert!(places.iter().all(|place| &original[place.clone()] == "Z"), "{places:?}");
        let reading = Reading::all(original).last().unwrap();
        assert_eq!(reading.text, "ä+&<z");
        assert_eq!(&original[reading.place(2..3)], r"\\u002B");
        assert_eq!(&original[reading.place(3..4)], "%26amp;");
    }

    #[test]
    fn the_escapes_that_were_read_are_known() {
        let escapes = |text| Reading::all(text).last().unwrap().escapes().collect::<Vec<_>>();
        assert_eq!(escapes("aä"), []);
        assert_eq!(escapes(r"ä\nb%C3%A4%252b"), [(3, 2..4), (6, 5..11), (7, 11..16)]);
    }
}
