use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Conversion, is_of_body};
use crate::dialect::{METHODS, members};
use crate::pointer::Pointer;

/// A parameter with its references followed.
#[derive(Clone)]
pub(super) struct Found<'d> {
    pub given: &'d Value,
    /// Its place.
    pub place: Pointer,
    /// Its place in the list of parameters.
    listed_at: Pointer,
}

impl<'d> Found<'d> {
    /// Returns what identifies a parameter: its name and its place in a request.
    fn identity(&self) -> [Option<&'d Value>; 2] {
        ["name", "in"].map(|member| self.given.get(member))
    }
}

impl<'d> Conversion<'d, '_> {
    pub(super) fn paths(&mut self, given: &'d Value, at: &Pointer) -> Value {
        let Some(given) = given.as_object() else { return given.clone() };
        let mut paths = Map::new();
        for (path, item) in given {
            let item = if path.starts_with("x-") { item.clone() } else { self.path_item(item, &at.child(path)) };
            paths.insert(path.clone(), item);
        }
        Value::Object(paths)
    }

    fn path_item(&mut self, given: &'d Value, at: &Pointer) -> Value {
        let Some(given) = given.as_object() else { return given.clone() };
        let mut item = Map::new();
        let mut of_bodies = Vec::new();
        if let Some(list) = given.get("parameters") {
            let (list, bodies) = self.parameters(list, &at.child("parameters"));
            item.insert("parameters".to_owned(), list);
            of_bodies = bodies;
        }
        for (name, member) in given.iter().filter(|(name, _)| *name != "parameters") {
            let member = if METHODS.contains(&name.as_str()) {
                self.operation(member, &at.child(name), &of_bodies)
            } else {
                member.clone()
            };
            item.insert(name.clone(), member);
        }
        Value::Object(item)
    }

    /// Converts an operation. `of_path` are the body and form parameters of its path.
    fn operation(&mut self, given: &'d Value, at: &Pointer, of_path: &[Found<'d>]) -> Value {
        if !given.is_object() {
            return given.clone();
        }
        let mut operation = Map::new();
        let mut bodies: Vec<Found<'d>> = Vec::new();
        for (name, member) in members(Some(given)) {
            match name.as_str() {
                "parameters" => {
                    let list;
                    (list, bodies) = self.parameters(member, &at.child(name));
                    operation.insert(name.clone(), list);
                }
                "responses" => {
                    operation.insert(name.clone(), self.responses(member, given, at));
                }
                "schemes" => {
                    if let Some(servers) = self.servers_of_operation(member, at) {
                        operation.insert("servers".to_owned(), servers);
                    }
                }
                "consumes" | "produces" => {}
                _ => {
                    operation.insert(name.clone(), member.clone());
                }
            }
        }
        let is_whole = |found: &Found<'_>| found.given.get("in").is_some_and(|place| place == "body");
        let has_whole = bodies.iter().any(is_whole);
        let own: HashSet<_> = bodies.iter().map(Found::identity).collect();
        // A body replaces the body parameters of the path. Form fields are merged with them.
        let is_inherited = |shared: &&Found<'d>| {
            let is_field = !has_whole && !is_whole(shared) && !own.contains(&shared.identity());
            bodies.is_empty() || is_field
        };
        let inherited: Vec<Found<'d>> = of_path.iter().filter(is_inherited).cloned().collect();
        bodies.splice(0..0, inherited);
        let consumes = self.media_types("consumes", Some((given, at)));
        if let Some(body) = self.request_body(&bodies, &consumes, at) {
            operation.insert("requestBody".to_owned(), body);
        }
        Value::Object(operation)
    }

    /// Splits a list of parameters into those outside and those of the body.
    fn parameters(&mut self, given: &'d Value, at: &Pointer) -> (Value, Vec<Found<'d>>) {
        let Some(items) = given.as_array() else { return (given.clone(), Vec::new()) };
        let mut list = Vec::new();
        let mut bodies = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let listed_at = at.index(index);
            let Some((given, place)) = self.follow_reference(item, &listed_at) else { continue };
            let found = Found { given, place, listed_at };
            if is_of_body(given) {
                bodies.push(found);
                continue;
            }
            let converted_at = at.index(list.len());
            list.push(self.listed(&found, &converted_at));
        }
        (Value::Array(list), bodies)
    }

    /// Converts a parameter in a list, which may reference a component.
    fn listed(&mut self, found: &Found<'_>, converted_at: &Pointer) -> Value {
        let component = found.place.strip_prefix(&Pointer::root().child("parameters"));
        if let Some(name) = component.filter(|name| name.segments().count() == 1) {
            self.moves.push((converted_at.clone(), found.listed_at.clone()));
            return json!({ "$ref": format!("#/components/parameters{name}") });
        }
        if found.place != found.listed_at && !self.report.may_copy(found.given, &found.listed_at) {
            return Value::Null;
        }
        let converted = self.parameter(found.given, &found.place, converted_at);
        self.moves.push((converted_at.clone(), found.place.clone()));
        converted
    }

    fn responses(&mut self, given: &'d Value, operation: &'d Value, at: &Pointer) -> Value {
        let Some(given) = given.as_object() else { return given.clone() };
        let produces = self.media_types("produces", Some((operation, at)));
        let is_of_document = produces == self.media_types("produces", None);
        let at = at.child("responses");
        let mut responses = Map::new();
        for (status, response) in given {
            let here = at.child(status);
            if status.starts_with("x-") {
                responses.insert(status.clone(), response.clone());
                continue;
            }
            let Some((target, place)) = self.follow_reference(response, &here) else {
                responses.insert(status.clone(), json!({ "description": "" }));
                continue;
            };
            let component = place.strip_prefix(&Pointer::root().child("responses"));
            let component = component.filter(|name| is_of_document && name.segments().count() == 1);
            let converted = if let Some(name) = component {
                json!({ "$ref": format!("#/components/responses{name}") })
            } else {
                if place != here {
                    if !self.report.may_copy(target, &here) {
                        break;
                    }
                    self.moves.push((here.clone(), place.clone()));
                }
                self.response(target, &place, &here, &produces, status.starts_with('2'))
            };
            responses.insert(status.clone(), converted);
            if self.report.budget().is_spent() {
                break;
            }
        }
        Value::Object(responses)
    }
}
