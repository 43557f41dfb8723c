use std::{borrow::Cow, fmt};

use crate::client::security::Masks;

/// The maximum number of characters that a message shows of text from the server.
const LENGTH: usize = 200;

/// The beginning of text from a server, on one line and without terminal control characters.
#[derive(Clone, Copy)]
pub(crate) struct Excerpt<'a>(pub(crate) &'a [u8]);

/// The same without credentials.
#[derive(Clone, Copy)]
pub(crate) struct Covered<'a>(Excerpt<'a>, &'a Masks);

impl<'a> Excerpt<'a> {
    /// Returns the excerpt without the credentials in `masks`.
    pub(crate) fn without(self, masks: &'a Masks) -> Covered<'a> {
        Covered(self, masks)
    }

    /// Writes the excerpt without the secrets in `masks`.
    fn show(self, masks: Option<&Masks>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No character has more than four bytes; a fifth part is for the whitespace that is left out.
        let most = 5 * LENGTH + masks.map_or(0, Masks::longest);
        let head = &self.0[..self.0.len().min(most)];
        let is_cut = head.len() < self.0.len();
        let text = String::from_utf8_lossy(head);
        // A credential is looked for before the text is cut and its whitespace is left out.
        let text = match masks {
            Some(masks) if is_cut => masks.cover_cut(&text),
            Some(masks) => masks.cover(&text),
            None => Cow::Borrowed(&*text),
        };
        let shown = text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match shown.char_indices().nth(LENGTH) {
            Some((end, _)) => write!(f, "{}…", &shown[..end]),
            None if is_cut => write!(f, "{shown}…"),
            None => f.write_str(&shown),
        }
    }
    /// Returns true if there is nothing to show.
    pub(crate) fn is_empty(self) -> bool {
        self.0.iter().all(u8::is_ascii_whitespace)
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(None, f)
    }
}

impl fmt::Display for Covered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(Some(self.1), f)
    }
}

/// The excerpt in quotes, and how long the text is when that is not all of it.
impl fmt::Debug for Covered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} ({} bytes)", self.to_string(), self.0.0.len())
    }
}

/// A body in the details of an error: an excerpt of text, and only the length of other content.
///
/// Compressed content may contain a part of a credential that cannot be recognized and masked.
pub(crate) struct BodyExcerpt<'a> {
    pub(crate) body: &'a [u8],
    pub(crate) is_text: bool,
    pub(crate) masks: &'a Masks,
}

impl fmt::Debug for BodyExcerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_text {
            Excerpt(self.body).without(self.masks).fmt(f)
        } else {
            write!(f, "{} bytes that are not decoded", self.body.len())
        }
    }
}

/// Returns true for whitespace and for characters that are shown as a space: control characters, and those that change
/// the direction of text.
fn is_space(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut() {
        let shown = Excerpt("é".repeat(1_000_000).as_bytes()).to_string();
        assert_eq!(shown, "é".repeat(LENGTH) + "…");
    }

    #[test]
    fn whitespace_and_control_characters_are_one_space() {
        assert_eq!(Excerpt(b"<html>\r\n\t <b>\x1b[31mno\x00").to_string(), "<html> <b> [31mno");
        assert_eq!(Excerpt("a\u{202E}b".as_bytes()).to_string(), "a b");
    }

    #[test]
    fn a_short_text_is_shown_whole_and_invalid_utf8_is_accepted() {
        assert_eq!(Excerpt(b"bad gateway").to_string(), "bad gateway");
        assert_eq!(Excerpt(b"\xff\xfe").to_string(), "\u{FFFD}\u{FFFD}");
        assert!(Excerpt(b" \n").is_empty());
    }

    #[test]
    fn a_credential_is_covered_wherever_the_text_is_cut() {
        let masks = Masks::new(["secret-key"]);
        for before in (0..2 * LENGTH).chain(5 * LENGTH - 20..5 * LENGTH + 20) {
            for filling in ["x", " "] {
                let text = format!("{}secret-key{}", filling.repeat(before), filling.repeat(2000));
                let shown = Excerpt(text.as_bytes()).without(&masks).to_string();
                assert!(!shown.contains("secr"), "{before}: {shown}");
            }
        }
    }

    #[test]
    fn a_text_with_much_whitespace_is_marked_as_cut() {
        let text = " ".repeat(10_000) + "x";
        assert_eq!(Excerpt(text.as_bytes()).to_string(), "…");
    }
}
