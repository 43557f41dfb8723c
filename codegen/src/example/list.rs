//! The examples of all types of an API.

use std::collections::HashMap;

use serde_json::Value;

use super::{Examples, document::DocumentExamples, fit::Fit};
use crate::ir::{Api, Direction, TypeId, TypeKind};

/// The longest text of an example, in bytes. A longer one hides what matters in a test.
const LONGEST: usize = 4000;

/// The most values in the optional properties of an example.
const MOST_OPTIONAL: usize = 100;

/// The most values in one example.
const MOST_VALUES: usize = 2000;

/// The examples of the types, as JSON.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypeExamples {
    /// The examples in the order of the types.
    pub of_types: Vec<TypeExample>,
    /// The types without an example.
    pub without: Vec<TypeId>,
}

/// The example of one type.
#[derive(Clone, Debug)]
pub(crate) struct TypeExample {
    pub id: TypeId,
    pub json: String,
    /// True if the whole value is from the document.
    pub is_given: bool,
}

/// Finds or makes an example for each type of the API. Pointers in `api` are places in `document`.
pub(crate) fn list(api: &Api, document: &Value) -> TypeExamples {
    let given = DocumentExamples::collect(document);
    let mut made: HashMap<TypeId, Option<Value>> = HashMap::new();
    let mut examples = TypeExamples::default();
    for id in &api.order {
        let def = api.type_def(*id);
        if matches!(def.kind, TypeKind::Alias(_)) {
            continue;
        }
        let own = given.of(&def.pointer).into_iter().find_map(|value| short(&Fit::new(api).of_named(*id, value)?));
        let is_given = own.is_some();
        let json = own.or_else(|| {
            [MOST_OPTIONAL, 0].into_iter().find_map(|optional| {
                let of_document = Some(OfDocument { given: &given, made: &mut made, optional, left: MOST_VALUES });
                let value = Examples { api, direction: Direction::Both, open: Vec::new(), of_document }.of_named(*id);
                short(&Fit::new(api).of_named(*id, &value?)?)
            })
        });
        made.insert(*id, json.as_deref().and_then(|json| serde_json::from_str(json).ok()));
        if let Some(json) = json {
            examples.of_types.push(TypeExample { id: *id, json, is_given });
        } else {
            examples.without.push(*id);
        }
    }
    examples
}

/// What examples take from the document.
pub(super) struct OfDocument<'a> {
    pub given: &'a DocumentExamples<'a>,
    /// The examples of the types before.
    pub made: &'a mut HashMap<TypeId, Option<Value>>,
    /// The number of values that optional properties may still have.
    pub optional: usize,
    /// The number of values that the example may still have.
    pub left: usize,
}

/// Returns the number of values in a value.
pub(super) fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Returns the value as JSON, unless it is long.
fn short(value: &Value) -> Option<String> {
    let json = value.to_string();
    (json.len() <= LONGEST).then_some(json)
}
