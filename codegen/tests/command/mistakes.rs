use crate::folder::{DOCUMENT, Folder, OVERLAY};

/// Runs the command, which must fail with exit code 2, and returns its standard error.
fn fail(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(arguments);
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "");
    run.stderr
}

#[test]
fn a_missing_project_is_reported_with_help() {
    let printed = fail(&Folder::empty(), &["generate"]);
    assert!(printed.contains("error: there is no project file `openapi/bindgen.yaml` here"), "{printed}");
    assert!(printed.contains("--project FILE"), "{printed}");
}

#[test]
fn a_project_that_names_a_missing_file_is_shown() {
    let folder = Folder::with_project();
    folder.write("openapi/bindgen.yaml", "output: ../generated\ndocument: gone.yaml\n");
    let printed = fail(&folder, &["generate"]);
    assert!(printed.contains("error: there is no file `openapi/gone.yaml`"), "{printed}");
    assert!(printed.contains("--> openapi/bindgen.yaml:2:1"), "{printed}");
    assert!(printed.contains("document: gone.yaml"), "{printed}");
}

#[test]
fn a_malformed_document_is_shown_where_it_breaks() {
    let folder = Folder::with_project();
    folder.write("openapi/api.yaml", &DOCUMENT.replace("paths:", "paths: ["));
    let printed = fail(&folder, &["generate"]);
    assert!(printed.contains("error: not valid YAML: "), "{printed}");
    assert!(printed.contains("--> openapi/api.yaml:"), "{printed}");
    assert!(!folder.path("generated").exists());
}

#[test]
fn an_overlay_that_selects_nothing_is_shown_in_the_overlay() {
    let folder = Folder::with_project();
    folder.write("overlay.yaml", &OVERLAY.replace("Thing.", "Nothing."));
    let printed = fail(&folder, &["generate", "openapi/api.yaml", "-o", "out", "--overlay", "overlay.yaml"]);
    assert!(printed.contains("selects nothing in the document"), "{printed}");
    assert!(printed.contains("--> overlay.yaml:4:5"), "{printed}");
    assert!(printed.contains("- target: $.components.schemas.Nothing.properties"), "{printed}");
}

#[test]
fn mistakes_come_as_json_too() {
    let folder = Folder::with_project();
    folder.write("openapi/api.yaml", "a: 1\na: 2\n");
    let run = folder.run(&["generate", "--json"]);
    let printed: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, run.stderr.as_str()), (2, ""));
    assert_eq!(printed["diagnostics"][0]["message"], "the key `a` is duplicated");
    assert_eq!((&printed["diagnostics"][0]["line"], &printed["diagnostics"][0]["pointer"]), (&2.into(), &"/a".into()));
}

#[test]
fn an_output_that_cannot_be_written_is_reported() {
    let folder = Folder::with_project();
    folder.write("generated", "A file where the folder should be.");
    let printed = fail(&folder, &["generate"]);
    assert!(printed.contains("generated`: "), "{printed}");
}

#[cfg(unix)]
#[test]
#[ignore = "needs a user that cannot write to a read-only folder, unlike root"]
fn a_folder_that_is_read_only_is_reported() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with_project();
    let output = folder.path("generated");
    fs::create_dir(&output).unwrap();
    fs::set_permissions(&output, Permissions::from_mode(0o555)).unwrap();
    assert!(fs::write(output.join("probe"), "").is_err(), "root may write everywhere: use another user");
    let printed = fail(&folder, &["generate"]);
    fs::set_permissions(&output, Permissions::from_mode(0o755)).unwrap();
    assert!(printed.contains("error: cannot ") && printed.contains("ermission denied"), "{printed}");
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    let folder = Folder::with_project();
    folder.write("generated/mod.rs", "// Mine.\n");
    let printed = fail(&folder, &["generate"]);
    assert!(printed.contains("generated/mod.rs` would be overwritten"), "{printed}");
    assert_eq!(folder.files("generated").len(), 1);
    let run = folder.run(&["generate", "--check"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("conflict: generated/mod.rs is not generated"), "{}", run.stdout);
}

