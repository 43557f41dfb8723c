use serde_json::Value;

use crate::diagnostic::Origin;
use crate::ir::{Place as ParameterPlace, WireName};
use crate::overlay::Applied;
use crate::parse::locate_all;
use crate::pointer::Pointer;
use crate::source::Source;

use super::{Place, Version};

/// More references than this lead nowhere.
const MOST_REFERENCES: usize = 32;

/// A value that is longer than this, in characters, is not quoted.
const LONGEST_QUOTE: usize = 90;

/// Where in one version of the document things stand.
pub(super) struct Places<'a> {
    version: &'a Version,
    document: Value,
    applied: Applied,
}

impl<'a> Places<'a> {
    pub(super) fn of(version: &'a Version) -> Self {
        let (document, applied) = version.effective();
        Self { version, document, applied }
    }

    /// The property of the schema at `schema`, wherever `allOf` and references put it; else the schema.
    pub(super) fn property(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        self.property_within(schema, wire.as_str(), MOST_REFERENCES).unwrap_or_else(|| schema.clone())
    }

    fn property_within(&self, schema: &Pointer, wire: &str, fuel: usize) -> Option<Pointer> {
        let fuel = fuel.checked_sub(1)?;
        let (at, value) = self.followed(schema);
        let property = at.child("properties").child(wire);
        if value?.get("properties").is_some_and(|properties| properties.get(wire).is_some()) {
            return Some(property);
        }
        ["allOf", "oneOf", "anyOf"].iter().find_map(|keyword| {
            let branches = value?.get(keyword)?.as_array()?;
            (0..branches.len()).find_map(|index| self.property_within(&at.child(keyword).index(index), wire, fuel))
        })
    }

    /// The value of the `enum` of the schema at `schema`; else the schema.
    pub(super) fn value(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        let (at, value) = self.followed(schema);
        let values = value.and_then(|value| value.get("enum")).and_then(Value::as_array);
        let index = values.and_then(|values| values.iter().position(|value| *value == *wire.as_str()));
        index.map_or_else(|| schema.clone(), |index| at.child("enum").index(index))
    }

    /// The parameter of the operation at `operation`, or of its path; else the operation.
    pub(super) fn parameter(&self, operation: &Pointer, wire: &WireName, place: ParameterPlace) -> Pointer {
        let place = match place {
            ParameterPlace::Path => "path",
            ParameterPlace::Query => "query",
            ParameterPlace::Header => "header",
            ParameterPlace::Cookie => "cookie",
        };
        let of_path = operation.split_last().map(|(path, _)| path.child("parameters"));
        let found = std::iter::once(operation.child("parameters")).chain(of_path).find_map(|list| {
            let count = self.get(&list)?.as_array()?.len();
            (0..count).map(|index| self.followed(&list.index(index))).find_map(|(at, value)| {
                let value = value?;
                (value.get("name")? == wire.as_str() && value.get("in")? == place).then_some(at)
            })
        });
        found.unwrap_or_else(|| operation.clone())
    }

    /// The response with that status, as its label says; else the responses.
    pub(super) fn response(&self, operation: &Pointer, label: &str) -> Pointer {
        let responses = operation.child("responses");
        let keys = self.get(&responses).and_then(Value::as_object).into_iter().flat_map(|all| all.keys());
        let key = keys.into_iter().find(|key| key.eq_ignore_ascii_case(label));
        key.map_or_else(|| responses.clone(), |key| self.followed(&responses.child(key)).0)
    }

    /// The value at `pointer` in one line, if it is short enough to be read there.
    pub(super) fn quote(&self, pointer: &Pointer) -> Option<String> {
        let text = self.get(pointer)?.to_string();
        (text.chars().count() <= LONGEST_QUOTE).then_some(text)
    }

    fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.document.pointer(pointer.as_str())
    }

    /// Where the references from `pointer` end, and what is there.
    fn followed(&self, pointer: &Pointer) -> (Pointer, Option<&Value>) {
        let mut at = pointer.clone();
        for _ in 0..MOST_REFERENCES {
            let reference = self.get(&at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
            match reference.and_then(|reference| Pointer::parse(reference.strip_prefix('#')?).ok()) {
                Some(target) if self.get(&target).is_some() => at = target,
                _ => break,
            }
        }
        let value = self.get(&at);
        (at, value)
    }

    /// Fills in where the places are in the texts. Each text is read at most once.
    pub(super) fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let mut places: Vec<(Origin, &mut Place)> = places
            .map(|place| {
                let (origin, pointer) = self.applied.origin(&place.pointer);
                place.pointer = pointer;
                (origin, place)
            })
            .collect();
        let overlays = self.version.overlays.iter().enumerate();
        let sources = std::iter::once((Origin::Document, &self.version.document))
            .chain(overlays.map(|(index, source)| (Origin::Overlay(index), source)));
        for (origin, source) in sources {
            locate_in(source, places.iter_mut().filter(|(of, _)| *of == origin).map(|(_, place)| &mut **place));
        }
    }
}

fn locate_in<'p>(source: &Source, places: impl Iterator<Item = &'p mut Place>) {
    let places: Vec<&mut Place> = places.collect();
    let pointers: Vec<&Pointer> = places.iter().map(|place| &place.pointer).collect();
    let locations = locate_all(source, &pointers);
    for (place, location) in places.into_iter().zip(locations) {
        source.name().clone_into(&mut place.source);
        place.location = location;
    }
}
