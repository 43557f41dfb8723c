use std::ops::RangeInclusive;

use super::Rules;

const CHARACTERS: [&str; 2] = ["character", "characters"];

/// Lengths count characters (Unicode scalar values), as JSON Schema does.
#[allow(clippy::return_self_not_must_use, reason = "the last rule of a text has nobody to hand itself to")]
impl Rules<'_, &str> {
    /// At least `least` characters (`minLength`).
    pub fn min_length(self, least: usize) -> Self {
        let length = self.value.chars().count();
        self.at_least(least, length, CHARACTERS)
    }

    /// At most `most` characters (`maxLength`).
    pub fn max_length(self, most: usize) -> Self {
        // A text of no more bytes than that has no more characters either.
        if self.value.len() <= most {
            return self;
        }
        let length = self.value.chars().count();
        self.at_most(most, length, CHARACTERS)
    }

    /// Only characters of these ranges, which is all that the document's `pattern` asks for.
    pub fn characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each_character(pattern, |character| ranges.iter().any(|range| range.contains(&character)))
    }

    /// No characters of these ranges, which is all that the document's `pattern` asks for.
    pub fn no_characters(self, pattern: &str, ranges: &[RangeInclusive<char>]) -> Self {
        self.each_character(pattern, |character| !ranges.iter().any(|range| range.contains(&character)))
    }

    fn each_character(self, pattern: &str, is_allowed: impl Fn(char) -> bool) -> Self {
        match self.value.chars().enumerate().find(|(_, character)| !is_allowed(*character)) {
            Some((position, character)) => {
                self.violated(format_args!("must match `{pattern}`, but character {} is {character:?}", position + 1))
            }
            None => self,
        }
    }
}
