use serde_json::{Value, json};

use crate::{Options, Source, generate};

fn document(schemas: &Value) -> Source {
    let answer = json!({ "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "a", "responses": { "200": answer } } } },
        "components": { "schemas": schemas }
    });
    Source::new("api.json", document.to_string())
}

/// Returns the file with the examples of the types, or an empty text.
fn examples(schemas: &Value) -> String {
    let options = Options::default().example_feature("example");
    let files = generate(&document(schemas), &[], &options).unwrap().files;
    files.into_iter().find(|file| file.path == "examples.rs").map(|file| file.text).unwrap_or_default()
}

/// Returns true if the default of a property of `T` is one of its schema.
fn is_default_read(schemas: &Value) -> bool {
    let generated = generate(&document(schemas), &[], &Options::default().defaults(["*"])).unwrap();
    let is_unread = |text: &str| text.contains("is no value of its schema") || text.contains("does not certainly meet");
    !generated.warnings.iter().any(|warning| is_unread(&warning.to_string()))
}

/// Returns types in a row, each of which requires the next one under the names.
fn row(count: usize, names: &[&str], last: Value) -> Value {
    let mut schemas: serde_json::Map<String, Value> = (0..count)
        .map(|index| {
            let next = json!({ "$ref": format!("#/components/schemas/S{}", index + 1) });
            let properties: serde_json::Map<_, _> =
                names.iter().map(|name| ((*name).to_owned(), next.clone())).collect();
            (format!("S{index}"), json!({ "type": "object", "required": names, "properties": properties }))
        })
        .collect();
    schemas.insert(format!("S{count}"), last);
    Value::Object(schemas)
}

#[test]
fn a_long_list_of_long_lists_has_no_example() {
    let list = |item: Value| json!({ "type": "array", "minItems": 100, "items": item });
    let of = |schema: Value| {
        examples(&json!({ "S0": { "type": "object", "required": ["a"], "properties": { "a": schema } } }))
    };
    assert!(of(list(json!({ "type": "integer" }))).contains("1,1,1"));
    assert!(!of(list(list(list(list(json!({ "type": "integer" })))))).contains("JSON"));
}

#[test]
fn a_union_in_itself_is_read_once() {
    let union = json!({ "oneOf": [
        { "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/S0" } } },
        { "type": "string" }
    ] });
    let nested = (0..24).fold(json!("x"), |inner, _| json!({ "a": inner }));
    let with = |default: &Value| {
        let property = json!({ "allOf": [{ "$ref": "#/components/schemas/S0" }], "default": default });
        is_default_read(&json!({ "S0": union, "T": { "type": "object", "properties": { "s": property } } }))
    };
    assert!(with(&nested));
    assert!(!with(&json!({ "a": 1 })));
}

#[test]
fn a_union_that_is_tried_again_and_again_is_given_up() {
    // Both variants read the part `a`, and the first one fails after it.
    let variant = |ty: &str| {
        json!({ "type": "object", "required": ["a", "b"], "properties": {
            "a": { "$ref": "#/components/schemas/S0" }, "b": { "type": ty }
        } })
    };
    let union = json!({ "anyOf": [variant("integer"), variant("string"), { "type": "string" }] });
    let nested = |depth| (0..depth).fold(json!("x"), |inner, _| json!({ "a": inner, "b": "x" }));
    let with = |default: Value| {
        let property = json!({ "allOf": [{ "$ref": "#/components/schemas/S0" }], "default": default });
        is_default_read(&json!({ "S0": union, "T": { "type": "object", "properties": { "s": property } } }))
    };
    assert!(with(nested(3)));
    assert!(!with(nested(40)));
}

#[test]
fn a_list_of_different_items_is_read_in_few_steps() {
    let with = |default: Value| {
        let property =
            json!({ "type": "array", "uniqueItems": true, "items": { "type": "integer" }, "default": default });
        is_default_read(&json!({ "S0": { "type": "object", "properties": { "s": property } } }))
    };
    assert!(with((0..20_000).collect()));
    assert!(!with(json!([1, 2, 1])));
}

#[test]
fn many_values_of_a_long_list_are_not_sought() {
    let with = |count: usize| {
        let values: Vec<String> = (0..count).map(|index| format!("v{index}")).collect();
        let default = vec![values[count - 1].clone(); count];
        let property = json!({ "type": "array", "items": { "type": "string", "enum": values }, "default": default });
        is_default_read(&json!({ "S0": { "type": "object", "properties": { "s": property } } }))
    };
    assert!(with(50));
    assert!(!with(5000));
}

#[test]
fn a_reason_is_sought_in_few_steps() {
    let file = json!({ "type": "string", "pattern": "^a(?=b)c$" });
    let text = examples(&{
        let mut schemas = row(1200, &["a"], file);
        schemas["T"] = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        schemas
    });
    assert!(text.contains("no short value certainly meets the constraints"), "{text}");
}

#[cfg(feature = "command")]
mod first_tests {
    use super::*;
    use crate::scaffold::{Bindings, PackageName, Packages, Scaffold};

    /// Returns the first test of a new package.
    fn first_test(schemas: &Value) -> String {
        let document = document(schemas);
        let scaffold = Scaffold::new(&document, "api.json", Bindings::Committed, &Packages::Registry).unwrap();
        let files = scaffold.package(&PackageName::parse("shop").unwrap());
        files.into_iter().find(|file| file.path == "tests/mock.rs").unwrap().text
    }

    #[test]
    fn a_first_test_has_a_short_answer_or_none() {
        let text = json!({ "type": "string" });
        assert!(first_test(&row(3, &["a", "b"], text.clone())).contains("example"));
        let list = |item: Value| json!({ "type": "array", "minItems": 100, "items": item });
        for (name, schemas) in [
            ("doubling", row(24, &["a", "b"], text.clone())),
            ("deep", row(200, &["a"], text.clone())),
            (
                "lists",
                json!({ "S0": { "type": "object", "required": ["a"], "properties": { "a": list(list(list(text.clone()))) } } }),
            ),
            (
                "members",
                json!({ "S0": { "type": "object", "minProperties": 4_000_000, "additionalProperties": text } }),
            ),
        ] {
            let answer = first_test(&schemas);
            assert!(answer.contains("IM_A_TEAPOT"), "{name}: {}", answer.len());
        }
    }

    #[test]
    fn lists_in_a_row_are_an_answer_of_limited_depth() {
        let mut schemas = serde_json::Map::new();
        for index in 0..300 {
            let next = json!({ "$ref": format!("#/components/schemas/S{}", index + 1) });
            schemas.insert(format!("S{index}"), json!({ "type": "array", "items": next }));
        }
        schemas.insert("S300".to_owned(), json!({ "type": "string" }));
        let test = first_test(&Value::Object(schemas));
        assert!(test.len() < 50_000, "{}", test.len());
    }
}
