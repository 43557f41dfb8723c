//! Documents in many files, in the layouts that people use.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::folder::Folder;

/// A folder for each resource, with operations and models; references go up and down.
const RESOURCES: &[(&str, &str)] = &[
    (
        "spec/api.yml",
        "openapi: 3.0.3\ninfo:\n  title: Pets\n  version: '2.0'\n  description: {$ref: description.md}\npaths:\n  /v2/pets:\n    get: {$ref: resources/pets/list_pets.yml}\n    post: {$ref: 'resources/pets/create_pet.yml'}\n  /v2/owners/{owner_id}:\n    get: {$ref: resources/owners/get_owner.yml}\n",
    ),
    ("spec/description.md", "# Introduction\n\nA text: with a colon.\n"),
    (
        "spec/resources/pets/list_pets.yml",
        "operationId: pets_list\nparameters:\n  - $ref: ../../shared/parameters.yml#/per_page\nresponses:\n  '200': {$ref: responses/pets.yml}\n  '401': {$ref: ../../shared/responses/unauthorized.yml}\n",
    ),
    (
        "spec/resources/pets/create_pet.yml",
        "operationId: pets_create\nrequestBody:\n  content: {application/json: {schema: {$ref: models/pet.yml}}}\nresponses:\n  '201':\n    description: Created.\n    content: {application/json: {schema: {$ref: models/pet.yml}}}\n  '401': {$ref: ../../shared/responses/unauthorized.yml}\n",
    ),
    (
        "spec/resources/pets/responses/pets.yml",
        "description: Some pets.\ncontent:\n  application/json:\n    schema:\n      type: object\n      properties:\n        pets: {type: array, items: {$ref: ../models/pet.yml}}\n    examples: {$ref: examples.yml#/all}\n",
    ),
    ("spec/resources/pets/responses/examples.yml", "all: {one: {value: {pets: []}}}\n"),
    (
        "spec/resources/pets/models/pet.yml",
        "type: object\nrequired: [name]\nproperties:\n  name: {type: string}\n  owner: {$ref: ../../owners/models/owner.yml}\n",
    ),
    (
        "spec/resources/owners/get_owner.yml",
        "operationId: owners_get\nparameters:\n  - {name: owner_id, in: path, required: true, schema: {type: string}}\nresponses:\n  '200':\n    description: An owner.\n    content: {application/json: {schema: {$ref: models/owner.yml}}}\n",
    ),
    (
        "spec/resources/owners/models/owner.yml",
        "type: object\nproperties:\n  pets: {type: array, items: {$ref: ../../pets/models/pet.yml}}\n",
    ),
    ("spec/shared/parameters.yml", "per_page: {name: per_page, in: query, schema: {type: integer}}\n"),
    (
        "spec/shared/responses/unauthorized.yml",
        "description: Unauthorized.\ncontent: {application/json: {schema: {$ref: ../models/error.yml}}}\n",
    ),
    ("spec/shared/models/error.yml", "type: object\nproperties: {message: {type: string}}\n"),
];

/// A file for each path and for each component.
const PATHS_AND_COMPONENTS: &[(&str, &str)] = &[
    (
        "openapi/openapi.yaml",
        "openapi: 3.1.0\ninfo: {title: Museum, version: '1'}\npaths:\n  /events/{id}: {$ref: 'paths/events_{id}.yaml'}\ncomponents:\n  securitySchemes: {Basic: {$ref: components/securitySchemes/Basic.yaml}}\nsecurity: [{Basic: []}]\n",
    ),
    (
        "openapi/paths/events_{id}.yaml",
        "parameters: [{$ref: ../components/parameters/Id.yaml}]\nget:\n  operationId: getEvent\n  responses:\n    '200':\n      description: OK\n      headers: {X-Rate: {$ref: ../components/headers/Rate.yaml}}\n      content: {application/json: {schema: {$ref: ../components/schemas/Event.yaml}}}\n    '404': {$ref: ../components/responses/NotFound.yaml}\n",
    ),
    ("openapi/components/securitySchemes/Basic.yaml", "type: http\nscheme: basic\n"),
    (
        "openapi/components/parameters/Id.yaml",
        "name: id\nin: path\nrequired: true\nschema: {type: string, format: uuid}\n",
    ),
    ("openapi/components/headers/Rate.yaml", "schema: {type: integer}\n"),
    (
        "openapi/components/schemas/Event.yaml",
        "type: object\nproperties:\n  price: {$ref: Price.yaml}\n  next: {$ref: Event.yaml}\n",
    ),
    ("openapi/components/schemas/Price.yaml", "type: number\nminimum: 0\n"),
    (
        "openapi/components/responses/NotFound.yaml",
        "description: Not found\ncontent: {application/problem+json: {schema: {$ref: ../schemas/Problem.yaml}}}\n",
    ),
    ("openapi/components/schemas/Problem.yaml", "type: object\nproperties: {title: {type: string}}\n"),
];

