use serde_json::{Value, json};

use super::FileError;
use crate::parse::parse;
use crate::{Options, Source, generate};

/// The document that is the first of the files.
fn document(files: &[(&str, &str)]) -> Source {
    let source = |(name, text): &(&str, &str)| Source::new(*name, *text);
    source(&files[0]).with_files(|path| {
        let file = files.iter().find(|(name, _)| *name == path);
        file.map(source).ok_or_else(|| FileError::new(format!("there is no file `{path}`")))
    })
}

/// The one document that the files make, which has nothing wrong in it.
fn bundled(files: &[(&str, &str)]) -> Value {
    let document = document(files);
    assert_eq!(problems(&document), "");
    parse(&document).unwrap()
}

/// Returns the problems of the references, each with its place.
fn problems(document: &Source) -> String {
    let Some(bundle) = document.bundle() else { return String::new() };
    let problems = bundle.problems.iter().map(|problem| {
        let place = document.places(&[&problem.pointer]).remove(0);
        format!(
            "{}",
            crate::Diagnostic { pointer: place.pointer, ..problem.clone() }.with_location(place.file, place.location)
        )
    });
    problems.collect::<Vec<_>>().join("\n")
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

/// A document with one operation, whose response has this as its schema, and then more text.
fn with_schema(schema: &str, more: &str) -> String {
    format!(
        "{HEAD}paths: {{/a: {{get: {{responses: {{'200': {{description: OK, content: {{application/json: {{schema: \
         {schema}}}}}}}}}}}}}}}\n{more}"
    )
}

const SCHEMA: &str = "/paths/~1a/get/responses/200/content/application~1json/schema";

#[test]
fn a_schema_of_another_file_becomes_a_component_of_its_name() {
    let entry = with_schema("{$ref: models/Pet.yaml}", "");
    let value = bundled(&[
        ("api.yaml", &entry),
        ("models/Pet.yaml", "properties: {error: {$ref: '../common.json#/definitions/Error'}}"),
        ("common.json", r#"{"definitions": {"Error": {"type": "string"}, "Other": {}}}"#),
    ]);
    assert_eq!(value.pointer(SCHEMA).unwrap(), &json!({ "$ref": "#/components/schemas/Pet" }));
    let schemas = json!({
        "Pet": { "properties": { "error": { "$ref": "#/components/schemas/Error" } } },
        "Error": { "type": "string" },
    });
    assert_eq!(value["components"], json!({ "schemas": schemas }));
}

#[test]
fn a_component_that_is_a_file_keeps_its_name() {
    let more = "components: {schemas: {Animal: {$ref: models/pet.yaml}, Alias: {$ref: models/pet.yaml}}}\n";
    let value = bundled(&[
        ("api.yaml", &with_schema("{$ref: models/pet.yaml}", more)),
        (
            "models/pet.yaml",
            "properties: {parent: {$ref: pet.yaml}, same: {$ref: '../api.yaml#/components/schemas/Animal'}}",
        ),
    ]);
    let animal = json!({ "$ref": "#/components/schemas/Animal" });
    assert_eq!(value.pointer(SCHEMA).unwrap(), &animal);
    assert_eq!(value["components"]["schemas"]["Animal"]["properties"], json!({ "parent": animal, "same": animal }));
    assert_eq!(value["components"]["schemas"]["Alias"], animal);
}

#[test]
fn an_alias_does_not_take_the_place_of_its_file() {
    let more = "components: {schemas: {Alias: {$ref: alias.yaml}, Other: {$ref: pet.yaml}, pet: {$ref: pet.yaml}}}\n";
    let files =
        [("api.yaml", &*with_schema("{}", more)), ("alias.yaml", "$ref: pet.yaml"), ("pet.yaml", "type: string")];
    let alias = json!({ "$ref": "#/components/schemas/pet" });
    let schemas = json!({ "Alias": alias, "Other": alias, "pet": { "type": "string" } });
    assert_eq!(bundled(&files)["components"]["schemas"], schemas);
}

#[test]
fn cycles_across_files_are_references() {
    let value = bundled(&[
        ("api.yaml", &with_schema("{$ref: a.yaml}", "")),
        ("a.yaml", "properties: {b: {$ref: './x/b.yaml'}}"),
        ("x/b.yaml", "properties: {a: {$ref: '../a.yaml'}, b: {$ref: '#'}}"),
    ]);
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "a": { "properties": { "b": { "$ref": "#/components/schemas/b" } } },
            "b": { "properties": { "a": { "$ref": "#/components/schemas/a" }, "b": { "$ref": "#/components/schemas/b" } } },
        })
    );
}

