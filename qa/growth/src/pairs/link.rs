//! The references of a document.

use std::collections::HashMap;

use openapi_bindgen::Pointer;
use serde_json::Value;

/// The most targets of one name.
const MOST_TARGETS: usize = 3;

/// The place of a text that refers to another place.
pub(super) struct Link {
    pub(super) from: Pointer,
    pub(super) to: Pointer,
}

/// Returns the references of a document: those of `$ref`, and the names that are a name elsewhere, such as those of
/// security schemes, tags, required properties and parameters of a path.
pub(super) fn links(document: &Value) -> Vec<Link> {
    let mut names: HashMap<&str, Vec<Pointer>> = HashMap::new();
    let mut texts: Vec<(Pointer, &str)> = Vec::new();
    let mut open = vec![(Pointer::root(), document)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().enumerate().map(|(index, item)| (at.index(index), item))),
            Value::Object(members) => {
                for (name, member) in members {
                    names.entry(name).or_default().push(at.child(name));
                    open.push((at.child(name), member));
                }
            }
            Value::String(text) => texts.push((at, text)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let targets = |text: &str| -> Vec<Pointer> {
        match text.strip_prefix('#') {
            Some(place) => {
                let place = Pointer::parse(place).ok();
                place.filter(|place| document.pointer(place.as_str()).is_some()).into_iter().collect()
            }
            None => names.get(text).into_iter().flatten().take(MOST_TARGETS).cloned().collect(),
        }
    };
    let of_text = |(from, text): (Pointer, &str)| {
        targets(text).into_iter().map(move |to| Link { from: from.clone(), to }).collect::<Vec<_>>()
    };
    texts.into_iter().flat_map(of_text).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_and_names_are_targets() {
        let document = json!({
            "a": { "$ref": "#/b~1c" }, "b/c": { "required": ["d"], "properties": { "d": 1 } }, "none": "#/none/e", "other": "x",
        });
        let mut found: Vec<String> =
            links(&document).into_iter().map(|Link { from, to }| format!("{from} -> {to}")).collect();
        found.sort();
        assert_eq!(found, ["/a/$ref -> /b~1c", "/b~1c/required/0 -> /b~1c/properties/d"]);
    }
}