/// One document takes components from another, which is a document of its own and outside of its folder.
const COMMON_DOCUMENT: &[(&str, &str)] = &[
    (
        "apis/payments/v1.json",
        r##"{"openapi": "3.1.0", "info": {"title": "Payments", "version": "1"}, "paths": {"/payments": {"post": {
            "operationId": "pay", "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Payment"}}}},
            "responses": {"200": {"$ref": "../common.yaml#/components/responses/Done"}}}}},
            "components": {"schemas": {"Payment": {"type": "object", "required": ["amount"], "properties": {
                "amount": {"$ref": "../common.yaml#/components/schemas/Amount"}}}}}}"##,
    ),
    (
        "apis/common.yaml",
        "openapi: 3.1.0\ninfo: {title: Common, version: '1'}\ncomponents:\n  responses:\n    Done:\n      description: Done\n      content: {application/json: {schema: {$ref: '#/components/schemas/Amount'}}}\n  schemas:\n    Amount:\n      type: object\n      properties:\n        currency: {$ref: '#/components/schemas/Currency'}\n        value: {type: integer}\n    Currency: {type: string, minLength: 3}\n",
    ),
];

fn folder_with(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::empty();
    for (path, text) in files {
        folder.write(path, text);
    }
    folder
}

/// Returns the files of an output without the header, which has a digest of the texts.
fn code(folder: &Folder, output: &str) -> BTreeMap<String, String> {
    let files = folder.files(output).into_iter().map(|(path, (text, _))| {
        let name = path.strip_prefix(folder.path(output)).unwrap().display().to_string();
        let lines = text.lines().filter(|line| !line.starts_with("//"));
        (name, lines.collect::<Vec<_>>().join("\n"))
    });
    files.collect()
}

/// Generates from the files and from their bundle, in both formats, and finds no difference; what comes out.
fn generate_and_bundle(folder: &Folder, entry: &str, root: &[&str]) -> BTreeMap<String, String> {
    folder.succeed(&[&["generate", entry, "-o", "many", "--strict"], root].concat());
    let expected = code(folder, "many");
    for name in ["one.yaml", "one.json"] {
        assert_eq!(folder.succeed(&[&["bundle", entry, "-o", name, "--strict"], root].concat()), "");
        folder.succeed(&["generate", name, "-o", "one", "--strict"]);
        assert_eq!(code(folder, "one"), expected);
    }
    let output = folder.succeed(&[&["check", entry], root].concat());
    assert!(output.starts_with("no problems found"), "{output}");
    expected
}

#[test]
fn folders_of_resources_are_one_document() {
    let folder = folder_with(RESOURCES);
    let code = generate_and_bundle(&folder, "spec/api.yml", &[]);
    for expected in ["pub struct Pet {", "pub struct Owner {", "pub struct Error {"] {
        assert!(code["models.rs"].contains(expected), "{}", code["models.rs"]);
    }
    let one: Value = serde_json::from_str(&fs::read_to_string(folder.path("one.json")).unwrap()).unwrap();
    assert_eq!(one["info"]["description"], "# Introduction\n\nA text: with a colon.\n");
    assert_eq!(one["components"]["parameters"]["per_page"]["in"], "query");
    assert!(!one.to_string().contains(".yml"), "{one}");
}

#[test]
fn a_file_for_each_path_and_component_is_one_document() {
    let folder = folder_with(PATHS_AND_COMPONENTS);
    let code = generate_and_bundle(&folder, "openapi/openapi.yaml", &[]);
    assert!(code["models.rs"].contains("pub next: Option<Box<Event>>"), "{}", code["models.rs"]);
}

