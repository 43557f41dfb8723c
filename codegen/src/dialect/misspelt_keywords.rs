//! Reports keywords of schemas that JSON Schema ignores, because they are misspelt or in another place.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Report};
use crate::nearest::misspelt;
use crate::pointer::Pointer;

/// The keywords of Swagger 2.0, OpenAPI, and JSON Schema from draft 4 to 2020-12.
const KNOWN: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "collectionFormat",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Notes each unknown member of a schema that is almost a keyword.
pub(super) fn note(schema: &Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    let is_unknown = |name: &&String| KNOWN.binary_search(&name.as_str()).is_err() && !name.starts_with("x-");
    for name in schema.keys().filter(is_unknown) {
        if let Some(meant) = misspelt(name, KNOWN.iter().copied()) {
            let message = format!("`{name}` is not a keyword, and is ignored");
            report.push(
                Diagnostic::note(&pointer.child(name), message).help(format!("write `{meant}`, if that is meant")),
            );
        }
    }
    note_keyword_as_property(schema, pointer, report);
}

/// Notes a property called `additionalProperties`, unless the schema describes schemas.
fn note_keyword_as_property(schema: &Map<String, Value>, pointer: &Pointer, report: &mut Report) {
    const NAME: &str = "additionalProperties";
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    let describes_schemas = ["properties", "type", "$ref"].iter().any(|keyword| properties.contains_key(*keyword));
    if properties.contains_key(NAME) && !describes_schemas {
        let message = format!("this is a property called `{NAME}`, and not the keyword");
        let help = "move it out of `properties`, if the keyword is meant";
        report.push(Diagnostic::note(&pointer.child("properties").child(NAME), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_keywords_are_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn only_misspelt_keywords_are_noted() {
        let mut report = Report::default();
        let schema = json!({
            "type": "object", "requried": [], "propertis": {}, "additonalProperties": false, "nulable": true,
            "x-enums": [], "example": 1, "examples": [], "name": "a", "in": "query", "notes": "n", "optional": true,
        });
        note(schema.as_object().unwrap(), &Pointer::root(), &mut report);
        for name in ["requried", "propertis", "additonalProperties", "nulable"] {
            assert!(report.mentions(&Pointer::root().child(name)), "{name}");
        }
        assert_eq!(report.len(), 4);
    }

    #[test]
    fn a_property_called_as_a_keyword_is_noted_unless_schemas_are_described() {
        let noted = |schema: Value| {
            let mut report = Report::default();
            note(schema.as_object().unwrap(), &Pointer::root(), &mut report);
            report.mentions(&Pointer::parse("/properties/additionalProperties").unwrap())
        };
        assert!(noted(json!({ "properties": { "additionalProperties": { "type": "object" } } })));
        assert!(noted(json!({ "properties": { "a": {}, "additionalProperties": true } })));
        assert!(!noted(json!({ "additionalProperties": {}, "properties": { "a": {} } })));
        assert!(!noted(json!({ "properties": { "type": {}, "properties": {}, "additionalProperties": {} } })));
    }
}
