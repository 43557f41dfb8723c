//! Shrinks the document of a fault.

use openapi_bindgen::Pointer;
use serde_json::Value;

/// The number of smaller documents that are tried together.
const TOGETHER: usize = 16;

/// Removes parts of a document while `is_same` still finds the fault in the rest.
///
/// It calls `is_same` at most `most` times. Each call checks several documents, and returns which of them have the
/// fault.
pub(crate) fn shrink<E>(
    document: Value,
    most: usize,
    mut is_same: impl FnMut(&[Value]) -> Result<Vec<bool>, E>,
) -> Result<Value, E> {
    let mut smallest = document;
    let mut asked = 0;
    // Tries the largest parts first, and repeats this until nothing more can be removed.
    let mut next = 0;
    let mut has_changed = false;
    while asked < most {
        let places = places(&smallest);
        if next >= places.len() {
            if !has_changed {
                break;
            }
            (next, has_changed) = (0, false);
            continue;
        }
        let end = places.len().min(next + TOGETHER);
        let candidates: Vec<Value> = places[next..end].iter().map(|place| without(&smallest, place)).collect();
        asked += 1;
        let found = is_same(&candidates)?;
        let best = candidates
            .into_iter()
            .zip(found)
            .enumerate()
            .filter(|(_, (_, is_same))| *is_same)
            .min_by_key(|(_, (candidate, _))| size(candidate));
        if let Some((index, (candidate, _))) = best {
            smallest = candidate;
            has_changed = true;
            next += index;
        } else {
            next = end;
        }
    }
    Ok(smallest)
}

fn size(value: &Value) -> usize {
    value.to_string().len()
}

/// Returns the pointers to the removable parts, the largest first.
fn places(document: &Value) -> Vec<Pointer> {
    let mut places = Vec::new();
    collect(document, &Pointer::root(), &mut places);
    places.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    places.into_iter().map(|(_, place)| place).collect()
}

fn collect(value: &Value, at: &Pointer, places: &mut Vec<(usize, Pointer)>) {
    let children: Vec<(Pointer, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (at.child(name), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (at.index(index), value)).collect(),
        _ => return,
    };
    for (pointer, child) in children {
        collect(child, &pointer, places);
        places.push((size(child), pointer));
    }
}

fn without(document: &Value, place: &Pointer) -> Value {
    let mut document = document.clone();
    let Some((parent, last)) = place.as_str().rsplit_once('/') else { return document };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&last.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>() {
                items.remove(index);
            }
        }
        _ => {}
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_without_effect_on_the_fault_are_removed() {
        let document = json!({ "a": [1, { "b": "fault", "c": 2 }, 3], "d/e": { "f": null } });
        let has_fault = |candidates: &[Value]| -> Result<Vec<bool>, ()> {
            Ok(candidates.iter().map(|candidate| candidate.to_string().contains("fault")).collect())
        };
        assert_eq!(shrink(document.clone(), 100, has_fault).unwrap(), json!({ "a": [{ "b": "fault" }] }));
        assert_eq!(shrink(document.clone(), 0, has_fault).unwrap(), document);
    }
}