#[test]
fn path_items_and_operations_stand_in_the_place_of_their_references() {
    let entry =
        format!("{HEAD}paths:\n  /a: {{$ref: paths.yaml#/a, summary: Own}}\n  /b: {{get: {{$ref: ops/get.yaml}}}}\n");
    let value = bundled(&[
        ("api.yaml", &entry),
        (
            "paths.yaml",
            "a: {summary: Other, parameters: [{$ref: 'parameters.yaml#/Id'}], get: {responses: {'200': {$ref: ok.yaml}}}}",
        ),
        ("ops/get.yaml", "{operationId: b, responses: {'200': {$ref: ../ok.yaml}}}"),
        ("parameters.yaml", "Id: {name: id, in: query, schema: {type: string}}"),
        ("ok.yaml", "description: OK"),
    ]);
    let ok = json!({ "200": { "$ref": "#/components/responses/ok" } });
    let parameters = json!([{ "$ref": "#/components/parameters/Id" }]);
    assert_eq!(
        value["paths"],
        json!({
            "/a": { "summary": "Own", "parameters": parameters, "get": { "responses": ok } },
            "/b": { "get": { "operationId": "b", "responses": ok } },
        })
    );
    assert_eq!(value["components"]["responses"], json!({ "ok": { "description": "OK" } }));
}

#[test]
fn whole_sections_may_be_files() {
    let entry = format!("{HEAD}paths: {{$ref: paths.yaml}}\ncomponents: {{schemas: {{$ref: schemas/_index.yaml}}}}\n");
    let value = bundled(&[
        ("api.yaml", &entry),
        ("paths.yaml", with_schema("{$ref: schemas/Pet.yaml}", "").split_once("paths: ").unwrap().1),
        ("schemas/_index.yaml", "Pet: {$ref: Pet.yaml}\nTag: {type: string}\n"),
        ("schemas/Pet.yaml", "properties: {tag: {$ref: '_index.yaml#/Tag'}}"),
    ]);
    assert_eq!(value.pointer(SCHEMA).unwrap(), &json!({ "$ref": "#/components/schemas/Pet" }));
    let pet = json!({ "properties": { "tag": { "$ref": "#/components/schemas/Tag" } } });
    assert_eq!(value["components"]["schemas"], json!({ "Pet": pet, "Tag": { "type": "string" } }));
}

#[test]
fn every_kind_of_component_has_its_section() {
    let entry = format!(
        "{HEAD}paths:\n  /a:\n    post:\n      requestBody: {{$ref: all.yaml#/body}}\n      responses:\n        '200':\n          \
         description: OK\n          headers: {{X: {{$ref: all.yaml#/header}}}}\n          links: {{l: {{$ref: all.yaml#/link}}}}\n          \
         content: {{a/b: {{examples: {{e: {{$ref: all.yaml#/example}}}}}}}}\n      callbacks: {{c: {{$ref: all.yaml#/callback}}}}\n\
         components: {{securitySchemes: {{key: {{$ref: all.yaml#/scheme}}}}}}\n"
    );
    let all = "body: {b: 1}\nheader: {h: 1}\nlink: {l: 1}\nexample: {e: 1}\ncallback: {'x': {post: {p: 1}}}\nscheme: {s: 1}\n";
    let value = bundled(&[("api.yaml", &entry), ("all.yaml", all)]);
    assert_eq!(
        value["components"],
        json!({
            "securitySchemes": { "key": { "s": 1 } },
            "requestBodies": { "body": { "b": 1 } },
            "headers": { "header": { "h": 1 } },
            "links": { "link": { "l": 1 } },
            "examples": { "example": { "e": 1 } },
            "callbacks": { "callback": { "x": { "post": { "p": 1 } } } },
        })
    );
}

