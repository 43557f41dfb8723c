use crate::folder::{DOCUMENT, Folder};

/// Returns the document with one property removed and another one added.
fn newer() -> String {
    DOCUMENT.replace(
        "name:\n          type: string",
        "title:\n          type: string\n        size:\n          type: integer",
    )
}

fn folder() -> Folder {
    let folder = Folder::empty();
    folder.write("old.yaml", DOCUMENT);
    folder.write("new.yaml", &newer().replace("required: [name]", "required: [title]"));
    folder
}

#[test]
fn breaking_changes_come_first_with_their_places() {
    let printed = folder().succeed(&["diff", "old.yaml", "new.yaml"]);
    let expected = "\
major: field Thing.name removed
  - pub name: String
  the property `name` was removed
  breaks callers at compile time: the name no longer exists
  old: old.yaml:26:9 (/components/schemas/Thing/properties/name)
  new: new.yaml:22:5 (/components/schemas/Thing)

";
    assert!(printed.starts_with(expected), "{printed}");
    assert!(printed.ends_with("\nmajor: 1 major change, 2 minor changes\n"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "no colours where no terminal is");
}

#[test]
fn the_same_document_has_no_difference_in_either_format() {
    let folder = folder();
    folder.write("same.json", "{");
    folder.write("same.yaml", &DOCUMENT.replace("title: Things", "title:   Things # of every kind"));
    assert_eq!(folder.succeed(&["diff", "old.yaml", "same.yaml"]), "The generated code is the same.\n");
    let run = folder.run(&["diff", "old.yaml", "same.yaml", "--format", "json", "--fail-on", "patch"]);
    let printed: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 0);
    assert_eq!(printed["level"], serde_json::Value::Null);
    assert_eq!(printed["changes"].as_array().unwrap().len(), 0);
}

#[test]
fn a_level_can_be_a_failure() {
    let folder = folder();
    folder.write("added.yaml", &DOCUMENT.replace("name:\n", "size:\n          type: integer\n        name:\n"));
    let code = |new: &str, level: &str| folder.run(&["diff", "old.yaml", new, "--fail-on", level]).code;
    assert_eq!((code("new.yaml", "major"), code("new.yaml", "minor"), code("new.yaml", "never")), (1, 1, 0));
    assert_eq!((code("added.yaml", "major"), code("added.yaml", "minor"), code("added.yaml", "patch")), (0, 1, 1));
}

#[test]
fn markdown_is_for_a_pull_request() {
    let folder = folder();
    assert_eq!(folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "markdown", "--output", "diff.md"]), "");
    let printed = std::fs::read_to_string(folder.path("diff.md")).unwrap();
    let expected = "\
## major: 1 major change, 2 minor changes

### 1 major change

- field `Thing.name`: removed (the property `name` was removed).
  **Breaks callers at compile time**: the name no longer exists.
  ```diff
  - pub name: String
  ```

  old: `old.yaml:26:9 (/components/schemas/Thing/properties/name)`, new: `new.yaml:22:5 (/components/schemas/Thing)`

### 2 minor changes
";
    assert!(printed.starts_with(expected), "{printed}");
}

#[test]
fn programs_get_every_part_of_a_change() {
    let printed = folder().succeed(&["diff", "old.yaml", "new.yaml", "--format", "json"]);
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(printed["level"], "major");
    assert_eq!(printed["counts"], serde_json::json!({ "major": 1, "minor": 2, "patch": 0 }));
    let removed = printed["changes"].as_array().unwrap().iter().find(|change| change["rule"] == "removed").unwrap();
    let expected = serde_json::json!({
        "level": "major",
        "breaks": "compile",
        "rule": "removed",
        "subject": "field",
        "item": "Thing",
        "path": "Thing.name",
        "document": "the property `name` was removed",
        "because": "the name no longer exists",
        "before": "pub name: String",
        "after": null,
        "checks": null,
        "old_text": null,
        "new_text": null,
        "old": {
            "source": "old.yaml", "pointer": "/components/schemas/Thing/properties/name", "line": 26, "column": 9,
        },
        "new": { "source": "new.yaml", "pointer": "/components/schemas/Thing", "line": 22, "column": 5 },
    });
    assert_eq!(*removed, expected);
}

