//! Matches a pattern in few steps: all ways in which it can match are followed at once.

use std::collections::BTreeSet;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// Positions in a text.
type Positions = BTreeSet<usize>;

/// Returns true if the pattern matches the text, both in ASCII. Returns `None` if that takes more steps, or if the
/// pattern has a syntax that Rust's regular expressions lack.
pub(super) fn is_match(pattern: &str, text: &str, steps: usize) -> Option<bool> {
    let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    let mut search = Search { text: text.as_bytes(), steps };
    let ends = search.ends(&hir, &(0..=text.len()).collect())?;
    Some(!ends.is_empty())
}

struct Search<'a> {
    text: &'a [u8],
    steps: usize,
}

impl Search<'_> {
    /// Returns the positions after each match that starts at one of `starts`.
    fn ends(&mut self, hir: &Hir, starts: &Positions) -> Option<Positions> {
        self.steps = self.steps.checked_sub(1 + starts.len())?;
        Some(match hir.kind() {
            HirKind::Empty => starts.clone(),
            HirKind::Literal(literal) => {
                let is_at = |start: &&usize| self.text[**start..].starts_with(&literal.0);
                starts.iter().filter(is_at).map(|start| start + literal.0.len()).collect()
            }
            HirKind::Class(class) => {
                let is_at = |start: &&usize| self.text.get(**start).is_some_and(|sign| has(class, *sign));
                starts.iter().filter(is_at).map(|start| start + 1).collect()
            }
            HirKind::Look(look) => starts
                .iter()
                .map(|start| Some((*start, self.is_at(*look, *start)?)))
                .collect::<Option<Vec<_>>>()?
                .into_iter()
                .filter_map(|(start, is_at)| is_at.then_some(start))
                .collect(),
            HirKind::Repetition(repetition) => self.repeated(repetition, starts)?,
            HirKind::Capture(capture) => self.ends(&capture.sub, starts)?,
            HirKind::Concat(parts) => {
                let mut ends = starts.clone();
                for part in parts {
                    ends = self.ends(part, &ends)?;
                }
                ends
            }
            HirKind::Alternation(branches) => {
                let mut ends = Positions::new();
                for branch in branches {
                    ends.append(&mut self.ends(branch, starts)?);
                }
                ends
            }
        })
    }

    fn repeated(&mut self, repetition: &Repetition, starts: &Positions) -> Option<Positions> {
        let mut ends = starts.clone();
        for _ in 0..repetition.min {
            let next = self.ends(&repetition.sub, &ends)?;
            // Each further time would change nothing.
            if next == ends {
                break;
            }
            ends = next;
        }
        let mut new = ends.clone();
        for _ in repetition.min..repetition.max.unwrap_or(u32::MAX) {
            let next = self.ends(&repetition.sub, &new)?;
            new = next.difference(&ends).copied().collect();
            if new.is_empty() {
                break;
            }
            ends.extend(&new);
        }
        Some(ends)
    }

    fn is_at(&self, look: Look, position: usize) -> Option<bool> {
        let is_word = |sign: Option<&u8>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || *sign == b'_');
        let before = position.checked_sub(1).and_then(|before| self.text.get(before));
        let is_boundary = is_word(before) != is_word(self.text.get(position));
        match look {
            Look::Start => Some(position == 0),
            Look::End => Some(position == self.text.len()),
            Look::WordAscii => Some(is_boundary),
            Look::WordAsciiNegate => Some(!is_boundary),
            _ => None,
        }
    }
}

fn has(class: &Class, sign: u8) -> bool {
    match class {
        Class::Bytes(class) => class.ranges().iter().any(|range| range.start() <= sign && sign <= range.end()),
        Class::Unicode(class) => {
            let sign = char::from(sign);
            class.ranges().iter().any(|range| range.start() <= sign && sign <= range.end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_is_that_of_ecma() {
        let patterns = [
            "^a*$",
            "a+b",
            "^(a|b){2,3}$",
            "^(?:|a){3}b$",
            "\\ba\\b",
            "a\\B",
            "^[^a]b?$",
            "^(a?b)*c$",
            "^$",
            "",
            "a{0}b",
            "^(a+)+$",
            "[\\d-]",
            "^.{2,}$",
            "(|a)(|b)$",
        ];
        for pattern in patterns {
            let regex = regress::Regex::with_flags(pattern, "u").unwrap();
            for text in ["", "a", "b", "ab", "aab", "abab", "abc", "a b", "1-", "babc", "aaaa"] {
                assert_eq!(is_match(pattern, text, 1000), Some(regex.find(text).is_some()), "{pattern} on {text}");
            }
        }
    }

    #[test]
    fn a_hard_pattern_takes_few_steps() {
        let text = "a".repeat(50);
        for pattern in [
            "^(a+)+b$".to_owned(),
            format!("^{}b$", "(a|a)".repeat(50)),
            format!("^{}{}b$", "a?".repeat(50), "a".repeat(50)),
            "(?:|a){200000000}Z".to_owned(),
            "(?:(?:|a){50000}){50000}Z".to_owned(),
        ] {
            assert_eq!(is_match(&pattern, &text, 20_000), Some(false), "{pattern}");
        }
        assert_eq!(is_match("a+", &text, 10), None);
    }
}
