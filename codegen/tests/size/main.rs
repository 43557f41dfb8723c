//! Documents far larger or deeper than any real one are generated from, or rejected with the place.
//! They neither overflow the stack nor take time that grows faster than their size.

use openapi_bindgen::{Diagnostics, Generated, Loss, Options, Severity, Source, generate};
use serde_json::{Map, Value, json};

const CHAIN: usize = 10_000;

fn from_schemas(schemas: &Map<String, Value>) -> Result<Generated, Diagnostics> {
    let info = json!({ "title": "Large", "version": "1" });
    let document = json!({ "openapi": "3.1.0", "info": info, "components": { "schemas": schemas } });
    generate(&Source::new("api.json", document.to_string()), &[], &Options::default())
}

/// Returns schemas that each refer to the next. The last one is a string.
fn chain(link: impl Fn(usize, Value) -> Value) -> Map<String, Value> {
    let reference = |next: usize| json!({ "$ref": format!("#/components/schemas/C{next}") });
    let mut schemas: Map<String, Value> =
        (0..CHAIN).map(|at| (format!("C{at}"), link(at, reference(at + 1)))).collect();
    schemas.insert(format!("C{CHAIN}"), json!({ "type": "string" }));
    schemas
}

#[test]
fn a_chain_of_references_is_a_chain_of_names() {
    let generated = from_schemas(&chain(|_, next| next)).unwrap();
    assert_eq!((generated.summary.types, generated.summary.aliases), (0, CHAIN + 1));
    assert!(generated.files.iter().any(|file| file.text.contains("pub type C9998 = C9999;")));
}

#[test]
fn a_chain_of_members_is_a_chain_of_structs() {
    let generated =
        from_schemas(&chain(|_, next| json!({ "type": "object", "properties": { "next": next } }))).unwrap();
    assert_eq!((generated.summary.types, generated.summary.aliases), (CHAIN, 1));
}

#[test]
fn a_parameter_that_is_a_file_in_a_chain_of_lists_is_any_json_inside() {
    let mut schemas = chain(|_, next| json!({ "type": "array", "items": next }));
    schemas.insert(format!("C{CHAIN}"), json!({ "type": "string", "format": "binary" }));
    let form = json!({ "properties": { "file": { "$ref": format!("#/components/schemas/C{CHAIN}") } } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "Large", "version": "1" }, "components": { "schemas": schemas },
        "paths": { "/call": { "post": {
            "parameters": [{ "name": "p", "in": "query", "schema": { "$ref": format!("#/components/schemas/C{}", CHAIN - 2_000) } }],
            "requestBody": { "content": { "multipart/form-data": { "schema": form } } },
            "responses": { "204": { "description": "Done" } },
        } } },
    });
    let generated = generate(&Source::new("api.json", document.to_string()), &[], &Options::default()).unwrap();
    assert!(generated.files.iter().any(|file| file.text.contains("Json>>>>")));
}

/// Generates from schemas and an operation at `/a`.
fn from_operation(schemas: &Map<String, Value>, operation: &Value) -> Generated {
    let info = json!({ "title": "Large", "version": "1" });
    let mut document = json!({ "openapi": "3.1.0", "info": info, "components": { "schemas": schemas } });
    document["paths"] = json!({ "/a": { "post": operation } });
    generate(&Source::new("api.json", document.to_string()), &[], &Options::default()).unwrap()
}

fn content(media_type: &str, name: &str) -> Value {
    json!({ "content": { media_type: { "schema": { "$ref": format!("#/components/schemas/{name}") } } } })
}

#[test]
fn an_event_may_be_its_own_data() {
    let stream = |name| json!({ "responses": { "200": content("text/event-stream", name) } });
    let own = Map::from_iter([("E".to_owned(), {
        json!({ "type": "object", "properties": { "data": { "$ref": "#/components/schemas/E" } } })
    })]);
    assert_eq!(from_operation(&own, &stream("E")).summary.operations, 1);
    let row = chain(|_, next| json!({ "type": "object", "properties": { "data": next } }));
    assert_eq!(from_operation(&row, &stream("C0")).summary.operations, 1);
}

