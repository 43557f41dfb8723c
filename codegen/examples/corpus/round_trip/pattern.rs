//! Strings that match a pattern.

use fastrand::Rng;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// A string that the pattern matches, or `None` when its syntax is beyond that of Rust's regular expressions, or it
/// asks for what stands around.
pub(super) fn text(pattern: &str, rng: &mut Rng) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, rng, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, rng: &mut Rng, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            // Most classes have something readable, which is taken before the first of a whole Unicode category.
            let readable = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['_', '-', '.', '/', ' ']);
            let has = |c: &char| class.ranges().iter().any(|range| range.start() <= *c && *c <= range.end());
            let readable: Vec<char> = readable.filter(has).collect();
            let first = class.ranges().first().map(ClassUnicodeRange::start);
            text.push(rng.choice(readable).or(first)?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(2));
            for _ in 0..rng.u32(repetition.min..=most) {
                write(&repetition.sub, rng, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, rng, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, rng, text))?,
        HirKind::Alternation(branches) => write(rng.choice(branches)?, rng, text)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_matches() {
        let mut rng = Rng::with_seed(1);
        for pattern in ["^[A-Z]{3}-\\d+$", "^(a|bc)?x*[^<>]$", "^\\p{Greek}$"] {
            let validator = jsonschema::validator_for(&serde_json::json!({ "pattern": pattern })).unwrap();
            for _ in 0..20 {
                let text = text(pattern, &mut rng).unwrap();
                assert!(validator.is_valid(&text.as_str().into()), "{pattern} {text}");
            }
        }
        assert_eq!(text("(?=a)b", &mut rng), None);
    }
}
