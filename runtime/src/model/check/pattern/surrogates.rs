//! Pairs of escapes that mean one character.

use std::ops::Range;

/// The halves that come first, and those that come second.
const FIRST: Range<u32> = 0xD800..0xDC00;
const SECOND: Range<u32> = 0xDC00..0xE000;
/// The classes of both halves after each other, in small letters, and the class of the same characters.
const CLASSES: &str = r"[\ud800-\udbff][\udc00-\udfff]";
const CLASS: &str = r"[\u{10000}-\u{10FFFF}]";

/// Returns a pattern in which each pair such as `\uD83D\uDE00` is one escape, `\u{1F600}`: a Unicode pattern takes both as
/// the same character, in classes as well. The classes of all first and all second halves after each other, as patterns
/// of Java and .NET have them, are one class.
pub(super) fn joined(source: &str) -> String {
    let mut joined = String::with_capacity(source.len());
    let mut rest = source;
    let mut is_in_class = false;
    while let Some(at) = rest.find(['\\', '[', ']']) {
        joined.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if !is_in_class && are_classes_of_halves(rest) {
            joined.push_str(CLASS);
            CLASSES.len()
        } else if rest.starts_with(['[', ']']) {
            is_in_class = rest.starts_with('[');
            joined.push_str(&rest[..1]);
            1
        } else if let Some(code) = pair(rest) {
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

/// Returns true if a text begins with the classes of all first and all second halves. A quantifier after them would be that
/// of the second half alone.
fn are_classes_of_halves(text: &str) -> bool {
    let is_same = text.get(..CLASSES.len()).is_some_and(|classes| classes.eq_ignore_ascii_case(CLASSES));
    is_same && !text[CLASSES.len()..].starts_with(['?', '*', '+', '{'])
}

/// Returns true if a class has a range that begins or ends with a half of a pair: in UTF-16, it matches a part of a character,
/// and here none. A negated class matches each character that it matches there.
pub(super) fn has_range_of_halves(class: &str) -> bool {
    let is_half = |text: &str| unit(text).is_some_and(|unit| (FIRST.start..SECOND.end).contains(&unit));
    // At the beginning or the end of a class, the sign is a character of it.
    let is_range_to = |before: &str| before.ends_with('-') && before != "[-";
    let is_range_from = |after: &str| after.starts_with('-') && after != "-]";
    let mut rest = if class.starts_with("[^") { "" } else { class };
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        if is_half(escape) && (is_range_to(before) || is_range_from(&escape[6..])) {
            return true;
        }
        rest = escape.get(2..).unwrap_or_default();
    }
    false
}

/// Returns the character of the pair that a text begins with.
fn pair(text: &str) -> Option<u32> {
    let first = unit(text).filter(|unit| FIRST.contains(unit))?;
    let second = unit(&text[6..]).filter(|unit| SECOND.contains(unit))?;
    Some(0x10000 + ((first - FIRST.start) << 10) + (second - SECOND.start))
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

    #[test]
    fn the_classes_of_both_halves_are_one_class() {
        assert_eq!(
            joined(r"^([\u0000-\uD7FF]|[\uD800-\uDBFF][\udc00-\udfff])*$"),
            r"^([\u0000-\uD7FF]|[\u{10000}-\u{10FFFF}])*$"
        );
        for same in [
            r"[\uD800-\uDBFF][\uDC00-\uDFFF]+",
            r"[\uD800-\uDBFF][\uDC00-\uDFFF]{2}",
            r"[\uD800-\uDBFF]",
            r"[\uD801-\uDBFF][\uDC00-\uDFFF]",
            r"\[\uD800-\uDBFF][\uDC00-\uDFFF]",
            r"[[\uD800-\uDBFF][\uDC00-\uDFFF]",
        ] {
            assert_eq!(joined(same), same);
        }
    }

    #[test]
    fn a_range_of_halves_is_found() {
        for class in [r"[\uD800-\uDBFF]", r"[\u0000-\uDBFF]", r"[\n-\uDBFF]", r"[a\uDC00-\uFFFF]", r"[-a-\udfff]"] {
            assert!(has_range_of_halves(class), "{class}");
        }
        for class in
            [r"[\u0020-\uD7FF]", r"[\u0020-\uFFFF]", r"[\uD83D]", r"[-\uD83D-]", r"[^\uD800-\uDFFF]", r"[\\uD800-x]"]
        {
            assert!(!has_range_of_halves(class), "{class}");
        }
    }
}
