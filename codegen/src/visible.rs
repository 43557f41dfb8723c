//! Texts of a document that are shown to people.

use std::borrow::Cow;

/// The length in bytes from which a text is cut.
const LONGEST: usize = 2_000;

/// The length in bytes of the beginning and of the end of a text that is cut.
const KEPT: (usize, usize) = (1_200, 600);

/// Returns true for control characters, and for characters that are invisible or reorder the text around them.
pub(crate) fn is_invisible(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(
            character,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Returns a text with the characters escaped that are invisible, reorder the text around them or control a terminal.
///
/// Use it to print a name, a pointer or the title of a document that you do not trust. Such a text could otherwise begin a
/// line of its own, which a build script or a continuous integration reads as an instruction.
///
/// ```
/// use openapi_bindgen::visible;
///
/// assert_eq!(visible("Shop\n::error::broken"), r"Shop\n::error::broken");
/// assert_eq!(visible("Größe"), "Größe");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_invisible, |character, shown| shown.extend(character.escape_default()))
}

/// Returns a text in which `escape` writes the characters that `is_escaped` accepts.
fn escaped(text: &str, is_escaped: impl Fn(char) -> bool, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_escaped(character) {
            escape(character, &mut shown);
        } else {
            shown.push(character);
        }
    }
    shown.into()
}

/// Returns a text as [`visible`], without its middle if it is very long.
pub fn brief(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    if shown.len() <= LONGEST {
        return shown;
    }
    let start = shown.floor_char_boundary(KEPT.0);
    let end = shown.ceil_char_boundary(shown.len() - KEPT.1);
    format!("{} … {}", &shown[..start], &shown[end..]).into()
}

/// Returns JSON with the characters escaped that [`visible`] escapes, except its line breaks. The values stay the same.
///
/// ```
/// use openapi_bindgen::visible_json;
///
/// assert_eq!(visible_json("\"\u{202e}\""), r#""\u202e""#);
/// ```
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let is_escaped = |character| is_invisible(character) && character != '\n';
    escaped(json, is_escaped, |character, shown| {
        let mut units = [0; 2];
        let units = character.encode_utf16(&mut units).iter();
        shown.extend(units.map(|unit| format!("\\u{unit:04x}")));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_text_or_controls_a_terminal_is_escaped() {
        assert_eq!(visible("a\u{1b}[31m\r\n\u{9b}\u{202e}\u{2028}"), r"a\u{1b}[31m\r\n\u{9b}\u{202e}\u{2028}");
        assert_eq!(visible("\u{61c}\u{180e}\u{fffa}\u{e0041}"), r"\u{61c}\u{180e}\u{fffa}\u{e0041}");
        assert!(matches!(visible("a\tbä"), Cow::Borrowed("a\tbä")));
    }

    #[test]
    fn a_very_long_text_keeps_its_ends() {
        assert_eq!(brief(&"ä".repeat(1_000)), "ä".repeat(1_000));
        let long = format!("the name `{}` is taken", "ä".repeat(50_000));
        let shown = brief(&long);
        assert!(shown.len() < LONGEST && shown.starts_with("the name `ä") && shown.ends_with("ä` is taken"), "{shown}");
        assert!(brief(&"\u{7}".repeat(2_000)).len() < LONGEST);
    }
}