#[test]
fn json_has_a_flag_of_its_own_and_quiet_leaves_the_exit_code() {
    let folder = folder();
    let by_format = folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "json"]);
    assert_eq!(folder.succeed(&["diff", "old.yaml", "new.yaml", "--json"]), by_format);
    assert_eq!(folder.succeed(&["diff", "old.yaml", "new.yaml", "--json", "--quiet"]), by_format);
    let both = folder.run(&["diff", "old.yaml", "new.yaml", "--json", "--format", "html"]);
    assert!(both.code == 2 && both.stderr.contains("cannot be used with"), "{}", both.stderr);
    let broken = folder.run(&["diff", "old.yaml", "gone.yaml", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&broken.stdout).unwrap();
    assert_eq!((broken.code, &printed["diagnostics"][0]["severity"]), (2, &"error".into()));

    let quiet = folder.run(&["diff", "old.yaml", "new.yaml", "--quiet", "--fail-on", "major"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (1, "", ""));
    assert_eq!(folder.succeed(&["diff", "old.yaml", "new.yaml", "-q", "--format", "markdown", "-o", "diff.md"]), "");
    assert!(std::fs::read_to_string(folder.path("diff.md")).unwrap().starts_with("## major"));
    let broken = folder.run(&["diff", "old.yaml", "gone.yaml", "--quiet"]);
    assert!(broken.code == 2 && broken.stderr.contains("there is no file `gone.yaml`"), "{}", broken.stderr);
}

#[test]
fn the_project_has_the_new_document_and_the_overlays_of_both() {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", "document: api.yaml\noverlays: [more.yaml]\noutput: ../generated\n");
    folder.write("openapi/more.yaml", crate::folder::OVERLAY);
    let old = DOCUMENT.replace("name:\n          type: string", "name:\n          type: integer");
    let run = folder.run_with_input(&["diff", "-", "--format", "json"], &old);
    let printed: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let changes = printed["changes"].as_array().unwrap();
    assert_eq!((changes.len(), &changes[0]["rule"]), (1, &"type-changed".into()), "{printed:#}");
    assert_eq!(
        (&changes[0]["old"]["source"], &changes[0]["new"]["source"]),
        (&"standard input".into(), &"openapi/api.yaml".into())
    );
    folder.write(
        "none.yaml",
        "overlay: 1.0.0\ninfo: {title: None, version: '1'}\nactions: [{target: $.info, update: {x-old: true}}]\n",
    );
    let run = folder.run_with_input(&["diff", "-", "--old-overlay", "none.yaml", "--format", "json"], DOCUMENT);
    let printed: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(printed["changes"][0]["path"], "Thing.colour", "{printed:#}");
    assert_eq!(printed["changes"][0]["new"]["source"], "openapi/more.yaml", "the overlay added it");
}

#[test]
fn mistakes_of_both_documents_are_reported() {
    let folder = folder();
    folder.write("broken.yaml", "swagger: '1.2'\n");
    let run = folder.run(&["diff", "broken.yaml", "gone.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("there is no file `gone.yaml`"), "{}", run.stderr);
    let run = folder.run(&["diff", "broken.yaml", "new.yaml"]);
    assert!(run.code == 2 && run.stderr.contains("Swagger `1.2` is not supported"), "{}", run.stderr);
    let run = folder.run(&["diff", "-", "-"]);
    assert!(run.code == 2 && run.stderr.contains("and not both"), "{}", run.stderr);
}

/// Creates two versions of the document whose descriptions differ: a long one, a new one, and one
/// with other line breaks.
fn described() -> Folder {
    let with = |name: &str, thing: &str, id: &str| {
        DOCUMENT
            .replace("type: string\n", &format!("type: string\n          description: {name}\n"))
            .replace("type: object\n", &format!("type: object\n      description: {thing}\n"))
            .replace("name: id,", &format!("name: id{id},"))
    };
    let long = |word: &str| format!("{}the {word} name{}", "One of many words. ".repeat(20), " and more".repeat(20));
    let folder = Folder::empty();
    folder.write("old.yaml", &with(&long("old"), "\"A thing.\\n\\nOf any kind.\"", ""));
    folder.write("new.yaml", &with(&long("new"), "A thing. Of any kind.", ", description: Its number."));
    folder
}

#[test]
fn a_changed_description_is_shown_where_it_differs() {
    let output = described().succeed(&["diff", "old.yaml", "new.yaml"]);
    let name = "\
patch: field Thing.name documentation changed
  - … of many words. One of many words. the old name and more and more and more and …
  + … of many words. One of many words. the new name and more and more and more and …
  its description changed
";
    assert!(output.contains(name), "{output}");
    assert!(output.contains("documentation changed\n  + Its number.\n  it has a description now\n"), "{output}");
    let wrapped = "patch: type Thing documentation changed\n  the formatting of its description changed\n";
    assert!(output.contains(wrapped), "{output}");
}

#[test]
fn markdown_and_the_page_show_a_changed_description() {
    let folder = described();
    let markdown = folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "markdown"]);
    let name = "
  ```diff
  - … of many words. One of many words. the old name and more and more and more and …
  + … of many words. One of many words. the new name and more and more and more and …
  ```
";
    assert!(markdown.contains(name), "{markdown}");
    let page = folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "html"]);
    assert!(page.contains("One of many words. the <del>old</del> name and more"), "{page}");
    assert!(page.contains("One of many words. the <ins>new</ins> name and more"), "{page}");
}

