//! Rewrites the text of a JSON value with as few changes as possible.
//!
//! The syntax tree is that of `jsonc-parser`, but not the editing (`cst`). Its editing splits an
//! object on one line when it appends a property, ignores the layout of its neighbors, and takes
//! quadratic time: 15 seconds for 8,000 properties.

use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_core::Serialize;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

/// The default indentation.
const INDENT: &str = "  ";

/// The maximum length of the indentation of one level, in characters.
const MOST_INDENT: usize = 8;

/// The maximum length of the layout that a new line repeats, in characters. A document can have a line of spaces that is as
/// long as all its values, which each new line would repeat.
const MOST_REPEATED: usize = 128;

/// Returns the value on several lines, without a trailing newline.
pub(crate) fn pretty(value: &Value) -> String {
    indented(value, INDENT)
}

/// Returns the text of `after` with the layout of `text`, which is the text of `before`. Equal
/// parts keep their bytes, properties keep their order, new properties come last, and new lines
/// have the style of their neighbors.
///
/// Returns `None` if the text is not JSON.
pub(crate) fn rewrite(text: &str, before: &Value, after: &Value) -> Option<String> {
    let json = text.trim_start_matches('\u{feff}');
    let root = parse_to_ast(json, &CollectOptions::default(), &strict()).ok()?.value?;
    let mut out = text[..text.len() - json.len() + root.start()].to_owned();
    let style = Style::detect(json, &root);
    style.write(&root, before, after, &mut out);
    out.push_str(&json[root.end()..]);
    Some(out)
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// The layout of a text.
struct Style<'t> {
    text: &'t str,
    /// The starts of all lines but the first one.
    lines: Vec<usize>,
    newline: &'static str,
    /// The indentation of nested lines, or `None` if the text has one line.
    indent: Option<&'t str>,
}

/// A property or an element, with its old range and its new value.
struct Item<'a> {
    /// The range with the key.
    range: Range<usize>,
    node: &'a ast::Value<'a>,
    before: &'a Value,
    after: Option<&'a Value>,
}

impl<'t> Style<'t> {
    fn detect(text: &'t str, root: &ast::Value<'_>) -> Self {
        let value = root.text(text);
        let is_one_line = !value.contains('\n') && value.contains(':');
        // The first indented line is one level deep.
        let mut indents = text.lines().map(indent_of);
        Self {
            text,
            lines: text.match_indices('\n').map(|(end, _)| end + 1).collect(),
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
            indent: (!is_one_line).then(|| {
                let first = indents.find(|indent| !indent.is_empty());
                first.filter(|first| first.len() <= MOST_INDENT).unwrap_or(INDENT)
            }),
        }
    }

    fn write(&self, node: &ast::Value<'_>, before: &Value, after: &Value, out: &mut String) {
        match (node, before, after) {
            _ if before == after => out.push_str(node.text(self.text)),
            (ast::Value::Object(object), Value::Object(old), Value::Object(new)) if !old.is_empty() => {
                let items = object.properties.iter().zip(old).map(|(property, (key, before))| Item {
                    range: property.start()..property.end(),
                    node: &property.value,
                    before,
                    after: new.get(key),
                });
                let first = object.properties.first();
                let colon = first.map(|first| &self.text[first.name.end()..first.value.start()]);
                let colon = colon.filter(|colon| colon.len() <= MOST_REPEATED).unwrap_or(": ");
                let added = new.iter().filter(|(key, _)| !old.contains_key(*key));
                let added = added.map(|(key, value)| (format!("{}{colon}", Value::from(key.as_str())), value));
                self.container(node, &items.collect::<Vec<_>>(), added.collect(), after, out);
            }
            (ast::Value::Array(array), Value::Array(old), Value::Array(new)) if !old.is_empty() => {
                let items = array.elements.iter().zip(old).zip(kept(old, new)).map(|((node, before), after)| Item {
                    range: node.start()..node.end(),
                    node,
                    before,
                    after,
                });
                let added = new.iter().skip(old.len()).map(|value| (String::new(), value));
                self.container(node, &items.collect::<Vec<_>>(), added.collect(), after, out);
            }
            _ => out.push_str(&self.new_value(after, node.start())),
        }
    }

