//! The values of discriminators. Without a `mapping` they are the names of schemas, which a bundle may change.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::names::clean;
use super::reference;
use crate::pointer::Pointer;

/// A reference to a component whose place is known.
pub(super) struct Reference {
    /// The place of its text.
    pub(super) at: Pointer,
    /// Its target.
    pub(super) place: Pointer,
    /// The preferred name of the component.
    pub(super) natural_name: String,
}

/// Adds to the `mapping` of each discriminator the values that would change with the names of the components.
pub(super) fn keep_values(document: &mut Value, discriminators: &[Pointer], references: &[Reference]) {
    let renamed: HashMap<&Pointer, &Reference> = references
        .iter()
        .filter(|Reference { place, natural_name, .. }| {
            place.split_last().is_some_and(|(_, name)| clean(&name) != *natural_name)
        })
        .map(|reference| (&reference.at, reference))
        .collect();
    if renamed.is_empty() {
        return;
    }
    let mut mappings = Mappings { document, targets: HashMap::new() };
    for schema in discriminators {
        let value = mappings.document.pointer(schema.as_str());
        let branches = ["oneOf", "anyOf"].iter().flat_map(|keyword| {
            let branches = value.and_then(|value| value.get(keyword)).and_then(Value::as_array);
            (0..branches.map_or(0, Vec::len)).map(|index| schema.child(keyword).index(index).child("$ref"))
        });
        let chosen: Vec<&Reference> = branches.filter_map(|at| renamed.get(&at).copied()).collect();
        for Reference { place, natural_name, .. } in chosen {
            mappings.add(schema, natural_name, place);
        }
    }
    // A schema that specialises one with a discriminator is a value of it.
    let names: HashMap<&Pointer, &str> =
        renamed.values().map(|reference| (&reference.place, reference.natural_name.as_str())).collect();
    let discriminators: HashSet<&Pointer> = discriminators.iter().collect();
    let mut names: Vec<(&Pointer, &str)> = names.into_iter().collect();
    names.sort_unstable();
    for (place, natural_name) in names {
        let parts =
            mappings.document.pointer(place.child("allOf").as_str()).and_then(Value::as_array).into_iter().flatten();
        let bases = parts.filter_map(|part| Pointer::from_reference(part.get("$ref")?.as_str()?));
        let bases: Vec<Pointer> = bases.filter(|base| discriminators.contains(base)).collect();
        for base in bases {
            mappings.add(&base, natural_name, place);
        }
    }
}

/// The `mapping` of each discriminator.
struct Mappings<'d> {
    document: &'d mut Value,
    /// The targets of the discriminators that were changed.
    targets: HashMap<Pointer, HashSet<String>>,
}

impl Mappings<'_> {
    /// Maps a value of the discriminator of the schema at `schema` to the schema at `place`, unless either is mapped
    /// already.
    fn add(&mut self, schema: &Pointer, value: &str, place: &Pointer) {
        let Some(discriminator) = self.document.pointer_mut(schema.child("discriminator").as_str()) else { return };
        // A name alone is that of the property, as in Swagger 2.0.
        if discriminator.is_string() {
            *discriminator = json!({ "propertyName": discriminator.take() });
        }
        let mapping = object_of(object_of(discriminator).entry("mapping").or_insert(Value::Null));
        let targets = self
            .targets
            .entry(schema.clone())
            .or_insert_with(|| mapping.values().filter_map(Value::as_str).map(str::to_owned).collect());
        let text = reference::local(place);
        if !mapping.contains_key(value) && targets.insert(text.clone()) {
            mapping.insert(value.to_owned(), text.into());
        }
    }
}

/// Returns the value as an object, and replaces it if it is none.
pub(super) fn object_of(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(object) => object,
        _ => unreachable!("the value was made an object"),
    }
}