#[test]
fn json_has_both_texts_of_a_changed_description() {
    let output = described().succeed(&["diff", "old.yaml", "new.yaml", "--json"]);
    let output: serde_json::Value = serde_json::from_str(&output).unwrap();
    let texts = |path: &str| {
        let mut changes = output["changes"].as_array().unwrap().iter();
        let change = changes.find(|change| change["path"] == path).unwrap();
        (change["old_text"].as_str(), change["new_text"].as_str())
    };
    let (old, new) = texts("Thing.name");
    assert!(old.unwrap().contains("the old name") && new.unwrap().contains("the new name"), "{output:#}");
    assert_eq!(texts("Thing"), (None, None));
}

/// Creates a project with options, and an old document of another name for the schema.
fn with_options(options: &str) -> Folder {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", &format!("document: api.yaml\noutput: ../generated\noptions: {options}\n"));
    folder.write("old.yaml", &DOCUMENT.replace("Thing:", "Item:").replace("/Thing'", "/Item'"));
    folder
}

#[test]
fn an_option_may_name_what_one_of_the_documents_has() {
    for options in [
        "{rename: {Thing: Object}}",
        "{rename: {Item: Object}}",
        "{rename: {'*hing': 'Own*'}}",
        "{replace: {Item: 'crate::Item'}}",
        "{derives: {Thing: [Hash]}}",
        "{attributes: {Thing: ['#[must_use]']}}",
    ] {
        let printed = with_options(options).succeed(&["diff", "old.yaml"]);
        assert!(printed.contains("major"), "{options}: {printed}");
    }
    let added = DOCUMENT.replace("/things/{id}:", "/items:\n    get:\n      operationId: getItems\n      tags: [Items]\n      responses: {'204': {description: OK}}\n  /things/{id}:");
    for options in [
        "{operations: [getItems]}",
        "{tags: [Items], operations: [getThing]}",
        "{paths: [/items]}",
        "{operation-settings: {getItems: {retry: never}}}",
        "{rename: {'tag:Items': all}}",
    ] {
        let folder = with_options(options);
        folder.write("openapi/api.yaml", &added);
        folder.write("old.yaml", DOCUMENT);
        let printed = folder.succeed(&["diff", "old.yaml"]);
        assert!(printed.contains("operation") && printed.contains("added"), "{options}: {printed}");
    }
    let printed = with_options("{rename: {Thnig: Object}}").run(&["diff", "old.yaml"]);
    assert_eq!(printed.code, 2);
    assert_eq!(printed.stderr.matches("names `Thnig`, but nothing has this name").count(), 1, "{}", printed.stderr);
    assert!(printed.stderr.contains("--> openapi/bindgen.yaml:3:20"), "{}", printed.stderr);
    let printed = with_options("{rename: {Thing: 'a b'}}").run(&["diff", "old.yaml"]);
    assert!(printed.code == 2 && printed.stderr.contains("the option `rename` for `Thing`"), "{}", printed.stderr);
}

