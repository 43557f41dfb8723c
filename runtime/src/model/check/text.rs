use std::ops::RangeInclusive;

use super::{Rules, too_few, too_many};

const CHARACTERS: [&str; 2] = ["character", "characters"];

/// Lengths count characters (Unicode scalar values), as JSON Schema does.
#[allow(clippy::return_self_not_must_use, reason = "the result of the last rule is not used")]
impl Rules<'_, &str> {
    /// Checks for at least `least` characters (`minLength`).
    pub fn min_length(self, least: usize) -> Self {
        self.rule(|text| too_few(least, text.chars().count(), CHARACTERS))
    }

    /// Checks for at most `most` characters (`maxLength`).
    pub fn max_length(self, most: usize) -> Self {
        self.rule(|text| {
            // A text of no more bytes than that has no more characters either.
            if text.len() <= most { None } else { too_many(most, text.chars().count(), CHARACTERS) }
        })
    }

    /// Checks that all characters are in these ranges, which is the whole meaning of the document's `pattern`.
    pub fn characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each_character(pattern, |character| ranges.iter().any(|range| range.contains(&character)))
    }

    /// Checks that no character is in these ranges, which is the whole meaning of the document's `pattern`.
    pub fn no_characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each_character(pattern, |character| !ranges.iter().any(|range| range.contains(&character)))
    }

    fn each_character(self, pattern: &str, is_allowed: impl Fn(char) -> bool) -> Self {
        self.rule(|text| {
            let (position, character) = text.chars().enumerate().find(|(_, character)| !is_allowed(*character))?;
            Some(format!("must match `{pattern}`, but character {} is {character:?}", position + 1))
        })
    }
}
