//! The schema components of a document as JSON Schema 2020-12.

use std::collections::HashSet;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::step;

/// A document whose schemas are JSON Schema.
#[derive(Debug)]
pub(crate) struct Schemas {
    document: Value,
}

/// The URI of the document in the validator.
const DOCUMENT: &str = "urn:document";

/// The characters that must be escaped in a reference.
const NOT_IN_URI: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b' ');

/// The characters that must be escaped in the fragment of a pointer: all but the separator.
const NOT_IN_FRAGMENT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'/');

impl Schemas {
    /// Rewrites the schemas of a document: those of OpenAPI 3.0, and the 3.0 keywords that
    /// documents of 3.1 still use.
    pub(crate) fn new(mut document: Value) -> Self {
        let rewrite =
            Rewrite { has_siblings: !document["openapi"].as_str().is_some_and(|text| text.starts_with("3.0")) };
        if let Some(components) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
            components.values_mut().for_each(|schema| rewrite.schema(schema));
        }
        rewrite.elsewhere(&mut document, "");
        Self { document }
    }

    /// Returns the names of the components.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let components = self.document.pointer("/components/schemas").and_then(Value::as_object);
        components.into_iter().flat_map(Map::keys).map(String::as_str)
    }

    /// Returns the component of this name.
    pub(crate) fn component(&self, name: &str) -> Option<&Value> {
        self.document.pointer("/components/schemas")?.get(name)
    }

    /// Returns the target of a `$ref`.
    pub(crate) fn resolve(&self, reference: &str) -> Option<&Value> {
        self.document.pointer(&fragment(reference)?)
    }

    /// Returns the whole document.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// Returns a registry in which validators find the document.
    ///
    /// # Errors
    /// Returns an error if the document refers to another one, or is not valid JSON Schema.
    pub(crate) fn registry(&self) -> Result<Registry<'_>, String> {
        Registry::new()
            .draft(Draft::Draft202012)
            .add(DOCUMENT, &self.document)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())
    }
}

/// Returns a validator of the schema at `pointer` in the document.
///
/// # Errors
/// Returns an error if it is not valid JSON Schema, for example because a pattern is not ECMA-262.
pub(crate) fn validator(registry: &Registry<'_>, pointer: &str) -> Result<Validator, String> {
    let reference = format!("{DOCUMENT}#{}", encoded(pointer));
    jsonschema::draft202012::options()
        .with_registry(registry)
        .should_validate_formats(false)
        .build(&json!({ "$ref": reference }))
        .map_err(|error| error.to_string())
}

/// Returns the pointer to the component of this name.
pub(crate) fn pointer_to(component: &str) -> String {
    step("/components/schemas", component)
}

/// Returns the name of the component that a `$ref` refers to, if any.
pub(crate) fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// Returns the pointer of a `$ref` within the document.
pub(crate) fn fragment(reference: &str) -> Option<String> {
    reference.strip_prefix('#').map(decoded)
}

