//! JSON values made from a schema.

mod object;

use std::collections::{HashMap, HashSet};

use fastrand::Rng;
use serde_json::{Value, json};

use super::{
    flat::{Additional, Flat, flatten},
    kind::Kind,
    scalar,
    schemas::Schemas,
};

/// A value, with the parts that its type may drop.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub value: Value,
    /// The pointers of properties that may be missing when the value returns.
    pub droppable: HashSet<String>,
    /// True if one of them is required, so that the result without it cannot match the schema.
    pub needs_droppable: bool,
    /// The formats of strings, by their pointers.
    pub formats: HashMap<String, String>,
}

/// The maximum depth of a value; `serde_json` reads twice as much.
const DEPTH: usize = 60;

/// The depth and the number of parts of a value after which only required properties are made.
const ENOUGH_DEPTH: usize = 7;
const ENOUGH_PARTS: usize = 200;

/// Makes the values of one component, the same for the same seed.
pub(crate) struct Maker<'s> {
    schemas: &'s Schemas,
    /// The components that are sent, in which null of an optional property differs from its
    /// absence.
    sent: &'s HashSet<String>,
    rng: Rng,
    /// The number of choices at each schema so far, so that the next choice differs.
    turns: HashMap<*const Value, usize>,
    kind: Kind,
    parts: usize,
    /// True if the value shows the feature of its kind.
    shown: bool,
    droppable: HashSet<String>,
    needs_droppable: bool,
    formats: HashMap<String, String>,
}

/// The place in a value where something is made.
#[derive(Clone, Copy, Debug)]
struct Place<'p> {
    pointer: &'p str,
    depth: usize,
    /// The component that the schema is part of.
    owner: Option<&'p str>,
}

impl<'s> Maker<'s> {
    pub(crate) fn new(schemas: &'s Schemas, sent: &'s HashSet<String>, seed: u64) -> Self {
        Self {
            schemas,
            sent,
            rng: Rng::with_seed(seed),
            turns: HashMap::new(),
            kind: Kind::Full,
            parts: 0,
            shown: false,
            droppable: HashSet::new(),
            needs_droppable: false,
            formats: HashMap::new(),
        }
    }

    /// Makes a value of the component. Returns `None` if none is found, or if the kind has nothing
    /// to show in it.
    pub(crate) fn make(&mut self, component: &str, kind: Kind) -> Option<Made> {
        self.make_of(self.schemas.component(component)?, Some(component), kind)
    }

    /// Makes a value of any schema of the document, which is part of the component `owner` or of
    /// none. Returns `None` in the same cases as [`make`](Self::make).
    pub(crate) fn make_of(&mut self, schema: &'s Value, owner: Option<&str>, kind: Kind) -> Option<Made> {
        (self.kind, self.parts, self.shown) = (kind, 0, kind.is_valid());
        (self.droppable, self.needs_droppable, self.formats) = (HashSet::new(), false, HashMap::new());
        let value = self.value(&[schema], Place { pointer: "", depth: 0, owner })?;
        let (droppable, formats) = (std::mem::take(&mut self.droppable), std::mem::take(&mut self.formats));
        self.shown.then_some(Made { value, droppable, needs_droppable: self.needs_droppable, formats })
    }

    fn value(&mut self, of: &[&'s Value], place: Place<'_>) -> Option<Value> {
        self.parts += 1;
        if place.depth > DEPTH {
            return None;
        }
        let is_enough = self.is_enough(place);
        let flat = self.flat(of, place.owner, is_enough)?;
        let turn = self.turn(*of.first()?);
        if let Some(values) = &flat.values {
            return self.listed(values, turn);
        }
        match self.type_of(&flat, turn)? {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(turn.is_multiple_of(2))),
            "integer" => scalar::integer(&flat.keywords, turn),
            "number" => scalar::number(&flat.keywords, turn),
            "string" => {
                if let Some(format) = flat.keywords.get("format").and_then(Value::as_str) {
                    self.formats.insert(place.pointer.to_owned(), format.to_owned());
                }
                scalar::text(&flat.keywords, turn, &mut self.rng)
            }
            "array" => self.array(&flat, place),
            "object" => self.object(&flat, place),
            "any" => Some(self.any(turn)),
            _ => None,
        }
    }

