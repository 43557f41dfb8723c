use std::fs;

use crate::folder::{DOCUMENT, Folder, HEADER, OVERLAY};

#[test]
fn a_project_is_generated_and_a_second_time_nothing_is_touched() {
    let folder = Folder::with_project();
    let printed = folder.succeed(&["generate"]);
    let first = folder.files("generated");
    assert!(!first.is_empty());
    assert!(first.values().all(|(text, _)| text.starts_with(HEADER)));
    for expected in
        ["Read   openapi/api.yaml: Things 2.3.4, ", "Made   1 operation, ", "Wrote  generated: ", "written mod.rs"]
    {
        assert!(printed.contains(expected), "{expected} is not in\n{printed}");
    }
    let printed = folder.succeed(&["generate"]);
    assert!(printed.contains("Wrote  nothing new in generated: all 5 files are up to date"), "{printed}");
    assert_eq!(folder.files("generated"), first);
}

#[test]
fn an_orphan_is_removed_and_a_foreign_file_is_kept() {
    let folder = Folder::with_project();
    folder.succeed(&["generate"]);
    folder.write("openapi/api.yaml", &DOCUMENT.replace("/things/{id}:", "x-things:"));
    folder.write("generated/mine.rs", "// Mine.\n");
    folder.write("generated/left.rs", &format!("{HEADER}.\n"));
    folder.write("generated/notes.txt", HEADER);
    let printed = folder.succeed(&["generate"]);
    for removed in ["removed client.rs", "removed operations/mod.rs", "removed operations/untagged.rs"] {
        assert!(printed.contains(removed), "{printed}");
    }
    assert!(printed.contains("Kept   1 file that the generator did not write: mine.rs"), "{printed}");
    assert!(printed.contains("Kept   1 generated file that no `mod.rs` of this output names: left.rs"), "{printed}");
    assert!(!folder.path("generated/operations").exists());
    for left in ["mine.rs", "left.rs", "notes.txt"] {
        assert!(folder.path("generated").join(left).exists(), "{left}");
    }
}

#[test]
fn the_command_line_can_name_everything() {
    let folder = Folder::empty();
    folder.write("api.yaml", DOCUMENT);
    folder.write("overlay.yaml", OVERLAY);
    let printed =
        folder.succeed(&["generate", "api.yaml", "--output", "out", "--overlay", "overlay.yaml", "--envelope", "data"]);
    assert!(printed.contains("overlay.yaml: 1 action applied, 0 skipped"), "{printed}");
    let printed_from_input =
        folder.run_with_input(&["generate", "-", "-o", "out", "--overlay", "overlay.yaml"], DOCUMENT);
    assert_eq!(printed_from_input.code, 0, "{}", printed_from_input.stderr);
    assert!(printed_from_input.stdout.starts_with("Read   standard input: Things"), "{}", printed_from_input.stdout);
    assert!(folder.files("out").values().any(|(text, _)| text.contains("colour")));
}

