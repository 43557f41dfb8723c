//! The example values of a document, by the schema that they are for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::list::count;
use crate::pointer::Pointer;

/// The most values for one schema. More would not make the examples better.
const MOST: usize = 4;

/// The most values that the document itself gives for one schema, and the most that are tried.
const MOST_GIVEN: usize = 16;

/// The most schemas and members that parts of examples are sought in, for each value of the document.
const STEPS_PER_VALUE: usize = 20;

/// The most schemas on the path of one value.
const DEEPEST: usize = 32;

/// The keywords whose members are names of the document, and not keywords.
const NAMED: &[&str] = &[
    "$defs",
    "callbacks",
    "definitions",
    "headers",
    "links",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "webhooks",
];

/// The values of `example`, `examples` and `default`.
pub(super) struct DocumentExamples<'d> {
    document: &'d Value,
    by_place: HashMap<Pointer, Vec<&'d Value>>,
    /// What is known of the schemas that were asked for.
    known: RefCell<HashMap<Pointer, Rc<Given<'d>>>>,
    /// The number of schemas and members in which parts of examples may still be sought.
    left: usize,
}

/// What the document gives for one schema.
pub(super) struct Given<'d> {
    /// The values, the best first. `default` is the last one.
    pub values: Vec<&'d Value>,
    /// The keyword `format`.
    pub format: Option<&'d str>,
}

impl<'d> DocumentExamples<'d> {
    /// Collects the examples of schemas, media types and parameters. The parts of an example are examples of the schemas
    /// of properties and items.
    pub(super) fn collect(document: &'d Value) -> Self {
        let left = count(document).saturating_mul(STEPS_PER_VALUE);
        let mut examples = Self { document, by_place: HashMap::new(), known: RefCell::default(), left };
        let mut given = Vec::new();
        find(document, &Pointer::root(), false, &mut given);
        // The examples of the schema itself come before parts of other examples.
        given.retain(|(place, value)| {
            let known = examples.by_place.entry(place.clone()).or_default();
            let is_kept = known.len() < MOST_GIVEN;
            known.extend(is_kept.then_some(value));
            is_kept
        });
        for (place, value) in given {
            examples.spread(&place, value, 0);
        }
        examples
    }

    /// Returns what the document gives for the schema at `place`.
    pub(super) fn of(&self, place: &Pointer) -> Rc<Given<'d>> {
        if let Some(known) = self.known.borrow().get(place) {
            return Rc::clone(known);
        }
        let format = || self.document.pointer(place.as_str())?.get("format")?.as_str();
        let given = Rc::new(Given { values: self.values(place), format: format() });
        self.known.borrow_mut().insert(place.clone(), Rc::clone(&given));
        given
    }

    fn values(&self, place: &Pointer) -> Vec<&'d Value> {
        let mut found = Vec::new();
        let mut place = place.clone();
        for _ in 0..DEEPEST {
            found.extend(self.by_place.get(&place).into_iter().flatten());
            let Some(schema) = self.document.pointer(place.as_str()) else { break };
            found.extend(schema.get("default"));
            match reference(schema) {
                Some(target) => place = target,
                None => break,
            }
            if found.len() >= MOST_GIVEN {
                break;
            }
        }
        found.truncate(MOST_GIVEN);
        found
    }

    /// Adds the parts of a value to the schemas below `place`.
    fn spread(&mut self, place: &Pointer, value: &'d Value, depth: usize) {
        let document = self.document;
        let Some(schema) = document.pointer(place.as_str()).filter(|_| depth < DEEPEST) else { return };
        let members = value.as_object().map_or(1, serde_json::Map::len);
        let Some(left) = self.left.checked_sub(1 + members) else { return };
        self.left = left;
        if let Some(target) = reference(schema) {
            self.add(&target, value, depth);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            self.left = self.left.saturating_sub(count);
            for index in 0..count {
                self.add(&place.child(keyword).index(index), value, depth);
            }
        }
        match value {
            Value::Object(members) => {
                let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
                for (name, value) in members.iter().filter(|(name, _)| properties.contains_key(*name)) {
                    self.add(&place.child("properties").child(name), value, depth);
                }
            }
            Value::Array(items) if schema.get("items").is_some_and(Value::is_object) => {
                for value in items.iter().take(1) {
                    self.add(&place.child("items"), value, depth);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, place: &Pointer, value: &'d Value, depth: usize) {
        let known = self.by_place.entry(place.clone()).or_default();
        if known.len() < MOST {
            known.push(value);
            self.spread(place, value, depth + 1);
        }
    }
}

/// Adds the given examples of the objects at and below `place`, each with the place of its schema. `is_named` is true
/// for an object whose members are names of the document.
fn find<'d>(value: &'d Value, place: &Pointer, is_named: bool, found: &mut Vec<(Pointer, &'d Value)>) {
    match value {
        Value::Object(members) if is_named => {
            members.iter().for_each(|(name, member)| find(member, &place.child(name), false, found));
        }
        Value::Object(members) => {
            let schema = if members.contains_key("schema") { place.child("schema") } else { place.clone() };
            let several = members.get("examples").into_iter().flat_map(|examples| match examples {
                Value::Array(values) => values.iter().collect(),
                // Swagger 2.0 has values by media type.
                Value::Object(named) => named
                    .iter()
                    .filter_map(|(name, named)| {
                        let own = named.get("value").or_else(|| named.get("dataValue"));
                        own.or_else(|| name.contains('/').then_some(named))
                    })
                    .collect(),
                _ => Vec::new(),
            });
            found.extend(members.get("example").into_iter().chain(several).map(|value| (schema.clone(), value)));
            for (name, member) in members {
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                    find(member, &place.child(name), NAMED.contains(&name.as_str()), found);
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| find(item, &place.index(index), false, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn reference(schema: &Value) -> Option<Pointer> {
    Pointer::from_reference(schema.get("$ref")?.as_str()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_of_an_example_are_examples_of_the_parts() {
        let document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": {
                "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
                "examples": { "one": { "value": [{ "name": "Mia", "example": 1 }] } }
            } } } } } } },
            "components": { "schemas": { "Pet": { "properties": {
                "name": { "type": "string", "default": "Rex" },
                "example": { "type": "integer" }
            } } } }
        });
        let found = DocumentExamples::collect(&document);
        let of = |place: &str| found.values(&Pointer::parse(place).unwrap());
        assert_eq!(of("/components/schemas/Pet"), [&json!({ "name": "Mia", "example": 1 })]);
        assert_eq!(of("/components/schemas/Pet/properties/name"), [&json!("Mia"), &json!("Rex")]);
        assert_eq!(of("/components/schemas/Pet/properties/example"), [&json!(1)]);
    }

    #[test]
    fn few_examples_of_one_schema_are_kept() {
        let parts = vec![json!({}); 100];
        let document = json!({ "components": { "schemas": {
            "Tag": { "allOf": parts, "examples": (0..100).collect::<Vec<_>>(), "default": 7 },
            "Pet": { "properties": { "tag": { "$ref": "#/components/schemas/Tag" } } }
        } } });
        let found = DocumentExamples::collect(&document);
        let of = |place: &str| found.values(&Pointer::parse(place).unwrap()).len();
        assert_eq!(of("/components/schemas/Tag"), MOST_GIVEN);
        assert_eq!(of("/components/schemas/Pet/properties/tag"), MOST_GIVEN);
        assert_eq!(of("/components/schemas/Tag/allOf/99"), MOST);
    }
}