#[test]
fn components_of_swagger_are_where_it_has_them() {
    let entry = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters: [{$ref: 'p.yaml#/Id'}]\n      \
                 responses: {'200': {description: OK, schema: {$ref: 'm.yaml#/Pet'}, headers: {X: {$ref: h.yaml}}}, default: {$ref: 'm.yaml#/Bad'}}\n";
    let value = bundled(&[
        ("api.yaml", entry),
        ("p.yaml", "Id: {name: id, in: query, type: string}"),
        ("m.yaml", "Pet: {properties: {a: {$ref: '#/Pet'}}}\nBad: {description: Bad}\n"),
        ("h.yaml", "type: string"),
    ]);
    let responses = &value["paths"]["/a"]["get"]["responses"];
    assert_eq!(responses["200"]["headers"]["X"], json!({ "type": "string" }));
    assert_eq!(responses["default"], json!({ "$ref": "#/responses/Bad" }));
    assert_eq!(value["definitions"]["Pet"], json!({ "properties": { "a": { "$ref": "#/definitions/Pet" } } }));
    assert_eq!(value["parameters"]["Id"]["name"], "id");
    assert!(value.get("components").is_none());
}

#[test]
fn values_inside_another_component_are_not_added_twice() {
    let schema = "{properties: {id: {$ref: 'Pet.yaml#/properties/id'}, pet: {$ref: Pet.yaml}}}";
    let value = bundled(&[("api.yaml", &with_schema(schema, "")), ("Pet.yaml", "properties: {id: {type: string}}")]);
    let id = json!({ "$ref": "#/components/schemas/Pet/properties/id" });
    assert_eq!(value.pointer(SCHEMA).unwrap()["properties"]["id"], id);
    assert_eq!(value["components"]["schemas"].as_object().unwrap().len(), 1);
}

#[test]
fn anchors_and_addresses_lead_to_their_schemas() {
    let schema = "{anyOf: [{$ref: 'pets.json#cat'}, {$ref: 'https://example.com/pets.json#/$defs/Dog'}]}";
    let pets = r#"{"$id": "https://example.com/pets.json", "$defs": {"Cat": {"$anchor": "cat", "type": "string"},
        "Dog": {"$ref": "food.json"}}}"#;
    let value = bundled(&[
        ("api.yaml", &with_schema(schema, "")),
        ("pets.json", pets),
        ("food.json", r#"{"$id": "https://example.com/food.json", "type": "object"}"#),
    ]);
    let schemas = json!({ "Cat": { "type": "string" }, "food": { "type": "object" } });
    assert_eq!(value["components"]["schemas"], schemas);
}

#[test]
fn a_mapping_of_files_is_one_of_components() {
    let pet = "discriminator: {propertyName: kind, mapping: {cat: Cat.yaml, dog: ./pets.yaml#/Dog}}\nproperties: {kind: {type: string}}\n";
    let value = bundled(&[
        ("api.yaml", &with_schema("{$ref: Pet.yaml}", "")),
        ("Pet.yaml", pet),
        ("Cat.yaml", "allOf: [{$ref: Pet.yaml}]"),
        ("pets.yaml", "Dog: {allOf: [{$ref: Pet.yaml}]}"),
    ]);
    let mapping = json!({ "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" });
    assert_eq!(value["components"]["schemas"]["Pet"]["discriminator"]["mapping"], mapping);
    assert_eq!(value["components"]["schemas"].as_object().unwrap().len(), 3);
}

