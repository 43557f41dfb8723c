//! Texts that a pattern matches.

use std::cell::OnceCell;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

use super::Work;

/// The most bytes of a compiled pattern, which limits its counts.
const MOST_BYTES: usize = 1 << 20;

/// The most bits of the number of ways in which a pattern is tried on a text, where only a search with backtracking can
/// tell.
const MOST_BITS: f64 = 18.0;

/// The largest count of a repetition in a search with backtracking.
const LARGEST_COUNT: usize = 1000;

/// The longest pattern that is tried. Each class of a longer one could take some kilobytes.
const LONGEST: usize = 4000;

/// A pattern that is compiled when it is first needed.
pub(super) struct Pattern {
    text: String,
    form: Form,
    /// For a search in linear time.
    linear: OnceCell<Option<Regex>>,
    /// For a search with backtracking.
    backtracking: OnceCell<Option<regress::Regex>>,
}

impl Pattern {
    pub(super) fn new(pattern: &str) -> Self {
        let (linear, backtracking) = (OnceCell::new(), OnceCell::new());
        Self { text: pattern.to_owned(), form: Form::of(pattern), linear, backtracking }
    }

    /// Returns true if the pattern certainly matches the text.
    pub(super) fn is_match(&self, text: &str, work: &Work) -> bool {
        if self.text.len() > LONGEST {
            return false;
        }
        if self.form.is_common && text.bytes().all(|sign| matches!(sign, b' '..=b'~')) {
            let regex = self.linear.get_or_init(|| {
                work.spend(self.size().min(LARGEST) / COMPILED_PER_STEP).then(|| linear(&self.text)).flatten()
            });
            let steps = self.size().saturating_mul(text.len()) / TRIED_PER_STEP;
            return regex.as_ref().is_some_and(|regex| work.spend(steps) && regex.is_match(text.as_bytes()));
        }
        let bits = self.form.bits(text);
        if bits > MOST_BITS {
            return false;
        }
        let regex = self.backtracking.get_or_init(|| {
            let regex = || regress::Regex::with_flags(&self.text, "u").or_else(|_| regress::Regex::new(&self.text));
            work.spend(self.text.len() * STEPS_PER_BYTE).then(|| regex().ok()).flatten()
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is at most `MOST_BITS`")]
        let steps = bits.exp2() as usize / WAYS_PER_STEP;
        regex.as_ref().is_some_and(|regex| work.spend(steps) && regex.find(text).is_some())
    }

    /// Returns about the number of bytes of the pattern with its repetitions written out.
    fn size(&self) -> usize {
        self.text.len().saturating_mul(self.form.count).saturating_mul(self.form.largest.max(1))
    }
}

/// Compiles a pattern for a search in linear time, where the pattern and the texts are in ASCII.
fn linear(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).size_limit(MOST_BYTES).build().ok()
}

/// The size that a compiled pattern has at most, because of its limit in bytes.
const LARGEST: usize = 400_000;

/// The part of the size of a pattern that is compiled in one step, that is tried on as many letters, and the number of
/// ways in which a search with backtracking goes.
const COMPILED_PER_STEP: usize = 4;
const TRIED_PER_STEP: usize = 256;
const WAYS_PER_STEP: usize = 16;

/// The steps for each byte of a pattern that may have a class of Unicode, and for each escape of one that has.
const STEPS_PER_BYTE: usize = 16;
const STEPS_PER_ESCAPE: usize = 128;

/// What decides how a pattern is tried.
struct Form {
    /// True if the pattern has only syntax that means the same in ECMA-262 and in Rust, for printable ASCII.
    is_common: bool,
    /// The number of places where a search can go on in several ways.
    choices: usize,
    /// True if a group is repeated.
    is_nested: bool,
    /// The product of all counts of repetitions of groups.
    count: usize,
    /// The largest count of a repetition.
    largest: usize,
}

impl Form {
    fn of(pattern: &str) -> Self {
        let is_common = pattern.bytes().all(|sign| matches!(sign, b' '..=b'~'));
        let mut form = Self { is_common, choices: 0, is_nested: false, count: 1, largest: 0 };
        let mut rest = pattern;
        let (mut before, mut is_class) = (' ', false);
        while let Some(sign) = rest.chars().next() {
            rest = &rest[sign.len_utf8()..];
            match sign {
                '\\' => {
                    let escaped = rest.chars().next().unwrap_or('b');
                    rest = rest.get(escaped.len_utf8()..).unwrap_or_default();
                    let is_letter = if is_class { "dDwWsS" } else { "dDwWsSbB" }.contains(escaped);
                    let is_sign = escaped.is_ascii_punctuation() && !"<>".contains(escaped);
                    form.is_common &= is_letter || is_sign;
                }
                _ if is_class => {
                    is_class = sign != ']';
                    let is_doubled = "&-~".contains(sign) && rest.starts_with(sign);
                    form.is_common &= sign != '[' && !is_doubled;
                }
                '[' => {
                    is_class = true;
                    form.is_common &= !rest.trim_start_matches('^').starts_with(']');
                }
                '(' if rest.starts_with('?') => {
                    rest = &rest[1..];
                    form.is_common &= rest.starts_with(':');
                }
                '?' | '|' => form.choices += 1,
                '*' | '+' => {
                    form.choices += 1;
                    form.is_nested |= before == ')';
                }
                '{' => form.repeat(rest, before == ')'),
                _ => {}
            }
            before = sign;
        }
        form
    }

