//! Rewrites the features of OpenAPI 3.2 to those of 3.1, or reports them.

use serde_json::{Map, Value};

use super::{METHODS, members};
use crate::diagnostic::{Diagnostic, Report};
use crate::media_type::{FORM, essence};
use crate::pointer::Pointer;

/// The extension with the name of a server.
pub(crate) const SERVER_NAME: &str = "x-openapi-bindgen-server-name";

/// The extension with the method of an operation, if 3.0 has no field for the method.
pub(crate) const METHOD_NAME: &str = "x-openapi-bindgen-method";

/// The property of a path item with the operations of other methods.
pub(crate) const ADDITIONAL: &str = "additionalOperations";

/// The extension of a path parameter whose reserved characters are not percent-encoded.
pub(crate) const RESERVED_PATH: &str = "x-openapi-bindgen-reserved-path";

const MEDIA_TYPES: &str = "/components/mediaTypes";

/// The maximum length of a chain of references between media types.
const MOST_REFERENCES: usize = 32;

pub(super) fn rewrite(document: &mut Value, report: &mut Report) {
    let own_uri = document.get("$self").and_then(Value::as_str).map(str::to_owned);
    if let Some(uri) = own_uri {
        visit(document, &Pointer::root(), &mut |object, _| make_local(object, &uri));
    }
    let media_types = document.pointer(MEDIA_TYPES).cloned().unwrap_or(Value::Null);
    let mut has_default = false;
    visit(document, &Pointer::root(), &mut |object, at| {
        inline_media_types(object, &media_types, at, report);
        expand_query_string(object, at, report);
        drop_positional_encoding(object, at, report);
        if is_reserved_path(object) {
            object.insert(RESERVED_PATH.to_owned(), Value::Bool(true));
        }
        if let Some(Value::Object(discriminator)) = object.get("discriminator")
            && discriminator.contains_key("defaultMapping")
            && !std::mem::replace(&mut has_default, true)
        {
            let at = at.child("discriminator").child("defaultMapping");
            let message = "`defaultMapping` is ignored: an unmapped value is read as unknown";
            report.push(Diagnostic::note(&at, message));
        }
    });
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        split_paths(paths, &Pointer::root().child("paths"), report);
    }
    for server in document.get_mut("servers").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(server) = server.as_object_mut()
            && let Some(name) = server.get("name").filter(|name| name.is_string()).cloned()
        {
            server.insert(SERVER_NAME.to_owned(), name);
        }
    }
    for scheme in components(document, "securitySchemes") {
        if scheme.get("deprecated").is_some_and(|deprecated| *deprecated == true) {
            let description = scheme.get("description").and_then(Value::as_str).unwrap_or_default();
            let description = format!("{description}\n\nThis security scheme is deprecated.").trim().to_owned();
            scheme.insert("description".to_owned(), Value::from(description));
        }
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.shift_remove("mediaTypes");
    }
}

/// Notes the path parameters with `allowReserved`, which has no effect before 3.2.
pub(super) fn note_reserved_paths(document: &mut Value, report: &mut Report) {
    visit(document, &Pointer::root(), &mut |object, at| {
        let name = object.get("name").and_then(Value::as_str).unwrap_or_default();
        // The placeholder allows slashes by itself.
        let is_reserved = at.segments().nth(1).is_some_and(|path| path.contains(&format!("{{+{name}}}")));
        if is_reserved_path(object) && !is_reserved {
            let message =
                "`allowReserved` of a path parameter has no effect before OpenAPI 3.2: slashes are percent-encoded";
            report.push(
                Diagnostic::note(&at.child("allowReserved"), message)
                    .help("if the server expects slashes, an overlay can add `x-multi-segment: true`"),
            );
        }
    });
}

fn is_reserved_path(object: &Map<String, Value>) -> bool {
    object.get("in").is_some_and(|place| place == "path")
        && object.get("allowReserved").is_some_and(|allowed| *allowed == true)
}

fn components<'v>(document: &'v mut Value, group: &str) -> impl Iterator<Item = &'v mut Map<String, Value>> {
    let group = document.get_mut("components").and_then(|all| all.get_mut(group)).and_then(Value::as_object_mut);
    group.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut)
}