#[test]
fn components_of_a_document_in_another_folder_need_a_wider_root() {
    let folder = folder_with(COMMON_DOCUMENT);
    let code = generate_and_bundle(&folder, "apis/payments/v1.json", &["--root", "apis"]);
    assert!(code["models.rs"].contains("pub amount: Amount"), "{}", code["models.rs"]);
    let output = folder.succeed(&["check", "apis/payments/v1.json"]);
    assert!(output.contains("warning: `../common.yaml` is outside of the root `apis/payments`"), "{output}");
    assert!(output.contains("--root"), "{output}");
    let run = folder.run(&["check", "apis/payments/v1.json", "--root", "apis/payments/x"]);
    assert_eq!(run.code, 2);
    folder.write("other/x", "");
    let run = folder.run(&["check", "apis/payments/v1.json", "--root", "other"]);
    assert!(run.stdout.contains("`apis/payments/v1.json` is not below the root `other`"), "{}", run.stdout);
}

#[test]
fn a_project_file_names_the_root_and_its_mistakes() {
    let folder = folder_with(COMMON_DOCUMENT);
    let project = "document: payments/v1.json\nroot: .\noutput: ../out\n";
    folder.write("apis/bindgen.yaml", project);
    folder.succeed(&["generate", "--project", "apis/bindgen.yaml", "--strict"]);
    folder.succeed(&["generate", "--project", "apis/bindgen.yaml", "--check"]);
    folder.write("apis/common.yaml", &COMMON_DOCUMENT[1].1.replace("minLength: 3", "minLength: 4"));
    assert_eq!(folder.run(&["generate", "--project", "apis/bindgen.yaml", "--check"]).code, 1);
    folder.write("apis/bindgen.yaml", &project.replace("root: .", "root: ../out"));
    let run = folder.run(&["check", "--project", "apis/bindgen.yaml"]);
    assert!(
        run.stdout.contains("is not below the root") && run.stdout.contains("apis/bindgen.yaml:2:1"),
        "{}",
        run.stdout
    );
}