#[test]
fn values_of_a_discriminator_do_not_change_with_names() {
    let schema = "{discriminator: {propertyName: kind}, oneOf: [{$ref: a/Cat.yaml}, {$ref: Dog.yaml}]}";
    let entry = with_schema(schema, "components: {schemas: {Cat: {type: object}}}\n");
    let value = bundled(&[("api.yaml", &entry), ("a/Cat.yaml", "type: object"), ("Dog.yaml", "type: object")]);
    let schema = value.pointer(SCHEMA).unwrap();
    assert_eq!(schema["oneOf"][0], json!({ "$ref": "#/components/schemas/a_Cat" }));
    assert_eq!(schema["discriminator"]["mapping"], json!({ "Cat": "#/components/schemas/a_Cat" }));

    let base = "discriminator: {propertyName: kind}\nproperties: {kind: {type: string}}\n";
    let value = bundled(&[
        ("api.yaml", &with_schema("{anyOf: [{$ref: a/Cat.yaml}, {$ref: b/Cat.yaml}]}", "")),
        ("a/Cat.yaml", "allOf: [{$ref: ../Pet.yaml}]"),
        ("b/Cat.yaml", "type: string"),
        ("Pet.yaml", base),
    ]);
    let mapping = &value["components"]["schemas"]["Pet"]["discriminator"]["mapping"];
    assert_eq!(mapping, &json!({ "Cat": "#/components/schemas/a_Cat" }));
}

