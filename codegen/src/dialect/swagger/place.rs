use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::Value;

use super::{GROUPS, is_swagger};
use crate::pointer::Pointer;

/// Finds the places in a Swagger document of places in OpenAPI.
#[derive(Debug, Default)]
pub(crate) struct OwnPlaces {
    /// The fields of each list of form parameters, by name.
    fields: RefCell<HashMap<Pointer, HashMap<String, Pointer>>>,
    /// The body of each operation.
    bodies: RefCell<HashMap<Pointer, Option<Pointer>>>,
}

impl OwnPlaces {
    /// Returns the place in a Swagger document for `pointer` in OpenAPI: the body parameter for a
    /// request body, `/definitions` for `/components/schemas`. In a document of another version,
    /// returns `pointer` itself.
    pub(crate) fn find(&self, document: &Value, pointer: &Pointer) -> Pointer {
        if !is_swagger(document) {
            return pointer.clone();
        }
        let mut at = Pointer::root();
        let mut segments = pointer.segments();
        while let Some(segment) = segments.next() {
            let here = document.pointer(at.as_str());
            let child = at.child(&segment);
            if document.pointer(child.as_str()).is_some() {
                at = child;
                continue;
            }
            match (segment.as_ref(), here) {
                ("components", _) if at.is_root() => {
                    let group = segments.next().unwrap_or(Cow::Borrowed(""));
                    let own = GROUPS.iter().find(|(name, _)| *name == group).map(|(_, own)| at.child(own));
                    at = own.unwrap_or_else(|| child.child(&group));
                }
                ("servers", _) if at.is_root() => {
                    let own = ["host", "basePath"].into_iter().find(|name| document.get(*name).is_some());
                    return own.map_or(at.clone(), |name| at.child(name));
                }
                ("requestBody", Some(_)) => at = self.body(document, &at).unwrap_or(child),
                ("content", Some(_)) => {
                    segments.next();
                }
                // A parameter, a header and a list of form parameters contain their schemas' keywords.
                ("schema", Some(_)) => {}
                ("properties", Some(Value::Array(fields))) => {
                    let name = segments.next().unwrap_or(Cow::Borrowed(""));
                    let field = self.field(document, &at, fields.len(), &name);
                    at = field.unwrap_or_else(|| child.child(&name));
                }
                _ => at = child,
            }
        }
        at
    }

    /// Returns the form parameter with this name of the list at `list`, which has `count` parameters.
    fn field(&self, document: &Value, list: &Pointer, count: usize, name: &str) -> Option<Pointer> {
        let mut known = self.fields.borrow_mut();
        let fields = known.entry(list.clone()).or_insert_with(|| {
            let mut fields = HashMap::new();
            for place in (0..count).map(|index| follow_reference(document, list.index(index))) {
                let own = document.pointer(place.as_str()).and_then(|field| field.get("name")?.as_str());
                if let Some(own) = own {
                    fields.entry(own.to_owned()).or_insert(place);
                }
            }
            fields
        });
        fields.get(name).cloned()
    }

    fn body(&self, document: &Value, operation: &Pointer) -> Option<Pointer> {
        let mut known = self.bodies.borrow_mut();
        known.entry(operation.clone()).or_insert_with(|| body_of(document, operation)).clone()
    }
}

/// Returns the body parameter of an operation, or the list of its form parameters.
fn body_of(document: &Value, operation: &Pointer) -> Option<Pointer> {
    let of_path = operation.split_last().map(|(path, _)| path.child("parameters"));
    let lists = || std::iter::once(operation.child("parameters")).chain(of_path.clone());
    let of_kind = |list: &Pointer, kind: &str| {
        let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(|index| follow_reference(document, list.index(index))).find(|place| {
            document.pointer(place.as_str()).and_then(|given| given.get("in")).is_some_and(|own| *own == *kind)
        })
    };
    let whole = lists().find_map(|list| of_kind(&list, "body"));
    whole.or_else(|| lists().find(|list| of_kind(list, "formData").is_some()))
}

/// Returns the component that a parameter references, or else the parameter.
fn follow_reference(document: &Value, place: Pointer) -> Pointer {
    let reference = document.pointer(place.as_str()).and_then(|given| given.get("$ref")?.as_str());
    let target = reference.and_then(Pointer::from_reference);
    target.filter(|target| document.pointer(target.as_str()).is_some()).unwrap_or(place)
}