#[test]
fn a_format_has_the_selected_type() {
    let folder = Folder::empty();
    folder.write(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: a, version: '1'}\ncomponents: {schemas: {Id: {type: string, format: uuid}}}\n",
    );
    let command = ["generate", "api.yaml", "--output", "out", "--format-type"];
    folder.succeed(&[command.as_slice(), &["uuid=uuid::Uuid"]].concat());
    let files = folder.files("out");
    let has = |expected: &str| files.values().any(|(text, _)| text.contains(expected));
    assert!(has("pub type Id = uuid::Uuid;") && has("openapi_bindgen_runtime::needs_uuid!();"), "{files:?}");
    for (wrong, message) in [
        ("uuid=Uuid", "`Uuid` is not a type for a format: the known types are Base64, "),
        ("uuid", "write a format and its type: `date-time=jiff::Timestamp`"),
    ] {
        let run = folder.run(&[command.as_slice(), &[wrong]].concat());
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn operations_have_settings() {
    let folder = Folder::empty();
    folder.write("api.yaml", DOCUMENT);
    let command = ["generate", "api.yaml", "--output", "out", "--operation-setting"];
    folder.succeed(
        &[command.as_slice(), &["getThing.retry=never", "--operation-setting", "/paths/~1things~1{id}/get.timeout=2m"]]
            .concat(),
    );
    let files = folder.files("out");
    let has = |expected: &str| files.values().any(|(text, _)| text.contains(expected));
    assert!(has("#[operation(GET = \"/things/{id}\", retry = Never, deadline = \"2m\")]"), "{files:?}");
    let stale = folder.run(&[command.as_slice(), &["getThing.retry=safe", "--check"]].concat());
    let printed = format!("{}{}", stale.stdout, stale.stderr);
    assert!(stale.code == 1 && printed.contains("--operation-setting 'getThing.retry=safe'"), "{printed}");
    for (wrong, message) in [
        ("getThing", "write the operation, the key, and the value after `=`"),
        ("retry=never", "write the operation, and the key after a dot"),
        ("getThing.retry=twice", "`twice` is not a retry class"),
        ("getThing.tries=2", "unknown setting `tries`: the known ones are retry, idempotency-header, timeout"),
        ("getThng.retry=never", "a similar name exists: `getThing`"),
    ] {
        let run = folder.run(&[command.as_slice(), &[wrong]].concat());
        assert_eq!(run.code, 2, "{wrong}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn internal_operations_are_left_out_on_demand() {
    let folder = Folder::empty();
    folder
        .write("api.yaml", &DOCUMENT.replace("operationId: getThing", "operationId: getThing\n      x-internal: true"));
    let has_it = || folder.files("out").values().any(|(text, _)| text.contains("GetThing"));
    folder.succeed(&["generate", "api.yaml", "--output", "out"]);
    assert!(has_it());
    folder.succeed(&["generate", "api.yaml", "--output", "out", "--no-internal"]);
    assert!(!has_it());
}

/// Two operations with a schema each, one of which contains the other.
const TWO: &str = "\
openapi: 3.1.0
info: {title: Two, version: '1'}
paths:
  /cats/{id}:
    get:
      operationId: getCat
      tags: [Cats]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}
  /dogs:
    get:
      operationId: listDogs
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}
components:
  schemas:
    Dog: {type: object, properties: {tail: {type: object, properties: {length: {type: integer}}}}}
    Cat: {type: object, properties: {tail: {type: object, properties: {length: {type: integer}}}}}
";

#[test]
fn only_selected_operations_are_generated() {
    for selector in [["--operation", "getCat"], ["--tag", "Cats"], ["--path", "/cats"]] {
        let folder = Folder::empty();
        folder.write("api.yaml", TWO);
        let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", selector[0], selector[1]]);
        assert!(printed.contains("Made   1 operation, 2 types"), "{printed}");
        let models = fs::read_to_string(folder.path("out/models.rs")).unwrap();
        assert!(models.contains("pub struct CatTail") && !models.contains("Dog"), "{models}");
    }
}

#[test]
fn json_has_the_result_for_every_part_of_the_document() {
    let folder = Folder::empty();
    folder.write(
        "api.yaml",
        &format!("{TWO}    Any: {{}}\n  parameters:\n    Page: {{name: page, in: query, schema: {{type: integer}}}}\n"),
    );
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", "--tag", "Cats", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let parts: Vec<String> = printed["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| format!("{} {} {}: {}", part["kind"], part["name"], part["fate"], part["reason"]).replace('"', ""))
        .collect();
    assert_eq!(
        parts,
        [
            "operation getCat emitted: the tag `Cats` is selected",
            "operation listDogs not-selected: neither its `operationId` nor a tag nor its path is selected",
            "schema Dog not-selected: no selected operation uses it",
            "schema Cat emitted: operations receive it",
            "schema Any not-selected: no selected operation uses it",
            "parameter Page unused: no operation refers to it",
        ]
    );
    let place = &printed["parts"][3]["output"][0];
    assert_eq!((&place["item"], &place["file"]), (&"Cat".into(), &"models.rs".into()));
    let models = fs::read_to_string(folder.path("out/models.rs")).unwrap();
    let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
    assert_eq!(models.lines().nth(line - 1), Some("/// `/components/schemas/Cat`"));
    assert_eq!(printed["parts"][1]["output"], serde_json::json!([]));
    assert_eq!(printed["untyped"], serde_json::json!([]));
    let all = folder.succeed(&["generate", "api.yaml", "-o", "all", "--json"]);
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    let untyped = &all["untyped"][0];
    assert_eq!((&untyped["pointer"], &untyped["loss"]), (&"/components/schemas/Any".into(), &false.into()));
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", "--tag", "Cats"]);
    assert!(
        printed.contains("Lacks  3 not selected, 1 unused of 6 operations and components (`--json` lists them)\n"),
        "{printed}"
    );
}

/// An operation that sends an order, and webhooks that send orders and events and receive receipts.
const BOTH_WAYS: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      operationId: addOrder
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'204': {description: ok}}
webhooks:
  made:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}
  paid:
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}}
components:
  schemas:
    Order: {type: object, required: [id, by], properties: {id: {type: string, readOnly: true}, by: {$ref: '#/components/schemas/Name'}}}
    Event: {type: object, properties: {kind: {type: string}}}
    Receipt: {type: object, properties: {event: {$ref: '#/components/schemas/Event'}}}
    Name: {type: object, properties: {first: {type: string}}}
    Spare: {type: object, properties: {kind: {type: string}}}
";