    fn flat(&mut self, of: &[&'s Value], owner: Option<&str>, is_enough: bool) -> Option<Flat<'s>> {
        let (schemas, kind) = (self.schemas, self.kind);
        let mut choose = |branches: &'s [Value]| {
            let is_null = |branch: &&Value| branch["type"] == "null";
            let null = branches.iter().find(is_null).filter(|_| kind == Kind::Nulls);
            if null.is_some() {
                return null;
            }
            if is_enough {
                return branches.iter().min_by_key(|branch| weight(schemas, branch, 0));
            }
            // The null branch is used for nulls and for values without restrictions.
            let others: Vec<&Value> =
                branches.iter().filter(|branch| kind == Kind::Mixed || !is_null(branch)).collect();
            let turn = self.turns.entry(branches.as_ptr()).or_default();
            *turn += 1;
            others.get((*turn - 1) % others.len().max(1)).copied().or(branches.first())
        };
        flatten(schemas, of, owner, &mut choose)
    }

    /// Returns the number of earlier calls for the schema.
    fn turn(&mut self, schema: &'s Value) -> usize {
        let turn = self.turns.entry(schema).or_default();
        *turn += 1;
        *turn - 1
    }

    fn is_enough(&self, place: Place<'_>) -> bool {
        place.depth >= ENOUGH_DEPTH || self.parts >= ENOUGH_PARTS
    }

    fn listed(&mut self, values: &[&'s Value], turn: usize) -> Option<Value> {
        let others: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
        if self.kind == Kind::Nulls && others.len() < values.len() {
            return Some(Value::Null);
        }
        if self.kind == Kind::UnknownValues && !others.is_empty() {
            let unknown = if others.iter().all(|value| value.is_string()) {
                Some(json!("a value that is new"))
            } else if others.iter().all(|value| value.is_i64()) {
                Some(json!(98_765))
            } else {
                None
            };
            if unknown.is_some() {
                self.shown = true;
                return unknown;
            }
        }
        let from = if self.kind == Kind::Mixed || others.is_empty() { values } else { &others };
        from.get(turn % from.len().max(1)).map(|&value| value.clone())
    }

    fn type_of(&mut self, flat: &Flat<'s>, turn: usize) -> Option<&'s str> {
        let Some(types) = &flat.types else { return Some(implied_type(flat)) };
        let has_null = types.contains(&"null");
        if has_null && (self.kind == Kind::Nulls || (self.kind == Kind::Mixed && self.rng.bool())) {
            return Some("null");
        }
        let others: Vec<&str> = types.iter().copied().filter(|name| *name != "null").collect();
        others.get(turn % others.len().max(1)).copied().or(has_null.then_some("null"))
    }

    fn any(&mut self, turn: usize) -> Value {
        let values = [
            json!("text"),
            json!({ "a": [1, { "b": null }], "c": 0.5 }),
            json!([]),
            json!(true),
            json!(-7),
            json!(18_446_744_073_709_551_615_u64),
            json!({}),
            Value::Null,
        ];
        match self.kind {
            Kind::Nulls => Value::Null,
            Kind::Mixed => values[turn % values.len()].clone(),
            _ => values[turn % (values.len() - 1)].clone(),
        }
    }

    fn array(&mut self, flat: &Flat<'s>, place: Place<'_>) -> Option<Value> {
        let size = |keyword: &str| flat.keywords.get(keyword).and_then(Value::as_u64);
        let least = size("minItems").unwrap_or(0);
        let wanted = match self.kind {
            _ if self.is_enough(place) => least,
            Kind::Minimal => least,
            Kind::Mixed => self.rng.u64(0..=2),
            _ => 2,
        };
        let count = usize::try_from(wanted.max(least).min(size("maxItems").unwrap_or(u64::MAX))).ok()?;
        let count = if self.kind == Kind::Minimal { count } else { count.max(flat.prefix_items.len()) };
        let mut items: Vec<Value> = Vec::new();
        for index in 0..count {
            let pointer = format!("{}/{}", place.pointer, items.len());
            let inner = Place { pointer: &pointer, depth: place.depth + 1, owner: place.owner };
            let item = match flat.prefix_items.get(index) {
                Some(schema) => self.value(&[schema], inner),
                None if flat.items.is_empty() => Some(self.any(index)),
                None => self.value(&flat.items, inner),
            };
            match item {
                Some(item) if flat.keywords.get("uniqueItems") == Some(&Value::Bool(true)) && items.contains(&item) => {
                }
                Some(item) => items.push(item),
                None if u64::try_from(index).is_ok_and(|index| index < least) => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }
}

/// Returns the type that the keywords imply if none is named.
fn implied_type(flat: &Flat<'_>) -> &'static str {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| flat.keywords.contains_key(*keyword));
    let is_object = !flat.properties.is_empty()
        || !flat.pattern_properties.is_empty()
        || !flat.required.is_empty()
        || flat.tag.is_some()
        || matches!(flat.additional, Additional::Schema(_));
    if is_object || has(&["minProperties", "maxProperties", "propertyNames"]) {
        "object"
    } else if !flat.items.is_empty() || !flat.prefix_items.is_empty() || has(&["minItems", "maxItems"]) {
        "array"
    } else if has(&["pattern", "minLength", "maxLength"]) {
        "string"
    } else if has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
        "number"
    } else {
        "any"
    }
}

/// Returns the approximate distance of a schema from a value without nested values.
fn weight(schemas: &Schemas, schema: &Value, depth: usize) -> usize {
    const FAR: usize = 100;
    if depth > 6 {
        return FAR;
    }
    if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| schemas.resolve(reference)) {
        return 1 + weight(schemas, target, depth + 1);
    }
    if ["enum", "const"].iter().any(|keyword| schema.get(keyword).is_some()) {
        return 1;
    }
    match schema["type"].as_str() {
        Some("null") => 0,
        Some("array") => 2,
        Some("object") | None => 3 + schema["required"].as_array().map_or(0, Vec::len),
        Some(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tests give it a literal")]
    fn made(schema: Value, kind: Kind, times: usize) -> Vec<Value> {
        let components = json!({ "A": schema, "B": { "type": "object", "properties": { "kind": {}, "b": {} } } });
        let schemas = Schemas::new(json!({ "openapi": "3.1.0", "components": { "schemas": components } }));
        let sent = HashSet::new();
        let mut maker = Maker::new(&schemas, &sent, 1);
        (0..times).filter_map(|_| maker.make("A", kind)).map(|made| made.value).collect()
    }

    #[test]
    fn every_branch_has_its_turn() {
        let union = json!({ "oneOf": [{ "const": 1 }, { "const": 2 }, { "const": 3 }] });
        assert_eq!(made(union, Kind::Full, 4), [json!(1), json!(2), json!(3), json!(1)]);
    }

    #[test]
    fn full_minimal_and_nulls() {
        let object = || {
            json!({ "type": "object", "required": ["a"], "properties": {
                "a": { "const": 1 }, "b": { "type": ["boolean", "null"] }, "c": { "enum": ["x", null] }
            } })
        };
        assert_eq!(made(object(), Kind::Full, 1), [json!({ "a": 1, "b": true, "c": "x" })]);
        assert_eq!(made(object(), Kind::Minimal, 1), [json!({ "a": 1 })]);
        assert_eq!(made(object(), Kind::Nulls, 1), [json!({ "a": 1, "b": null, "c": null })]);
    }

    #[test]
    fn recursion_ends() {
        let list = json!({ "type": "object", "required": ["next"], "properties": {
            "next": { "anyOf": [{ "$ref": "#/components/schemas/A" }, { "type": "null" }] },
            "all": { "type": "array", "items": { "$ref": "#/components/schemas/A" } }
        } });
        assert_eq!(made(list, Kind::Full, 3).len(), 3);
        let endless = json!({ "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A" } } });
        assert!(made(endless, Kind::Full, 3).is_empty());
    }

    #[test]
    fn values_of_a_newer_server() {
        let schema = || json!({ "type": "object", "properties": { "a": { "enum": ["x"] } } });
        assert_eq!(made(schema(), Kind::UnknownValues, 1), [json!({ "a": "a value that is new" })]);
        assert_eq!(made(schema(), Kind::Undeclared, 1)[0]["undeclared member"], json!({ "deep": [1, null] }));
        assert!(made(schema(), Kind::UnknownTags, 1).is_empty(), "there is no discriminator");
        let union = json!({
            "oneOf": [{ "$ref": "#/components/schemas/B" }],
            "discriminator": { "propertyName": "kind" }
        });
        assert_eq!(made(union, Kind::UnknownTags, 1)[0]["kind"], json!("a tag that is new"));
    }

    #[test]
    fn a_null_may_be_dropped_unless_it_can_be_sent() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "A": { "type": "object", "properties": {
                "b": { "type": ["string", "null"] }, "c": { "type": "null", "default": null }
            } }
        } } });
        let schemas = Schemas::new(document);
        for (sent, expected) in [(vec![], vec!["/b", "/c"]), (vec!["A"], vec!["/c"])] {
            let sent: HashSet<String> = sent.into_iter().map(str::to_owned).collect();
            let made = Maker::new(&schemas, &sent, 1).make("A", Kind::Nulls).unwrap();
            let mut droppable: Vec<&str> = made.droppable.iter().map(String::as_str).collect();
            droppable.sort_unstable();
            assert_eq!(droppable, expected);
        }
    }
}
