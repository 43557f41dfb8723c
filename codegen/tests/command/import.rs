use std::fs;

use serde_json::Value;

use crate::folder::{Folder, digest};

/// A page with a table around the fence.
const GET: &str = "\
# Get a thing

| a | b |
|---|---|

```yaml /openapi/api.json get /things/{id}
openapi: 3.1.0
info:
  title: Things
  version: 1.0.0
tags:
  - name: Things
paths:
  /things/{id}:
    get:
      operationId: getThing
      responses:
        '200':
          description: >-
            The thing.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
components:
  schemas:
    Thing:
      type: object
```
";

/// Returns the page of another operation, which needs the same component.
fn delete() -> String {
    GET.replace("get /things", "delete /things").replace("    get:", "    delete:").replace("getThing", "deleteThing")
}

fn document(folder: &Folder) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.path("openapi/api.json")).unwrap()).unwrap()
}

#[test]
fn a_page_makes_a_document_and_a_second_time_nothing_is_touched() {
    let folder = Folder::empty();
    folder.write("get.md", GET);
    let import = ["import", "get.md", "--into", "openapi/api.json"];
    let printed = folder.succeed(&import);
    for expected in [
        "Read   get.md: get /things/{id}\n",
        "Added   components/schemas/Thing\n",
        "Wrote  openapi/api.json: 5 parts added, 0 changed, 0 unchanged\n",
        "Wrote  openapi/api.pages.yaml\n",
    ] {
        assert!(printed.contains(expected), "{expected} is not in\n{printed}");
    }
    assert_eq!(document(&folder)["paths"]["/things/{id}"]["get"]["responses"]["200"]["description"], "The thing.");
    let records = fs::read_to_string(folder.path("openapi/api.pages.yaml")).unwrap();
    let record =
        format!("pages:\n- origin: get.md\n  sha256: {}\n  operations:\n  - get /things/{{id}}\n", digest(GET));
    assert!(records.ends_with(&record), "{records}");

    let first = folder.files("openapi");
    assert_eq!(first.len(), 2, "no temporary file stays");
    let printed = folder.succeed(&import);
    assert!(printed.ends_with("Kept   openapi/api.json, which has all 5 parts\n"), "{printed}");
    assert_eq!(folder.files("openapi"), first);
}

