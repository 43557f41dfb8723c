//! The properties of schemas.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    parts::{Kind, Part, What},
    tree::{Node, follow},
};

/// Returns the properties of these schemas and of all their subschemas, each once.
pub(super) fn properties(document: &Value, schemas: Vec<Node<'_>>) -> Vec<Part> {
    let mut walk = Walk { document, seen: HashSet::new(), parts: Vec::new() };
    for schema in schemas {
        walk.schema(&schema, &[]);
    }
    walk.parts
}

struct Walk<'d> {
    document: &'d Value,
    seen: HashSet<String>,
    parts: Vec<Part>,
}

impl<'d> Walk<'d> {
    /// Visits a schema; `owners` are the schemas that it is a part of, the innermost first.
    fn schema(&mut self, used: &Node<'d>, owners: &[String]) {
        let Some(schema) = follow(self.document, used) else { return };
        if !self.seen.insert(schema.at.clone()) || schema.object().is_none() {
            return;
        }
        // The target of a reference has a type of its own.
        let outer = if schema.at == used.at { owners } else { &[] };
        let owners: Vec<String> = [schema.at.clone()].into_iter().chain(outer.iter().cloned()).collect();
        let properties = schema.members("properties");
        for (name, property) in &properties {
            self.property(&owners, name, property, &properties);
            self.schema(property, &[]);
        }
        for group in ["allOf", "oneOf", "anyOf"] {
            for (_, branch) in schema.members(group) {
                self.schema(&branch, &owners);
            }
        }
        for holder in ["items", "additionalProperties", "contentSchema", "unevaluatedProperties"] {
            schema.child(holder).into_iter().for_each(|inner| self.schema(&inner, &[]));
        }
        for group in ["prefixItems", "patternProperties"] {
            schema.members(group).iter().for_each(|(_, inner)| self.schema(inner, &[]));
        }
    }

    fn property(&mut self, owners: &[String], name: &str, property: &Node<'d>, all: &[(String, Node<'d>)]) {
        let declared = follow(self.document, property);
        // A property that is never present needs no field.
        if declared.is_some_and(|declared| declared.value == &Value::Bool(false)) {
            return;
        }
        let has_no_side = |(_, property): &&(String, Node<'_>)| {
            ["readOnly", "writeOnly"].iter().all(|side| property.value.get(side) != Some(&Value::Bool(true)))
        };
        let beside = all.iter().filter(has_no_side).map(|(name, _)| name.clone()).collect();
        let what = What::Property { owners: owners.to_vec(), name: name.to_owned(), beside };
        self.parts.push(Part { kind: Kind::Property, places: vec![property.at.clone()], what });
    }
}
