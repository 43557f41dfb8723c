use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::folder::{Folder, HEADER};

const PAGE: &str = "\
# Get a thing

```yaml get /things/{id}
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
servers: [{url: 'https://things.example'}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string}
```
";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: More, version: '1'}
actions:
  - target: $.components.schemas.Thing.properties
    description: Things have colours.
    update:
      colour: {type: string}
";

/// Creates a project that is up to date with the page.
fn project() -> Folder {
    let folder = Folder::empty();
    folder.write("openapi/bindgen.yaml", "document: api.json\noverlays: [overlay.yaml]\noutput: ../generated\n");
    folder.write("openapi/overlay.yaml", OVERLAY);
    folder.write("page.md", PAGE);
    folder.succeed(&["import", "page.md", "--into", "openapi/api.json"]);
    folder.succeed(&["generate"]);
    folder
}

#[test]
fn files_that_are_up_to_date_are_not_written() {
    let folder = project();
    let before = folder.files(".");
    let run = folder.run(&["update", "page.md"]);
    assert!(run.stdout.starts_with("## The generated code is the same.\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("### Pages\n\n- page.md: `get /things/{id}`\n"), "{}", run.stdout);
    assert!(run.stderr.ends_with("Wrote  nothing: everything is up to date\n"), "{}", run.stderr);
    assert_eq!((run.code, folder.files(".")), (0, before));
}

#[test]
fn warnings_are_in_the_report_and_strict_allows_none() {
    let folder = project();
    let before = folder.files(".");
    folder.write("page.md", &PAGE.replace("name: {type: string}", "name: {$ref: '#/components/schemas/Nane'}"));
    let run = folder.run(&["update", "page.md", "--strict"]);
    assert!(run.stderr.contains("`--strict` allows none"), "{}", run.stderr);
    assert_eq!(run.code, 1);
    let mut after = folder.files(".");
    after.insert(folder.path("page.md"), before[&folder.path("page.md")].clone());
    assert_eq!(after, before);
    let report = folder.succeed(&["update", "page.md"]);
    let (_, warnings) = report.split_once("### Warnings\n\n- ").unwrap();
    assert!(warnings.contains("Nane") && warnings.contains("`/components/schemas/Thing/properties/name"), "{report}");
}

#[test]
fn strict_shows_the_warnings_of_pages_in_every_form() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("/things/{id}", "/objects/{id}"));
    for (arguments, of_pages) in [(&["--json"][..], 1), (&[], 1)] {
        let run = folder.run(&[&["update", "page.md", "--strict"], arguments].concat());
        let printed = run.stdout + &run.stderr;
        assert_eq!(printed.matches("this page no longer describes `get /things/{id}`").count(), of_pages, "{printed}");
        assert_eq!(run.code, 1);
    }
}

#[test]
fn a_new_page_updates_everything_at_once() {
    let folder = project();
    folder.write("generated/old.rs", &format!("{HEADER}.\n"));
    let root = fs::read_to_string(folder.path("generated/mod.rs")).unwrap();
    folder.write("generated/mod.rs", &(root + "mod old;\n"));
    folder
        .write("page.md", &PAGE.replace("name: {type: string}", "name: {type: string}\n        size: {type: integer}"));
    let printed = folder.succeed(&["update", "page.md", "--report", "report.md"]);
    for expected in
        ["Wrote  6 files, 1 of them removed:\n", "       generated/models.rs\n", "       openapi/api.json\n"]
    {
        assert!(printed.contains(expected), "{expected} is not in\n{printed}");
    }
    let report = fs::read_to_string(folder.path("report.md")).unwrap();
    for expected in
        ["## minor: 1 minor change", "`Thing.size`", "### Changed in the document\n\n- `components/schemas/Thing`\n"]
    {
        assert!(report.contains(expected), "{expected} is not in\n{report}");
    }
    assert!(fs::read_to_string(folder.path("generated/models.rs")).unwrap().contains("pub size: Option<i64>"));
    assert!(!folder.path("generated/old.rs").exists());
    folder.succeed(&["generate", "--check"]);
    let is_hidden = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with('.');
    assert!(!folder.files(".").keys().any(is_hidden), "no temporary file stays");
}

