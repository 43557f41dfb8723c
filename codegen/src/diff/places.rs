use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::Origin;
use crate::dialect::own_place;
use crate::ir::{Api, ParameterLocation, WireName};
use crate::overlay::Applied;
use crate::pointer::Pointer;
use crate::source::Source;

use super::{Place, Version};

/// More references than this lead nowhere.
const MOST_REFERENCES: usize = 32;

/// A value that is longer than this, in characters, is not quoted.
const LONGEST_QUOTE: usize = 90;

/// Where in one version of the document things stand.
pub(crate) struct Places<'a> {
    version: &'a Version,
    document: Value,
    applied: Applied,
}

impl<'a> Places<'a> {
    pub(crate) fn of(version: &'a Version) -> Self {
        let (document, applied) = version.effective();
        Self { version, document, applied }
    }

    /// The property of the schema at `schema`, wherever `allOf` and references put it; else the schema.
    pub(crate) fn property(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        let found = self.first_within(schema, &mut HashSet::new(), &mut |at, value| {
            let properties = value.get("properties")?;
            properties.get(wire.as_str()).map(|_| at.child("properties").child(wire.as_str()))
        });
        found.unwrap_or_else(|| schema.clone())
    }

    /// The keyword of the schema at `schema`, wherever references, `allOf` and choices put it, if `is_meant` takes its
    /// value.
    pub(crate) fn keyword(
        &self,
        schema: &Pointer,
        keyword: &str,
        is_meant: impl Fn(&Value) -> bool,
    ) -> Option<Pointer> {
        self.first_within(schema, &mut HashSet::new(), &mut |at, value| {
            value.get(keyword).filter(|value| is_meant(value)).map(|_| at.child(keyword))
        })
    }

    /// What `look` finds first in the schema at `schema` and those that it is made of: what stands beside a reference
    /// before what it leads to. None is looked at twice, since they may be made of each other.
    fn first_within(
        &self,
        schema: &Pointer,
        seen: &mut HashSet<Pointer>,
        look: &mut dyn FnMut(&Pointer, &Value) -> Option<Pointer>,
    ) -> Option<Pointer> {
        if !seen.insert(schema.clone()) {
            return None;
        }
        let beside = self.get(schema)?;
        let found = look(schema, beside);
        if found.is_some() {
            return found;
        }
        let (target, value) = self.followed(schema);
        if target != *schema {
            return self.first_within(&target, seen, look);
        }
        let value = value?;
        ["allOf", "oneOf", "anyOf"].iter().find_map(|keyword| {
            let branches = value.get(keyword)?.as_array()?;
            (0..branches.len()).find_map(|index| self.first_within(&schema.child(keyword).index(index), seen, look))
        })
    }

    /// What the document was found to say.
    pub(crate) fn api(&self) -> &Api {
        &self.version.api
    }

    /// What the overlays did.
    pub(crate) fn applied(&self) -> &Applied {
        &self.applied
    }

    /// The value of the `enum`, or the constant, of the schema at `schema`; else the schema.
    pub(crate) fn value(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        let (at, value) = self.followed(schema);
        let is_it = |value: &Value| {
            *value == *wire.as_str() || value.as_i64().is_some_and(|number| wire.as_str().parse() == Ok(number))
        };
        let is_constant = |branch: &Value| branch.get("const").is_some_and(is_it);
        let listed = |keyword: &str, is_it: &dyn Fn(&Value) -> bool| {
            let index = value?.get(keyword)?.as_array()?.iter().position(is_it)?;
            Some(at.child(keyword).index(index))
        };
        listed("enum", &is_it)
            .or_else(|| listed("oneOf", &is_constant))
            .or_else(|| listed("anyOf", &is_constant))
            .unwrap_or_else(|| schema.clone())
    }

    /// The parameter of the operation at `operation`, or of its path; else the operation.
    pub(crate) fn parameter(&self, operation: &Pointer, wire: &WireName, place: ParameterLocation) -> Pointer {
        let place = match place {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
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
    pub(crate) fn response(&self, operation: &Pointer, label: &str) -> Pointer {
        let responses = operation.child("responses");
        let keys = self.get(&responses).and_then(Value::as_object).into_iter().flat_map(|all| all.keys());
        let key = keys.into_iter().find(|key| key.eq_ignore_ascii_case(label));
        key.map_or_else(|| responses.clone(), |key| self.followed(&responses.child(key)).0)
    }

    /// The value at `pointer` in one line, if it is short enough to be read there.
    pub(crate) fn quote(&self, pointer: &Pointer) -> Option<String> {
        let text = self.get(pointer)?.to_string();
        (text.chars().count() <= LONGEST_QUOTE).then_some(text)
    }

    /// The value at `pointer`.
    pub(crate) fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.document.pointer(own_place(&self.document, pointer).as_str())
    }

    /// The value at `pointer`, or else the nearest around it: where the document would say what it does not.
    pub(crate) fn nearest(&self, pointer: &Pointer) -> Pointer {
        let mut found = own_place(&self.document, pointer);
        while self.get(&found).is_none()
            && let Some((parent, _)) = found.split_last()
        {
            found = parent;
        }
        found
    }

    /// Where the references from `pointer` end, and what is there.
    pub(crate) fn followed(&self, pointer: &Pointer) -> (Pointer, Option<&Value>) {
        let mut at = own_place(&self.document, pointer);
        for _ in 0..MOST_REFERENCES {
            let reference = self.get(&at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
            match reference.and_then(Pointer::of_reference) {
                Some(target) if self.get(&target).is_some() => at = target,
                _ => break,
            }
        }
        let value = self.get(&at);
        (at, value)
    }

    /// Fills in where the places are in the texts. Each text is read at most once.
    pub(crate) fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let mut places: Vec<(Origin, &mut Place)> = places
            .map(|place| {
                let (origin, pointer) = self.applied.origin(&own_place(&self.document, &place.pointer));
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

/// Looks up where `places` are in `source`, which is read once.
pub(crate) fn locate_in<'p>(source: &Source, places: impl Iterator<Item = &'p mut Place>) {
    let places: Vec<&mut Place> = places.collect();
    let pointers: Vec<&Pointer> = places.iter().map(|place| &place.pointer).collect();
    let found = source.places(&pointers);
    for (place, found) in places.into_iter().zip(found) {
        place.source = found.file;
        place.pointer = found.pointer;
        place.location = found.location;
    }
}
