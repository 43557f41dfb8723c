//! Pairs of escapes that mean one character.

/// Returns a pattern in which each pair such as `\uD83D\uDE00` is one escape, `\u{1F600}`: a Unicode pattern takes both as
/// the same character, in classes as well.
pub(super) fn joined(source: &str) -> String {
    let mut joined = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('\\') {
        joined.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if let Some(code) = pair(rest) {
            joined.push_str(&format!("\\u{{{code:X}}}"));
            12
        } else {
            // The character after a backslash is no backslash of its own.
            let length = rest.chars().take(2).map(char::len_utf8).sum();
            joined.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    joined + rest
}

/// Returns the character of the pair that a text begins with.
fn pair(text: &str) -> Option<u32> {
    let first = unit(text).filter(|unit| (0xD800..0xDC00).contains(unit))?;
    let second = unit(&text[6..]).filter(|unit| (0xDC00..0xE000).contains(unit))?;
    Some(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

/// Returns the number of an escape such as `\u00E4`, which a text begins with.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_are_joined() {
        assert_eq!(joined(r"^[\uD83D\uDE00-\ud83d\ude4f]$"), r"^[\u{1F600}-\u{1F64F}]$");
        assert_eq!(joined(r"\uDBFF\uDFFF\uD800\uDC00"), r"\u{10FFFF}\u{10000}");
        for same in
            ["", r"\", "ä", r"\ä", r"\uD83D", r"\uDE00\uD83D", r"\\uD83D\uDE00", r"\uD83D(\uDE00)", r"\uD83D\u{DE00}"]
        {
            assert_eq!(joined(same), same);
        }
    }
}
