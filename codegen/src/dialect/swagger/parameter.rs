use serde_json::{Map, Value, json};

use super::{
    Conversion,
    collection::{Collection, collection},
    extensions,
};
use crate::pointer::Pointer;

/// The keywords that are in a parameter in Swagger 2.0 and in its schema in OpenAPI 3.0.
pub(in crate::dialect) const OF_SCHEMA: [&str; 16] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

impl Conversion<'_, '_> {
    /// Converts a parameter outside of the body.
    pub(super) fn parameter(&mut self, given: &Value, at: &Pointer, converted_at: &Pointer) -> Value {
        if !given.is_object() || given.get("$ref").is_some() {
            return given.clone();
        }
        let place = given.get("in").and_then(Value::as_str).unwrap_or_default();
        let mut parameter = self.with_schema(given, place, at, converted_at);
        for name in ["name", "in", "required", "allowEmptyValue"] {
            if let Some(member) = given.get(name) {
                parameter.insert(name.to_owned(), member.clone());
            }
        }
        Value::Object(parameter)
    }

    /// Converts a header of a response.
    pub(super) fn header(&mut self, given: &Value, at: &Pointer, converted_at: &Pointer) -> Value {
        if given.is_object() {
            Value::Object(self.with_schema(given, "header", at, converted_at))
        } else {
            given.clone()
        }
    }

    /// Converts the description, the extensions, the schema and the style of a parameter or a
    /// header.
    fn with_schema(&mut self, given: &Value, place: &str, at: &Pointer, converted_at: &Pointer) -> Map<String, Value> {
        let mut converted: Map<String, Value> = extensions(given).collect();
        if let Some(description) = given.get("description") {
            converted.insert("description".to_owned(), description.clone());
        }
        let (schema, schema_at) = self.schema_of(given, at);
        self.moves.push((converted_at.clone(), at.clone()));
        self.moves.push((converted_at.child("schema"), schema_at));
        let schema = match collection(given, place, at, self.report) {
            Some(Collection::Text) => json!({ "type": "string" }),
            Some(Collection::Style(style, explode)) => {
                // The style of a response header is fixed.
                if given.get("in").is_some() {
                    converted.insert("style".to_owned(), Value::from(style));
                    converted.insert("explode".to_owned(), Value::from(explode));
                }
                Value::Object(schema)
            }
            None => Value::Object(schema),
        };
        if schema.as_object().is_some_and(|keywords| !keywords.is_empty()) {
            converted.insert("schema".to_owned(), schema);
        }
        converted
    }

    /// Returns the schema of a parameter that contains the keywords itself, and its place.
    pub(super) fn schema_of(&mut self, given: &Value, at: &Pointer) -> (Map<String, Value>, Pointer) {
        if let Some(Value::Object(schema)) = given.get("schema").filter(|_| given.get("type").is_none()) {
            let at = at.child("schema");
            self.report.warn(&at, "only a body has a `schema` in Swagger 2.0: this one is used anyway");
            return (schema.clone(), at);
        }
        let keywords =
            OF_SCHEMA.iter().filter_map(|keyword| Some(((*keyword).to_owned(), given.get(*keyword)?.clone())));
        (keywords.chain(extensions(given)).collect(), at.clone())
    }
}
