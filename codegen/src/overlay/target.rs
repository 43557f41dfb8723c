//! The work of a target. JSONPath queries multiply, and an overlay may be untrusted.

use std::iter::Peekable;
use std::str::CharIndices;

use super::regex_cost;

/// The maximum length of a target, in bytes.
pub(super) const LONGEST: usize = 10_000;

/// The maximum depth of brackets in a target. Parsing takes twice as long for each nested filter.
pub(super) const DEEPEST: usize = 8;

/// The characters that a function of a filter reads in one step.
const CHARACTERS: u64 = 32;

/// The size of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// The number of values.
    pub(super) values: u64,
    /// The depth of nested values.
    pub(super) depth: u64,
    /// The length of the longest text, in bytes.
    pub(super) longest: u64,
}

/// Returns the depth of brackets in a target, outside of strings.
pub(super) fn nesting(target: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut characters = target.chars();
    while let Some(character) = characters.next() {
        match character {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            '\'' | '"' => {
                while let Some(next) = characters.next().filter(|next| *next != character) {
                    if next == '\\' {
                        characters.next();
                    }
                }
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The work of a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// The number of visited values.
    pub(super) visits: u64,
    /// The steps of compiling regular expressions.
    pub(super) compiling: u64,
}

impl Steps {
    fn visits(visits: u64) -> Self {
        Self { visits, compiling: 0 }
    }

    fn add(&mut self, more: Self) {
        self.visits = self.visits.saturating_add(more.visits);
        self.compiling = self.compiling.saturating_add(more.compiling);
    }

    fn times(self, count: u64) -> Self {
        Self { visits: self.visits.saturating_mul(count), compiling: self.compiling.saturating_mul(count) }
    }
}

/// Returns an upper bound to the work of a target in a document of that size. The target is a valid JSONPath, not nested
/// deeper than [`DEEPEST`].
pub(super) fn steps(target: &str, size: Size) -> Steps {
    Reader { text: target, rest: target.char_indices().peekable(), longest: size.longest }.query().steps(START, size)
}

/// The values that a part of a query selects.
#[derive(Clone, Copy)]
struct Selected {
    /// The number of values, with repetitions.
    count: u64,
    /// The maximum number of repetitions of one value.
    repeated: u64,
}

const START: Selected = Selected { count: 1, repeated: 1 };

#[derive(Debug, PartialEq, Eq)]
struct Query {
    /// True if it starts at the root, and not at the current value of a filter.
    is_absolute: bool,
    segments: Vec<Segment>,
}

#[derive(Debug, PartialEq, Eq)]
struct Segment {
    is_descendant: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug, PartialEq, Eq)]
enum Selector {
    /// A name or an index.
    One,
    /// A wildcard or a slice.
    Many,
    Filter {
        /// The cost of the comparisons and functions.
        constant: Steps,
        queries: Vec<Query>,
    },
}

impl Query {
    fn steps(&self, start: Selected, size: Size) -> Steps {
        let mut selected = start;
        let mut steps = Steps::visits(start.count);
        for segment in &self.segments {
            let from = if segment.is_descendant {
                let repeated = selected.count.min(selected.repeated.saturating_mul(size.depth));
                Selected { count: repeated.saturating_mul(size.values), repeated }
            } else {
                selected
            };
            steps.add(Steps::visits(from.count));
            let children = from.count.min(from.repeated).saturating_mul(size.values);
            selected = Selected { count: 0, repeated: 0 };
            for selector in &segment.selectors {
                let count = if *selector == Selector::One { from.count } else { children };
                steps.add(Steps::visits(count));
                selected.count = selected.count.saturating_add(count);
                selected.repeated = selected.repeated.saturating_add(from.repeated);
                if let Selector::Filter { constant, queries } = selector {
                    steps.add(constant.times(count));
                    let tested = Selected { count, repeated: from.repeated };
                    for query in queries {
                        steps.add(if query.is_absolute {
                            query.steps(START, size).times(count)
                        } else {
                            query.steps(tested, size)
                        });
                    }
                }
            }
        }
        steps
    }
}

/// Parses the relevant parts of a valid JSONPath.
struct Reader<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    /// The length of the longest text in the document.
    longest: u64,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, character)| *character)
    }

    /// Returns the remaining text.
    fn left(&mut self) -> &str {
        self.rest.peek().map_or("", |(start, _)| &self.text[*start..])
    }

    fn skip(&mut self, number: usize) {
        self.rest.by_ref().take(number).for_each(drop);
    }

    fn skip_while(&mut self, is_skipped: impl Fn(char) -> bool) {
        while self.rest.next_if(|(_, character)| is_skipped(*character)).is_some() {}
    }

    /// Skips a string with its quotes.
    fn skip_string(&mut self, quote: char) {
        self.skip(1);
        while let Some((_, character)) = self.rest.next().filter(|(_, character)| *character != quote) {
            if character == '\\' {
                self.skip(1);
            }
        }
    }

    /// Parses a query that starts with `$` or `@`.
    fn query(&mut self) -> Query {
        let is_absolute = self.peek() == Some('$');
        self.skip(1);
        let mut segments = Vec::new();
        loop {
            self.skip_while(char::is_whitespace);
            let is_descendant = self.left().starts_with("..");
            let dots = if is_descendant { 2 } else { usize::from(self.peek() == Some('.')) };
            self.skip(dots);
            let selectors = match self.peek() {
                Some('[') => self.selectors(),
                Some('*') if dots > 0 => {
                    self.skip(1);
                    vec![Selector::Many]
                }
                Some(_) if dots > 0 => {
                    self.skip_while(|character| {
                        character == '_' || character.is_alphanumeric() || !character.is_ascii()
                    });
                    vec![Selector::One]
                }
                _ => return Query { is_absolute, segments },
            };
            segments.push(Segment { is_descendant, selectors });
        }
    }

    /// Parses the selectors in brackets, from the opening one.
    fn selectors(&mut self) -> Vec<Selector> {
        let mut selectors = Vec::new();
        loop {
            // The bracket or the comma before a selector.
            self.skip(1);
            self.skip_while(char::is_whitespace);
            selectors.push(match self.peek() {
                Some('?') => self.filter(),
                Some(quote @ ('\'' | '"')) => {
                    self.skip_string(quote);
                    Selector::One
                }
                _ => {
                    let start = self.left().len();
                    let is_many = self.left().split([',', ']']).next().is_some_and(|text| text.contains(['*', ':']));
                    self.skip_while(|character| !matches!(character, ',' | ']'));
                    if is_many || start == 0 { Selector::Many } else { Selector::One }
                }
            });
            self.skip_while(char::is_whitespace);
            if self.peek() != Some(',') {
                self.skip(1);
                return selectors;
            }
        }
    }

    /// Parses a filter, from its question mark.
    fn filter(&mut self) -> Selector {
        let (mut constant, mut queries) = (Steps::visits(1), Vec::new());
        let mut parentheses = 0_usize;
        while let Some(next) = self.peek() {
            match next {
                '\'' | '"' => self.skip_string(next),
                '$' | '@' => queries.push(self.query()),
                ']' => break,
                ',' if parentheses == 0 => break,
                _ => {
                    let longest = self.longest;
                    let is_call = |names: &[&str], left: &str| names.iter().any(|name| left.starts_with(name));
                    let left = self.left();
                    if is_call(&["match(", "search("], left) {
                        constant.add(Steps { visits: 1, compiling: regex_cost::steps(left) });
                    }
                    if is_call(&["match(", "search(", "length("], left) {
                        constant.add(Steps::visits(longest / CHARACTERS));
                    }
                    match next {
                        '(' => parentheses += 1,
                        ')' => parentheses = parentheses.saturating_sub(1),
                        _ => {}
                    }
                    self.skip(1);
                }
            }
        }
        Selector::Filter { constant, queries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { values: 1_000, depth: 10, longest: 50 };

    #[test]
    fn steps_follow_the_shape_of_the_target() {
        for (target, at_least, at_most) in [
            ("$", 1, 1),
            ("$.a.b['c'][0]", 5, 9),
            ("$.a['b', \"c\"].d", 5, 12),
            ("$.paths.*.get", 1_000, 4_000),
            ("$..description", 1_000, 3_000),
            ("$..[?@.name == 'a, ] b']", 2_000, 10_000),
            ("$..*[?@.a[?@.b]]", 3_000, 20_000),
            ("$.a[?search(@.b, 'x') && count(@.*) > 1]", 100_000, 200_000),
            ("$.a[?search(@.b, 'x{100}')]", 20_000_000, 40_000_000),
            ("$..*..*", 10_000, 30_000),
            ("$.a[1:2, *].b", 2_000, 9_000),
            // Each nested filter searches the whole document for each value.
            ("$..[?$..[?$..a]]", 1_000_000_000, u64::MAX),
            ("$[*,*,*,*][*,*,*,*][*,*,*,*][*,*,*,*][*,*,*,*][*,*,*,*][*,*,*,*]", 4_000_000, u64::MAX),
            ("$..*..*..*..*..*..*", 100_000_000, u64::MAX),
            ("$..a..b..c..d..e..f..g", 100_000_000, u64::MAX),
        ] {
            let Steps { visits, compiling } = steps(target, SIZE);
            let steps = visits.saturating_add(compiling);
            assert!((at_least..=at_most).contains(&steps), "{target}: {steps}");
        }
    }

    #[test]
    fn a_target_of_any_length_has_a_number_of_steps() {
        let wildcards = format!("${}", "[*,*]".repeat(1_000));
        assert_eq!(steps(&wildcards, SIZE).visits, u64::MAX);
        assert!(steps(&format!("${}", "['a', 'b']".repeat(9)), SIZE).visits < 3_000);
        for broken in ["", "$", "$[", "$[?", "$['", "$[?(", "$..", "$[?@['", "$[,", "$[?search("] {
            steps(broken, SIZE);
        }
    }

    #[test]
    fn brackets_in_quotes_are_not_nested() {
        assert_eq!(nesting("$['[[[('][?(@.a[0])]"), 3);
        assert_eq!(nesting(r#"$['\'[[']["\\"][0]"#), 1);
        assert_eq!(nesting(&"[".repeat(100_000)), 100_000);
    }
}