    /// Writes the kept items of an object or an array, then the new ones.
    fn container(
        &self,
        node: &ast::Value<'_>,
        items: &[Item<'_>],
        added: Vec<(String, &Value)>,
        after: &Value,
        out: &mut String,
    ) {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
        if items.iter().all(|item| item.after.is_none()) {
            out.push_str(&self.new_value(after, node.start()));
            return;
        }
        let lead = &self.text[node.start() + 1..first.range.start];
        let last_separator = match items {
            [.., previous, last] => self.text[previous.range.end..last.range.start].to_owned(),
            _ => format!(",{lead}"),
        };
        let last_separator = if last_separator.len() <= MOST_REPEATED {
            last_separator
        } else if lead.contains('\n') {
            format!(",{}{}", self.newline, self.outer(last.range.start))
        } else {
            ", ".to_owned()
        };
        out.push_str(&self.text[node.start()..=node.start()]);
        let mut is_first = true;
        for (index, item) in items.iter().enumerate() {
            let Some(after) = item.after else { continue };
            match index.checked_sub(1) {
                Some(previous) if !is_first => out.push_str(&self.text[items[previous].range.end..item.range.start]),
                _ => out.push_str(lead),
            }
            is_first = false;
            out.push_str(&self.text[item.range.start..item.node.start()]);
            self.write(item.node, item.before, after, out);
        }
        for (key, value) in added {
            out.push_str(&last_separator);
            out.push_str(&key);
            // A value on one line stays on one line.
            out.push_str(&if lead.contains('\n') {
                self.new_value(value, last.range.start)
            } else {
                value.to_string()
            });
        }
        out.push_str(&self.text[last.range.end..node.end()]);
    }

    /// Writes a new value, for a line that is indented like the one at `position`.
    fn new_value(&self, value: &Value, position: usize) -> String {
        let Some(indent) = self.indent else { return value.to_string() };
        indented(value, indent).replace('\n', &format!("{}{}", self.newline, self.outer(position)))
    }

    /// Returns the indentation of the line at `position`, of limited length.
    fn outer(&self, position: usize) -> &'t str {
        let line = self.lines.partition_point(|start| *start <= position);
        let line = line.checked_sub(1).map_or(self.text, |line| &self.text[self.lines[line]..]);
        let indent = line.bytes().take(MOST_REPEATED).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        &line[..indent]
    }
}

/// Returns the new value of each old element. Finds elements that were removed between others, and
/// matches all others by position.
fn kept<'v>(old: &[Value], new: &'v [Value]) -> Vec<Option<&'v Value>> {
    let mut left = new;
    let kept: Vec<Option<&Value>> = old
        .iter()
        .map(|element| {
            let (first, rest) = left.split_first().filter(|(first, _)| *first == element)?;
            left = rest;
            Some(first)
        })
        .collect();
    if left.is_empty() { kept } else { (0..old.len()).map(|index| new.get(index)).collect() }
}

