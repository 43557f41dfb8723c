mod bounds;
mod contradiction;
mod pattern;
mod pattern_dialect;

use crate::diagnostic::Diagnostic;
use crate::ir::Constraint;
use crate::lower::{
    Lowering,
    schema::{Counts, JsonType, Shape, Text, integer_type},
};
use crate::pointer::Pointer;
pub(super) use bounds::Bounds;
use pattern::{Pattern, read_pattern};
use pattern_dialect::translated;

/// The longest pattern that is compiled, in bytes. Each escape for a class of characters takes some kilobytes of memory.
const LONGEST_PATTERN: usize = 50_000;

impl Lowering<'_, '_> {
    /// Returns the constraints on a value, but not those on its parts.
    pub(super) fn constraints(&mut self, shape: &Shape<'_>, at: &Pointer) -> Vec<Constraint> {
        if shape.values.is_some() || !shape.choices.is_empty() {
            return Vec::new();
        }
        if shape.bounds.has_impossible_factor() {
            self.report.warn(&at.child("multipleOf"), "a factor that is not more than 0 is not checked");
        }
        let constraints = match shape.json_type {
            Some(JsonType::String) => return self.string_constraints(&shape.text, at),
            Some(JsonType::Integer) => {
                if shape.bounds.has_fractional_factor() {
                    self.report.warn(&at.child("multipleOf"), "a fractional factor is not checked for integers");
                }
                shape.bounds.integer_constraints(integer_type(shape))
            }
            Some(JsonType::Number) => shape.bounds.float_constraints(),
            Some(JsonType::Array) => shape.counts.item_constraints(),
            Some(JsonType::Object) => shape.counts.property_constraints(),
            Some(JsonType::Boolean) | None => Vec::new(),
        };
        self.without_contradictions(constraints, at)
    }

    fn checked_pattern(&mut self, source: &str) -> CheckedPattern {
        // A long pattern is not compiled, and takes less time than a search for it.
        if source.len() > LONGEST_PATTERN {
            return match read_pattern(source) {
                Some(read) => Ok((source.to_owned(), Some(read))),
                None => Err(Unchecked {
                    reason: format!("it is longer than {LONGEST_PATTERN} bytes"),
                    help: "write a shorter pattern, or list the values in `enum`",
                }),
            };
        }
        if !self.patterns.contains_key(source) {
            self.patterns.insert(source.to_owned(), check(source));
        }
        self.patterns[source].clone()
    }

    /// Returns the constraints on a string. The lengths that a pattern implies are merged with
    /// `minLength` and `maxLength`.
    pub(super) fn string_constraints(&mut self, text: &Text<'_>, at: &Pointer) -> Vec<Constraint> {
        let mut least = text.min_length.unwrap_or(0);
        let mut most = text.max_length;
        let mut patterns = Vec::new();
        for source in &text.patterns {
            let (pattern, read) = match self.checked_pattern(source) {
                Ok(checked) => checked,
                Err(Unchecked { reason, help }) => {
                    let message = format!("this pattern is not checked: {reason}");
                    self.report.push(Diagnostic::warning(&at.child("pattern"), message).help(help));
                    continue;
                }
            };
            if pattern != **source {
                let message = format!("this is not an ECMA-262 pattern, and is checked as `{pattern}`");
                self.report.push(Diagnostic::note(&at.child("pattern"), message));
            }
            patterns.push(match read {
                Some(read) => {
                    least = least.max(read.least);
                    most = [most, read.most].into_iter().flatten().min();
                    Constraint::Characters(pattern)
                }
                None => Constraint::Pattern(pattern),
            });
        }
        let least = (least > 0).then_some(Constraint::MinLength(least));
        let lengths = [least, most.map(Constraint::MaxLength)].into_iter().flatten();
        self.without_contradictions(lengths.chain(patterns).collect(), at)
    }
}

/// A pattern as the runtime checks it, with the lengths that it implies if it is simple.
pub(super) type CheckedPattern = Result<(String, Option<Pattern>), Unchecked>;

/// The reason why a pattern is not checked, and a fix.
#[derive(Clone, Debug)]
pub(super) struct Unchecked {
    reason: String,
    help: &'static str,
}

fn check(source: &str) -> CheckedPattern {
    let invalid = |reason| Unchecked { reason, help: "write patterns in the syntax of ECMA-262 (JavaScript)" };
    let pattern = translated(source).map_err(invalid)?.into_owned();
    let read = read_pattern(&pattern);
    if read.is_none() {
        compile(&pattern).map_err(|error| invalid(error.to_string()))?;
    }
    Ok((pattern, read))
}

/// Checks that the runtime can compile a pattern. The runtime tries the same two modes.
fn compile(pattern: &str) -> Result<(), regress::Error> {
    regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern)).map(drop)
}

impl Counts {
    pub(super) fn item_constraints(self) -> Vec<Constraint> {
        let least = self.min_items.filter(|least| *least > 0).map(Constraint::MinItems);
        let unique = self.unique_items.then_some(Constraint::UniqueItems);
        [least, self.max_items.map(Constraint::MaxItems), unique].into_iter().flatten().collect()
    }

    pub(super) fn property_constraints(self) -> Vec<Constraint> {
        let least = self.min_properties.filter(|least| *least > 0).map(Constraint::MinProperties);
        [least, self.max_properties.map(Constraint::MaxProperties)].into_iter().flatten().collect()
    }
}