    /// Adds a repetition with a count, which is at the start of `rest`.
    fn repeat(&mut self, rest: &str, is_group: bool) {
        let counts = rest.split_once('}').map_or("", |(counts, _)| counts);
        let (least, most) = counts.split_once(',').map_or((counts, None), |(least, most)| (least, Some(most)));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
        self.is_common &= is_number(least) && most.is_none_or(|most| most.is_empty() || is_number(most));
        self.choices += usize::from(most.is_some());
        let numbers = [least, most.unwrap_or_default()].into_iter().filter(|text| is_number(text));
        let largest = numbers.map(|text| text.parse().unwrap_or(usize::MAX)).max().unwrap_or(0);
        self.largest = self.largest.max(largest);
        if is_group {
            self.is_nested = true;
            self.count = self.count.saturating_mul(largest.max(1));
        }
    }

    /// Returns the bits of the number of ways in which a search with backtracking tries the text, or more.
    #[expect(clippy::cast_precision_loss, reason = "a large number is far above the limit")]
    fn bits(&self, text: &str) -> f64 {
        if self.largest > LARGEST_COUNT {
            return f64::INFINITY;
        }
        let (length, choices) = ((text.len() + 1) as f64, self.choices as f64);
        let of_starts = length.log2();
        // A repeated group has all choices again at each character, and for each count.
        let of_choices = if self.is_nested {
            length.max(self.count as f64) * (choices + 1.0).log2()
        } else {
            choices * length.log2().max(1.0)
        };
        of_starts + of_choices
    }
}

/// Makes a text for the pattern, of about `length` characters or more if the pattern allows it. Returns `None` if the
/// pattern has a syntax that Rust's regular expressions lack.
pub(super) fn text_of(pattern: &str, length: usize, work: &Work) -> Option<String> {
    let steps = pattern.len() + STEPS_PER_ESCAPE * pattern.matches('\\').count();
    if pattern.len() > LONGEST || !work.spend(steps) {
        return None;
    }
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
            let ranges = class.ranges();
            let has = |c: &char| {
                let next = ranges.partition_point(|range| range.end() < *c);
                ranges.get(next).is_some_and(|range| range.start() <= *c)
            };
            text.push(readable.filter(has).chain(ranges.first().map(ClassUnicodeRange::start)).next()?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let times = usize::try_from(repetition.min.max(length.max(1)).min(most)).ok()?;
            if times > 0 {
                let before = text.len();
                write(&repetition.sub, 0, text)?;
                // Each time adds the same.
                let once = text[before..].to_owned();
                // A longer text makes a test hard to read.
                if !once.is_empty() && before.saturating_add(once.len().saturating_mul(times)) > 1000 {
                    return None;
                }
                text.extend(std::iter::repeat_n(once.as_str(), if once.is_empty() { 0 } else { times - 1 }));
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

    fn is_match(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).is_match(text, &Work::default())
    }

    fn text_of(pattern: &str, length: usize) -> Option<String> {
        super::text_of(pattern, length, &Work::default())
    }

    #[test]
    fn a_match_in_linear_time_is_that_of_ecma() {
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
                assert_eq!(
                    linear(pattern).unwrap().is_match(text.as_bytes()),
                    regex.find(text).is_some(),
                    "{pattern} on {text}"
                );
            }
        }
    }

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
        let text = "a".repeat(50);
        for pattern in [
            format!("^{}b$", "(a|a)".repeat(50)),
            format!("^{}{}b$", "a?".repeat(50), "a".repeat(50)),
            "(?:|a){200000000}Z".to_owned(),
            "(?:(?:|a){50000}){50000}Z".to_owned(),
        ] {
            assert!(!is_match(&pattern, &text), "{pattern}");
        }
    }

    #[test]
    fn only_common_syntax_is_tried_without_backtracking() {
        for pattern in ["^[A-Z]{3}-\\d{2,}$", "^(?:a|b)*\\.[^<>\\]]+?$", "a{2}|[-_]"] {
            assert!(Form::of(pattern).is_common, "{pattern}");
        }
        for pattern in
            ["(?=a)a", "(a)\\1", "[[a]]", "[]a]", "[^]a]", "[a&&b]", "a{,2}", "a{b}", "\\cA", "\\p{L}", "[\\b]", "é"]
        {
            assert!(!Form::of(pattern).is_common, "{pattern}");
        }
    }

    #[test]
    fn backtracking_is_limited() {
        let password = "^(?=.*[a-z])(?=.*\\d).{8,}$";
        assert!(is_match(password, "a1a1a1a1"));
        assert!(!is_match(password, "aaaaaaaa"));
        assert!(is_match("^é(a|b){3}$", "éaba"));
        for pattern in [
            format!("(?=a)^{}b$", "(a|a)".repeat(28)),
            format!("(?=a)^{}{}b$", "a?".repeat(28), "a".repeat(28)),
            "(?=a)(?:|a){40}Z".to_owned(),
            "(?=a)((?:|a){10}){10}Z".to_owned(),
            "(?=a)a{200000000}".to_owned(),
        ] {
            assert!(Form::of(&pattern).bits("aaaaaaaaaaaaaaaaaaaaaaaaaaaa") > MOST_BITS, "{pattern}");
        }
    }

    #[test]
    fn a_repetition_of_nothing_is_written_once() {
        assert_eq!(text_of("(?:(?:|a){4000000000}){4000000000}Z", 0).as_deref(), Some("Z"));
    }
}