fn indent_of(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Writes each property and element on its own line.
fn indented(value: &Value, indent: &str) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(indent.as_bytes()));
    match value.serialize(&mut serializer).map(|()| String::from_utf8(bytes)) {
        Ok(Ok(text)) => text,
        // Keys are strings and JSON is UTF-8, so neither fails. One line is also correct.
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rewritten(text: &str, after: &Value) -> String {
        rewrite(text, &serde_json::from_str(text).unwrap(), after).unwrap()
    }

    #[test]
    fn equal_parts_keep_their_bytes() {
        let text = "{\r\n    \"a\" : [1.50, 1e3 ],\r\n\r\n    \"b\": {\"c\":\"\\u00e9\"}\r\n}\r\n\r\n";
        let mut after: Value = serde_json::from_str(text).unwrap();
        assert_eq!(rewritten(text, &after), text);
        after["b"]["d"] = json!(1);
        after["e"] = json!([true]);
        assert_eq!(
            rewritten(text, &after),
            "{\r\n    \"a\" : [1.50, 1e3 ],\r\n\r\n    \"b\": {\"c\":\"\\u00e9\",\"d\":1},\r\n\r\n    \"e\" : [\r\n        true\r\n    ]\r\n}\r\n\r\n"
        );
    }

    #[test]
    fn a_removed_element_takes_its_comma_along() {
        let text = r#"{"a": 1, "b": 2,"c": [1, 2, 3]}"#;
        assert_eq!(rewritten(text, &json!({ "b": 2, "c": [1] })), r#"{"b": 2,"c": [1]}"#);
        assert_eq!(rewritten(text, &json!({ "a": 1, "c": [] })), r#"{"a": 1,"c": []}"#);
        assert_eq!(rewritten(text, &json!({ "d": {} })), r#"{"d":{}}"#);
        assert_eq!(rewritten("[1,  2, 3]", &json!([2, 3])), "[2, 3]");
        assert_eq!(rewritten("[1,  2, 3]", &json!([1, 3])), "[1, 3]");
        assert_eq!(rewritten("[1,  2, 3]", &json!([3, 4, 5, 6])), "[3,  4, 5, 6]");
    }

    #[test]
    fn an_empty_object_is_filled_as_its_line_is_indented() {
        let text = "{\n \"a\": {\n  \"b\": {}\n }\n}";
        assert_eq!(
            rewritten(text, &json!({ "a": { "b": { "c": 1 } } })),
            "{\n \"a\": {\n  \"b\": {\n   \"c\": 1\n  }\n }\n}"
        );
        assert_eq!(rewritten("{}", &json!({ "a": 1 })), "{\n  \"a\": 1\n}");
    }

    #[test]
    fn a_very_long_indentation_is_not_repeated() {
        let long = " ".repeat(10_000);
        let text = format!("{{\n{long}\"a\": {{}}}}");
        let (cut, inner) = (" ".repeat(MOST_REPEATED), INDENT);
        assert_eq!(
            rewritten(&text, &json!({ "a": {}, "b": [1] })),
            format!("{{\n{long}\"a\": {{}},\n{cut}\"b\": [\n{cut}{inner}1\n{cut}]}}")
        );
        let text = format!("[1{long},{long}2]");
        assert_eq!(rewritten(&text, &json!([1, 2, 3, 4])), format!("[1{long},{long}2, 3, 4]"));
        let text = format!("{{\"a\"{long}: 1}}");
        assert_eq!(rewritten(&text, &json!({ "a": 1, "b": 2 })), format!("{{\"a\"{long}: 1,\"b\": 2}}"));
    }

    #[test]
    fn yaml_is_not_json() {
        for text in ["a: 1\n", "{a: 1}", "{\"a\": 1,}", "# a\n{\"a\": 1}"] {
            assert_eq!(rewrite(text, &json!({ "a": 1 }), &json!({})), None, "{text}");
        }
    }

    #[test]
    fn the_rewritten_text_parses_to_the_new_value() {
        fn value(random: &mut fastrand::Rng, depth: usize) -> Value {
            match random.usize(..if depth == 0 { 3 } else { 5 }) {
                0 => json!(random.i8(..)),
                1 => json!(["", "é\n\"", "x"][random.usize(..3)]),
                2 => Value::Null,
                3 => (0..random.usize(..4)).map(|_| value(random, depth - 1)).collect(),
                _ => {
                    let keys = (0..random.usize(..5)).map(|_| ["a", "b\"", "é", "d"][random.usize(..4)].to_owned());
                    let keys: Vec<String> = keys.collect();
                    Value::Object(keys.into_iter().map(|key| (key, value(random, depth - 1))).collect())
                }
            }
        }
        for seed in 0..2_000 {
            let random = &mut fastrand::Rng::with_seed(seed);
            let [before, after] = [(); 2].map(|()| json!({ "root": value(random, 4), "x": value(random, 2) }));
            for text in [before.to_string(), indented(&before, "\t"), pretty(&before).replace('\n', "\r\n")] {
                let text = rewrite(&text, &before, &after).unwrap();
                assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), after, "seed {seed}");
            }
            assert_eq!(rewrite(&pretty(&before), &before, &before).unwrap(), pretty(&before));
        }
    }
}