/// Visits every object of a document, except values and maps with arbitrary keys.
fn visit(value: &mut Value, at: &Pointer, seen: &mut dyn FnMut(&mut Map<String, Value>, &Pointer)) {
    match value {
        Value::Object(object) => {
            seen(object, at);
            for (name, member) in object {
                let at = at.child(name);
                match name.as_str() {
                    "example" | "examples" | "default" | "enum" | "const" => {}
                    "properties" | "patternProperties" | "$defs" | "dependentSchemas" if member.is_object() => {
                        for (name, member) in member.as_object_mut().into_iter().flatten() {
                            visit(member, &at.child(name), seen);
                        }
                    }
                    _ => visit(member, &at, seen),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                visit(item, &at.index(index), seen);
            }
        }
        _ => {}
    }
}

/// Makes a reference with the document's own URI local.
fn make_local(object: &mut Map<String, Value>, uri: &str) {
    if let Some(Value::String(reference)) = object.get_mut("$ref")
        && let Some(fragment) = reference.strip_prefix(uri).filter(|rest| rest.starts_with('#'))
    {
        *reference = fragment.to_owned();
    }
}

/// The number of media types in one another, each in a header of the one before, from which references are not followed.
const MOST_NESTED: usize = 16;

/// Inlines the media type components that are referenced.
fn inline_media_types(object: &mut Map<String, Value>, media_types: &Value, at: &Pointer, report: &mut Report) {
    let at = at.child("content");
    let prefix = Pointer::parse(MEDIA_TYPES).unwrap_or_default();
    let is_too_deep = at.as_str().matches("/content/").count() >= MOST_NESTED;
    for (name, media) in object.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        let at = at.child(name);
        for _ in 0..MOST_REFERENCES {
            let reference = media.get("$ref").and_then(Value::as_str);
            let Some(place) = reference.and_then(Pointer::from_reference) else { break };
            let Some(within) = place.strip_prefix(&prefix) else { break };
            if is_too_deep {
                report.warn(&at.child("$ref"), "this media type contains itself, and is left out");
                *media = Value::Object(Map::new());
            } else if let Some(target) = media_types.pointer(within.as_str()).filter(|target| target.is_object()) {
                if !report.may_copy(target, &at) {
                    return;
                }
                *media = target.clone();
                report.record_move(at.clone(), place);
            } else {
                report.warn(&at.child("$ref"), format!("`#{place}` does not exist in this document, and is left out"));
                *media = Value::Object(Map::new());
            }
        }
        if let Some(media) = media.as_object_mut().filter(|media| media.contains_key("$ref")) {
            report.warn(&at.child("$ref"), "this does not refer to a media type, and is left out");
            media.shift_remove("$ref");
        }
    }
}

/// Turns a parameter in `querystring` into an exploded object in `query`, if it is a form.
fn expand_query_string(object: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    let is = |object: &Map<String, Value>, name: &str, text: &str| object.get(name).is_some_and(|value| *value == text);
    if is(object, "in", "cookie") && is(object, "style", "cookie") {
        report.warn(&at.child("style"), "this cookie is written as `style: form`: percent-encoded");
        object.insert("style".to_owned(), Value::from("form"));
    }
    if !is(object, "in", "querystring") {
        return;
    }
    let content = members(object.get("content")).find(|(name, _)| essence(name) == FORM);
    let Some((name, media)) = content.map(|(name, media)| (name.clone(), media.clone())) else { return };
    let media_at = at.child("content").child(&name);
    if media.get("encoding").is_some() {
        report.warn(&media_at.child("encoding"), "the properties of this query are written as `style: form`");
    }
    object.shift_remove("content");
    object.insert("in".to_owned(), Value::from("query"));
    object.insert("style".to_owned(), Value::from("form"));
    object.insert("explode".to_owned(), Value::Bool(true));
    if let Some(schema) = media.get("schema") {
        report.record_move(at.child("schema"), media_at.child("schema"));
        object.insert("schema".to_owned(), schema.clone());
    }
}

fn drop_positional_encoding(object: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    for keyword in ["prefixEncoding", "itemEncoding"] {
        if object.get(keyword).is_some_and(|given| given.is_object() || given.is_array()) {
            object.shift_remove(keyword);
            let message = format!("`{keyword}` is ignored: parts are written by name");
            report.warn(&at.child(keyword), message);
        }
    }
}