#[test]
fn an_example_may_be_a_file_and_need_not_be() {
    let schema =
        "{type: object, example: {$ref: pet.json}, default: {$ref: gone.json}, examples: [{$ref: pet.json, a: 1}]}";
    let value = bundled(&[("api.yaml", &with_schema(schema, "")), ("pet.json", r#"{"name": "Rex"}"#)]);
    let schema = value.pointer(SCHEMA).unwrap();
    assert_eq!(schema["example"], json!({ "name": "Rex" }));
    assert_eq!(schema["default"], json!({ "$ref": "gone.json" }));
    assert_eq!(schema["examples"], json!([{ "$ref": "pet.json", "a": 1 }]));
}

#[test]
fn references_to_a_missing_file_are_left_out() {
    let entry = with_schema(
        "{properties: {a: {$ref: gone.yaml}, b: {$ref: 'pet.yaml#/Pett'}, c: {$ref: bad.yaml}, d: {$ref: 'pet.yaml#/Pet'}}}",
        "",
    );
    let files = [
        ("api.yaml", entry.as_str()),
        ("pet.yaml", "Pet: {type: object, properties: {n: {type: string}}}\n"),
        ("bad.yaml", "a: [\n"),
    ];
    let document = document(&files);
    let generated = generate(&document, &[], &Options::default()).unwrap();
    let warnings = generated.warnings.to_string();
    for expected in [
        "warning: there is no file `gone.yaml`, and what refers to it is left out\n  --> api.yaml:3:",
        "warning: `pet.yaml` has no `/Pett`, and what refers to it is left out",
        "help: a similar name exists: `Pet`",
        "warning: `bad.yaml` cannot be read, and what refers to it is left out: not valid YAML",
    ] {
        assert!(warnings.contains(expected), "{warnings}");
    }
    assert_eq!(generated.warnings.len(), 3, "{warnings}");
    assert!(generated.files.iter().any(|file| file.text.contains("pub struct Pet")));
    let names: Vec<&str> = document.files().iter().map(Source::name).collect();
    assert_eq!(names, ["pet.yaml", "bad.yaml"]);
}

#[test]
fn a_mapping_to_a_missing_file_leaves_out_a_value_and_no_branch() {
    let entry = with_schema(
        "{anyOf: [{$ref: 'pet.yaml#/Cat'}, {$ref: 'pet.yaml#/Dog'}], discriminator: {propertyName: kind, mapping: {a: gone.yaml}}}",
        "",
    );
    let pets =
        "Cat: {type: object, properties: {kind: {enum: [c]}}}\nDog: {type: object, properties: {kind: {enum: [d]}}}\n";
    let generated = generate(&document(&[("api.yaml", &entry), ("pet.yaml", pets)]), &[], &Options::default()).unwrap();
    let warnings = generated.warnings.to_string();
    for expected in [
        "warning: there is no file `gone.yaml`, and the discriminator ignores this value\n  --> api.yaml:3:",
        "warning: no branch is `gone.yaml`, so `a` is read as unknown\n",
    ] {
        assert!(warnings.contains(expected), "{warnings}");
    }
    assert_eq!(generated.summary.left_out, 0);
}

#[test]
fn diagnostics_name_the_file_that_has_the_mistake() {
    let entry = with_schema("{$ref: 'm/pets.yaml#/Pet'}", "");
    let pets = "# Pets\nPet:\n  type: object\n  required: [name]\n  properties:\n    x: {$ref: gone.yaml}\n";
    let document = document(&[("api.yaml", &entry), ("m/pets.yaml", pets)]);
    let warnings = generate(&document, &[], &Options::default()).unwrap().warnings.to_string();
    assert!(warnings.contains("there is no file `m/gone.yaml`, and what refers to it is left out\n  --> m/pets.yaml:6:9 (/Pet/properties/x/$ref)"), "{warnings}");
    assert!(warnings.contains("--> m/pets.yaml:4:3 (/Pet/required)"), "{warnings}");
}

#[test]
fn circles_without_an_end_are_problems_and_no_endless_work() {
    for (name, text) in [("a.yaml", "$ref: b.yaml\nsummary: A\n"), ("a.yaml", "$ref: b.yaml\n")] {
        let entry = format!("{HEAD}paths: {{/a: {{$ref: a.yaml}}}}\n");
        let document = document(&[("api.yaml", &entry), (name, text), ("b.yaml", "$ref: a.yaml\n")]);
        assert!(problems(&document).contains("leads back to itself"), "{}", problems(&document));
    }
}

#[test]
fn long_names_around_what_files_have_are_an_error() {
    let name = "a".repeat(50_000);
    let many = |item: &Value| (0..3_000).map(|at| (format!("p{at}"), item.clone())).collect::<Value>();
    let entry = |schemas: Value| {
        let info = json!({ "title": "T", "version": "1" });
        json!({ "openapi": "3.1.0", "info": info, "paths": {}, "components": { "schemas": schemas } })
    };
    let uses = |reference: &str| json!({ "properties": many(&json!({ "$ref": reference })) });
    for (schemas, file) in [
        (json!({ "A": uses("b.json#it") }), json!({ "$defs": { &name: { "$anchor": "it" } } })),
        (json!({ "A": { "$ref": "b.json#/a" } }), json!({ "a": {}, &name: many(&json!({ "type": "string" })) })),
        (json!({ &name: uses("b.json") }), json!({ "type": "string" })),
    ] {
        let (entry, file) = (entry(schemas).to_string(), file.to_string());
        let generated = generate(&document(&[("api.json", &entry), ("b.json", &file)]), &[], &Options::default());
        let Err(errors) = generated else { panic!("no error") };
        let [error] = errors.iter().collect::<Vec<_>>()[..] else { panic!("{} problems", errors.iter().count()) };
        assert!(
            error.message.contains("each use of a name, of a pattern or of a chain of references repeats it"),
            "{}",
            error.message
        );
        assert!(error.help.is_some() && error.location.is_some());
    }
}

#[test]
fn only_the_first_references_without_a_target_get_a_suggestion() {
    let uses: Vec<String> = (0..150).map(|at| format!("p{at}: {{$ref: 'b.yaml#/Nmae{at}'}}")).collect();
    let names: Vec<String> = (0..150).map(|at| format!("Name{at}: {{}}")).collect();
    let entry = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{properties: {{{}}}}}}}}}\n", uses.join(", "));
    let problems = problems(&document(&[("api.yaml", &entry), ("b.yaml", &names.join("\n"))]));
    assert_eq!(problems.matches("has no `/Nmae").count(), 150);
    assert_eq!(problems.matches("a similar name exists: `Name").count(), 100);
}

