use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Creates a choice between the distinct schemas, and records their original places. `at` is the
/// place of the choice, and `from` the original place.
pub(super) fn one_of(schemas: Vec<(Value, Pointer)>, (at, from): (&Pointer, &Pointer), report: &mut Report) -> Value {
    let mut different: IndexMap<Value, Pointer> = IndexMap::new();
    for (schema, original) in schemas {
        different.entry(schema).or_insert(original);
    }
    if different.len() < 2 {
        let (only, original) = different.pop().unwrap_or_else(|| (json!({}), from.clone()));
        report.record_move(at.clone(), original);
        return only;
    }
    report.record_move(at.clone(), from.clone());
    let mut branches = Vec::with_capacity(different.len());
    for (index, (schema, original)) in different.into_iter().enumerate() {
        report.record_move(at.child("anyOf").index(index), original);
        branches.push(schema);
    }
    json!({ "anyOf": branches })
}
