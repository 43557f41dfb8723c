//! The vendor extensions of a document, found before the document is rewritten.

use std::collections::HashMap;

use serde_json::Value;

use crate::ir::{Api, Extensions, TypeKind};
use crate::pointer::Pointer;

/// The extensions of every object of a document that has some, by the place of the object.
pub(crate) fn list(document: &Value) -> HashMap<Pointer, Extensions> {
    let mut found = HashMap::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

fn collect<'v>(value: &'v Value, way: &mut Vec<Step<'v>>, found: &mut HashMap<Pointer, Extensions>) {
    match value {
        Value::Object(members) => {
            let own = members.iter().filter(|(name, _)| name.starts_with("x-"));
            let own = Extensions(own.map(|(name, value)| (name.clone(), value.to_string())).collect());
            if !own.0.is_empty() {
                found.insert(pointer(way), own);
            }
            for (name, member) in members.iter().filter(|(_, member)| member.is_object() || member.is_array()) {
                way.push(Step::Member(name));
                collect(member, way, found);
                way.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                way.push(Step::Index(index));
                collect(item, way, found);
                way.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Index(usize),
}

fn pointer(way: &[Step<'_>]) -> Pointer {
    way.iter().fold(Pointer::root(), |at, step| match step {
        Step::Member(name) => at.child(name),
        Step::Index(index) => at.index(*index),
    })
}

/// Gives types, fields, operations and parameters the extensions of the places that they are made from.
pub(crate) fn attach(api: &mut Api, found: &HashMap<Pointer, Extensions>, place_of: impl Fn(&Pointer) -> Pointer) {
    if found.is_empty() {
        return;
    }
    let of = |at: &Pointer| found.get(&place_of(at)).cloned().unwrap_or_default();
    for def in &mut api.types {
        def.extensions = of(&def.pointer);
        if let TypeKind::Object(object) = &mut def.kind {
            object.fields.iter_mut().for_each(|field| field.extensions = of(&field.pointer));
        }
    }
    for operation in &mut api.operations {
        operation.extensions = of(&operation.pointer);
        operation.parameters.iter_mut().for_each(|parameter| parameter.extensions = of(&parameter.pointer));
    }
}
