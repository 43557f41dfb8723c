//! The number of occurrences of each reason, which shows what to improve next.

use std::collections::BTreeMap;

/// The words of OpenAPI and JSON Schema in reasons. Any other word in backticks is a name of the
/// document.
const VOCABULARY: &str = "
    $anchor $defs $dynamicRef $id $ref additionalProperties allOf anyOf array boolean components const contains content
    contentEncoding contentMediaType contentSchema default dependentRequired dependentSchemas discriminator else enum
    format if info integer items mapping multipleOf not null nullable number object oneOf openapi operationId parameters
    paths pattern patternProperties prefixItems properties propertyName propertyNames requestBody required responses
    schema security servers string swagger then type unevaluatedItems unevaluatedProperties url webhooks
";

/// The reasons with their numbers of occurrences and their documents.
#[derive(Debug, Default)]
pub(crate) struct Histogram<'d> {
    of_shape: BTreeMap<String, Bar<'d>>,
}

#[derive(Debug, Default)]
struct Bar<'d> {
    times: usize,
    documents: Vec<&'d str>,
}

impl<'d> Histogram<'d> {
    /// Counts all messages about one document.
    pub(crate) fn count_all<'m>(&mut self, messages: impl IntoIterator<Item = &'m String>, document: &'d str) {
        for message in messages {
            let bar = self.of_shape.entry(shape(message)).or_default();
            bar.times += 1;
            if bar.documents.last() != Some(&document) {
                bar.documents.push(document);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.of_shape.is_empty()
    }

    /// Returns one line for each reason, sorted by the number of documents.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut bars: Vec<(&String, &Bar<'_>)> = self.of_shape.iter().collect();
        bars.sort_by_key(|(shape, bar)| (std::cmp::Reverse((bar.documents.len(), bar.times)), *shape));
        bars.into_iter()
            .map(|(shape, bar)| {
                let first = bar.documents.first().copied().unwrap_or_default();
                format!("{:>4} documents {:>6} times  {shape}  (first in {first})", bar.documents.len(), bar.times)
            })
            .collect()
    }
}

/// Returns the first line of the message, without the names and numbers of one document.
fn shape(message: &str) -> String {
    let mut shape = String::new();
    for (position, part) in message.lines().next().unwrap_or_default().split('`').enumerate() {
        let is_quoted = position % 2 == 1;
        if !is_quoted {
            shape.push_str(&without_numbers(part));
        } else if VOCABULARY.split_whitespace().any(|word| word == part) {
            shape.push_str(part);
        } else {
            shape.push('…');
        }
    }
    shape
}

/// Replaces each number in the text with `N`. A number within a word, such as an error code of the
/// compiler, is kept.
fn without_numbers(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let plain = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let is_number = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit());
        if is_number { word.replace(plain, "N") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_left_out_and_keywords_stay() {
        assert_eq!(shape("`allOf` of 12 schemas in `Pet`, `Cat`"), "allOf of N schemas in …, …");
        assert_eq!(shape("[E0308] expected `u8`, found `()`\nmore"), "[E0308] expected …, found …");
    }

    #[test]
    fn the_most_frequent_error_comes_first() {
        let mut histogram = Histogram::default();
        let [rare, x, y] = ["rare", "often `x`", "often `y`"].map(str::to_owned);
        histogram.count_all([&rare, &rare, &x], "a");
        histogram.count_all([&y], "b");
        let expected =
            ["   2 documents      2 times  often …  (first in a)", "   1 documents      2 times  rare  (first in a)"];
        assert_eq!(histogram.lines(), expected);
    }
}
