//! Values for the parameters and bodies of calls.

use std::{
    collections::{BTreeSet, HashMap, HashSet, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
};

use jsonschema::{Registry, Validator, error::ValidationErrorKind};
use serde_json::Value;

use crate::{
    requests::operation::Located,
    values::{Kind, Made, Maker, Schemas, validator},
};

/// The number of attempts to find a value that matches its schema and its place.
const ATTEMPTS: usize = 16;

/// A value for a parameter or a body.
#[derive(Debug)]
pub(crate) struct RequestValue {
    pub value: Value,
    /// The required properties in it that no schema declares.
    pub undeclared: BTreeSet<String>,
    /// True if it matches several branches of a `oneOf`, as every value does that could be made.
    pub is_ambiguous: bool,
}

/// Makes values for the schemas of a document.
pub(crate) struct RequestValues<'s> {
    schemas: &'s Schemas,
    registry: &'s Registry<'s>,
    seed: u64,
    nothing: &'s HashSet<String>,
    /// The maker and the validator of each schema, by its pointer, so that its next value differs.
    of_schema: HashMap<String, (Maker<'s>, Validator)>,
}

impl<'s> RequestValues<'s> {
    /// Creates a maker. `nothing` is an empty set, which a maker borrows.
    pub(crate) fn new(
        schemas: &'s Schemas,
        registry: &'s Registry<'s>,
        nothing: &'s HashSet<String>,
        seed: u64,
    ) -> Self {
        Self { schemas, registry, seed, nothing, of_schema: HashMap::new() }
    }

    /// Returns a value that matches the schema and `place` (`path`, `query`, `header`, `cookie`,
    /// `body`, or `raw body`).
    ///
    /// # Errors
    /// Returns the reason if none is found.
    pub(crate) fn make(&mut self, schema: &Located<'s>, place: &str, kind: Kind) -> Result<RequestValue, String> {
        let (maker, validator) = match self.of_schema.entry(schema.pointer.clone()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let seed = self.seed ^ hash(&schema.pointer);
                let maker = Maker::new(self.schemas, self.nothing, seed);
                entry.insert((maker, validator(self.registry, &schema.pointer)?))
            }
        };
        let mut reason = "no value could be made".to_owned();
        let mut ambiguous = None;
        for _ in 0..ATTEMPTS {
            let Some(made) = maker.make_of(schema.value, None, kind) else { continue };
            let verdict = validator.validate(&made.value).map_err(|error| {
                let is_ambiguous = matches!(error.kind(), ValidationErrorKind::OneOfMultipleValid { .. });
                (is_ambiguous, format!("no value fits: {} at `{}`", error.masked(), error.instance_path()))
            });
            match verdict {
                Ok(()) if fits(place, &made.value) => return Ok(RequestValue::new(made, false)),
                Ok(()) => reason = format!("no value can stand in the {place}"),
                Err((true, _)) => ambiguous = Some(made),
                Err((false, what)) => reason = what,
            }
        }
        ambiguous.map(|made| RequestValue::new(made, true)).ok_or(reason)
    }
}

impl RequestValue {
    fn new(made: Made, is_ambiguous: bool) -> Self {
        let names = made.droppable.iter().filter_map(|pointer| pointer.rsplit('/').next());
        Self { undeclared: names.map(str::to_owned).collect(), value: made.value, is_ambiguous }
    }
}

/// Returns true if the value can be sent in this place.
///
/// Nothing but a body can be null or empty (OpenAPI, "Style Examples", and `allowEmptyValue`), and
/// neither can a body that is the raw text of a value. A header has no line breaks and no space
/// around it, and should be ASCII (RFC 9110, section 5.5).
fn fits(place: &str, value: &Value) -> bool {
    match value {
        _ if place == "body" => true,
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(|item| fits(place, item)),
        Value::Object(members) => !members.is_empty() && members.values().all(|member| fits(place, member)),
        Value::String(text) => match place {
            "path" => !matches!(text.as_str(), "" | "." | ".."),
            "header" => {
                text.trim() == text && !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
            }
            _ => !text.is_empty(),
        },
        _ => true,
    }
}

/// Returns the same number for the same pointer, so that the values of a schema do not depend on
/// the others.
fn hash(pointer: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    pointer.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn some_values_are_invalid_in_some_places() {
        for (place, value) in
            [("path", json!("")), ("path", json!([])), ("header", json!("a\nb")), ("header", json!([" a"]))]
        {
            assert!(!fits(place, &value), "{place} {value}");
            assert!(fits("body", &value));
        }
        assert!(fits("path", &json!(["é"])) && fits("header", &json!("a b")));
    }
}