#[test]
fn mistakes_are_shown_in_the_file_that_has_them() {
    let folder = folder_with(PATHS_AND_COMPONENTS);
    folder.write("openapi/components/schemas/Price.yaml", "# A price.\ntype: [\n");
    folder.write(
        "openapi/components/schemas/Event.yaml",
        "type: object\nrequired: [id]\nproperties:\n  price: {$ref: Price.yaml}\n  problem: {$ref: Problm.yaml}\n  far: {$ref: 'https://example.com/a.yaml'}\n",
    );
    let output = folder.succeed(&["check", "openapi/openapi.yaml"]);
    for expected in [
        "--> openapi/components/schemas/Event.yaml:2:1",
        "`openapi/components/schemas/Price.yaml` cannot be read, and what refers to it is left out: not valid YAML",
        "--> openapi/components/schemas/Event.yaml:4:11",
        "there is no file `openapi/components/schemas/Problm.yaml`, and what refers to it is left out",
        "help: a similar file exists: `openapi/components/schemas/Problem.yaml`",
        "`https://example.com/a.yaml` points to another document, and is left out",
        "4 warnings",
    ] {
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    let run = folder.run(&["bundle", "openapi/openapi.yaml", "--strict"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    assert!(run.stderr.contains("there is no file"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_root() {
    let folder = folder_with(PATHS_AND_COMPONENTS);
    fs::remove_file(folder.path("openapi/components/schemas/Price.yaml")).unwrap();
    folder.write("price.yaml", "type: number\n");
    let link = folder.path("openapi/components/schemas/Price.yaml");
    std::os::unix::fs::symlink("../../../price.yaml", link).unwrap();
    let output = folder.succeed(&["check", "openapi/openapi.yaml"]);
    assert!(output.contains("cannot read `openapi/components/schemas/Price.yaml`"), "{output}");
    folder.succeed(&["check", "openapi/openapi.yaml", "--root", ".", "--strict"]);
}

#[test]
fn an_explanation_names_the_file() {
    let folder = folder_with(RESOURCES);
    let output = folder.succeed(&["explain", "Pet.owner", "spec/api.yml"]);
    assert!(output.contains("--> spec/resources/pets/models/pet.yml:5:3"), "{output}");
    let output: Value =
        serde_json::from_str(&folder.succeed(&["explain", "Pet.name", "spec/api.yml", "--json"])).unwrap();
    assert_eq!(output["explanations"][0]["place"]["file"], "spec/resources/pets/models/pet.yml", "{output:#}");
}

#[test]
fn a_run_lists_the_files() {
    let folder = folder_with(COMMON_DOCUMENT);
    let arguments = ["generate", "apis/payments/v1.json", "--root", "apis", "-o", "out"];
    assert!(folder.succeed(&arguments).contains("and 1 file that it refers to"));
    let output: Value = serde_json::from_str(&folder.succeed(&[&arguments[..], &["--json"]].concat())).unwrap();
    let bytes = COMMON_DOCUMENT.iter().map(|(_, text)| text.len()).sum::<usize>();
    assert_eq!(output["document"]["files"], serde_json::json!(["apis/common.yaml"]));
    assert_eq!(output["document"]["bytes"], bytes);
}

#[test]
fn versions_are_compared_with_their_files() {
    let folder = folder_with(PATHS_AND_COMPONENTS);
    for (path, text) in PATHS_AND_COMPONENTS {
        folder.write(&format!("old/{path}"), text);
    }
    folder.write("openapi/components/schemas/Price.yaml", "type: string\n");
    let arguments = ["diff", "old/openapi/openapi.yaml", "openapi/openapi.yaml"];
    let output = folder.succeed(&arguments);
    assert!(output.contains("openapi/components/schemas/Price.yaml:1:1"), "{output}");
    assert_eq!(folder.run(&[&arguments[..], &["--fail-on", "major"]].concat()).code, 1);
    let page = folder.succeed(&[&arguments[..], &["--format", "html"]].concat());
    assert!(page.contains("old/openapi/components/schemas/Price.yaml"), "{page}");
    let same = folder.succeed(&["diff", arguments[1], arguments[1]]);
    assert!(same.contains("The generated code is the same"), "{same}");
}

#[test]
fn an_overlay_changes_the_whole() {
    let folder = folder_with(PATHS_AND_COMPONENTS);
    let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.components.schemas.Event.properties\n    update: {title: {type: string}}\n";
    folder.write("o.yaml", overlay);
    let arguments = ["openapi/openapi.yaml", "--overlay", "o.yaml"];
    let both = ["bundle", "overlay"].map(|command| folder.succeed(&[&[command][..], &arguments].concat()));
    assert_eq!(both[0], both[1]);
    assert!(both[0].contains("        title:\n          type: string\n"), "{}", both[0]);
    folder.succeed(&[&["generate"][..], &arguments, &["-o", "out", "--strict"]].concat());
    assert!(code(&folder, "out")["models.rs"].contains("pub title: Option<String>"));
}

#[test]
fn pages_are_merged_into_the_entry_document() {
    let folder = folder_with(COMMON_DOCUMENT);
    folder.write("apis/bindgen.yaml", "document: payments/v1.json\nroot: .\noutput: ../out\n");
    folder.succeed(&["generate", "--project", "apis/bindgen.yaml"]);
    let page = "# A page\n\n````yaml /v1.json get /status\nopenapi: 3.1.0\ninfo: {title: Payments, version: '1'}\npaths:\n  /status:\n    get:\n      operationId: getStatus\n      responses:\n        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Status'}}}}\ncomponents:\n  schemas:\n    Status: {type: object, properties: {ok: {type: boolean}}}\n````\n";
    folder.write("page.md", page);
    folder.succeed(&["update", "page.md", "--project", "apis/bindgen.yaml"]);
    let models = &code(&folder, "out")["models.rs"];
    assert!(models.contains("pub struct Status") && models.contains("pub amount: Amount"), "{models}");
}

#[test]
fn one_file_is_printed_as_it_is() {
    let folder = Folder::with_project();
    let text = fs::read_to_string(folder.path("openapi/api.yaml")).unwrap();
    assert_eq!(folder.succeed(&["bundle", "openapi/api.yaml"]), text);
    let json = folder.succeed(&["bundle", "openapi/api.yaml", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["openapi"], "3.1.0");
}