#[test]
fn a_description_that_a_page_changes_is_reported_with_both_texts() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("name: {type: string}", "name: {type: string, description: Its name.}"));
    folder.succeed(&["update", "page.md"]);
    folder.write("page.md", &PAGE.replace("name: {type: string}", "name: {type: string, description: Its full name.}"));
    let report = folder.succeed(&["update", "page.md"]);
    let expected = "  ```diff\n  - Its name.\n  + Its full name.\n  ```\n";
    assert!(report.contains(expected), "{report}");
}

#[test]
fn an_overlay_action_that_is_no_longer_needed_is_reported() {
    let folder = project();
    folder.write(
        "page.md",
        &PAGE.replace("name: {type: string}", "name: {type: string}\n        colour: {type: string}"),
    );
    let printed = folder.succeed(&["update", "page.md"]);
    let expected = "### Overlay actions that are no longer needed\n\n\
                    - openapi/overlay.yaml, action 1, `$.components.schemas.Thing.properties`: Things have colours.\n";
    assert!(printed.contains(expected), "{printed}");
}

#[test]
fn a_failure_leaves_everything_as_it_was() {
    let mistakes = [
        (
            "openapi/overlay.yaml",
            OVERLAY.replace("Thing", "Gone"),
            "selects nothing in the document",
            "openapi/overlay.yaml:4:5",
        ),
        ("page.md", PAGE.replace("type: object", "type: [object"), "not valid YAML", "page.md:2"),
        ("generated/models.rs", "// Mine.\n".to_owned(), "models.rs` would be overwritten", ""),
        ("openapi/api.pages.yaml", "pages: 1\n".to_owned(), "expected a list", "openapi/api.pages.yaml:1:1"),
        ("openapi/bindgen.yaml", "document: api.json\n".to_owned(), "`output` is missing", "openapi/bindgen.yaml"),
    ];
    for (path, text, expected, place) in mistakes {
        let folder = project();
        folder.write(path, &text);
        let before = folder.files(".");
        let run = folder.run(&["update", "page.md", "--report", "new/report.md"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{expected}");
        assert!(run.stderr.contains(expected) && run.stderr.contains(place), "{expected}, {place}: {}", run.stderr);
        assert_eq!(folder.files("."), before, "{expected}");
    }
}

#[test]
fn a_file_that_cannot_be_written_leaves_everything_as_it_was() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("The thing.", "Another description."));
    // A file is at the path of the report's folder.
    folder.write("taken", "");
    let before = folder.files(".");
    let run = folder.run(&["update", "page.md", "--report", "taken/report.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("taken/report.md`: "), "{}", run.stderr);
    assert_eq!(folder.files("."), before);
}

#[test]
fn overlays_that_fit_only_the_new_document_need_the_old_ones() {
    let folder = project();
    folder.write("old-overlay.yaml", OVERLAY);
    folder.write("openapi/overlay.yaml", &OVERLAY.replace("schemas.Thing.", "schemas.Item."));
    folder.write("page.md", &PAGE.replace("Thing'", "Item'").replace("    Thing:", "    Item:"));
    // The component is no longer on the page and stays in the document, since it may still be used.
    let run = folder.run(&["update", "page.md"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("name the old ones with `--old-overlay FILE`"), "{}", run.stderr);
    let printed = folder.succeed(&["update", "page.md", "--old-overlay", "old-overlay.yaml"]);
    assert!(printed.contains("### New in the document\n\n- `components/schemas/Item`\n"), "{printed}");
}

#[test]
fn programs_get_one_json_object_and_a_report_in_json() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("get", "put").replace("name: {type: string}", "name: {type: integer}"));
    let printed = folder.succeed(&["update", "page.md", "--json", "--report", "report.json"]);
    let printed: Value = serde_json::from_str(&printed).unwrap();
    let report: Value = serde_json::from_str(&fs::read_to_string(folder.path("report.json")).unwrap()).unwrap();
    assert_eq!((&printed["difference"], &printed["difference"]["level"]), (&report["difference"], &"major".into()));
    assert_eq!(printed["added"][0], "/paths/~1things~1{id}/put");
    assert!(printed["written"].as_array().unwrap().iter().any(|path| path == "openapi/api.json"));
    assert_eq!(printed["gone"], serde_json::json!(["get /things/{id}"]));
    assert!(printed["diagnostics"][0]["message"].as_str().unwrap().contains("no longer describes `get /things/{id}`"));
}

#[test]
fn quiet_prints_nothing_and_writes_everything() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("name: {type: string}", "name: {type: integer}"));
    let run = folder.run(&["update", "page.md", "--quiet", "--report", "report.md"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert!(fs::read_to_string(folder.path("report.md")).unwrap().starts_with("## major"));
    folder.succeed(&["generate", "--check"]);
    folder.write("page.md", "# Nothing\n");
    let run = folder.run(&["update", "page.md", "--quiet"]);
    assert!(run.code == 2 && run.stderr.starts_with("error: "), "{}", run.stderr);
}

#[test]
fn an_html_report_has_everything_in_the_other_reports() {
    let folder = project();
    let page =
        PAGE.replace("get", "put").replace("name: {type: string}", "name: {type: string}, colour: {type: string}");
    let page = page
        .replace("properties:\n        name: {type: string}, ", "properties:\n        name: {type: string}\n        ");
    folder.write("page.md", &page);
    folder.succeed(&["update", "page.md", "--report", "report.html"]);
    let report = fs::read_to_string(folder.path("report.html")).unwrap();
    for expected in [
        "<h1>Changes in <code>openapi/api.json</code></h1>",
        "<h2>Pages</h2>\n<ul>\n<li>page.md: <code>put /things/{id}</code></li>\n</ul>",
        "<h2>New in the document</h2>\n<ul>\n<li><code>put /things/{id}</code></li>\n</ul>",
        "<h2>Changed in the document</h2>\n<ul>\n<li><code>components/schemas/Thing</code></li>\n</ul>",
        "<h2>No longer on any page, but still in the document</h2>\n<ul>\n<li><code>get /things/{id}</code></li>\n</ul>",
        "<h2>Overlay actions that are no longer needed</h2>\n<ul>\n<li>openapi/overlay.yaml, action 1, \
         <code>$.components.schemas.Thing.properties</code>: Things have colours.</li>\n</ul>",
    ] {
        assert!(report.contains(expected), "{expected} is not in\n{report}");
    }
}

#[test]
fn a_report_may_be_a_page() {
    let folder = project();
    folder.write("page.md", &PAGE.replace("name: {type: string}", "name: {type: integer}"));
    folder.succeed(&["update", "page.md", "--report", "report.html"]);
    let report = fs::read_to_string(folder.path("report.html")).unwrap();
    assert!(report.starts_with("<!DOCTYPE html>\n") && report.contains("<del>String</del>"), "{report}");
}

#[test]
fn a_report_without_a_format_and_a_project_without_a_document_are_reported() {
    let folder = project();
    let failed = folder.run(&["update", "page.md", "--report", "report.txt"]);
    assert_eq!(failed.code, 2);
    assert!(failed.stderr.contains("name a file that ends in `.md`, `.html` or `.json`"), "{}", failed.stderr);
    let missing = folder.run(&["update", "page.md", "--project", "gone.yaml"]);
    assert!(missing.stderr.contains("there is no file `gone.yaml`"), "{}", missing.stderr);
    assert!(folder.succeed(&["update", "--help"]).contains("--old-overlay <FILE>"));
}
