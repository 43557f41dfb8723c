use std::fmt::{self, Display, Formatter, Write};

/// A text, escaped for the content of an element or a quoted attribute value.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // HTML cannot represent the other control characters, which an old document may
                // contain.
                control if control.is_control() && !matches!(control, '\t' | '\n') => f.write_char('\u{fffd}')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = Escaped("<script a='1' b=\"2\">\u{0}&amp;\n").to_string();
        assert_eq!(text, "&lt;script a=&#39;1&#39; b=&quot;2&quot;&gt;\u{fffd}&amp;amp;\n");
    }
}