#[test]
fn the_schema_of_a_replaced_type_is_compared() {
    let folder = with_options("{replace: {Thing: 'crate::Thing'}}");
    folder.write("old.yaml", DOCUMENT);
    assert_eq!(folder.succeed(&["diff", "old.yaml"]), "The generated code is the same.\n");
    let wide = "name:\n          type: string\n        size: {type: object, properties: {wide: {type: integer}}}\n";
    folder.write("old.yaml", &DOCUMENT.replace("name:\n          type: string\n", wide));
    let zip = wide.replace("integer", "string") + "        zip: {type: string}\n";
    let newer = DOCUMENT.replace("name:\n          type: string\n", &zip).replace("[name]", "[name, zip]");
    folder.write("openapi/api.yaml", &newer);
    let printed = folder.succeed(&["diff", "old.yaml"]);
    let expected = "\
minor: field Thing.zip extended in the document, and replaced in the code
  + pub zip: String
  the schema of the replaced type `Thing` changed: `zip` is a new property that is always present
";
    assert!(printed.contains(expected), "{printed}");
    assert!(printed.starts_with("major: field ThingSize.wide changed in the document"), "{printed}");
    assert!(printed.contains("change it by hand"), "{printed}");
    assert!(printed.contains("  new: openapi/api.yaml:29:9 (/components/schemas/Thing/properties/zip)"), "{printed}");
    let format = newer.replace("type: object\n", "type: object\n      minProperties: 2\n");
    folder.write("old.yaml", &newer);
    folder.write("openapi/api.yaml", &format);
    let printed = folder.succeed(&["diff", "old.yaml"]);
    assert!(printed.contains("the schema of the replaced type `Thing` changed: "), "{printed}");
}

#[test]
fn a_text_that_several_items_have_is_one_entry() {
    let with = |text: &str| {
        let note = format!("components:\n  schemas:\n    Note: {{type: string, description: {text}}}\n");
        let field = "properties:\n        note: {$ref: '#/components/schemas/Note'}\n";
        DOCUMENT.replace("components:\n  schemas:\n", &note).replace("properties:\n", field)
    };
    let folder = Folder::empty();
    folder.write("old.yaml", &with("A note."));
    folder.write("new.yaml", &with("A remark."));
    let printed = folder.succeed(&["diff", "old.yaml", "new.yaml"]);
    assert_eq!(printed.matches("its description changed").count(), 1, "{printed}");
    assert!(printed.contains("  its description changed\n  the same in Thing.note\n"), "{printed}");
    let printed = folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", "markdown"]);
    assert!(printed.contains("  The same in `Thing.note`.\n") && printed.contains("2 patch changes"), "{printed}");
}