#[test]
fn a_chain_of_lists_is_sent_in_parts() {
    let schemas = chain(|_, next| json!({ "type": "array", "items": next }));
    let mut schemas = schemas.clone();
    let reference = json!({ "$ref": "#/components/schemas/C0" });
    schemas.insert("Form".to_owned(), json!({ "type": "object", "properties": { "list": reference } }));
    let operation = json!({ "requestBody": content("multipart/form-data", "Form"), "responses": {} });
    assert_eq!(from_operation(&schemas, &operation).summary.operations, 1);
}

#[test]
fn values_in_a_chain_of_lists_are_checked_to_a_depth() {
    let mut schemas = chain(|_, next| json!({ "type": "array", "minItems": 1, "items": next }));
    let reference = json!({ "$ref": "#/components/schemas/C0" });
    schemas.insert("It".to_owned(), json!({ "type": "object", "properties": { "list": reference } }));
    let generated = from_schemas(&schemas).unwrap();
    let text: String = generated.files.iter().map(|file| file.text.as_str()).collect();
    let it = text.split_once("pub struct It {").unwrap().1.split_once("\n}\n").unwrap().0.to_owned();
    let attribute = text.split_once("pub struct It {").unwrap().1;
    assert_eq!(attribute.split_once("pub list").unwrap().0.matches("each(").count(), 16, "{it}");
    assert!(it.contains("Vec<C16>"), "{it}");
}

#[test]
fn a_chain_of_all_of_is_rejected_when_too_long() {
    let own = |at: usize| json!({ "properties": { format!("p{at}"): { "type": "string" } } });
    let diagnostics = from_schemas(&chain(|at, next| json!({ "allOf": [next, own(at)] }))).unwrap_err();
    let error = diagnostics.iter().next().unwrap();
    assert!(error.message.starts_with("this schema nests other schemas more than 100 deep"), "{error}");
    assert!(error.location.is_some());
}

#[test]
fn an_enum_of_a_hundred_thousand_values_has_as_many_variants() {
    let values: Vec<String> = (0..100_000).map(|value| format!("value-{value}")).collect();
    let schemas = [("Large".to_owned(), json!({ "type": "string", "enum": values }))].into_iter().collect();
    let generated = from_schemas(&schemas).unwrap();
    assert!(generated.files.iter().any(|file| {
        file.text.contains("    /// `value-99999`\n    #[json(rename = \"value-99999\")]\n    Value99999,")
    }));
}

/// Returns schemas of several levels that each refer to the next in two places.
fn diamonds(levels: usize, level: impl Fn(usize, Value) -> Value) -> Map<String, Value> {
    let reference = |next: usize| json!({ "$ref": format!("#/components/schemas/C{next}") });
    let mut schemas: Map<String, Value> =
        (0..levels).map(|at| (format!("C{at}"), level(at, reference(at + 1)))).collect();
    schemas.insert(format!("C{levels}"), json!({ "properties": { "last": { "type": "string" } } }));
    schemas
}

#[test]
fn a_schema_with_many_references_is_merged_once() {
    let own = |name: &str, at: usize| json!({ "properties": { format!("{name}{at}"): { "type": "string" } } });
    let both = |at: usize, next: Value| json!({ "allOf": [{ "allOf": [next, own("a", at)] }, { "allOf": [next, own("b", at)] }] });
    let generated = from_schemas(&diamonds(90, both)).unwrap();
    assert_eq!(generated.summary.types, 91);
    assert!(generated.files.iter().any(|file| file.text.contains("pub b89: Option<String>,")));
}