#[test]
fn the_pages_of_a_folder_are_merged_in_the_order_of_their_names() {
    let folder = Folder::empty();
    folder.write("pages/b/get.mdx", GET);
    folder.write("pages/a/delete.md", &delete());
    folder.write("pages/index.md", "# All pages\n\n```sh\ncurl\n```\n");
    folder.write("pages/notes.txt", "No page.");
    let run =
        folder.run(&["import", "pages", "--into", "openapi/api.json", "--origin", "https://things.example/docs/"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("this page is skipped") && run.stderr.contains("--> pages/index.md"), "{}", run.stderr);
    let operations: Vec<String> =
        document(&folder)["paths"]["/things/{id}"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(operations, ["delete", "get"]);
    let records = fs::read_to_string(folder.path("openapi/api.pages.yaml")).unwrap();
    let [delete, get] = ["a/delete.md", "b/get.mdx"]
        .map(|page| records.find(&format!("- origin: https://things.example/docs/{page}\n")));
    assert!(delete.is_some() && delete < get, "{records}");

    // A page that described an operation before is not skipped.
    folder.write("pages/b/get.mdx", "# Moved\n");
    let run =
        folder.run(&["import", "pages", "--into", "openapi/api.json", "--origin", "https://things.example/docs/"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("this page has no fence") && run.stderr.contains("--> pages/b/get.mdx"),
        "{}",
        run.stderr
    );
}

#[test]
fn standard_input_is_a_page() {
    let folder = Folder::empty();
    let run =
        folder.run_with_input(&["import", "-", "--into", "api.json", "--origin", "https://things.example/get"], GET);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("Read   standard input: get /things/{id}\n"), "{}", run.stdout);
    let records = fs::read_to_string(folder.path("api.pages.yaml")).unwrap();
    assert!(records.contains("- origin: https://things.example/get\n"), "{records}");
}

#[test]
fn a_difference_from_the_document_is_shown_and_replaced_only_with_replace() {
    let folder = Folder::empty();
    folder.write("get.md", GET);
    folder.succeed(&["import", "get.md", "--into", "openapi/api.json"]);
    // A document that is formatted differently and has a path of its own.
    let own = "{\"info\": {\"title\":  \"Things\", \"version\": \"1.0.0\"},\n\t\"paths\": {\n\t\t\"/own\": {}\n\t},\n\t\"components\": {\"schemas\": {\"Thing\": {\"type\": \"string\"}}}\n}";
    folder.write("openapi/api.json", own);
    let before = folder.files("openapi");
    let run = folder.run(&["import", "get.md", "--into", "openapi/api.json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for expected in [
        "--- openapi/api.json (components/schemas/Thing)\n+++ get.md:27:5 (components/schemas/Thing)\n",
        "-  \"type\": \"string\"\n+  \"type\": \"object\"\n",
        "in 1 part. Nothing is written. To use the parts of the pages, add --replace\n",
    ] {
        assert!(run.stdout.contains(expected), "{expected} is not in\n{}", run.stdout);
    }
    assert_eq!(folder.files("openapi"), before);

    folder.succeed(&["import", "get.md", "--into", "openapi/api.json", "--replace"]);
    let text = fs::read_to_string(folder.path("openapi/api.json")).unwrap();
    let start = "{\"info\": {\"title\":  \"Things\", \"version\": \"1.0.0\"},\n\t\"paths\": {\n\t\t\"/own\": {},\n\t\t\"/things/{id}\": {\n\t\t\t\"get\": {\n";
    assert!(text.starts_with(start), "{text}");
    assert!(
        text.contains(
            "\t\"components\": {\"schemas\": {\"Thing\": {\"type\": \"object\"}}},\n\t\"openapi\": \"3.1.0\",\n"
        ),
        "{text}"
    );
}

#[test]
fn pages_that_cannot_be_merged_change_nothing() {
    let mistakes = [
        (GET.replace("```\n", ""), "the fence that starts here has no end", "page.md:6:1"),
        ("# A guide\n".to_owned(), "this page has no fence with an OpenAPI document", "page.md"),
        (GET.replace("title: Things", "title: [Things"), "not valid YAML: ", "page.md:10:"),
        (
            GET.replace("openapi: 3.1.0\n", "swagger: '2.0'\n"),
            "the content of this fence has no `openapi`",
            "page.md:6:1",
        ),
        (
            GET.replace("json get /", "json put /"),
            "declares `put /things/{id}`, but contains `get /things/{id}`",
            "page.md:6:1",
        ),
        (GET.repeat(2), "a second OpenAPI document starts here", "page.md:35:1"),
        (
            delete().replace("type: object", "type: string"),
            "two pages disagree about `/components/schemas/Thing`",
            "page.md:28:7",
        ),
        (
            delete().replace("version: 1.0.0", "version: 1.0.1"),
            "two pages disagree about `/info`: `get.md:10:3` differs",
            "page.md:10:3",
        ),
    ];
    for (page, expected, place) in mistakes {
        let folder = Folder::empty();
        folder.write("get.md", GET);
        folder.write("page.md", &page);
        let run = folder.run(&["import", "get.md", "page.md", "--into", "openapi/api.json", "--replace"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{expected}");
        assert!(run.stderr.contains(expected) && run.stderr.contains(&format!("--> {place}")), "{}", run.stderr);
        assert!(!folder.path("openapi").exists(), "{expected}");
    }
}

#[test]
fn files_that_are_not_pages_and_documents_that_are_not_json_are_reported() {
    let folder = Folder::empty();
    folder.write("get.md", GET);
    folder.write("empty/notes.txt", "");
    fs::write(folder.path("bytes.md"), b"# \xff").unwrap();
    folder.write("api.yaml", "openapi: 3.1.0\n");
    folder.write("api.pages.yaml", "pages: 1\n");
    let count = || fs::read_dir(folder.path(".")).unwrap().count();
    let before = count();
    for (arguments, expected) in [
        (&["gone.md", "--into", "new.json"][..], "there is no file `gone.md`"),
        (&["bytes.md", "--into", "new.json"], "`bytes.md` is not UTF-8 text, from byte 2 on"),
        (&["empty", "--into", "new.json"], "this folder contains no page"),
        (&["get.md", "get.md", "--into", "new.json"], "this page and `get.md` both come from `get.md`"),
        (&["get.md", "--into", "new.yaml"], "pages are imported into JSON"),
        (&["get.md", "--into", "api.json"], "expected a list, found a number"),
        (&["get.md"], "--into <FILE>"),
        (&["--into", "new.json"], "<PAGE>..."),
    ] {
        let run = folder.run(&[&["import"], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(expected), "{expected} is not in\n{}", run.stderr);
    }
    folder.write("api.pages.yaml", "pages: []\n");
    let run = folder.run(&["import", "get.md", "--into", "api.yaml"]);
    assert!(run.stderr.contains("pages can only be imported into JSON, and this is YAML"), "{}", run.stderr);
    assert_eq!(count(), before, "nothing is written");
}

#[cfg(unix)]
#[test]
#[ignore = "needs a user that cannot write to a read-only folder, unlike root"]
fn a_folder_that_is_read_only_is_reported() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::empty();
    folder.write("get.md", GET);
    let output = folder.path("openapi");
    fs::create_dir(&output).unwrap();
    fs::set_permissions(&output, Permissions::from_mode(0o555)).unwrap();
    assert!(fs::write(output.join("probe"), "").is_err(), "root may write everywhere: use another user");
    let run = folder.run(&["import", "get.md", "--into", "openapi/api.json"]);
    fs::set_permissions(&output, Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot write `openapi/api.json`"), "{}", run.stderr);
}

#[test]
fn programs_get_one_json_object() {
    let folder = Folder::empty();
    folder.write("get.md", GET);
    let import = ["import", "get.md", "--into", "openapi/api.json", "--json"];
    let printed: Value = serde_json::from_str(&folder.succeed(&import)).unwrap();
    assert_eq!(printed["pages"][0]["operations"][0], "get /things/{id}");
    assert_eq!(printed["added"][4], "/components/schemas/Thing");
    assert_eq!(printed["written"], serde_json::json!(["openapi/api.json", "openapi/api.pages.yaml"]));
    folder.write("get.md", &GET.replace("type: object", "type: string"));
    let run = folder.run(&import);
    let printed: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &printed["changed"][0]["pointer"]), (1, &"/components/schemas/Thing".into()));
    assert_eq!(
        (&printed["changed"][0]["before"]["type"], &printed["written"]),
        (&"object".into(), &serde_json::json!([]))
    );
}

#[test]
fn names_of_a_page_do_not_control_a_terminal() {
    let folder = Folder::empty();
    folder.write("get.md", GET);
    folder.succeed(&["import", "get.md", "--into", "api.json"]);
    let hostile = GET
        .replace("'#/components/schemas/Thing'", r##""#/components/schemas/\u009BThing\u2028""##)
        .replace("    Thing:", r#"    "\u009BThing\u2028":"#);
    folder.write("hostile.md", &hostile);
    for (document, expected) in
        [("api.json", r"schemas/\u009bThing\u2028"), ("new.json", r"schemas/\u{9b}Thing\u{2028}")]
    {
        let run = folder.run(&["import", "hostile.md", "--into", document]);
        let printed = run.stdout + &run.stderr;
        assert!(printed.contains(expected) && !printed.contains(['\u{2028}', '\u{9b}']), "{printed}");
    }
}
