//! Compares a value with its result after a round trip.

use std::fmt;

use serde_json::{Number, Value};

use super::spelling::{Respelling, respelling};
use crate::values::{Made, step};

/// A place where the result differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The place, as a JSON Pointer.
    pub at: String,
    pub what: Change,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Lost,
    Added,
    Changed { from: String, to: String },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost => f.write_str("lost"),
            Self::Added => f.write_str("added"),
            Self::Changed { from, to } => write!(f, "`{from}` became `{to}`"),
        }
    }
}

/// The comparison of a value with its result.
///
/// Droppable properties may be missing: undeclared properties, and nulls of optional properties
/// whose type does not distinguish null and absence. An integral float equals its integer. A string
/// of a format that has a type may return in another spelling, which is recorded. No other
/// difference is permitted.
pub(super) struct Comparison<'m> {
    made: &'m Made,
    respelled: Vec<Respelling>,
}

impl<'m> Comparison<'m> {
    pub(super) fn new(made: &'m Made) -> Self {
        Self { made, respelled: Vec::new() }
    }

    /// Returns the first difference.
    pub(super) fn difference(&mut self, back: &Value) -> Option<Difference> {
        self.difference_at("", &self.made.value, back)
    }

    /// Returns the changes of spelling up to the first difference.
    pub(super) fn respelled(self) -> Vec<Respelling> {
        self.respelled
    }

    fn difference_at(&mut self, pointer: &str, sent: &Value, back: &Value) -> Option<Difference> {
        let found = |at: String, what| Some(Difference { at, what });
        match (sent, back) {
            (Value::Object(sent), Value::Object(back)) => {
                for (name, value) in sent {
                    let inner = step(pointer, name);
                    match back.get(name) {
                        Some(other) => {
                            if let Some(difference) = self.difference_at(&inner, value, other) {
                                return Some(difference);
                            }
                        }
                        None if self.made.droppable.contains(&inner) => {}
                        None => return found(inner, Change::Lost),
                    }
                }
                let added = back.keys().find(|name| !sent.contains_key(*name))?;
                found(step(pointer, added), Change::Added)
            }
            (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
                let items = sent.iter().zip(back).enumerate();
                items
                    .into_iter()
                    .find_map(|(index, (sent, back))| self.difference_at(&format!("{pointer}/{index}"), sent, back))
            }
            (Value::Number(sent), Value::Number(back)) if are_equal(sent, back) => None,
            _ if sent == back => None,
            _ => match self.respelling(pointer, sent, back) {
                Some(respelling) => {
                    self.respelled.push(respelling);
                    None
                }
                None => found(pointer.to_owned(), Change::Changed { from: short(sent), to: short(back) }),
            },
        }
    }

    fn respelling(&self, pointer: &str, sent: &Value, back: &Value) -> Option<Respelling> {
        respelling(self.made.formats.get(pointer)?, sent.as_str()?, back.as_str()?)
    }
}

fn are_equal(sent: &Number, back: &Number) -> bool {
    match (integer(sent), integer(back)) {
        (Some(sent), Some(back)) => sent == back,
        (None, None) => sent.as_f64() == back.as_f64(),
        _ => false,
    }
}

/// Returns the exact integer of a number.
fn integer(number: &Number) -> Option<i128> {
    const LARGEST: f64 = 1e38;
    if let Some(integer) = number.as_i128() {
        return Some(integer);
    }
    let float = number.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "it is integral and in range")]
    (float.fract() == 0.0 && float.abs() < LARGEST).then_some(float as i128)
}

/// Formats a value for a message.
pub(super) fn short(value: &Value) -> String {
    const LENGTH: usize = 300;
    let text = value.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use serde_json::json;

    use super::*;

    /// Returns a value with a droppable property and a property that is a date.
    fn made(value: &Value) -> Made {
        let droppable = HashSet::from(["/a/b".to_owned()]);
        let formats = HashMap::from([("/at".to_owned(), "date-time".to_owned())]);
        Made { value: value.clone(), droppable, needs_droppable: false, formats }
    }

    fn differ(sent: &Value, back: &Value) -> Option<String> {
        let difference = Comparison::new(&made(sent)).difference(back);
        difference.map(|difference| format!("{} {}", difference.at, difference.what))
    }

    #[test]
    fn only_a_text_of_a_format_may_come_back_in_another_spelling() {
        let (sent, back) = ("2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00Z");
        let dated = made(&json!({ "at": sent }));
        let mut comparison = Comparison::new(&dated);
        assert_eq!(comparison.difference(&json!({ "at": back })), None);
        assert_eq!(comparison.respelled(), [Respelling::Instant]);
        assert!(differ(&json!({ "at": sent }), &json!({ "at": "2024-01-01T00:00:01Z" })).is_some());
        assert!(differ(&json!({ "to": sent }), &json!({ "to": back })).is_some());
    }

    #[test]
    fn an_integral_float_is_an_integer_and_a_large_integer_is_not_its_neighbour() {
        assert_eq!(differ(&json!(3.0), &json!(3)), None);
        assert_eq!(differ(&json!(18_000_000_000_000_000_000_u64), &json!(1.8e19)), None);
        let change = differ(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64));
        assert_eq!(change.as_deref(), Some(" `9007199254740993` became `9007199254740992`"));
        assert!(differ(&json!(0.1), &json!(0.100_000_1)).is_some());
    }

    #[test]
    fn only_droppable_properties_may_be_missing() {
        assert_eq!(differ(&json!({ "a": { "b": null } }), &json!({ "a": {} })), None);
        assert_eq!(differ(&json!({ "a": { "b/c": null } }), &json!({ "a": {} })).as_deref(), Some("/a/b~1c lost"));
        assert_eq!(differ(&json!({}), &json!({ "x": 1 })).as_deref(), Some("/x added"));
    }

    #[test]
    fn items_are_compared_one_by_one() {
        assert_eq!(differ(&json!([1, "2"]), &json!([1, 2])).as_deref(), Some("/1 `\"2\"` became `2`"));
        assert_eq!(differ(&json!([1]), &json!([])).as_deref(), Some(" `[1]` became `[]`"));
    }
}
