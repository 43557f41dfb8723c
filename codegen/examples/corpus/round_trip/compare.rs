//! Whether a value came back as it went in.

use std::{collections::HashSet, fmt};

use serde_json::{Number, Value};

use crate::values::step;

/// A place where the value that came back is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where, as a JSON Pointer.
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

/// The first difference between what went in and what came back.
///
/// Members whose pointers are in `droppable` may be missing: the maker of the value put undeclared members there, and
/// nulls of optional members whose type does not tell null from absent. An integral float is the integer that it
/// stands for. Nothing else is excused.
pub(super) fn difference(sent: &Value, back: &Value, droppable: &HashSet<String>) -> Option<Difference> {
    at("", sent, back, droppable)
}

fn at(pointer: &str, sent: &Value, back: &Value, droppable: &HashSet<String>) -> Option<Difference> {
    let found = |at: String, what| Some(Difference { at, what });
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (name, value) in sent {
                let inner = step(pointer, name);
                match back.get(name) {
                    Some(other) => {
                        if let Some(difference) = at(&inner, value, other, droppable) {
                            return Some(difference);
                        }
                    }
                    None if droppable.contains(&inner) => {}
                    None => return found(inner, Change::Lost),
                }
            }
            let added = back.keys().find(|name| !sent.contains_key(*name))?;
            found(step(pointer, added), Change::Added)
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            let items = sent.iter().zip(back).enumerate();
            items.into_iter().find_map(|(index, (sent, back))| at(&format!("{pointer}/{index}"), sent, back, droppable))
        }
        (Value::Number(sent), Value::Number(back)) if are_equal(sent, back) => None,
        _ if sent == back => None,
        _ => found(pointer.to_owned(), Change::Changed { from: short(sent), to: short(back) }),
    }
}

fn are_equal(sent: &Number, back: &Number) -> bool {
    match (integer(sent), integer(back)) {
        (Some(sent), Some(back)) => sent == back,
        (None, None) => sent.as_f64() == back.as_f64(),
        _ => false,
    }
}

/// The integer that a number is, exactly.
fn integer(number: &Number) -> Option<i128> {
    const LARGEST: f64 = 1e38;
    if let Some(integer) = number.as_i128() {
        return Some(integer);
    }
    let float = number.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "it is integral and in range")]
    (float.fract() == 0.0 && float.abs() < LARGEST).then_some(float as i128)
}

/// A value as a message shows it.
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
    use serde_json::json;

    use super::*;

    fn differ(sent: &Value, back: &Value) -> Option<String> {
        let droppable = HashSet::from(["/a/b".to_owned()]);
        difference(sent, back, &droppable).map(|difference| format!("{} {}", difference.at, difference.what))
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
    fn only_what_may_be_dropped_may_be_missing() {
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
