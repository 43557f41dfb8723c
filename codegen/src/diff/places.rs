use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Write};
use std::rc::Rc;

use serde_json::Value;

use crate::diagnostic::Origin;
use crate::dialect::OwnPlaces;
use crate::ir::{Api, ParameterLocation, Untyped, WireName};
use crate::overlay::Applied;
use crate::pointer::Pointer;
use crate::source::Source;

use super::{Place, Version};

/// The number of references that are followed before the chain counts as a loop.
const MOST_REFERENCES: usize = 32;

/// The number of characters up to which a value is quoted.
const LONGEST_QUOTE: usize = 90;

/// Finds places in one version of a document.
pub(crate) struct Places<'a> {
    version: &'a Version,
    document: Value,
    applied: Applied,
    /// The members of each schema, list of values, of parameters, of security requirements, of headers and of servers that
    /// was asked for.
    members: RefCell<HashMap<Pointer, Members>>,
    /// The keywords of each schema that was asked for one.
    keywords: RefCell<HashMap<Pointer, Rc<Keywords>>>,
    swagger: OwnPlaces,
    /// The reasons why values have no type, by their places.
    untyped: HashMap<&'a Pointer, &'a str>,
}

/// The place of each member, by its key: the name of a property, a value, the place and name of a parameter, or the
/// name of a security scheme.
type Members = HashMap<String, Pointer>;

/// The schemas that a schema consists of and that have each keyword.
type Keywords = HashMap<String, Vec<Rc<Pointer>>>;

impl<'a> Places<'a> {
    pub(crate) fn new(version: &'a Version) -> Self {
        let (document, applied) = version.effective();
        let mut untyped = HashMap::new();
        for Untyped { pointer, reason, .. } in &version.api.untyped {
            untyped.entry(pointer).or_insert(reason.as_str());
        }
        Self {
            version,
            document,
            applied,
            members: RefCell::default(),
            keywords: RefCell::default(),
            swagger: OwnPlaces::default(),
            untyped,
        }
    }

    /// Returns the property of `schema`, including through `allOf` and references, or else the
    /// schema itself.
    pub(crate) fn property(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        let found = self.member(schema, wire.as_str(), |members| {
            for at in self.parts(schema) {
                let properties = self.get(&at).and_then(|value| value.get("properties")?.as_object());
                let at = at.child("properties");
                for name in properties.into_iter().flat_map(|properties| properties.keys()) {
                    members.entry(name.clone()).or_insert_with(|| at.child(name));
                }
            }
        });
        found.unwrap_or_else(|| schema.clone())
    }

    /// Returns the header of a response, in any spelling of its name.
    pub(crate) fn header(&self, response: &Pointer, wire: &WireName) -> Option<Pointer> {
        let headers = response.child("headers");
        self.member(&headers, &wire.as_str().to_ascii_lowercase(), |members| {
            for name in self.get(&headers).and_then(Value::as_object).into_iter().flat_map(|all| all.keys()) {
                members.entry(name.to_ascii_lowercase()).or_insert_with(|| headers.child(name));
            }
        })
    }

    /// Returns the first server with this URL, or else the servers as a whole.
    pub(crate) fn server(&self, url: &str) -> Pointer {
        self.of_servers(&format!("url {url}"))
    }

    /// Returns the variable of the first server that has it, or else the servers as a whole.
    pub(crate) fn server_variable(&self, wire: &WireName) -> Pointer {
        self.of_servers(&format!("variable {wire}"))
    }

    fn of_servers(&self, key: &str) -> Pointer {
        let servers = Pointer::root().child("servers");
        let found = self.member(&servers, key, |members| {
            for (index, server) in self.get(&servers).and_then(Value::as_array).into_iter().flatten().enumerate() {
                let at = servers.index(index);
                if let Some(url) = server.get("url").and_then(Value::as_str) {
                    members.entry(format!("url {url}")).or_insert_with(|| at.clone());
                }
                let variables = server.get("variables").and_then(Value::as_object);
                for name in variables.into_iter().flat_map(|variables| variables.keys()) {
                    members.entry(format!("variable {name}")).or_insert_with(|| at.child("variables").child(name));
                }
            }
        });
        found.unwrap_or(servers)
    }

    /// Returns the member `key` of what is at `at`. The first call for a place collects all of its members.
    fn member(&self, at: &Pointer, key: &str, collect: impl FnOnce(&mut Members)) -> Option<Pointer> {
        if !self.members.borrow().contains_key(at) {
            let mut members = Members::new();
            collect(&mut members);
            self.members.borrow_mut().insert(at.clone(), members);
        }
        self.members.borrow().get(at)?.get(key).cloned()
    }

