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

/// What the validator calls the document.
const DOCUMENT: &str = "urn:document";

/// What a reference may not hold as it is.
const NOT_IN_URI: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b' ');

/// What a pointer may not hold in a fragment: all but what separates its steps.
const NOT_IN_FRAGMENT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'/');

impl Schemas {
    /// Rewrites the schemas of a document: those of OpenAPI 3.0, and what documents of 3.1 still write as in 3.0.
    pub(crate) fn new(mut document: Value) -> Self {
        let rewrite =
            Rewrite { has_siblings: !document["openapi"].as_str().is_some_and(|text| text.starts_with("3.0")) };
        if let Some(components) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
            components.values_mut().for_each(|schema| rewrite.schema(schema));
        }
        rewrite.elsewhere(&mut document, "");
        Self { document }
    }

    /// The names of the components.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let components = self.document.pointer("/components/schemas").and_then(Value::as_object);
        components.into_iter().flat_map(Map::keys).map(String::as_str)
    }

    /// The component of this name.
    pub(crate) fn component(&self, name: &str) -> Option<&Value> {
        self.document.pointer("/components/schemas")?.get(name)
    }

    /// What a `$ref` leads to.
    pub(crate) fn resolve(&self, reference: &str) -> Option<&Value> {
        self.document.pointer(&fragment(reference)?)
    }

    /// The whole document.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// Where the validators find the document.
    ///
    /// # Errors
    /// The document refers to another one, or cannot be read as JSON Schema.
    pub(crate) fn registry(&self) -> Result<Registry<'_>, String> {
        Registry::new()
            .draft(Draft::Draft202012)
            .add(DOCUMENT, &self.document)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())
    }
}

/// A validator of what stands at `pointer` in the document.
///
/// # Errors
/// It is not JSON Schema: a pattern is not ECMA-262, say.
pub(crate) fn validator(registry: &Registry<'_>, pointer: &str) -> Result<Validator, String> {
    let reference = format!("{DOCUMENT}#{}", encoded(pointer));
    jsonschema::draft202012::options()
        .with_registry(registry)
        .should_validate_formats(false)
        .build(&json!({ "$ref": reference }))
        .map_err(|error| error.to_string())
}

/// The pointer of the component of this name.
pub(crate) fn pointer_to(component: &str) -> String {
    step("/components/schemas", component)
}

/// The name of the component that a `$ref` leads to, when it leads to one.
pub(crate) fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// The pointer that a `$ref` within the document has.
pub(crate) fn fragment(reference: &str) -> Option<String> {
    reference.strip_prefix('#').map(decoded)
}

/// The pointer as a URI's fragment.
fn encoded(pointer: &str) -> String {
    percent_encoding::utf8_percent_encode(pointer, NOT_IN_FRAGMENT).to_string()
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// Rewrites schemas into JSON Schema.
#[derive(Clone, Copy, Debug)]
struct Rewrite {
    /// Whether what stands beside a `$ref` counts.
    has_siblings: bool,
}

impl Rewrite {
    /// Rewrites the schemas that stand outside of the components: each is the member `schema` of something.
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

    /// Rewrites a schema, and all that are in it.
    fn schema(self, schema: &mut Value) {
        let Value::Object(members) = schema else { return };
        if let Some(Value::String(reference)) = members.get_mut("$ref") {
            // A reference is a URI, and the validator insists on it.
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
        // The validator counts a name that is listed twice as two members.
        if let Some(Value::Array(names)) = members.get_mut("required") {
            let mut seen = HashSet::new();
            names.retain(|name| seen.insert(name.clone()));
        }
        if members.remove("nullable") == Some(Value::Bool(true)) {
            allow_null(schema);
        }
    }

    /// `{nullable: true}` allows anything where it stands alone; as a branch it is how 3.0 documents say null.
    fn branch(self, branch: &mut Value) {
        if *branch == json!({ "nullable": true }) {
            *branch = json!({ "type": "null" });
        }
        self.schema(branch);
    }
}

/// An exclusive bound of 3.0 says of another bound that it is exclusive.
fn bounds(members: &mut Map<String, Value>) {
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let Some(Value::Bool(is_exclusive)) = members.get(exclusive) else { continue };
        let limit = if *is_exclusive { members.remove(bound) } else { None };
        members.remove(exclusive);
        members.extend(limit.map(|limit| (exclusive.to_owned(), limit)));
    }
}

/// Strictly, `nullable` means something beside `type` only; documents also write it beside `allOf` and mean it.
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
    fn a_branch_that_only_says_nullable_is_null() {
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