#[test]
fn repeated_extension_of_a_union_is_rejected_when_it_needs_too_many_types() {
    let extended = |at: usize, next: Value| {
        let own = json!({ "properties": { format!("own{at}"): { "type": "string" } } });
        json!({ "oneOf": [next, { "allOf": [next, own] }] })
    };
    let diagnostics = from_schemas(&diamonds(60, extended)).unwrap_err();
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains("needs more than 2000 types"), "{}", errors[0]);
    assert!(errors[0].location.is_some());
}

#[test]
fn one_schema_with_too_many_types_does_not_cost_the_rest() {
    let extended = |at: usize, next: Value| {
        let own = json!({ "properties": { format!("own{at}"): { "type": "string" } } });
        json!({ "oneOf": [next, { "allOf": [next, own] }] })
    };
    let mut schemas = diamonds(12, extended);
    schemas.insert("Pet".to_owned(), json!({ "properties": { "name": { "type": "string" } } }));
    let generated = from_schemas(&schemas).unwrap();
    assert!(generated.files.iter().any(|file| file.text.contains("pub struct Pet {")));
    let warning = generated.warnings.iter().find(|warning| warning.message.contains("needs more than 2000 types"));
    assert_eq!(warning.unwrap().loss, Some(Loss::Loosened));
}

#[test]
fn a_pattern_that_is_too_long_is_not_checked() {
    let text = |pattern: &str, times: usize| json!({ "type": "string", "pattern": pattern.repeat(times) });
    let schemas = json!({ "type": "object", "properties": {
        "long": text("\\p{L}", 100_000),
        "short": text("\\p{L}", 100),
        "simple": { "type": "string", "pattern": format!("^[{}]*$", "ab".repeat(50_000)) },
    } });
    let generated = from_schemas(&Map::from_iter([("It".to_owned(), schemas)])).unwrap();
    let warnings: Vec<_> = generated.warnings.iter().filter(|found| found.severity == Severity::Warning).collect();
    let [warning] = &warnings[..] else { panic!("{warnings:?}") };
    assert_eq!(warning.message, "this pattern is not checked: it is longer than 50000 bytes");
    assert_eq!(warning.pointer.as_str(), "/components/schemas/It/properties/long/pattern");
    assert!(generated.files.iter().any(|file| file.text.contains(&"\\p{L}".repeat(100))));
}

#[test]
fn repeated_merging_of_properties_is_rejected_when_too_deep() {
    let mut schemas =
        chain(|_, next| json!({ "properties": { "next": { "allOf": [next, { "$ref": "#/components/schemas/D" }] } } }));
    schemas.insert("D".to_owned(), json!({ "properties": { "next": { "description": "Another one." } } }));
    let diagnostics = from_schemas(&schemas).unwrap_err();
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.ends_with("needs types nested more than 100 deep"), "{}", errors[0]);
    assert!(errors[0].location.is_some());
}

#[test]
fn a_document_that_repeats_too_much_is_an_error_with_its_place() {
    let properties: Map<String, Value> = (0..1_000).map(|at| (format!("p{at}"), json!({ "type": "string" }))).collect();
    let of_base = |at: usize| {
        let own = json!({ "type": "object", "properties": { format!("q{at}"): { "type": "string" } } });
        json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, own] })
    };
    let with = |count: usize| {
        let mut schemas: Map<String, Value> = (0..count).map(|at| (format!("C{at}"), of_base(at))).collect();
        schemas.insert("Base".to_owned(), json!({ "type": "object", "properties": properties.clone() }));
        schemas
    };
    assert_eq!(from_schemas(&with(100)).unwrap().summary.types, 101);
    let diagnostics = from_schemas(&with(1_000)).unwrap_err();
    let [error] = diagnostics.iter().collect::<Vec<_>>()[..] else { panic!("{diagnostics}") };
    assert!(error.message.starts_with("the document repeats too much up to here"), "{error}");
    assert!(error.pointer.as_str().starts_with("/components/schemas/C"), "{error}");
    assert!(error.location.is_some() && error.help.is_some());
}