    /// Returns the keyword of `schema`, including through references, `allOf` and unions, if
    /// `is_wanted` accepts its value.
    pub(crate) fn keyword(
        &self,
        schema: &Pointer,
        keyword: &str,
        is_wanted: impl Fn(&Value) -> bool,
    ) -> Option<Pointer> {
        let found = self.keywords(schema);
        let is_it = |at: &&Rc<Pointer>| self.get(at).and_then(|value| value.get(keyword)).is_some_and(&is_wanted);
        found.get(keyword)?.iter().find(is_it).map(|at| at.child(keyword))
    }

    /// Returns the first place of each text that is a value of the keyword of `schema`, including through references,
    /// `allOf` and unions.
    pub(crate) fn texts(&self, schema: &Pointer, keyword: &str) -> HashMap<&str, Pointer> {
        let mut texts = HashMap::new();
        for at in self.keywords(schema).get(keyword).into_iter().flatten() {
            if let Some(text) = self.get(at).and_then(|value| value.get(keyword)?.as_str()) {
                texts.entry(text).or_insert_with(|| at.child(keyword));
            }
        }
        texts
    }

    /// Returns the schemas that `schema` consists of, by the keywords that they have.
    fn keywords(&self, schema: &Pointer) -> Rc<Keywords> {
        if let Some(known) = self.keywords.borrow().get(schema) {
            return Rc::clone(known);
        }
        let mut keywords = Keywords::new();
        for at in self.parts(schema).map(Rc::new) {
            for name in self.get(&at).and_then(Value::as_object).into_iter().flat_map(|members| members.keys()) {
                keywords.entry(name.clone()).or_default().push(Rc::clone(&at));
            }
        }
        let keywords = Rc::new(keywords);
        self.keywords.borrow_mut().insert(schema.clone(), Rc::clone(&keywords));
        keywords
    }

    /// Returns `schema` and the schemas that it consists of. The siblings of a reference come before its target. No schema
    /// comes twice, since schemas can contain each other.
    fn parts(&self, schema: &Pointer) -> impl Iterator<Item = Pointer> {
        let mut seen: HashSet<Pointer> = HashSet::new();
        let mut open = vec![schema.clone()];
        std::iter::from_fn(move || {
            loop {
                let at = open.pop()?;
                if self.get(&at).is_none() || !seen.insert(at.clone()) {
                    continue;
                }
                let (target, value) = self.followed(&at);
                if target == at {
                    for keyword in ["anyOf", "oneOf", "allOf"] {
                        let branches = value.and_then(|value| value.get(keyword)?.as_array()).map_or(0, Vec::len);
                        open.extend((0..branches).rev().map(|index| at.child(keyword).index(index)));
                    }
                } else {
                    open.push(target);
                }
                return Some(at);
            }
        })
    }

    /// Returns the intermediate representation of the document.
    pub(crate) fn api(&self) -> &Api {
        &self.version.api
    }

    /// Returns the changes that the overlays made.
    pub(crate) fn applied(&self) -> &Applied {
        &self.applied
    }

    /// Returns the value in the `enum` of `schema`, or its constant, or else the schema itself.
    pub(crate) fn value(&self, schema: &Pointer, wire: &WireName) -> Pointer {
        let (at, schema_value) = self.followed(schema);
        let found = self.member(&at.child("enum"), wire.as_str(), |members| {
            for keyword in ["enum", "oneOf", "anyOf"] {
                let at = at.child(keyword);
                let listed = schema_value.and_then(|value| value.get(keyword)?.as_array());
                for (index, item) in listed.into_iter().flatten().enumerate() {
                    let value = if keyword == "enum" { Some(item) } else { item.get("const") };
                    let text = match value {
                        Some(Value::String(text)) => text.clone(),
                        Some(value) if value.is_i64() => value.to_string(),
                        _ => continue,
                    };
                    members.entry(text).or_insert_with(|| at.index(index));
                }
            }
        });
        found.unwrap_or_else(|| schema.clone())
    }

    /// Returns the parameter of the operation or of its path, or else the operation itself.
    pub(crate) fn parameter(&self, operation: &Pointer, wire: &WireName, place: ParameterLocation) -> Pointer {
        let place = match place {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
        };
        let of_path = operation.split_last().map(|(path, _)| path.child("parameters"));
        let key = |place: &str, name: &str| format!("{place} {name}");
        let found = std::iter::once(operation.child("parameters")).chain(of_path).find_map(|list| {
            self.member(&list, &key(place, wire.as_str()), |members| {
                let count = self.get(&list).and_then(Value::as_array).map_or(0, Vec::len);
                for (at, value) in (0..count).map(|index| self.followed(&list.index(index))) {
                    let text = |name: &str| value.and_then(|value| value.get(name)?.as_str());
                    if let (Some(place), Some(name)) = (text("in"), text("name")) {
                        members.entry(key(place, name)).or_insert(at);
                    }
                }
            })
        });
        found.unwrap_or_else(|| operation.clone())
    }

