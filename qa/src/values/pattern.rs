//! Strings that match a pattern.

use fastrand::Rng;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// Returns a string that the pattern matches, of about `length` characters or more if the pattern
/// permits it. Returns `None` if the syntax of the pattern is beyond that of Rust's regular
/// expressions.
pub(crate) fn text(pattern: &str, length: u32, rng: &mut Rng) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, length, rng, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, length: u32, rng: &mut Rng, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            // Most classes contain a readable character, which is better than the first of a whole
            // Unicode category.
            let readable = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['_', '-', '.', '/', ' ']);
            let has = |c: &char| class.ranges().iter().any(|range| range.start() <= *c && *c <= range.end());
            let readable: Vec<char> = readable.filter(has).collect();
            let first = class.ranges().first().map(ClassUnicodeRange::start);
            text.push(rng.choice(readable).or(first)?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let least = repetition.min.max(length).min(most);
            for _ in 0..rng.u32(least..=most.min(least.saturating_add(2))) {
                write(&repetition.sub, 0, rng, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, length, rng, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, length, rng, text))?,
        HirKind::Alternation(branches) => write(rng.choice(branches)?, length, rng, text)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_strings_match() {
        let mut rng = Rng::with_seed(1);
        for pattern in ["^[A-Z]{3}-\\d+$", "^(a|bc)?x*[^<>]$", "^\\p{Greek}$"] {
            let validator = jsonschema::validator_for(&serde_json::json!({ "pattern": pattern })).unwrap();
            for _ in 0..20 {
                let text = text(pattern, 0, &mut rng).unwrap();
                assert!(validator.is_valid(&text.as_str().into()), "{pattern} {text}");
            }
        }
        assert_eq!(text("(?=a)b", 0, &mut rng), None);
        assert!(text("^[ab]{0,9}$", 5, &mut rng).unwrap().len() >= 5);
    }
}