#[test]
fn references_that_lead_over_many_others_are_resolved_once() {
    // Without a record of what each leads to, the last is resolved 2^20 times and more.
    let mut file = serde_json::Map::new();
    for at in 0..30 {
        let reference = if at < 24 { format!("#/r{}/x/x/y", at + 1) } else { format!("#/pair{at}") };
        let [next, earlier] = [format!("#/r{}", at + 1), format!("#/pair{}", at.max(3) - 3)];
        file.insert(format!("r{at}"), json!({ "$ref": reference }));
        file.insert(format!("pair{at}"), json!({ "type": "string", "x": { "$ref": next }, "y": { "$ref": earlier } }));
    }
    let entry = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: 'b.json#/r0'}}}}}}\n");
    let document = document(&[("api.yaml", &entry), ("b.json", &Value::Object(file).to_string())]);
    let generated = generate(&document, &[], &Options::default()).unwrap();
    assert!(generated.files.iter().any(|file| file.text.contains("pub type A = String;")), "{:?}", generated.files);
}

#[test]
fn a_document_that_expands_to_many_times_its_size_is_an_error() {
    use std::fmt::Write;
    let mut files = vec![("api.yaml".to_owned(), format!("{HEAD}paths: {{$ref: f0.yaml}}\n"))];
    for level in 0..8 {
        let mut text = String::new();
        for index in 0..20 {
            let next =
                if level == 7 { "{get: {responses: {}}}".to_owned() } else { format!("{{$ref: f{}.yaml}}", level + 1) };
            writeln!(text, "x-{index}: {next}").unwrap();
        }
        files.push((format!("f{level}.yaml"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let errors = generate(&document(&files), &[], &Options::default()).unwrap_err().to_string();
    assert!(errors.contains("the references expand to many times the size of the files\n  --> f"), "{errors}");
}

#[test]
fn files_that_nest_too_deep_together_are_an_error() {
    let deep = format!("{}{{type: string}}{}", "{items: ".repeat(125), "}".repeat(125));
    let entry = with_schema("{$ref: deep.yaml}", "");
    let errors =
        generate(&document(&[("api.yaml", &entry), ("deep.yaml", &deep)]), &[], &Options::default()).unwrap_err();
    let text = errors.to_string();
    assert!(text.contains("the files together nest deeper than 127 levels\n  --> deep.yaml:1:"), "{text}");
}

#[test]
fn too_many_files_are_an_error() {
    let entry = with_schema("{$ref: '0.yaml'}", "");
    let document = Source::new("api.yaml", entry).with_files(|path| {
        let number: usize = path.trim_end_matches(".yaml").parse().unwrap();
        Ok(Source::new(path, format!("items: {{$ref: '{}.yaml'}}\n", number + 1)))
    });
    let errors = generate(&document, &[], &Options::default()).unwrap_err().to_string();
    assert!(errors.contains("the document is made of more than 10000 files\n  --> "), "{errors}");
}

#[test]
fn a_document_alone_is_not_changed() {
    for text in [with_schema("{$ref: '#/components/schemas/A'}", "components: {schemas: {A: {}}}\n"), "a: [".to_owned()]
    {
        let document = Source::new("api.yaml", text).with_files(|path| Err(FileError::new(path)));
        assert!(document.bundle().is_none() && document.files().is_empty());
    }
}

#[test]
fn a_path_with_a_control_character_is_not_read() {
    // A build script prints the paths for Cargo, one on each line.
    let entry = with_schema("{$ref: 'x%0Acargo::rustc-env=A=1%0Ay.yaml'}", "");
    let document = document(&[("api.yaml", &entry), ("x\ncargo::rustc-env=A=1\ny.yaml", "type: string")]);
    assert!(document.files().is_empty());
    let problem =
        r"the path `x\ncargo::rustc-env=A=1\ny.yaml` has a control character, and what refers to it is left out";
    assert!(problems(&document).contains(problem), "{}", problems(&document));
}
