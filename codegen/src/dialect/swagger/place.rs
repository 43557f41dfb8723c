use std::borrow::Cow;

use serde_json::Value;

use super::{GROUPS, is_swagger};
use crate::pointer::Pointer;

/// Returns the place in a Swagger document for `pointer` in OpenAPI: the body parameter for a
/// request body, `/definitions` for `/components/schemas`. In a document of another version,
/// returns `pointer` itself.
pub(crate) fn own_place(document: &Value, pointer: &Pointer) -> Pointer {
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
            ("requestBody", Some(_)) => at = body_of(document, &at).unwrap_or(child),
            ("content", Some(_)) => {
                segments.next();
            }
            // A parameter, a header and a list of form parameters contain their schemas' keywords.
            ("schema", Some(_)) => {}
            ("properties", Some(Value::Array(fields))) => {
                let name = segments.next().unwrap_or(Cow::Borrowed(""));
                let places = (0..fields.len()).map(|index| follow_reference(document, at.index(index)));
                let field = places.into_iter().find(|place| {
                    document
                        .pointer(place.as_str())
                        .and_then(|field| field.get("name"))
                        .is_some_and(|own| *own == *name)
                });
                at = field.unwrap_or_else(|| child.child(&name));
            }
            _ => at = child,
        }
    }
    at
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