/// Encodes the pointer as the fragment of a URI.
fn encoded(pointer: &str) -> String {
    percent_encoding::utf8_percent_encode(pointer, NOT_IN_FRAGMENT).to_string()
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// Rewrites schemas as JSON Schema.
#[derive(Clone, Copy, Debug)]
struct Rewrite {
    /// True if the keywords beside a `$ref` are valid.
    has_siblings: bool,
}

impl Rewrite {
    /// Rewrites the schemas outside the components, each of which is a property `schema`.
    fn elsewhere(self, value: &mut Value, key: &str) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match name.as_str() {
                        "schema" => self.schema(member),
                        "schemas" if key == "components" => {}
                        "example" | "examples" => {}
                        _ => self.elsewhere(member, name),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.elsewhere(item, key)),
            _ => {}
        }
    }

    /// Rewrites a schema and all schemas in it.
    fn schema(self, schema: &mut Value) {
        let Value::Object(members) = schema else { return };
        if let Some(Value::String(reference)) = members.get_mut("$ref") {
            // A reference is a URI, which the validator requires.
            *reference = percent_encoding::utf8_percent_encode(reference, NOT_IN_URI).to_string();
            if !self.has_siblings {
                *schema = json!({ "$ref": reference });
                return;
            }
        }
        for (key, member) in members.iter_mut() {
            match (key.as_str(), member) {
                ("properties" | "patternProperties" | "$defs", Value::Object(inner)) => {
                    inner.values_mut().for_each(|schema| self.schema(schema));
                }
                ("allOf" | "prefixItems", Value::Array(inner)) => inner.iter_mut().for_each(|part| self.schema(part)),
                ("anyOf" | "oneOf", Value::Array(branches)) => {
                    for branch in branches {
                        self.branch(branch);
                    }
                }
                ("items" | "additionalProperties" | "not", inner) => self.schema(inner),
                _ => {}
            }
        }
        bounds(members);
        // The validator counts a name that is listed twice as two properties.
        if let Some(Value::Array(names)) = members.get_mut("required") {
            let mut seen = HashSet::new();
            names.retain(|name| seen.insert(name.clone()));
        }
        if members.remove("nullable") == Some(Value::Bool(true)) {
            allow_null(schema);
        }
    }

    /// Rewrites a branch. `{nullable: true}` permits anything by itself; as a branch, 3.0 documents
    /// use it for null.
    fn branch(self, branch: &mut Value) {
        if *branch == json!({ "nullable": true }) {
            *branch = json!({ "type": "null" });
        }
        self.schema(branch);
    }
}

/// Rewrites the exclusive bounds of 3.0, which modify another bound.
fn bounds(members: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let Some(Value::Bool(is_exclusive)) = members.get(exclusive) else { continue };
        let limit = if *is_exclusive { members.remove(bound) } else { None };
        members.remove(exclusive);
        members.extend(limit.map(|limit| (exclusive.to_owned(), limit)));
    }
}

/// Permits null in a schema. In 3.0, `nullable` is valid beside `type` only, but documents also use
/// it beside `allOf`.
fn allow_null(schema: &mut Value) {
    if let Some(only @ Value::String(_)) = schema.get("type") {
        schema["type"] = json!([only, "null"]);
    } else if ["$ref", "allOf", "anyOf", "oneOf"].iter().any(|keyword| schema.get(keyword).is_some()) {
        let default = schema.as_object_mut().and_then(|members| members.remove("default"));
        *schema = json!({ "anyOf": [schema.take(), { "type": "null" }] });
        if let Some(default) = default {
            schema["default"] = default;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tests give it a literal")]
    fn rewritten(schema: Value) -> Value {
        let document = json!({ "openapi": "3.0.3", "components": { "schemas": { "A": schema } } });
        Schemas::new(document).component("A").unwrap().clone()
    }

    #[test]
    fn null_is_a_type() {
        assert_eq!(rewritten(json!({ "type": "string", "nullable": true })), json!({ "type": ["string", "null"] }));
        assert_eq!(
            rewritten(
                json!({ "nullable": true, "default": 1, "allOf": [{ "$ref": "#/b", "description": "ignored" }] })
            ),
            json!({ "anyOf": [{ "allOf": [{ "$ref": "#/b" }] }, { "type": "null" }], "default": 1 })
        );
    }

    #[test]
    fn a_branch_with_nullable_only_is_null() {
        assert_eq!(
            rewritten(json!({ "anyOf": [{ "$ref": "#/b" }, { "nullable": true }], "required": ["a", "a"] })),
            json!({ "anyOf": [{ "$ref": "#/b" }, { "type": "null" }], "required": ["a"] })
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
            "components": { "schemas": { "a/b %": { "$ref": "#/components/schemas/Æ æ" }, "Æ æ": { "type": "integer" } } }
        }));
        let registry = schemas.registry().unwrap();
        let validator = validator(&registry, &pointer_to("a/b %")).unwrap();
        assert!(validator.is_valid(&json!(3.0)));
        assert!(!validator.is_valid(&json!("3")));
        assert_eq!(component_name("#/components/schemas/a~1b%20%25").as_deref(), Some("a/b %"));
    }
}
