use std::str::Chars;

use proc_macro::Literal;

use crate::error::Error;

/// Returns the text of a string literal.
pub(crate) fn text(literal: &Literal) -> Result<String, Error> {
    unquoted(&literal.to_string()).ok_or_else(|| Error::new(literal.span(), "expected a string"))
}

/// Returns the text of the source of a string literal.
pub(crate) fn unquoted(source: &str) -> Option<String> {
    if let Some(raw) = source.strip_prefix('r') {
        return Some(raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"')?.to_owned());
    }
    let mut rest = source.strip_prefix('"')?.strip_suffix('"')?.chars();
    let mut text = String::new();
    while let Some(sign) = rest.next() {
        if sign == '\\' { text.push_str(&escaped(&mut rest)?) } else { text.push(sign) }
    }
    Some(text)
}

/// Returns the character of an escape, after its backslash; an empty string for a line continuation.
fn escaped(rest: &mut Chars<'_>) -> Option<String> {
    let character = match rest.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'x' => character(&rest.by_ref().take(2).collect::<String>())?,
        'u' => character(&rest.by_ref().skip(1).take_while(|sign| *sign != '}').collect::<String>())?,
        '\n' => {
            *rest = rest.as_str().trim_start().chars();
            return Some(String::new());
        }
        itself => itself,
    };
    Some(character.to_string())
}

fn character(hexadecimal: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(&hexadecimal.replace('_', ""), 16).ok()?)
}