/// Returns documents of which the newer one has a property and parameters with checks.
fn checked() -> Folder {
    let folder = Folder::empty();
    let document = |parameters: &str, property: &str| {
        format!(
            "\
openapi: 3.1.0
info: {{title: Things, version: 1.0.0}}
servers: [{{url: https://things.example}}]
paths:
  /things:
    post:
      operationId: createThing
      parameters:
        - {{name: id, in: query, schema: {{type: string}}}}
{parameters}      requestBody:
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}
      responses:
        '200': {{description: OK., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Answer'}}}}}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        name: {{type: string}}
{property}    Answer:
      type: object
      properties:
        id: {{type: string}}
{property}"
        )
    };
    folder.write("old.yaml", &document("", ""));
    let parameters =
        "        - {name: tags, in: query, schema: {type: array, maxItems: 3, items: {type: string, minLength: 2}}}\n";
    let property = "        expires_in: {type: integer, minimum: 1, maximum: 600}\n";
    folder.write("new.yaml", &document(parameters, property));
    folder
}

#[test]
fn an_addition_is_shown_with_the_checks_of_what_is_sent() {
    let folder = checked();
    let report = |format| folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", format]);
    let text = report("terminal");
    let of_field = "\
minor: field Thing.expires_in added
  + pub expires_in: Option<u64>
  `expires_in` is a new property
  Checked before sending: at least 1, at most 600.
  breaks nobody: ";
    let of_parameter = "\
  the parameter `tags` is new
  Checked before sending: at most 3 items, each at least 2 characters.
";
    assert!(text.contains(of_field) && text.contains(of_parameter), "{text}");
    let received = "  `expires_in` is a new property\n  breaks nobody: ";
    assert!(text.contains(received), "a property that is only received has no checks: {text}");
    let markdown = report("markdown");
    assert_eq!(markdown.matches("\n  Checked before sending: at least 1, at most 600.\n").count(), 1, "{markdown}");
    assert_eq!(markdown.matches("\n  Checked before sending: at most 3 items, ").count(), 1, "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    let changes = json["changes"].as_array().unwrap();
    let of = |path: &str| changes.iter().find(|change| change["path"] == path).unwrap()["checks"].clone();
    assert_eq!(of("Thing.expires_in"), "Checked before sending: at least 1, at most 600.");
    assert_eq!(of("Answer.expires_in"), serde_json::Value::Null);
}

#[test]
fn a_report_for_people_lists_the_first_of_very_many_changes() {
    let folder = Folder::empty();
    let document = |kind: &str| {
        let fields: Vec<String> = (0..80).map(|index| format!("        f{index}: {{type: {kind}}}\n")).collect();
        let derived: Vec<String> = (0..70)
            .map(|index| {
                format!(
                    "    Derived{index}:\n      allOf: [{{$ref: '#/components/schemas/Base'}}]\n      description: One.\n      \
                     properties: {{x: {{}}}}\n"
                )
            })
            .collect();
        let (fields, derived) = (fields.concat(), derived.concat());
        format!(
            "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Base:\n      \
             type: object\n      properties:\n{fields}{derived}"
        )
    };
    folder.write("old.yaml", &document("string"));
    folder.write("new.yaml", &document("integer"));
    let printed = |format: &str| folder.succeed(&["diff", "old.yaml", "new.yaml", "--format", format]);
    let note = "680 more changes are not listed here. The report in JSON has all changes.";
    for (format, mark) in [("terminal", "changed type\n"), ("markdown", ": changed type ("), ("html", "<article ")] {
        let report = printed(format);
        assert_eq!(report.matches(mark).count(), 5_000, "{format}");
        assert!(report.contains(note) && report.contains("5680 major changes"), "{format}");
    }
    assert_eq!(printed("json").matches("\"rule\":").count(), 5_680);
}

#[test]
fn no_output_has_invisible_characters_of_a_document() {
    let folder = Folder::empty();
    let hostile = DOCUMENT.replace("title: Things", "title: \"a\\u202Eb\\u2028c\\u009B\"").replace(
        "          type: string\n",
        "          type: string\n          description: \"d\\u202E\\u2028\\u009B\"\n",
    );
    folder.write("old.yaml", DOCUMENT);
    folder.write("new.yaml", &hostile);
    for arguments in [
        &["diff", "old.yaml", "new.yaml"][..],
        &["diff", "old.yaml", "new.yaml", "--format", "markdown"],
        &["diff", "old.yaml", "new.yaml", "--format", "html"],
        &["diff", "old.yaml", "new.yaml", "--json"],
        &["explain", "Thing.name", "new.yaml"],
        &["explain", "Thing.name", "new.yaml", "--json"],
        &["generate", "new.yaml", "--output", "out", "--json"],
    ] {
        let printed = folder.succeed(arguments);
        assert!(!printed.contains(['\u{202e}', '\u{2028}', '\u{9b}']), "{arguments:?}: {printed}");
    }
    // A diagnostic quotes lines of the document.
    folder.write("broken.yaml", &hostile.replace("type: object", "type: \"\u{202e}\u{2028}\u{9b}\""));
    let printed = folder.run(&["check", "broken.yaml"]);
    let printed = printed.stdout + &printed.stderr;
    assert!(printed.contains(r"\u{9b}") && !printed.contains(['\u{202e}', '\u{2028}', '\u{9b}']), "{printed}");
}
