//! The schema components of a document as JSON Schema 2020-12.
//!
//! This reads OpenAPI on its own and shares nothing with the generator's stages: a mistake that both made would go
//! unseen.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

/// A document whose schemas are JSON Schema.
#[derive(Debug)]
pub(super) struct Schemas {
    document: Value,
}

/// What the validator calls the document.
const DOCUMENT: &str = "urn:document";

impl Schemas {
    /// Rewrites the schemas of an OpenAPI 3.0 document; those of 3.1 are JSON Schema already.
    pub(super) fn new(mut document: Value) -> Self {
        if document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
            if let Some(components) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
                components.values_mut().for_each(rewrite);
            }
            rewrite_elsewhere(&mut document, "");
        }
        Self { document }
    }

    /// The names of the components.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let components = self.document.pointer("/components/schemas").and_then(Value::as_object);
        components.into_iter().flat_map(Map::keys).map(String::as_str)
    }

    /// The component of this name.
    pub(super) fn component(&self, name: &str) -> Option<&Value> {
        self.document.pointer("/components/schemas")?.get(name)
    }

    /// What a `$ref` leads to.
    pub(super) fn resolve(&self, reference: &str) -> Option<&Value> {
        self.document.pointer(&decoded(reference.strip_prefix('#')?))
    }

    /// The whole document.
    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// Where the validators find the document.
    ///
    /// # Errors
    /// The document refers to another one, or cannot be read as JSON Schema.
    pub(super) fn registry(&self) -> Result<Registry<'_>, String> {
        Registry::new()
            .draft(Draft::Draft202012)
            .add(DOCUMENT, &self.document)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())
    }
}

/// A validator of the component.
///
/// # Errors
/// The component is not JSON Schema: a pattern is not ECMA-262, say.
pub(super) fn validator(registry: &Registry<'_>, component: &str) -> Result<Validator, String> {
    let reference = format!("{DOCUMENT}#/components/schemas/{}", encoded(component));
    jsonschema::draft202012::options()
        .with_registry(registry)
        .should_validate_formats(false)
        .build(&json!({ "$ref": reference }))
        .map_err(|error| error.to_string())
}

/// The name of the component that a `$ref` leads to, when it leads to one.
pub(super) fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// The name as one step of a pointer in a URI's fragment.
fn encoded(name: &str) -> String {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    percent_encoding::utf8_percent_encode(&escaped, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// Rewrites the schemas that stand outside of the components: each is the member `schema` of something.
fn rewrite_elsewhere(value: &mut Value, key: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "schema" => rewrite(member),
                    "schemas" if key == "components" => {}
                    "example" | "examples" => {}
                    _ => rewrite_elsewhere(member, name),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite_elsewhere(item, key)),
        _ => {}
    }
}

/// Makes a schema of OpenAPI 3.0 one of JSON Schema, and all that are in it.
fn rewrite(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    // What stands beside a reference is ignored in 3.0.
    if let Some(reference) = members.get("$ref") {
        *schema = json!({ "$ref": reference });
        return;
    }
    for (key, member) in members.iter_mut() {
        match (key.as_str(), member) {
            ("properties", Value::Object(inner)) => inner.values_mut().for_each(rewrite),
            ("allOf" | "anyOf" | "oneOf", Value::Array(inner)) => inner.iter_mut().for_each(rewrite),
            ("items" | "additionalProperties" | "not", inner) => rewrite(inner),
            _ => {}
        }
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match members.remove(exclusive) {
            Some(Value::Bool(true)) => {
                if let Some(limit) = members.remove(bound) {
                    members.insert(exclusive.to_owned(), limit);
                }
            }
            Some(number @ Value::Number(_)) => {
                members.insert(exclusive.to_owned(), number);
            }
            _ => {}
        }
    }
    if members.remove("nullable") == Some(Value::Bool(true)) {
        allow_null(schema);
    }
}

/// Strictly, `nullable` means something beside `type` only; documents also write it beside `allOf` and mean it.
fn allow_null(schema: &mut Value) {
    if let Some(only @ Value::String(_)) = schema.get("type") {
        schema["type"] = json!([only, "null"]);
    } else if ["allOf", "anyOf", "oneOf"].iter().any(|keyword| schema.get(keyword).is_some()) {
        *schema = json!({ "anyOf": [schema.take(), { "type": "null" }] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(schema: Value) -> Value {
        let document = json!({ "openapi": "3.0.3", "components": { "schemas": { "A": schema } } });
        Schemas::new(document).component("A").unwrap().clone()
    }

    #[test]
    fn null_is_a_type() {
        assert_eq!(rewritten(json!({ "type": "string", "nullable": true })), json!({ "type": ["string", "null"] }));
        assert_eq!(
            rewritten(json!({ "nullable": true, "allOf": [{ "$ref": "#/b", "description": "ignored" }] })),
            json!({ "anyOf": [{ "allOf": [{ "$ref": "#/b" }] }, { "type": "null" }] })
        );
    }

    #[test]
    fn an_exclusive_bound_is_a_number() {
        assert_eq!(
            rewritten(json!({ "minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false })),
            json!({ "exclusiveMinimum": 1, "maximum": 9 })
        );
    }

    #[test]
    fn a_validator_follows_references_to_odd_names() {
        let schemas = Schemas::new(json!({
            "openapi": "3.1.0",
            "components": { "schemas": { "a/b %": { "$ref": "#/components/schemas/C" }, "C": { "type": "integer" } } }
        }));
        let registry = schemas.registry().unwrap();
        let validator = validator(&registry, "a/b %").unwrap();
        assert!(validator.is_valid(&json!(3.0)));
        assert!(!validator.is_valid(&json!("3")));
        assert_eq!(component_name("#/components/schemas/a~1b%20%25").as_deref(), Some("a/b %"));
    }
}
