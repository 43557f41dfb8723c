//! Files in multipart bodies whose schema has no type: the media type of the part is in `encoding` ([OpenAPI
//! 3.1.1](https://spec.openapis.org/oas/v3.1.1.html#considerations-for-file-uploads)).

use serde_json::{Map, Value};

use super::{members, operations, resolve_schema, schema::is_text, types::COMPOSED};
use crate::media_type::essence;
use crate::pointer::Pointer;

/// Gives each part without a type, and with a binary media type, the schema of a file.
pub(super) fn complete(document: &mut Value) {
    let mut files: Vec<Pointer> = Vec::new();
    let mut of_body = |body: &Value, at: &Pointer| {
        for (name, media) in members(body.get("content")).filter(|(name, _)| essence(name).starts_with("multipart/")) {
            let at = at.child("content").child(name);
            let Some(schema) = media.get("schema") else { continue };
            let (schema, place) = resolve_schema(document, schema, &at.child("schema"));
            let binary = members(media.get("encoding")).filter(|(_, encoding)| is_binary(encoding));
            let parts = binary.filter_map(|(part, _)| {
                let schema = schema.get("properties")?.get(part)?;
                Some(resolve_schema(document, schema, &place.child("properties").child(part)))
            });
            files.extend(parts.filter_map(|(schema, place)| untyped_at(schema, place)));
        }
    };
    for (at, operation) in operations(document) {
        if let Some(body) = operation.get("requestBody") {
            of_body(body, &at.child("requestBody"));
        }
    }
    let at = Pointer::root().child("components").child("requestBodies");
    for (name, body) in members(document.pointer(at.as_str())) {
        of_body(body, &at.child(name));
    }
    for at in files {
        let Some(schema) = document.pointer_mut(at.as_str()) else { continue };
        if !schema.is_object() {
            *schema = Value::Object(Map::new());
        }
        schema["type"] = Value::from("string");
        schema["format"] = Value::from("binary");
    }
}

/// Returns true if each media type of a part is one of a file.
fn is_binary(encoding: &Value) -> bool {
    let Some(media_types) = encoding.get("contentType").and_then(Value::as_str) else { return false };
    media_types.split(',').all(|one| essence(one) != "*/*" && !is_text(one))
}

/// Returns the place of a schema that determines no type: the schema itself, or its items.
fn untyped_at(schema: &Value, at: Pointer) -> Option<Pointer> {
    match schema {
        Value::Bool(true) => Some(at),
        Value::Object(keywords) => {
            let has = |keyword: &str| keywords.contains_key(keyword);
            if schema.get("type").is_some_and(|name| name == "array") {
                return schema.get("items").and_then(|items| untyped_at(items, at.child("items")));
            }
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
                "any": true,
                "json": {},
                "either": {},
                "text": {},
                "typed": { "type": "object" },
                "open": {},
                "more": {},
            } } } },
        });
        let mut document = given.clone();
        complete(&mut document);
        let file = json!({ "type": "string", "format": "binary" });
        let mut expected = given;
        let properties = &mut expected["components"]["schemas"]["Upload"]["properties"];
        properties["image"] = json!({ "description": "An image.", "type": "string", "format": "binary" });
        properties["images"]["items"] = file.clone();
        properties["any"] = file;
        assert_eq!(document, expected);
    }
}