#[test]
fn json_has_the_requests_and_responses_of_webhooks() {
    let folder = Folder::empty();
    folder.write("api.yaml", BOTH_WAYS);
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let parts = printed["parts"].as_array().unwrap().iter().filter(|part| part["kind"] == "schema");
    let reasons: Vec<String> =
        parts.map(|part| format!("{}: {}", part["name"], part["reason"]).replace('"', "")).collect();
    assert_eq!(
        reasons,
        [
            "Order: operations send it, and webhooks or callbacks carry it in requests, each as a type of its own",
            "Event: webhooks or callbacks carry it in requests and responses",
            "Receipt: webhooks or callbacks carry it in responses",
            "Name: operations send it, and webhooks or callbacks carry it in requests",
            "Spare: nothing uses it, but a program may",
        ]
    );
}

#[test]
fn webhooks_do_not_change_the_selected_operations() {
    let folder = Folder::empty();
    folder.write("api.yaml", BOTH_WAYS);
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", "--operation", "addOrder"]);
    assert!(printed.contains("Made   1 operation, 2 types"), "{printed}");
    let models = fs::read_to_string(folder.path("out/models.rs")).unwrap();
    assert!(models.contains("pub by: Name,") && !models.contains("OrderInput"), "{models}");
}

/// Two operations, one of which has a constraint and parts that are loosened.
const LOOSE: &str = "\
openapi: 3.1.0
info: {title: Two, version: '1'}
paths:
  /plain:
    get: {operationId: getPlain, responses: {'204': {description: ok}}}
  /loose:
    parameters:
      - {name: at, in: query, schema: {$ref: '#/components/schemas/Missing'}}
    post:
      operationId: addLoose
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Loose'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Loose:
      type: object
      properties:
        code: {type: string, pattern: '^(a|b)+$'}
        not: {not: {type: string}}
webhooks:
  changed: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Gone'}}}}}}
";

