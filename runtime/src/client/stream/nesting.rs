/// The brackets of a JSON text that are open, counted while the text is received.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    depth: usize,
    is_string: bool,
    /// True after a backslash in a string.
    is_escaped: bool,
}

impl Nesting {
    /// Reads the next bytes of the text.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' if self.is_string => self.is_escaped = true,
                b'"' => self.is_string = !self.is_string,
                _ if self.is_string => {}
                b'[' | b'{' => self.depth += 1,
                // A bracket that closes nothing is an error, which the parser reports.
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Returns true if a line feed ends the text: no list or object is open, and no other value has several lines.
    pub(super) fn is_closed(&self) -> bool {
        self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_closed_with_its_last_bracket() {
        for (text, is_closed) in [
            ("", true),
            ("1", true),
            ("[1, {\"a\": [", false),
            ("[1, {\"a\": []}", false),
            ("[1, {\"a\": []}]", true),
            (r#"["]"#, false),
            (r#"["\"]", "#, false),
            (r#"["\\"]"#, true),
            (r#""[""#, true),
            ("]", true),
        ] {
            let mut whole = Nesting::default();
            whole.read(text.as_bytes());
            let mut cut = Nesting::default();
            text.as_bytes().chunks(1).for_each(|piece| cut.read(piece));
            assert_eq!((whole.is_closed(), cut.is_closed()), (is_closed, is_closed), "{text}");
        }
    }
}