/// Returns the path of an operation with a method of 3.2. It becomes a `post`, since 3.0 has no
/// field for the method.
pub(crate) fn path_of_method(path: &str, method: &str) -> String {
    format!("{path}#{method}")
}

/// Moves each operation with a method unknown to 3.0 to a path item of its own.
fn split_paths(paths: &mut Map<String, Value>, at: &Pointer, report: &mut Report) {
    for (path, mut item) in std::mem::take(paths) {
        let mut found: Vec<(String, Value, Pointer)> = Vec::new();
        let at_path = at.child(&path);
        if let Some(item) = item.as_object_mut() {
            if let Some(operation) = item.shift_remove("query") {
                found.push(("QUERY".to_owned(), operation, at_path.child("query")));
            }
            let at = at_path.child(ADDITIONAL);
            let additional = item.shift_remove(ADDITIONAL);
            for (method, operation) in members(additional.as_ref()) {
                found.push((method.clone(), operation.clone(), at.child(method)));
            }
        }
        let mut shared = item.clone();
        if let Some(members) = shared.as_object_mut() {
            members.retain(|name, _| matches!(name.as_str(), "summary" | "description" | "servers" | "parameters"));
        }
        paths.insert(path.clone(), item);
        for (method, mut operation, place) in found {
            let is_field = METHODS.contains(&method.to_ascii_lowercase().as_str());
            // The derive of an operation takes the method as an identifier.
            let is_identifier = method.chars().all(|sign| sign.is_ascii_alphabetic()) && !method.is_empty();
            let Some(members) = operation.as_object_mut().filter(|_| is_identifier && !is_field) else {
                let message = if is_field {
                    format!("a path item has a field for `{method}`: this operation is left out")
                } else {
                    format!("the method `{method}` is not supported: this operation is left out")
                };
                report.warn(&place, message);
                continue;
            };
            if !report.may_copy(&shared, &place) {
                return;
            }
            members.insert(METHOD_NAME.to_owned(), Value::from(method.as_str()));
            let own_path = path_of_method(&path, &method);
            let rewritten_at = at.child(&own_path);
            report.record_move(rewritten_at.clone(), at_path.clone());
            report.record_move(rewritten_at.child("post"), place);
            let mut own = shared.clone();
            own["post"] = operation;
            paths.insert(own_path, own);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_by_the_own_uri_and_to_media_types_are_followed() {
        let mut document = json!({
            "$self": "https://example.com/api",
            "paths": { "/a": { "get": { "responses": { "200": {
                "content": { "application/json": { "$ref": "https://example.com/api#/components/mediaTypes/A" } },
            } } } } },
            "components": {
                "mediaTypes": { "A": { "$ref": "#/components/mediaTypes/B" }, "B": { "schema": { "type": "string" } } },
                "schemas": { "S": { "properties": { "itemEncoding": { "type": "string" } } } },
            },
        });
        let mut report = Report::default();
        rewrite(&mut document, &mut report);
        let content = &document["paths"]["/a"]["get"]["responses"]["200"]["content"];
        assert_eq!(content["application/json"], json!({ "schema": { "type": "string" } }));
        assert_eq!(
            document["components"],
            json!({ "schemas": { "S": { "properties": { "itemEncoding": { "type": "string" } } } } })
        );
        assert_eq!(report.len(), 0);
    }

    #[test]
    fn a_media_type_in_itself_is_left_out() {
        let itself = json!({ "$ref": "#/components/mediaTypes/A" });
        let headers = json!({ "H": { "content": { "text/plain": itself } } });
        let mut document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": { "text/plain": itself } } } } } },
            "components": { "mediaTypes": { "A": { "encoding": { "e": { "headers": headers } } } } },
        });
        let mut report = Report::default();
        rewrite(&mut document, &mut report);
        let place = Pointer::parse("/components/mediaTypes/A/encoding/e/headers/H/content/text~1plain/$ref").unwrap();
        assert!(report.mentions(&place));
        assert!(document.to_string().len() < 3_000, "{document}");
    }
}