#[test]
fn a_schema_with_too_many_choices_is_an_error() {
    let branch = |name: String| json!({ "type": "object", "properties": { name: { "type": "string" } } });
    let choice = |at: usize| json!({ "oneOf": [branch(format!("p{at}")), branch(format!("q{at}"))] });
    let schema = json!({ "allOf": (0..4_000).map(choice).collect::<Vec<_>>() });
    let diagnostics = from_schemas(&[("A".to_owned(), schema)].into_iter().collect()).unwrap_err();
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let [error] = errors.collect::<Vec<_>>()[..] else { panic!("{diagnostics}") };
    assert!(error.message.starts_with("the `allOf` up to here have too many `oneOf` and `anyOf`"), "{error}");
    assert!(error.location.is_some() && error.help.is_some());
}

/// Checks that the document is rejected for its long names, with the place that starts with `place`.
fn assert_names_are_too_long(document: &Value, place: &str) {
    let document = Source::new("api.json", document.to_string());
    let diagnostics = generate(&document, &[], &Options::default()).unwrap_err();
    let [error] = diagnostics.iter().filter(|found| found.severity == Severity::Error).collect::<Vec<_>>()[..] else {
        panic!("{diagnostics}")
    };
    let expected = "the document repeats too much up to here: each use of a name, of a pattern or of a chain of references repeats \
         it, and some are long";
    assert_eq!(error.message, expected);
    assert!(error.pointer.as_str().starts_with(place), "{}", error.pointer);
    assert!(error.help.as_ref().is_some_and(|help| help.contains("more than 128 bytes")) && error.location.is_some());
}

#[test]
fn a_document_that_repeats_long_names_is_an_error_with_its_place() {
    let (many, long) = (2_000, "a".repeat(20_000));
    let info = json!({ "title": "Large", "version": "1" });
    let with = |schemas: Value, paths: &Value| json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": { "schemas": schemas } });
    let object = |value: &Value| -> Value {
        let properties: Map<String, Value> = (0..many).map(|at| (format!("p{at}"), value.clone())).collect();
        json!({ "type": "object", "properties": properties })
    };
    let text = json!({ "type": "string" });

    // The pointer to each property has the name of the schema.
    assert_names_are_too_long(&with(json!({ long.as_str(): object(&text) }), &json!({})), "/components/schemas/aaa");

    // Each field has the pattern of its type.
    let pattern = json!({ "type": "string", "pattern": long });
    let uses = object(&json!({ "$ref": "#/components/schemas/It" }));
    assert_names_are_too_long(&with(json!({ "It": pattern, "Uses": uses }), &json!({})), "/components/schemas/Uses");

    // Each operation has the names of its security schemes.
    let paths: Map<String, Value> = (0..many)
        .map(|at| (format!("/p{at}"), json!({ "get": { "responses": { "204": { "description": "Done" } } } })))
        .collect();
    let mut document = with(json!({}), &Value::Object(paths));
    document["components"]["securitySchemes"] = json!({ long.as_str(): { "type": "http", "scheme": "bearer" } });
    document["security"] = json!([{ long.as_str(): [] }]);
    assert_names_are_too_long(&document, "/paths/~1p");

    // Each operation has the name of the type in its response.
    let reference = json!({ "$ref": format!("#/components/schemas/{long}") });
    let response = json!({ "description": "Done", "content": { "application/json": { "schema": reference } } });
    let operation = json!({ "get": { "responses": { "200": { "$ref": "#/components/responses/It" } } } });
    let paths: Map<String, Value> = (0..many).map(|at| (format!("/p{at}"), operation.clone())).collect();
    let named = json!({ "type": "object", "properties": { "q": text } });
    let mut document = with(json!({ long.as_str(): named }), &Value::Object(paths));
    document["components"]["responses"] = json!({ "It": response });
    assert_names_are_too_long(&document, "/paths/~1p");
}
