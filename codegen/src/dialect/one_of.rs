use serde_json::{Value, json};

use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// Creates a choice between the distinct schemas, and records their original places. `at` is the
/// place of the choice, and `from` the original place.
pub(super) fn one_of(schemas: Vec<(Value, Pointer)>, (at, from): (&Pointer, &Pointer), report: &mut Report) -> Value {
    let mut different: Vec<(Value, Pointer)> = Vec::new();
    for (schema, stood) in schemas {
        if different.iter().all(|(known, _)| *known != schema) {
            different.push((schema, stood));
        }
    }
    if different.len() < 2 {
        let (only, stood) = different.pop().unwrap_or_else(|| (json!({}), from.clone()));
        report.stands_at(at.clone(), stood);
        return only;
    }
    report.stands_at(at.clone(), from.clone());
    let mut branches = Vec::with_capacity(different.len());
    for (index, (schema, stood)) in different.into_iter().enumerate() {
        report.stands_at(at.child("anyOf").index(index), stood);
        branches.push(schema);
    }
    json!({ "anyOf": branches })
}
