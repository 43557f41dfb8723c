use serde_json::{Value, json};

use crate::folder::{DOCUMENT, Folder, OVERLAY};

/// Returns the document of every test, with a required property that is not described.
fn with_warning() -> String {
    DOCUMENT.replace("required: [name]", "required: [name, size]")
}

fn folder_with(document: &str) -> Folder {
    let folder = Folder::empty();
    folder.write("api.yaml", document);
    folder
}

#[test]
fn a_good_document_is_reported_in_a_line_and_nothing_is_written() {
    let folder = folder_with(DOCUMENT);
    assert_eq!(
        folder.succeed(&["check", "api.yaml", "--strict"]),
        "no problems found; Things 2.3.4 becomes 1 operation and 1 type\n"
    );
    assert_eq!(folder.succeed(&["check", "api.yaml", "--quiet"]), "");
    assert_eq!(folder.files("").len(), 1);
}

#[test]
fn a_warning_is_shown_with_its_line_and_fails_if_it_is_to() {
    let folder = folder_with(&with_warning());
    let printed = folder.succeed(&["check", "api.yaml"]);
    for expected in ["warning: ", "--> api.yaml:24:7", "required: [name, size]", "1 warning; Things 2.3.4"] {
        assert!(printed.contains(expected), "{expected} is not in\n{printed}");
    }
    assert_eq!(folder.succeed(&["check", "api.yaml", "--quiet"]), "");
    let strict = folder.run(&["check", "api.yaml", "--strict", "--quiet"]);
    assert_eq!(strict.code, 1, "{}", strict.stderr);
    assert!(strict.stdout.starts_with("warning: "), "{}", strict.stdout);
    assert!(strict.stdout.ends_with("1 warning, and `--strict` allows none\n"), "{}", strict.stdout);
}

#[test]
fn errors_are_counted_and_end_with_two() {
    let folder = folder_with(&DOCUMENT.replace("openapi: 3.", "openapi: 9."));
    let run = folder.run(&["check", "api.yaml"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, ""));
    assert!(run.stdout.contains("error: "), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 error: nothing can be generated\n"), "{}", run.stdout);
}

#[test]
fn json_has_the_members_that_the_help_lists() {
    let folder = folder_with(&with_warning());
    for arguments in [&["check", "api.yaml", "--format", "json"][..], &["check", "api.yaml", "--json"]] {
        let printed: Value = serde_json::from_str(&folder.succeed(arguments)).unwrap();
        assert_eq!(
            printed,
            json!({
                "diagnostics": [{
                    "severity": "warning", "message": "`size` is required but not declared in `properties`, so it is not generated",
                    "help": null, "file": "api.yaml", "line": 24, "column": 7,
                    "pointer": "/components/schemas/Thing/required",
                }],
                "errors": 0, "warnings": 1, "notes": 0,
            })
        );
    }
}

#[test]
fn a_pull_request_is_annotated() {
    let folder = folder_with(&with_warning());
    let printed = folder.succeed(&["check", "api.yaml", "--format", "github"]);
    let expected = "::warning file=api.yaml,line=24,col=7,title=/components/schemas/Thing/required::";
    assert!(printed.starts_with(expected) && printed.lines().count() == 1, "{printed}");
    let missing = folder.run(&["check", "gone.yaml", "--format", "github"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stdout.starts_with("::error title=openapi-bindgen::there is no file"), "{}", missing.stdout);
}

#[test]
fn the_project_file_and_standard_input_are_checked_likewise() {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", "document: api.yaml\noverlays: [overlay.yaml]\noutput: ../generated\n");
    folder.write("openapi/overlay.yaml", &OVERLAY.replace("Thing.", "Nothing."));
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("--> openapi/overlay.yaml:4:5"), "{}", run.stdout);
    let piped = folder.run_with_input(&["check", "-"], &with_warning());
    assert_eq!(piped.code, 0);
    assert!(piped.stdout.contains("--> standard input:24:7"), "{}", piped.stdout);
}

#[test]
fn strict_writes_nothing_that_lacks_a_part() {
    let folder = folder_with(&with_warning());
    let run = folder.run(&["generate", "api.yaml", "-o", "out", "--strict"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.ends_with("1 warning, and `--strict` allows none\n"), "{}", run.stderr);
    assert!(!folder.path("out").exists());
    folder.succeed(&["generate", "api.yaml", "-o", "out"]);
    assert!(folder.path("out").exists());
}

#[test]
fn the_place_in_a_line_that_is_too_long_is_a_pointer() {
    let folder = Folder::empty();
    let long = "a".repeat(2_500);
    let text = format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"T","version":"1","description":"{long}"}},"paths":{{"/a":{{"get":{{"operationId":"readA","parameters":[{{"name":"Authorization","in":"header","schema":{{"type":"string"}}}}],"responses":{{"302":{{"description":"Elsewhere."}}}}}}}}}}}}"#
    );
    folder.write("api.json", &text);
    let run = folder.run(&["check", "api.json"]);
    let printed = run.stdout + &run.stderr;
    for expected in [
        "the place is /paths/~1a/get/parameters/0",
        "describe the credential as a security scheme",
        "the document lists no success",
    ] {
        assert!(printed.contains(expected), "{expected} is not in\n{printed}");
    }
    assert!(!printed.contains(&long), "{printed}");
}
