//! Merges the shapes of schemas that apply together.

use std::collections::HashSet;

use serde_json::Value;

use super::{Additional, Counts, JsonType, Shape, Text};

impl Shape<'_> {
    /// Merges two shapes. Returns `None` if no value matches both.
    pub(in crate::lower) fn merge(mut self, other: Self) -> Option<Self> {
        self.json_type = match (self.json_type, other.json_type) {
            (Some(JsonType::Number), Some(JsonType::Integer)) | (Some(JsonType::Integer), Some(JsonType::Number)) => {
                Some(JsonType::Integer)
            }
            (Some(one), Some(two)) if one != two => return None,
            (one, two) => one.or(two),
        };
        self.values = match (self.values, other.values) {
            (Some(one), Some(two)) => {
                let of_two: HashSet<&Value> = two.iter().collect();
                let both: Vec<Value> = one.iter().filter(|value| of_two.contains(value)).cloned().collect();
                // Some documents list other values in a schema that extends another.
                self.replaces_values |= both.is_empty();
                Some(if both.is_empty() { two } else { both })
            }
            (one, two) => one.or(two),
        };
        self.replaces_values |= other.replaces_values;
        self.value_docs.extend(other.value_docs);
        for (name, parts) in other.properties {
            self.properties.entry(name).or_default().extend(parts);
        }
        for (name, at) in other.required {
            self.required.entry(name).or_insert(at);
        }
        self.additional = match (self.additional, other.additional) {
            (Some(Additional::Typed(part)), _) | (_, Some(Additional::Typed(part))) => Some(Additional::Typed(part)),
            (Some(Additional::Any(at)), _) | (_, Some(Additional::Any(at))) => Some(Additional::Any(at)),
            (one, two) => one.or(two),
        };
        self.format = self.format.or(other.format);
        self.bounds = self.bounds.merge(other.bounds);
        self.text = self.text.merge(&other.text);
        self.counts = self.counts.merge(other.counts);
        self.items.extend(other.items);
        for choice in other.choices {
            // A schema that is reached by two paths has one choice.
            if !self.choices.iter().any(|known| known.is_same(&choice)) {
                self.choices.push(choice);
            }
        }
        self.nullable &= other.nullable;
        // A schema next to a reference comes later and is more specific.
        self.default = other.default.or(self.default);
        Some(self)
    }
}

impl Text<'_> {
    /// Merges the keywords of two schemas.
    fn merge(mut self, other: &Self) -> Self {
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = smaller(self.max_length, other.max_length);
        self.patterns.extend(&other.patterns);
        self
    }
}

impl Counts {
    /// Merges the limits of two schemas.
    fn merge(self, other: Self) -> Self {
        Self {
            min_items: self.min_items.max(other.min_items),
            max_items: smaller(self.max_items, other.max_items),
            unique_items: self.unique_items || other.unique_items,
            min_properties: self.min_properties.max(other.min_properties),
            max_properties: smaller(self.max_properties, other.max_properties),
        }
    }
}

/// Returns the lower of two upper bounds.
fn smaller(one: Option<usize>, two: Option<usize>) -> Option<usize> {
    [one, two].into_iter().flatten().min()
}
