//! References between sections of the components, such as from a response to a request body. The
//! target is converted to the expected kind, if possible.

use serde_json::{Map, Value, json};

use super::references;
use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The expected kind of a reference's target.
#[derive(Clone, Copy)]
enum Expected {
    Response,
    RequestBody,
    Header,
}

/// Inlines references to another section.
pub(super) fn inline(document: &mut Value, report: &mut Report) {
    let mut found: Vec<(Pointer, Value, Pointer)> = Vec::new();
    let budget = report.budget();
    let mut look = |value: &Value, at: Pointer, expected: Expected| {
        if !budget.is_spent()
            && let Some((read, place)) = read_as(document, value, expected)
        {
            budget.copy(&read, &at);
            found.push((at, read, place));
        }
    };
    let of_responses = |responses: Option<&Value>, at: &Pointer, look: &mut dyn FnMut(&Value, Pointer, Expected)| {
        for (status, response) in super::members(responses) {
            let at = at.child(status);
            look(response, at.clone(), Expected::Response);
            for (name, header) in super::members(response.get("headers")) {
                look(header, at.child("headers").child(name), Expected::Header);
            }
        }
    };
    for (at, operation) in super::operations(document) {
        if let Some(body) = operation.get("requestBody") {
            look(body, at.child("requestBody"), Expected::RequestBody);
        }
        of_responses(operation.get("responses"), &at.child("responses"), &mut look);
    }
    let components = document.get("components");
    let at = Pointer::root().child("components");
    let section = |name: &str| components.and_then(|components| components.get(name));
    of_responses(section("responses"), &at.child("responses"), &mut look);
    for (name, body) in super::members(section("requestBodies")) {
        look(body, at.child("requestBodies").child(name), Expected::RequestBody);
    }
    for (name, header) in super::members(section("headers")) {
        look(header, at.child("headers").child(name), Expected::Header);
    }
    if let Some((at, ..)) = found.last()
        && report.is_over_budget(at)
    {
        return;
    }
    for (at, read, place) in found {
        let message = format!("this refers to `{place}`, which is in another section, and is used anyway");
        report.push(Diagnostic::warning(&at.child("$ref"), message).help("move it to the section of the reference"));
        if let Some(value) = document.pointer_mut(at.as_str()) {
            *value = read;
            if place.as_str().starts_with("/components/schemas/") {
                // The media type around the reference to the schema has no place of its own.
                let media = at.child("content").child("application/json");
                for inner in [at.child("content"), media.clone(), media.child("schema"), at.child("schema")] {
                    report.record_move(inner, place.clone());
                }
            } else {
                report.record_move(at, place);
            }
        }
    }
}

/// Returns the target of a reference, converted to the expected kind, and its place. Returns `None`
/// if the target has that kind already or cannot be converted.
fn read_as(document: &Value, value: &Value, expected: Expected) -> Option<(Value, Pointer)> {
    let reference = value.get("$ref")?.as_str()?;
    let place = Pointer::from_reference(reference)?;
    let target = document.pointer(place.as_str())?.as_object()?;
    let segments: Vec<String> = place.segments().map(std::borrow::Cow::into_owned).collect();
    let ["components", section, _] = segments.iter().map(String::as_str).collect::<Vec<_>>()[..] else { return None };
    let kept = |names: &[&str]| -> Map<String, Value> {
        names.iter().filter_map(|name| Some(((*name).to_owned(), target.get(*name)?.clone()))).collect()
    };
    let schema = || json!({ "$ref": format!("{}{}", references::COMPONENT, segments[2]) });
    let content = || json!({ "application/json": { "schema": schema() } });
    let read = match (expected, section) {
        (Expected::Response, "requestBodies") | (Expected::RequestBody, "responses") => {
            Value::Object(kept(&["description", "content"]))
        }
        (Expected::Response, "schemas") => json!({ "description": "", "content": content() }),
        (Expected::RequestBody, "schemas") => json!({ "content": content(), "required": true }),
        (Expected::Header, "parameters") => {
            Value::Object(kept(&["description", "required", "deprecated", "schema", "content"]))
        }
        (Expected::Header, "schemas") => json!({ "schema": schema() }),
        _ => return None,
    };
    Some((read, place))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_target_in_another_section_is_converted() {
        let mut document = json!({
            "paths": { "/a": { "get": {
                "requestBody": { "$ref": "#/components/schemas/Thing" },
                "responses": {
                    "200": { "$ref": "#/components/requestBodies/Thing" },
                    "204": { "description": "", "headers": { "X-A": { "$ref": "#/components/parameters/A" } } },
                    "400": { "$ref": "#/components/responses/Same" },
                },
            } } },
            "components": {
                "schemas": { "Thing": { "type": "object" } },
                "requestBodies": { "Thing": { "required": true, "content": { "application/json": {} } } },
                "parameters": { "A": { "name": "a", "in": "query", "schema": { "type": "string" } } },
                "responses": { "Same": { "description": "" } },
            },
        });
        let mut report = Report::default();
        inline(&mut document, &mut report);
        let operation = &document["paths"]["/a"]["get"];
        let schema = json!({ "$ref": "#/components/schemas/Thing" });
        assert_eq!(operation["requestBody"]["content"]["application/json"]["schema"], schema);
        assert_eq!(operation["responses"]["200"], json!({ "content": { "application/json": {} } }));
        assert_eq!(operation["responses"]["204"]["headers"]["X-A"], json!({ "schema": { "type": "string" } }));
        assert_eq!(operation["responses"]["400"], json!({ "$ref": "#/components/responses/Same" }));
    }
}
