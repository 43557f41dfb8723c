use std::fs;

use crate::folder::{DOCUMENT, Folder, OVERLAY};

const JSON: &str = "{\n\t\"components\": {\"schemas\": {\"Thing\": {\"properties\": {}}}},\n\t\"x\": [1,  2]\n}";

#[test]
fn the_effective_document_is_printed_in_the_format_of_the_document() {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", "document: api.yaml\noverlays: [overlay.yaml]\noutput: ../generated\n");
    folder.write("openapi/overlay.yaml", OVERLAY);
    let yaml = folder.succeed(&["overlay"]);
    assert!(
        yaml.starts_with("openapi: 3.1.0\n") && yaml.contains("        colour:\n          type: string\n"),
        "{yaml}"
    );

    folder.write("api.json", JSON);
    let json = folder.succeed(&["overlay", "api.json", "--overlay", "openapi/overlay.yaml"]);
    assert_eq!(
        json,
        JSON.replace(
            "\"properties\": {}",
            "\"properties\": {\n\t\t\"colour\": {\n\t\t\t\"type\": \"string\"\n\t\t}\n\t}"
        )
    );
    let run = folder.run_with_input(&["overlay", "-", "--output", "out.json"], JSON);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert_eq!(fs::read_to_string(folder.path("out.json")).unwrap(), JSON, "without overlays, nothing changes");
}

#[test]
fn actions_that_do_nothing_are_reported() {
    let folder = Folder::with_project();
    folder.write("twice.yaml", &OVERLAY.replace("colour", "name"));
    let run = folder.run(&["overlay", "openapi/api.yaml", "--overlay", "twice.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, DOCUMENT));
    assert!(run.stderr.contains("note: the document already has what this action adds"), "{}", run.stderr);
    assert_eq!(folder.run(&["overlay", "openapi/api.yaml", "--overlay", "twice.yaml", "--quiet"]).stderr, "");

    folder.write("nothing.yaml", &OVERLAY.replace("Thing.", "Nothing."));
    let run = folder.run(&["overlay", "openapi/api.yaml", "--overlay", "nothing.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("selects nothing in the document"), "{}", run.stderr);
}
