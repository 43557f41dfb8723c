//! Files in multipart bodies whose schema has no type: the media type of the part is in `encoding` ([OpenAPI
//! 3.1.1](https://spec.openapis.org/oas/v3.1.1.html#considerations-for-file-uploads)).

use serde_json::{Map, Value};

use super::{members, request_bodies, resolve_schema, schema::is_text, types::COMPOSED};
use crate::budget::Budget;
use crate::diagnostic::Report;
use crate::media_type::{essence, listed};
use crate::pointer::Pointer;

/// Gives each part without a type, and with a binary media type, the schema of a file. A component that others use, too,
/// stays as it is.
pub(super) fn complete(document: &mut Value, report: &mut Report) {
    let mut files: Vec<(Pointer, Value, Vec<Pointer>)> = Vec::new();
    for (at, body) in request_bodies(document) {
        for (name, media) in members(body.get("content")).filter(|(name, _)| essence(name).starts_with("multipart/")) {
            let at = at.child("content").child(name);
            let Some(schema) = media.get("schema") else { continue };
            let (schema, place) = resolve_schema(document, schema, &at.child("schema"), report.budget());
            let binary = members(media.get("encoding")).filter(|(_, encoding)| is_binary(encoding));
            let root = Pointer::root();
            let parts = binary.filter_map(|(part, _)| {
                let schema = schema.get("properties")?.get(part)?;
                untyped_at(document, schema, root.child("properties").child(part), report.budget())
            });
            let parts: Vec<Pointer> = parts.collect();
            if !parts.is_empty() {
                if !report.may_copy(schema, &at) {
                    return;
                }
                let at = at.child("schema");
                report.record_move(at.clone(), place);
                files.push((at, schema.clone(), parts));
            }
        }
    }
    for (at, mut form, parts) in files {
        for part in parts {
            let Some(schema) = form.pointer_mut(part.as_str()) else { continue };
            if !schema.is_object() || schema.get("$ref").is_some() {
                *schema = Value::Object(Map::new());
            }
            schema["type"] = Value::from("string");
            schema["format"] = Value::from("binary");
        }
        if let Some(schema) = document.pointer_mut(at.as_str()) {
            *schema = form;
        }
    }
}

/// Returns true if each media type of a part is one of a file.
fn is_binary(encoding: &Value) -> bool {
    let Some(media_types) = encoding.get("contentType").and_then(Value::as_str) else { return false };
    listed(media_types).all(|one| essence(one) != "*/*" && !is_text(one))
}

/// Returns the place of a schema that determines no type: the schema itself, or its items.
fn untyped_at(document: &Value, schema: &Value, at: Pointer, budget: &Budget) -> Option<Pointer> {
    // A list behind a reference or in a composition may be in its own items.
    if schema.get("type").is_some_and(|name| name == "array") && schema.get("$ref").is_none() {
        return schema.get("items").and_then(|items| untyped_at(document, items, at.child("items"), budget));
    }
    let (target, _) = resolve_schema(document, schema, &at, budget);
    match target {
        Value::Bool(true) => Some(at),
        Value::Object(keywords) => {
            let has = |keyword: &str| keywords.contains_key(keyword);
            let known =
                ["type", "format", "enum", "const", "properties", "items", "prefixItems", "additionalProperties"];
            (!known.into_iter().chain(COMPOSED).any(has)).then_some(at)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_without_a_type_is_a_file_if_its_media_type_is_binary() {
        let given = json!({
            "paths": { "/a": { "post": { "requestBody": { "content": {
                "multipart/form-data": {
                    "schema": { "$ref": "#/components/schemas/Upload" },
                    "encoding": {
                        "image": { "contentType": "image/png" },
                        "images": { "contentType": "image/png, image/*" },
                        "any": { "contentType": "application/octet-stream" },
                        "json": { "contentType": "application/json" },
                        "either": { "contentType": "image/png, text/plain" },
                        "text": { "contentType": "image/svg+xml" },
                        "typed": { "contentType": "image/png" },
                        "missing": { "contentType": "image/png" },
                        "open": { "contentType": "*/*" },
                    },
                },
                "application/json": { "schema": { "properties": { "image": {} } }, "encoding": { "image": { "contentType": "image/png" } } },
            } } } } },
            "components": { "schemas": { "Upload": { "type": "object", "properties": {
                "image": { "description": "An image." },
                "images": { "type": "array", "items": {} },
                "any": { "$ref": "#/components/schemas/Any" },
                "json": {},
                "either": {},
                "text": {},
                "typed": { "type": "object" },
                "open": {},
                "more": {},
            } }, "Any": { "title": "Any" } } },
        });
        let mut document = given.clone();
        complete(&mut document, &mut Report::default());
        let file = json!({ "type": "string", "format": "binary" });
        let mut expected = given;
        // The component stays as it is, since JSON may use it, too.
        let form = expected["components"]["schemas"]["Upload"].clone();
        expected["paths"]["/a"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"] = form;
        let form = &mut expected["paths"]["/a"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"];
        let properties = &mut form["properties"];
        properties["image"] = json!({ "description": "An image.", "type": "string", "format": "binary" });
        properties["images"]["items"] = file.clone();
        properties["any"] = file;
        assert_eq!(document, expected);
    }

    #[test]
    fn a_list_in_its_own_items_is_no_file() {
        let document = json!({
            "paths": { "/a": { "post": { "requestBody": { "content": { "multipart/form-data": {
                "schema": { "type": "object", "properties": { "list": { "$ref": "#/x-list" }, "only": { "allOf": [{ "$ref": "#/x-list" }] } } },
                "encoding": { "list": { "contentType": "image/png" }, "only": { "contentType": "image/png" } },
            } } } } } },
            "x-list": { "type": "array", "items": { "oneOf": [{ "$ref": "#/x-list" }, { "type": "null" }] } },
        });
        let mut completed = document.clone();
        complete(&mut completed, &mut Report::default());
        assert_eq!(completed, document);
    }
}
