use std::fs;

use crate::folder::{DOCUMENT, Folder, HEADER};

#[test]
fn a_fresh_output_passes() {
    let folder = Folder::with_project();
    folder.succeed(&["generate"]);
    folder.write("generated/mine.rs", "// Mine.\n");
    assert!(folder.succeed(&["generate", "--check"]).starts_with("generated is up to date: "));
}

#[test]
fn a_stale_output_fails_with_a_diff_and_the_command_that_updates_it() {
    let folder = Folder::with_project();
    folder.succeed(&["generate"]);
    let edited = fs::read_to_string(folder.path("generated/mod.rs")).unwrap() + "// Edited by hand.\nmod old;\n";
    folder.write("generated/mod.rs", &edited);
    folder.write("generated/old.rs", &format!("{HEADER}.\n"));
    folder.write("generated/left.rs", &format!("{HEADER}.\n"));
    let before = folder.files("generated");
    let run = folder.run(&["generate", "--check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for expected in [
        "--- generated/mod.rs\n+++ generated/mod.rs (generated now)\n@@ ",
        "\n-// Edited by hand.\n",
        "no longer generated: generated/old.rs\n",
        "kept: generated/left.rs, generated but not named by any `mod.rs` of this output\n",
        "generated is out of date: 1 file to change, 1 file to remove.",
        "run:\n  openapi-bindgen generate\n",
    ] {
        assert!(run.stdout.contains(expected), "{expected} is not in\n{}", run.stdout);
    }
    assert_eq!(folder.files("generated"), before, "--check writes nothing");
}

#[test]
fn a_missing_file_fails() {
    let folder = Folder::empty();
    folder.write("api.yaml", DOCUMENT);
    let run = folder.run(&["generate", "api.yaml", "-o", "out", "--check"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("missing: out/mod.rs\n"), "{}", run.stdout);
    assert!(run.stdout.contains("run:\n  openapi-bindgen generate api.yaml --output out\n"), "{}", run.stdout);
    assert!(!folder.path("out").exists());
}

#[test]
fn the_project_names_its_own_command() {
    let folder = Folder::with_project();
    folder.write(
        "openapi/bindgen.yaml",
        "document: api.yaml\noutput: ../generated\noptions: {regenerate-command: make bindings}\n",
    );
    assert!(folder.run(&["generate", "--check"]).stdout.ends_with("run:\n  make bindings\n"));
}

#[test]
fn programs_get_json() {
    let folder = Folder::with_project();
    let run = folder.run(&["generate", "--check", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &printed["fresh"]), (1, &serde_json::Value::Bool(false)));
    assert!(printed["missing"].as_array().unwrap().iter().any(|path| path == "mod.rs"));
}