#[test]
fn contradictory_arguments_are_rejected() {
    let folder = Folder::with_project();
    for arguments in [
        &["generate", "openapi/api.yaml"][..],
        &["generate", "--overlay", "overlay.yaml"],
        &["generate", "openapi/api.yaml", "-o", "out", "--project", "openapi/bindgen.yaml"],
        &["generate", "--quiet", "--verbose"],
        &["regenerate"],
        &[],
    ] {
        assert!(fail(&folder, arguments).contains("Usage: "), "{arguments:?}");
    }
}

#[test]
fn an_option_that_names_nothing_is_shown_in_the_project_file() {
    let folder = Folder::with_project();
    folder.write("openapi/api.yaml", &DOCUMENT.replace("operationId", "tags: [Things]\n      operationId"));
    for (option, place, help) in [
        ("rename: {Thnig: Object}", "5:12", "a similar name exists: `Thing`"),
        ("rename: {Thing: 'a b'}", "5:12", ""),
        ("rename: {'T*Q': '*'}", "5:12", "a star stands for"),
        ("rename: {'tag:Thing': all}", "5:12", "a similar name exists: `Things`"),
        ("replace: {Thnig: 'crate::Thing'}", "5:13", "a similar name exists: `Thing`"),
        ("replace: {Thing: Thing}", "5:13", ""),
        ("derives: {Thnig: [Hash]}", "5:13", "a similar name exists: `Thing`"),
        ("derives: {Thing: ['a b']}", "5:13", ""),
        ("attributes: {Thing: [Hash]}", "5:16", ""),
        ("tags: [other, Thing]", "5:17", "a similar name exists: `Things`"),
        ("operations: [get_thing]", "5:16", "a similar name exists: `getThing`"),
        ("paths: [/thing]", "5:11", "a similar name exists: `/things/{id}`"),
        ("where: {x-a: true}", "5:11", ""),
        ("operation-settings: {getThnig: {retry: never}}", "5:24", "a similar name exists: `getThing`"),
        ("pagination: [{page: p, operations: [getThnig]}]", "5:39", ""),
        ("pagination: [{page: p}]", "5:16", ""),
        ("runtime: 'a b'", "5:3", ""),
        ("defaults: ['*', Thnig]", "5:19", "there is no optional property with a default"),
    ] {
        let project = format!("document: api.yaml\noutput: ../generated\n\noptions:\n  {option}\n");
        folder.write("openapi/bindgen.yaml", &project);
        let printed = fail(&folder, &["generate"]);
        assert!(printed.contains(&format!("--> openapi/bindgen.yaml:{place}\n")), "{option}: {printed}");
        assert!(printed.contains(help), "{option}: {printed}");
        assert!(!printed.contains("api.yaml:"), "{option}: {printed}");
    }
    let by_hand = fail(&folder, &["generate", "openapi/api.yaml", "-o", "out", "--rename", "Thnig=Object"]);
    assert!(by_hand.contains("names `Thnig`") && !by_hand.contains("-->"), "{by_hand}");
    folder.write("openapi/bindgen.yaml", "document: api.yaml\noutput: ../generated\noptions: {tags: [Things]}\n");
    let both = fail(&folder, &["generate", "--tag", "Thing"]);
    assert!(both.contains("no operation has the tag `Thing`") && !both.contains("-->"), "{both}");
}

#[test]
fn arguments_that_are_not_files_are_explained() {
    let folder = Folder::empty();
    folder.write("shop.yaml", DOCUMENT);
    let printed = fail(&folder, &["diff", "shop.yaml"]);
    assert!(printed.contains("there is no document to compare `shop.yaml` with"), "{printed}");
    assert!(printed.contains("name the new document after the old one"), "{printed}");
    let run = folder.run(&["check", "https://api.example.com/openapi.json"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("nothing is read from the network"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_stale_output_says_what_formats_it() {
    let folder = Folder::with_project();
    folder.succeed(&["generate"]);
    let models = std::fs::read_to_string(folder.path("generated/models.rs")).unwrap();
    folder.write("generated/models.rs", &models.replace("    ", "  "));
    let run = folder.run(&["generate", "--check"]);
    assert!(run.code == 1 && run.stdout.contains("write `#[rustfmt::skip]` above the `mod`"), "{}", run.stdout);
}

#[test]
fn the_exit_codes_fit_a_terminal() {
    let help = Folder::empty().succeed(&["--help"]);
    let (_, codes) = help.split_once("Exit codes:").unwrap();
    assert!(codes.lines().all(|line| line.chars().count() <= 80), "{codes}");
}
