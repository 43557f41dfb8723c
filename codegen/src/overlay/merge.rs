//! `update`: merges objects property by property, appends to arrays, and replaces everything else.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::edits::Edits;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::kind;
use crate::pointer::Pointer;

/// Merges `update`, at `from` in the overlay, into the value at `target` of the document.
///
/// An array is not extended by values that it already contains. So an overlay can be applied to its
/// own result, and an action that became redundant is recognized.
pub(super) fn merge(
    document: &mut Value,
    target: &Pointer,
    update: &Value,
    from: &Pointer,
    edits: &mut Edits<'_>,
) -> Result<(), Diagnostics> {
    // An earlier target of the same action may have replaced the value that contained this one.
    let Some(value) = document.pointer_mut(target.as_str()) else { return Ok(()) };
    match (value, update) {
        (Value::Object(object), Value::Object(update)) => merge_members(object, target, update, from, edits),
        (Value::Array(array), Value::Array(update)) => append_all(array, target, update, from, edits),
        (Value::Array(array), update) => append(array, target, update, from.clone(), edits),
        (value, update) if is_scalar(value) && is_scalar(update) => replace(value, target, update, from, edits),
        (value, update) => {
            return Err(Diagnostic::error(
                from,
                format!("`{target}` of the document is {}, and cannot be merged with {}", kind(value), kind(update)),
            )
            .help("select the object or the list that holds it")
            .into());
        }
    }
    Ok(())
}

fn merge_members(
    object: &mut Map<String, Value>,
    at: &Pointer,
    update: &Map<String, Value>,
    from: &Pointer,
    edits: &mut Edits<'_>,
) {
    for (key, new) in update {
        let (at, from) = (at.child(key), from.child(key));
        match (object.get_mut(key), new) {
            (Some(Value::Object(object)), Value::Object(new)) => merge_members(object, &at, new, &from, edits),
            (Some(Value::Array(array)), Value::Array(new)) => append_all(array, &at, new, &from, edits),
            (Some(value), new) => replace(value, &at, new, &from, edits),
            (None, new) => {
                object.insert(key.clone(), new.clone());
                edits.added(at, from);
            }
        }
    }
}

fn append_all(array: &mut Vec<Value>, at: &Pointer, new: &[Value], from: &Pointer, edits: &mut Edits<'_>) {
    let known: HashSet<&Value> = array.iter().collect();
    let mut added = HashSet::new();
    let elements = new.iter().enumerate().filter(|(_, element)| !known.contains(element) && added.insert(*element));
    let elements: Vec<_> = elements.collect();
    for (index, element) in elements {
        edits.added(at.index(array.len()), from.index(index));
        array.push(element.clone());
    }
}

fn append(array: &mut Vec<Value>, at: &Pointer, element: &Value, from: Pointer, edits: &mut Edits<'_>) {
    if !array.contains(element) {
        edits.added(at.index(array.len()), from);
        array.push(element.clone());
    }
}

fn replace(value: &mut Value, at: &Pointer, new: &Value, from: &Pointer, edits: &mut Edits<'_>) {
    if value != new {
        value.clone_from(new);
        edits.added(at.clone(), from.clone());
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}
