//! Texts that a pattern matches.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// The longest text that a pattern is tried on. A pattern can take time that grows fast with the length.
const LONGEST: usize = 200;

/// The longest text for a pattern with a repetition in a repetition, which can double the time with each character.
const LONGEST_NESTED: usize = 20;

/// The longest text for a pattern with many repetitions.
const LONGEST_REPEATED: usize = 40;

/// Returns true if the pattern certainly matches the text.
pub(super) fn is_match(pattern: &str, text: &str) -> bool {
    let is_nested = [")*", ")+", "){"].iter().any(|repeated| pattern.contains(repeated));
    let repetitions = pattern.matches(['*', '+', '{']).count();
    let longest = match repetitions {
        _ if is_nested => LONGEST_NESTED,
        0..=3 => LONGEST,
        _ => LONGEST_REPEATED,
    };
    // A single class takes one step for each character.
    let is_short = text.len() <= longest || repetitions <= 1 && !is_nested && text.len() <= 10 * LONGEST;
    let regex = || regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
    is_short && regex().is_ok_and(|regex| regex.find(text).is_some())
}

/// Makes a text for the pattern, of about `length` characters or more if the pattern allows it. Returns `None` if the
/// pattern has a syntax that Rust's regular expressions lack.
pub(super) fn text_of(pattern: &str, length: usize) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, u32::try_from(length).ok()?, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, length: u32, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let readable = ('a'..='z').chain('A'..='Z').chain('1'..='9').chain(['0', '_', '-', '.', '/', ' ']);
            let has = |c: &char| class.ranges().iter().any(|range| range.start() <= *c && *c <= range.end());
            text.push(readable.filter(has).chain(class.ranges().first().map(ClassUnicodeRange::start)).next()?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.max(length.max(1)).min(most) {
                write(&repetition.sub, 0, text)?;
                // A longer text makes a test hard to read.
                if text.len() > 1000 {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, length, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, length, text))?,
        HirKind::Alternation(branches) => write(branches.first()?, length, text)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_texts_match() {
        for (pattern, expected) in [("^[A-Z]{3}-\\d{2}$", "AAA-11"), ("^(pet|dog)_[a-z]+$", "pet_a"), ("^[^<>]*$", "a")]
        {
            let text = text_of(pattern, 0).unwrap();
            assert_eq!(text, expected);
            assert!(is_match(pattern, &text), "{pattern}");
        }
        assert_eq!(text_of("(?=a)b", 0), None);
        assert_eq!(text_of("^a{100000}$", 0), None);
    }

    #[test]
    fn a_hard_pattern_is_not_tried_on_a_long_text() {
        assert!(!is_match("^(a+)+$", &format!("{}!", "a".repeat(60))));
        assert!(is_match("^(a+)+$", "aaaa"));
    }
}
