//! The escapes of HTML.

use super::reading::{LONGEST, hexadecimal};

/// The names of the characters that HTML has names for and that are likely in a credential, in small letters.
const NAMED: [(&str, char); 38] = [
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("dollar", '$'),
    ("equals", '='),
    ("excl", '!'),
    ("grave", '`'),
    ("gt", '>'),
    ("hat", '^'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("lcub", '{'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsqb", '['),
    ("lt", '<'),
    ("nbsp", '\u{A0}'),
    ("newline", '\n'),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quest", '?'),
    ("quot", '"'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rcub", '}'),
    ("rpar", ')'),
    ("rsqb", ']'),
    ("semi", ';'),
    ("sol", '/'),
    ("tab", '\t'),
    ("verbar", '|'),
    ("vert", '|'),
];

/// Reads `&amp;`, `&#43;` or `&#x2b;`, and returns the character and the length of the escape. After a number, the `;` may be
/// missing.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    if let Some(number) = inner.strip_prefix('#') {
        let (character, length) = numeric(number)?;
        return Some((character, 2 + length));
    }
    let name = &inner[..inner.bytes().take(LONGEST - 1).position(|byte| byte == b';')?];
    let (_, character) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some((*character, 2 + name.len()))
}

fn numeric(number: &str) -> Option<(char, usize)> {
    let (digits, is_digit): (_, fn(&u8) -> bool) = match number.strip_prefix('x') {
        Some(digits) => (digits, u8::is_ascii_hexdigit),
        None => (number, u8::is_ascii_digit),
    };
    let count = digits.bytes().take(LONGEST).take_while(is_digit).count();
    let (digits, rest) = digits.split_at(count);
    let end = match rest.chars().next() {
        Some(';') => 1,
        // More digits may have been cut.
        None | Some('…') => return None,
        Some(_) => 0,
    };
    let length = number.len() - rest.len() + end;
    let code = if number.starts_with('x') { hexadecimal(digits)? } else { digits.parse().ok()? };
    (2 + length <= LONGEST).then_some((char::from_u32(code)?, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_zeros_and_no_semicolon() {
        for text in ["&#43;", "&#0000000043;", "&#x2b;", "&#x00000002b;", "&#43g", "&#x2bg", "&#43&", "&#0043\""] {
            let length = text.trim_end_matches(['g', '&', '"']).len();
            assert_eq!(entity(text), Some(('+', length)), "{text}");
        }
        for text in ["&#43", "&#x2", "&#4…", "&#;", "&#x;", "&#g", "&#+1;", "&#00000000000000043;", "&#99999999999;"]
        {
            assert_eq!(entity(text), None, "{text}");
        }
    }

    #[test]
    fn names_end_with_a_semicolon() {
        assert_eq!(entity("&plus;1"), Some(('+', 6)));
        assert_eq!(entity("&newline;"), Some(('\n', 9)));
        for text in ["&plus", "&plus+;", "&;", "&uuml;", "&ä;", "&"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
