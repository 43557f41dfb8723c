use serde_json::{Map, Value, json};

use super::{Conversion, extensions, media_types::MediaType, schema::FILE};
use crate::diagnostic::Diagnostic;
use crate::dialect::members;
use crate::media_type::{JSON, essence};
use crate::pointer::Pointer;

impl Conversion<'_, '_> {
    /// Converts a response. `is_success` is true if the status is one of a success.
    pub(super) fn response(
        &mut self,
        given: &Value,
        at: &Pointer,
        converted_at: &Pointer,
        produces: &[MediaType],
        is_success: bool,
    ) -> Value {
        if !given.is_object() || given.get("$ref").is_some() {
            return given.clone();
        }
        let mut response: Map<String, Value> = extensions(given).collect();
        if let Some(description) = given.get("description") {
            response.insert("description".to_owned(), description.clone());
        }
        if let Some(headers) = given.get("headers") {
            let (at, converted_at) = (at.child("headers"), converted_at.child("headers"));
            let converted: Map<String, Value> = members(Some(headers))
                .map(|(name, header)| (name.clone(), self.header(header, &at.child(name), &converted_at.child(name))))
                .collect();
            response.insert("headers".to_owned(), Value::Object(converted));
        }
        if let Some(schema) = given.get("schema") {
            let at = at.child("schema");
            let mut content = Map::new();
            self.report.budget().parts(produces.len());
            if self.report.is_over_budget(&at) {
                return Value::Object(response);
            }
            for media_type in self.media_types_of(schema, produces, &at, is_success) {
                if !self.report.may_copy(schema, &at) {
                    break;
                }
                let converted_at = converted_at.child("content").child(&media_type.name);
                self.moves.push((converted_at.child("schema"), at.clone()));
                self.moves.push((converted_at, media_type.at));
                content.insert(media_type.name, json!({ "schema": as_file(schema) }));
            }
            let place = produces.first().and_then(|first| Some(first.at.split_last()?.0));
            self.moves.push((converted_at.child("content"), place.unwrap_or(at)));
            response.insert("content".to_owned(), Value::Object(content));
        }
        Value::Object(response)
    }

    /// Returns the media types of a response with a schema.
    fn media_types_of(
        &mut self,
        schema: &Value,
        produces: &[MediaType],
        at: &Pointer,
        is_success: bool,
    ) -> Vec<MediaType> {
        let default = |name: &str| vec![MediaType { name: name.to_owned(), at: at.clone() }];
        if produces.is_empty() {
            return default(if is_file(schema) { "application/octet-stream" } else { JSON });
        }
        let is_text = schema.get("type").is_some_and(|name| name == "string" || name == "file");
        if is_success || is_text || produces.iter().any(|media_type| is_structured(&media_type.name)) {
            return produces.to_vec();
        }
        let message = "no media type of `produces` fits the schema of this error: it is read as JSON";
        self.report.push(Diagnostic::note(at, message));
        default(JSON)
    }
}

/// Returns true if content of a media type can have properties.
fn is_structured(media_type: &str) -> bool {
    let essence = essence(media_type);
    ["json", "xml", "*", "yaml"].iter().any(|end| essence.ends_with(end))
}

/// Rewrites the schema of a response with a file to bytes.
fn as_file(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if is_file(&schema)
        && let Some(members) = schema.as_object_mut()
    {
        members.extend(FILE.map(|(keyword, value)| (keyword.to_owned(), Value::from(value))));
    }
    schema
}

fn is_file(schema: &Value) -> bool {
    schema.get("type").is_some_and(|name| name == "file")
}