#[test]
fn a_selection_has_the_diagnostics_and_features_of_its_output() {
    let folder = Folder::empty();
    folder.write("api.yaml", LOOSE);
    let run = folder.run(&["generate", "api.yaml", "-o", "out", "--operation", "getPlain"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("-->"), "{}", run.stderr);
    assert!(run.stdout.contains(r#"features = ["client", "reqwest"] }"#), "{}", run.stdout);

    let run = folder.run(&["generate", "api.yaml", "-o", "all"]);
    assert!(run.stderr.contains("/paths/~1loose/parameters/0"), "{}", run.stderr);
    assert!(run.stderr.contains("/components/schemas/Loose/properties/not"), "{}", run.stderr);
    assert!(run.stdout.contains(r#"features = ["client", "pattern", "reqwest"] }"#), "{}", run.stdout);
}

#[test]
fn a_selector_that_selects_nothing_is_a_mistake() {
    let folder = Folder::empty();
    folder.write("api.yaml", TWO);
    let run = folder.run(&["generate", "api.yaml", "-o", "out", "--tag", "cats"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no operation has the tag `cats`"), "{}", run.stderr);
    assert!(!folder.path("out").exists());
}

#[test]
fn an_action_that_the_document_has_caught_up_with_is_skipped_with_a_note() {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", "document: api.yaml\noverlays: [overlay.yaml]\noutput: ../generated\n");
    folder.write("openapi/overlay.yaml", &OVERLAY.replace("colour", "name"));
    let run = folder.run(&["generate"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("overlay.yaml: 0 actions applied, 1 skipped"), "{}", run.stdout);
    assert!(run.stderr.contains("note: the document already has"), "{}", run.stderr);
    assert!(run.stderr.contains("openapi/overlay.yaml:4:5"), "{}", run.stderr);
    assert!(run.stderr.contains("help: remove the action"), "{}", run.stderr);
    assert!(!run.stderr.contains('\u{1b}'), "no colour where there is no terminal");
}

#[test]
fn programs_get_one_json_object() {
    let folder = Folder::with_project();
    let printed: serde_json::Value = serde_json::from_str(&folder.succeed(&["generate", "--json"])).unwrap();
    assert_eq!(printed["document"]["title"], "Things");
    assert_eq!(printed["operations"], 1);
    let written = printed["written"].as_array().unwrap().len();
    assert!(written > 0);
    let printed: serde_json::Value = serde_json::from_str(&folder.succeed(&["generate", "--json"])).unwrap();
    assert_eq!(printed["written"].as_array().unwrap().len(), 0);
    assert_eq!(printed["unchanged"].as_array().unwrap().len(), written);
}

#[test]
fn quiet_is_quiet() {
    let folder = Folder::with_project();
    assert_eq!(folder.succeed(&["generate", "--quiet"]), "");
    assert!(fs::exists(folder.path("generated/mod.rs")).unwrap());
}

#[test]
fn the_help_has_examples() {
    let folder = Folder::empty();
    let help = folder.succeed(&["generate", "--help"]);
    for expected in ["openapi-bindgen generate --check", "Exit codes:", "openapi/bindgen.yaml", "--overlay <FILE>"] {
        assert!(help.contains(expected), "{expected} is not in\n{help}");
    }
    assert!(folder.succeed(&["--help"]).contains("generate"));
    assert_eq!(folder.succeed(&["--version"]), format!("openapi-bindgen {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn derives_and_attributes_are_added_to_the_types_that_are_named() {
    let folder = Folder::empty();
    folder.write("api.yaml", BOTH_WAYS);
    let attribute = "Receipt=#[doc(alias = \"bill\")]";
    folder.succeed(&["generate", "api.yaml", "-o", "out", "--derive", "*=Eq", "--attribute", attribute]);
    let models = fs::read_to_string(folder.path("out/models.rs")).unwrap();
    assert!(models.contains(", Eq)]\n"), "{models}");
    assert!(models.contains("#[doc(alias = \"bill\")]\n#[non_exhaustive]\npub struct Receipt {"), "{models}");
    for (arguments, expected) in [
        (["--derive", "Recipt=Eq"], "no type has this name"),
        (["--derive", "*=Not a path"], "is not the path of a derive"),
        (["--derive", "*=Clone"], "derived for every type already"),
        (["--attribute", "*=doc"], "is not an attribute"),
        (["--derive", "Eq"], "the derive or attribute after `=`"),
    ] {
        let run = folder.run(&[&["generate", "api.yaml", "-o", "out"][..], &arguments].concat());
        assert!(run.code == 2 && run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn omitted_and_less_precise_parts_are_counted() {
    let folder = Folder::empty();
    let text = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components:
  schemas:
    Cat:
      type: object
      properties:
        name: { type: string }
        owner: { $ref: '#/components/schemas/Nobody' }
        mixed: { enum: [a, [1], { b: 2 }] }
";
    folder.write("api.yaml", text);
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out"]);
    assert!(printed.contains("\nLost   1 part left out, 1 loosened\n"), "{printed}");
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&printed["left_out"], &printed["loosened"]), (&1.into(), &1.into()));

    folder.write(
        "api.yaml",
        "openapi: 3.1.0\ninfo: { title: Shop, version: 1.0.0 }\ncomponents: { schemas: { A: { type: string } } }\n",
    );
    let printed = folder.succeed(&["generate", "api.yaml", "-o", "out"]);
    assert!(!printed.contains("Lost"), "{printed}");
}

#[test]
fn names_of_operations_are_shortened() {
    let folder = Folder::empty();
    folder.write("api.yaml", &DOCUMENT.replace("getThing", "get_thing_things__id__get"));
    folder.succeed(&["generate", "api.yaml", "--output", "out"]);
    let command = ["generate", "api.yaml", "--output", "out", "--short-operation-names"];
    let stale = folder.run(&[command.as_slice(), &["--check"]].concat());
    let printed = format!("{}{}", stale.stdout, stale.stderr);
    assert!(stale.code == 1 && printed.contains("--short-operation-names"), "{printed}");
    folder.succeed(&command);
    assert!(folder.files("out").values().any(|(text, _)| text.contains("pub fn get_thing(")));
    let explained = folder.succeed(&["explain", "get_thing", "api.yaml", "--short-operation-names"]);
    assert!(explained.contains("the option `short-operation-names` → `get_thing`"), "{explained}");
}

#[test]
fn absent_properties_have_their_defaults() {
    let folder = Folder::empty();
    folder.write(
        "api.yaml",
        "openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
components: { schemas: { Pet: { type: object, properties: { age: { type: integer, default: 1 }, old: { type: boolean, default: false } } } } }
",
    );
    let text = |option: &str| {
        let printed = folder.succeed(&["generate", "api.yaml", "--output", "out", option, "--json"]);
        let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let models = folder.files("out").into_values().map(|(text, _)| text).collect::<String>();
        (report["defaults"].as_u64().unwrap(), models)
    };
    let (count, models) = text("--defaults");
    assert!(count == 2 && models.contains("pub age: i64") && models.contains("pub old: bool"), "{models}");
    let (count, models) = text("--defaults=Pet.age");
    assert!(count == 1 && models.contains("pub age: i64") && models.contains("pub old: Option<bool>"), "{models}");
    let stale = folder.run(&["generate", "api.yaml", "--output", "out", "--defaults", "--check"]);
    let printed = format!("{}{}", stale.stdout, stale.stderr);
    assert!(stale.code == 1 && printed.contains("--defaults='*'"), "{printed}");
    let explained = folder.succeed(&["explain", "Pet.age", "api.yaml", "--defaults"]);
    assert!(explained.contains("an absent property has this value, by the option `defaults`"), "{explained}");
}
