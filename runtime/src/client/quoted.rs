//! Quoted strings in headers ([RFC 9110, section 5.6.4](https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.4)).

/// Returns the bytes of a text that are outside of quoted strings, each with its index.
pub(super) fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.bytes().enumerate().filter(move |(_, byte)| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ => return !is_quoted,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_strings_may_have_escaped_quotes() {
        let outside = |text| String::from_utf8(outside_quotes(text).map(|(_, byte)| byte).collect()).unwrap();
        assert_eq!(outside(r#"a; b="c; \"d; \\"; e\f"#), r"a; b=; e\f");
        assert_eq!(outside(r#"a"b;"#), "a");
    }
}
