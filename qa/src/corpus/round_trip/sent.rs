//! The components that a client sends. An optional property in them can be null as well as absent,
//! so null must be preserved.

use std::collections::HashSet;

use serde_json::Value;

use crate::values::{Schemas, component_name};

/// Returns the names of the components that a request body, a parameter or the response of a
/// webhook refers to, directly or indirectly. A component in an `allOf` contributes its properties
/// to the whole, and is not sent itself.
pub(super) fn components(schemas: &Schemas) -> HashSet<String> {
    let mut walk = Walk { schemas, visited: HashSet::new(), found: HashSet::new() };
    for item in members(&schemas.document()["paths"]) {
        walk.visit(&item["parameters"]);
        for operation in members(item) {
            walk.visit(&operation["requestBody"]);
            walk.visit(&operation["parameters"]);
        }
    }
    let webhooks = ["webhooks", "x-webhooks"].map(|member| members(&schemas.document()[member]));
    for operation in webhooks.into_iter().flatten().flat_map(members) {
        walk.visit(&operation["responses"]);
    }
    walk.found
}

fn members(object: &Value) -> impl Iterator<Item = &Value> {
    object.as_object().into_iter().flat_map(|members| members.values())
}

struct Walk<'s> {
    schemas: &'s Schemas,
    /// The references whose targets have been visited.
    visited: HashSet<&'s str>,
    found: HashSet<String>,
}

impl<'s> Walk<'s> {
    fn visit(&mut self, value: &'s Value) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), member) {
                        ("$ref", Value::String(reference)) => {
                            self.found.extend(component_name(reference));
                            self.follow(reference);
                        }
                        ("allOf", Value::Array(parts)) if parts.len() > 1 || members.contains_key("properties") => {
                            for part in parts {
                                self.part(part);
                            }
                        }
                        ("example" | "examples", _) => {}
                        _ => self.visit(member),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.visit(item)),
            _ => {}
        }
    }

    fn part(&mut self, part: &'s Value) {
        match part.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.follow(reference),
            None => self.visit(part),
        }
    }

    fn follow(&mut self, reference: &'s str) {
        if self.visited.insert(reference)
            && let Some(target) = self.schemas.resolve(reference)
        {
            self.visit(target);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_of_bodies_and_webhook_responses_are_sent_and_those_of_responses_are_not() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let found = components(&Schemas::new(json!({
            "openapi": "3.1.0",
            "paths": { "/a": { "post": {
                "requestBody": { "content": { "application/json": { "schema": reference("A") } } },
                "responses": { "200": { "content": { "application/json": { "schema": reference("C") } } } }
            } } },
            "webhooks": { "done": { "post": {
                "requestBody": { "content": { "application/json": { "schema": reference("C") } } },
                "responses": { "200": { "content": { "application/json": { "schema": reference("E") } } } }
            } } },
            "components": { "schemas": {
                "A": { "items": reference("B") },
                "B": { "allOf": [reference("Part"), { "properties": { "a": reference("A") } }] },
                "C": {},
                "Part": { "properties": { "d": reference("D") } },
                "D": {},
                "E": {}
            } }
        })));
        assert_eq!(found, ["A", "B", "D", "E"].map(str::to_owned).into());
    }
}
