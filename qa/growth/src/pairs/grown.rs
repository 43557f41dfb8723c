//! How a part of a document grows.

use std::fmt;

use fastrand::Rng;
use serde_json::Value;

/// The members whose values name an entry of a list.
const NAMES: [&str; 4] = ["name", "operationId", "title", "const"];

/// Signs with a meaning in descriptions, patterns, paths and references.
const SIGNS: [char; 16] = ['a', '_', '-', '*', '/', '.', '`', '<', '{', '[', '|', '\\', '"', '\'', '%', 'é'];

/// What a list, an object or a text has more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// Equal entries, or a text with more letters.
    Equal,
    /// Entries with other names, or a text again and again.
    Named,
    /// Entries with names before theirs, or a text with more signs.
    Other,
}

impl Growth {
    pub(super) fn random(random: &mut Rng) -> Self {
        [Self::Equal, Self::Named, Self::Other][random.usize(..3)]
    }

    /// Adds about `bytes` bytes to a list, an object or a text.
    pub(super) fn apply(self, part: &mut Value, bytes: usize, random: &mut Rng) {
        match part {
            Value::Array(items) if !items.is_empty() => {
                let entry = items[random.usize(..items.len())].clone();
                let count = count(&entry, 1, bytes);
                items.extend((0..count).map(|number| self.entry(&entry, number)));
            }
            Value::Object(members) => {
                let chosen = random.usize(..members.len().max(1));
                let Some((name, member)) =
                    members.iter().nth(chosen).map(|(name, member)| (name.clone(), member.clone()))
                else {
                    return;
                };
                for number in 0..count(&member, name.len() + 8, bytes) {
                    members.insert(self.name(&name, number), member.clone());
                }
            }
            Value::String(text) => {
                let more: String = match self {
                    Self::Equal => "a".repeat(bytes),
                    Self::Named => format!(" {text}").repeat(bytes / (1 + text.len())),
                    Self::Other => (0..bytes).map(|_| SIGNS[random.usize(..SIGNS.len())]).collect(),
                };
                text.push_str(&more);
            }
            _ => {}
        }
    }

    fn entry(self, entry: &Value, number: usize) -> Value {
        let mut entry = entry.clone();
        if self != Self::Equal {
            let names: Vec<&mut Value> = match &mut entry {
                Value::Object(members) => members
                    .iter_mut()
                    .filter(|(name, _)| NAMES.contains(&name.as_str()))
                    .map(|(_, name)| name)
                    .collect(),
                entry => vec![entry],
            };
            for name in names {
                if let Value::String(text) = name {
                    text.push_str(&number.to_string());
                }
            }
        }
        entry
    }

    fn name(self, name: &str, number: usize) -> String {
        match (self, name.strip_prefix('/')) {
            (Self::Equal | Self::Named, _) => format!("{name}{number}"),
            // A path begins with a slash.
            (Self::Other, Some(path)) => format!("/{number}/{path}"),
            (Self::Other, None) => format!("{number}{name}"),
        }
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "more of the same",
            Self::Named => "more with numbers",
            Self::Other => "more with other names",
        })
    }
}

/// Returns how many entries have about `bytes` bytes. `beside` are the bytes beside each.
fn count(entry: &Value, beside: usize, bytes: usize) -> usize {
    bytes / (entry.to_string().len() + beside)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn grown(growth: Growth, mut part: Value, bytes: usize) -> Value {
        growth.apply(&mut part, bytes, &mut Rng::with_seed(1));
        part
    }

    #[test]
    fn lists_objects_and_texts_grow() {
        assert_eq!(
            grown(Growth::Equal, json!([{ "name": "a" }]), 26).to_string(),
            r#"[{"name":"a"},{"name":"a"},{"name":"a"}]"#
        );
        assert_eq!(grown(Growth::Named, json!([{ "name": "a" }]), 13), json!([{ "name": "a" }, { "name": "a0" }]));
        assert_eq!(grown(Growth::Named, json!(["a"]), 8), json!(["a", "a0", "a1"]));
        assert_eq!(grown(Growth::Other, json!({ "/a": 1 }), 11), json!({ "/a": 1, "/0/a": 1 }));
        assert_eq!(grown(Growth::Equal, json!("b"), 3), json!("baaa"));
        assert_eq!(grown(Growth::Named, json!("b"), 4), json!("b b b"));
        assert_eq!(grown(Growth::Other, json!("b"), 4).as_str().unwrap().chars().count(), 5);
        assert_eq!([grown(Growth::Named, json!(7), 9), grown(Growth::Named, json!([]), 9)], [json!(7), json!([])]);
    }
}