    /// Returns the first place that requires the security scheme `wire`.
    pub(crate) fn requirement(&self, wire: &WireName) -> Option<Pointer> {
        let of_document = Pointer::root().child("security");
        self.member(&of_document, wire.as_str(), |members| {
            let of_operations = self.api().operations.iter().map(|operation| operation.pointer.child("security"));
            let mut seen: HashSet<Pointer> = HashSet::new();
            for list in std::iter::once(of_document.clone()).chain(of_operations) {
                let alternatives = self.get(&list).and_then(Value::as_array).into_iter().flatten();
                // The operations of a shared path item have one list.
                if !seen.insert(list.clone()) {
                    continue;
                }
                for (index, alternative) in alternatives.enumerate() {
                    for name in alternative.as_object().into_iter().flat_map(|names| names.keys()) {
                        members.entry(name.clone()).or_insert_with(|| list.index(index).child(name));
                    }
                }
            }
        })
    }

    /// Returns the reason why the value at `at` is rendered as `Json`, if it is.
    pub(crate) fn untyped(&self, at: &Pointer) -> Option<&'a str> {
        self.untyped.get(at).copied()
    }

    /// Returns the response with the status `label`, or else the responses as a whole.
    pub(crate) fn response(&self, operation: &Pointer, label: &str) -> Pointer {
        let responses = operation.child("responses");
        let Some(all) = self.get(&responses).and_then(Value::as_object) else { return responses };
        let key = all.get_key_value(label).map(|(key, _)| key);
        let key = key.or_else(|| all.keys().find(|key| key.eq_ignore_ascii_case(label)));
        key.map_or_else(|| responses.clone(), |key| self.followed(&responses.child(key)).0)
    }

    /// Returns the value at `pointer` on one line, if it is short.
    pub(crate) fn quote(&self, pointer: &Pointer) -> Option<String> {
        short_text(self.get(pointer)?)
    }

    /// Returns the value at `pointer`.
    pub(crate) fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.document.pointer(self.swagger.find(&self.document, pointer).as_str())
    }

    /// Returns `pointer`, or its nearest parent that exists: the place where the document would
    /// have the value.
    pub(crate) fn nearest(&self, pointer: &Pointer) -> Pointer {
        let mut found = self.swagger.find(&self.document, pointer);
        while self.get(&found).is_none()
            && let Some((parent, _)) = found.split_last()
        {
            found = parent;
        }
        found
    }

    /// Follows the references from `pointer`, and returns the last target with its value.
    pub(crate) fn followed(&self, pointer: &Pointer) -> (Pointer, Option<&Value>) {
        let mut found = self.swagger.find(&self.document, pointer);
        for _ in 0..MOST_REFERENCES {
            let reference = self.get(&found).and_then(|value| value.get("$ref")).and_then(Value::as_str);
            match reference.and_then(Pointer::from_reference) {
                Some(target) if self.get(&target).is_some() => found = target,
                _ => break,
            }
        }
        let value = self.get(&found);
        (found, value)
    }

    /// Sets the locations of `places`. Reads each source at most once.
    pub(crate) fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let mut places: Vec<(Origin, &mut Place)> = places
            .map(|place| {
                let (origin, pointer) = self.applied.origin(&self.swagger.find(&self.document, &place.pointer));
                place.pointer = pointer;
                (origin, place)
            })
            .collect();
        let overlays = self.version.overlays.iter().enumerate();
        let sources = std::iter::once((Origin::Document, &self.version.document))
            .chain(overlays.map(|(index, source)| (Origin::Overlay(index), source)));
        for (origin, source) in sources {
            locate_in(
                source,
                places.iter_mut().filter(|(of_place, _)| *of_place == origin).map(|(_, place)| &mut **place),
            );
        }
    }
}

/// Sets the locations of `places` in `source`. Reads the source once.
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

/// Returns a value on one line, if it is short. Stops where it is not: many changes can have their place in one long list.
fn short_text(value: &Value) -> Option<String> {
    let mut text = Quote::default();
    write!(text, "{value}").ok()?;
    Some(text.0)
}

/// A text that accepts up to [`LONGEST_QUOTE`] characters.
#[derive(Default)]
struct Quote(String);

impl fmt::Write for Quote {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        // A character has up to four bytes.
        if more.len() > 4 * LONGEST_QUOTE {
            return Err(fmt::Error);
        }
        self.0.push_str(more);
        if self.0.chars().count() <= LONGEST_QUOTE { Ok(()) } else { Err(fmt::Error) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_short_value_is_quoted() {
        assert_eq!(short_text(&json!({ "type": "é" })).as_deref(), Some("{\"type\":\"é\"}"));
        assert_eq!(
            short_text(&json!("é".repeat(LONGEST_QUOTE - 2))).map(|text| text.chars().count()),
            Some(LONGEST_QUOTE)
        );
        assert_eq!(short_text(&json!("é".repeat(LONGEST_QUOTE - 1))), None);
        assert_eq!(short_text(&json!(vec![1; 1_000])), None);
    }
}
