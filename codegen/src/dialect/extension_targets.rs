//! Parameters, headers, request bodies and responses in extensions, to which references point: `#/x-shared/Limit`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{is_in, members, walk};
use crate::diagnostic::Report;
use crate::pointer::Pointer;

/// The maximum number of extensions on the path of a reference.
const MOST_ROUNDS: usize = 10;

/// The components that were made of targets, by the section and the reference.
type Made = HashMap<(&'static str, String), String>;

/// Makes a component of each target in an extension, so that references to it are followed. References to schemas are
/// followed wherever they point.
pub(super) fn hoist(document: &mut Value, report: &mut Report) {
    let extensions = extensions(document);
    if members(Some(&extensions)).next().is_none() {
        return;
    }
    let mut made = Made::new();
    let mut taken: HashSet<(&'static str, String)> = HashSet::new();
    // The next number after each name, before which all are taken.
    let mut numbers: HashMap<(&'static str, String), usize> = HashMap::new();
    for section in ["headers", "parameters", "requestBodies", "responses"] {
        let components = document.get("components").and_then(|components| components.get(section));
        taken.extend(members(components).map(|(name, _)| (section, name.clone())));
    }
    for _ in 0..MOST_ROUNDS {
        let mut found: Vec<(&'static str, String, Value, Pointer)> = Vec::new();
        let mut look = |value: &mut Value, section: &'static str| {
            let Some(reference) = value.get("$ref").and_then(Value::as_str).map(str::to_owned) else { return };
            let Some(place) = Pointer::from_reference(&reference) else { return };
            let Some(target) = extensions.pointer(place.as_str()).filter(|target| target.is_object()) else { return };
            let name = made.entry((section, reference)).or_insert_with(|| {
                let own = place.split_last().map(|(_, name)| name.into_owned()).unwrap_or_default();
                let mut name = own.clone();
                while !taken.insert((section, name.clone())) {
                    let next = numbers.entry((section, own.clone())).or_insert(taken.len());
                    name = format!("{own} {next}");
                    *next += 1;
                }
                if report.may_copy(target, &place) {
                    found.push((section, name.clone(), target.clone(), place));
                }
                name
            });
            value["$ref"] = Value::from(format!("#/components/{section}/{name}"));
        };
        walk::parameters(document, &mut |value, at| {
            look(value, if is_in(at, "headers") { "headers" } else { "parameters" });
        });
        walk::contents(document, &mut |value, at| {
            let is_body = at.as_str().ends_with("/requestBody") || is_in(at, "requestBodies");
            look(value, if is_body { "requestBodies" } else { "responses" });
        });
        if found.is_empty() {
            return;
        }
        for (section, name, target, place) in found {
            let at = Pointer::root().child("components").child(section);
            let components =
                document.as_object_mut().map(|members| members.entry("components").or_insert_with(|| json!({})));
            let Some(components) = components.and_then(Value::as_object_mut) else { return };
            let Some(section) = components.entry(section).or_insert_with(|| json!({})).as_object_mut() else { return };
            report.record_move(at.child(&name), place);
            section.insert(name, target);
        }
    }
}

/// Returns the extensions of the document and of its components, at their places.
fn extensions(document: &Value) -> Value {
    let of = |object: Option<&Value>| -> Map<String, Value> {
        let all = members(object).filter(|(name, _)| name.starts_with("x-"));
        all.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let mut all = of(Some(document));
    let of_components = of(document.get("components"));
    if !of_components.is_empty() {
        all.insert("components".to_owned(), Value::Object(of_components));
    }
    Value::Object(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_in_extensions_become_components() {
        let mut document = json!({
            "x-p": { "Limit": { "name": "limit", "in": "query" } },
            "x-r": { "Ok": { "headers": { "X-A": { "$ref": "#/components/x-h/A" } } } },
            "components": { "x-h": { "A": { "schema": { "type": "string" } } } },
            "paths": { "/a": { "get": {
                "parameters": [{ "$ref": "#/x-p/Limit" }, { "$ref": "#/x-p/Missing" }],
                "responses": { "200": { "$ref": "#/x-r/Ok" } },
            }, "put": { "parameters": [{ "$ref": "#/x-p/Limit" }] } } },
        });
        hoist(&mut document, &mut Report::default());
        let follow = |reference: &Value| {
            let place = Pointer::from_reference(reference["$ref"].as_str().unwrap()).unwrap();
            document.pointer(place.as_str()).cloned()
        };
        let of_path = &document["paths"]["/a"];
        assert_eq!(follow(&of_path["get"]["parameters"][0]), Some(document["x-p"]["Limit"].clone()));
        assert_eq!(of_path["put"]["parameters"][0], of_path["get"]["parameters"][0]);
        assert_eq!(of_path["get"]["parameters"][1], json!({ "$ref": "#/x-p/Missing" }));
        let response = follow(&of_path["get"]["responses"]["200"]).unwrap();
        assert_eq!(follow(&response["headers"]["X-A"]), Some(json!({ "schema": { "type": "string" } })));
    }
}
