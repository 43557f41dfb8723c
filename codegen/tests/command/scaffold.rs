//! `new` and `add`: the files that they write, and the errors that come before any write.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::folder::{DOCUMENT, Folder, HEADER};

/// A folder with a document in it.
fn with_document() -> Folder {
    let folder = Folder::empty();
    folder.write("my-api.yaml", DOCUMENT);
    folder
}

/// The same with a crate in the folder `app`.
fn with_crate(manifest: &str) -> Folder {
    let folder = with_document();
    folder.write("app/Cargo.toml", manifest);
    folder.write("app/src/main.rs", "fn main() {}\n");
    folder
}

const MANIFEST: &str = "\
# An application.
[package]
name = \"app\"   # as the command is called
version = \"1.2.3\"
edition = \"2024\"

[dependencies]
serde_json   = \"1\" # kept
";

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all files below `path`, relative to it.
fn paths(folder: &Folder, path: &str) -> Vec<String> {
    let root = folder.path(path);
    let relative = |file: &std::path::PathBuf| file.strip_prefix(&root).unwrap().display().to_string();
    folder.files(path).keys().map(relative).collect()
}

/// The command with these arguments, which has to fail and leave everything as it is; what it says.
fn fail(folder: &Folder, arguments: &[&str]) -> String {
    let before = folder.files(".");
    let run = folder.run(arguments);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
    assert_eq!(folder.files("."), before, "{arguments:?}");
    run.stderr
}

#[test]
fn a_new_crate_has_all_that_it_needs() {
    let folder = with_document();
    let output = folder.succeed(&["new", "my-crate", "--document", "my-api.yaml"]);
    let expected = [
        ".github/workflows/ci.yml",
        ".gitignore",
        "Cargo.toml",
        "README.md",
        "openapi/bindgen.yaml",
        "openapi/my-api.yaml",
        "src/generated/client.rs",
        "src/generated/mod.rs",
        "src/generated/models.rs",
        "src/generated/operations/mod.rs",
        "src/generated/operations/untagged.rs",
        "src/lib.rs",
        "tests/mock.rs",
    ];
    assert_eq!(paths(&folder, "my-crate"), expected);
    assert!(output.contains("Wrote  my-crate: 13 files\n") && output.contains("cd my-crate && cargo test"), "{output}");
    assert_eq!(read(&folder, "my-crate/openapi/my-api.yaml"), DOCUMENT);
    assert_eq!(read(&folder, "my-crate/.gitignore"), "/target\n");
    let project = read(&folder, "my-crate/openapi/bindgen.yaml");
    assert!(project.ends_with("document: my-api.yaml\noutput: ../src/generated\n"), "{project}");
    let library = read(&folder, "my-crate/src/lib.rs");
    assert!(
        library.starts_with("//! A client of `Things 2.3.4`, generated from its `OpenAPI` document.\n"),
        "{library}"
    );
    assert!(library.contains("\n#[rustfmt::skip]\nmod generated;\n\npub use generated::*;\n"), "{library}");
    let workflow = read(&folder, "my-crate/.github/workflows/ci.yml");
    for step in
        ["cargo fmt --check", "cargo test", "cargo install --locked --path ", "openapi-bindgen generate --check"]
    {
        assert!(workflow.contains(step), "{step} is not in\n{workflow}");
    }
    let readme = read(&folder, "my-crate/README.md");
    assert!(readme.contains("let response = client.get_thing(\"example\").await?;"), "{readme}");
}

#[test]
fn the_manifest_has_the_features_that_are_needed_and_no_others() {
    let folder = with_document();
    let models = "openapi: 3.1.0\ninfo: {title: Prices, version: '1'}\ncomponents: {schemas: {Price: {type: object, properties: {any: {}}}}}\n";
    folder.write("models.yaml", models);
    for (document, name, dependency) in [
        ("my-api.yaml", "client-crate", r#"features = ["client", "reqwest"] }"#),
        ("models.yaml", "models-crate", r#"features = ["json"] }"#),
    ] {
        folder.succeed(&["new", name, "--document", document]);
        let manifest = read(&folder, &format!("{name}/Cargo.toml"));
        assert!(manifest.starts_with(&format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n")), "{manifest}");
        let line = manifest.lines().find(|line| line.starts_with("openapi-bindgen-runtime = ")).unwrap();
        assert!(line.ends_with(dependency), "{line}");
        assert_eq!(manifest.contains("[dev-dependencies]"), name == "client-crate", "{manifest}");
        assert!(!manifest.contains("build-dependencies"), "{manifest}");
    }
    assert!(!folder.path("models-crate/tests").exists());
    assert!(read(&folder, "models-crate/src/lib.rs").starts_with("//! The models of `Prices 1`,"));
}

#[test]
fn the_output_of_a_new_crate_is_what_generate_writes() {
    let folder = with_document();
    folder.succeed(&["new", "my-crate", "--document", "my-api.yaml"]);
    folder.succeed(&["generate", "--project", "my-crate/openapi/bindgen.yaml", "--check"]);
}

#[test]
fn a_build_script_takes_the_place_of_committed_code() {
    let folder = with_document();
    folder.succeed(&["new", "my-crate", "--document", "my-api.yaml", "--build-script"]);
    let files = paths(&folder, "my-crate");
    assert!(
        files.contains(&"build.rs".to_owned()) && !files.iter().any(|path| path.contains("generated")),
        "{files:?}"
    );
    let manifest = read(&folder, "my-crate/Cargo.toml");
    let entry = "[build-dependencies]\nopenapi-bindgen = { path = ";
    assert!(manifest.contains(entry) && manifest.contains("default-features = false }"), "{manifest}");
    assert!(read(&folder, "my-crate/build.rs").contains("Project::load(\"openapi/bindgen.yaml\")"));
    assert!(
        read(&folder, "my-crate/src/lib.rs").contains("include!(concat!(env!(\"OUT_DIR\"), \"/my_crate/mod.rs\"));")
    );
    assert!(!read(&folder, "my-crate/.github/workflows/ci.yml").contains("generate --check"));
}

#[test]
fn the_runtime_is_in_a_folder_or_in_a_repository() {
    let folder = with_document();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let url = "https://git.example/bindgen";
    folder.succeed(&["new", "of-git", "--document", "my-api.yaml", "--runtime-git", url]);
    let manifest = read(&folder, "of-git/Cargo.toml");
    assert_eq!(manifest.matches("{ git = \"https://git.example/bindgen\", features = ").count(), 2, "{manifest}");
    let workflow = read(&folder, "of-git/.github/workflows/ci.yml");
    assert!(
        workflow.contains("cargo install --locked --git https://git.example/bindgen openapi-bindgen\n"),
        "{workflow}"
    );
    for name in ["runtime", ""] {
        let path = repository.join(name).display().to_string();
        let crate_name = format!("of-path{}", name.len());
        folder.succeed(&["new", &crate_name, "--document", "my-api.yaml", "--runtime-path", &path]);
        let manifest = read(&folder, &format!("{crate_name}/Cargo.toml"));
        let expected = format!("{{ path = {:?}, features", repository.join("runtime").display().to_string());
        assert!(manifest.contains(&expected), "{manifest}");
    }
    // A path as it is given, from another folder.
    folder.write("checkout/runtime/Cargo.toml", "[package]\nname = \"openapi-bindgen-runtime\"\n");
    folder.write("checkout/codegen/Cargo.toml", "[package]\nname = \"openapi-bindgen\"\n");
    folder.succeed(&["new", "crates/near", "--document", "my-api.yaml", "--runtime-path", "checkout"]);
    let manifest = read(&folder, "crates/near/Cargo.toml");
    assert!(manifest.contains("{ path = \"../../checkout/runtime\", features"), "{manifest}");
    let output = fail(&folder, &["new", "other", "--document", "my-api.yaml", "--runtime-path", "crates"]);
    assert!(output.contains("there is no `openapi-bindgen-runtime` in `crates`"), "{output}");
}

#[test]
fn errors_of_new_come_before_any_write() {
    let folder = with_document();
    folder.write("taken/note.txt", "Mine.\n");
    folder.write("wrong.yaml", "openapi: 3.1.0\ninfo: [\n");
    folder.write("bindgen.yaml", DOCUMENT);
    for (arguments, expected) in [
        (["taken", "my-api.yaml"], "`taken` exists already"),
        (["9lives", "my-api.yaml"], "\"9lives\" cannot be the name of a package: a name starts with a letter"),
        (["struct", "my-api.yaml"], "it is a keyword of Rust"),
        (["api", "missing.yaml"], "there is no file `missing.yaml`"),
        (["api", "wrong.yaml"], "wrong.yaml:3"),
        (["api", "bindgen.yaml"], "the document cannot be called `bindgen.yaml`"),
    ] {
        let output = fail(&folder, &["new", arguments[0], "--document", arguments[1]]);
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    // All mistakes at once.
    let output = fail(&folder, &["new", "taken", "--name", "a b", "--document", "missing.yaml"]);
    for expected in ["exists already", "\"a b\" cannot be the name", "missing.yaml"] {
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    folder.succeed(&["new", "9lives", "--name", "nine-lives", "--document", "my-api.yaml"]);
    assert!(read(&folder, "9lives/tests/mock.rs").contains("use nine_lives::Client;"));
}

#[test]
fn a_dry_run_is_a_patch_and_writes_nothing() {
    let folder = with_crate(MANIFEST);
    let before = folder.files(".");
    let output = folder.succeed(&["new", "my-crate", "--document", "my-api.yaml", "--dry-run"]);
    for expected in ["--- /dev/null\n+++ my-crate/Cargo.toml\n", "+name = \"my-crate\"\n", "+++ my-crate/src/lib.rs\n"]
    {
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    let output = folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml", "--dry-run"]);
    for expected in
        ["--- app/Cargo.toml\n+++ app/Cargo.toml\n", "\n serde_json   = \"1\" # kept\n", "+++ app/src/my_api/mod.rs\n"]
    {
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    let quiet = folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml", "--dry-run", "--quiet"]);
    assert_eq!(quiet, output);
    let output = folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml", "--dry-run", "--json"]);
    let output: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((&output["files"][0]["path"], &output["files"][0]["change"]), (&"Cargo.toml".into(), &"changed".into()));
    assert!(output["files"][1]["text"].as_str().unwrap().contains("mod generated;"), "{output}");
    assert_eq!(folder.files("."), before);
}

#[test]
fn a_client_is_added_to_a_crate() {
    let folder = with_crate(MANIFEST);
    let output = folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml"]);
    assert!(output.contains("Next   add `mod my_api;` to src/main.rs, and run `cargo test`\n"), "{output}");
    assert!(output.contains("       changed Cargo.toml\n       new     src/my_api/mod.rs\n"), "{output}");
    let manifest = read(&folder, "app/Cargo.toml");
    assert!(manifest.starts_with(MANIFEST), "{manifest}");
    let added = manifest[MANIFEST.len()..].lines().collect::<Vec<_>>();
    assert!(
        added[0].starts_with("openapi-bindgen-runtime = { path = ")
            && added[0].ends_with(r#"features = ["client", "reqwest"] }"#)
    );
    assert_eq!(added[1..3], ["", "[dev-dependencies]"], "{manifest}");
    assert!(added[3].ends_with(r#"features = ["mock"] }"#), "{manifest}");
    assert_eq!(added[4], r#"tokio = { version = "1", features = ["macros", "rt"] }"#);
    let module = read(&folder, "app/src/my_api/mod.rs");
    assert!(module.contains("#[rustfmt::skip]\nmod generated;\n#[cfg(test)]\nmod tests;\n"), "{module}");
    assert!(read(&folder, "app/src/my_api/tests.rs").contains("use super::Client;\n"));
    assert!(read(&folder, "app/src/my_api/generated/mod.rs").starts_with(HEADER));
    assert_eq!(read(&folder, "app/src/main.rs"), "fn main() {}\n");
    folder.succeed(&["generate", "--project", "app/openapi/bindgen.yaml", "--check"]);
    // A second time nothing is overwritten.
    let output = fail(&folder, &["add", "--crate", "app", "--document", "my-api.yaml"]);
    for expected in ["`src/my_api/mod.rs`", "`src/my_api/tests.rs`", "exist already", "move them away"] {
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
}

#[test]
fn a_second_client_is_added_to_a_crate() {
    let folder = with_crate(MANIFEST);
    folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml"]);
    folder.write("newer/my-api.yaml", &DOCUMENT.replace("2.3.4", "3.0.0"));
    let output = folder.succeed(&["add", "--crate", "app", "--document", "newer/my-api.yaml", "--module", "second"]);
    assert!(output.contains("Needs  openapi-bindgen-runtime = { path = "), "{output}");
    let command = "openapi-bindgen generate --project openapi/second/bindgen.yaml";
    assert!(output.contains(&format!("in CI, `{command} --check` fails")), "{output}");
    let header = read(&folder, "app/src/second/generated/mod.rs");
    assert!(header.contains(command), "{header}");
    assert!(read(&folder, "app/openapi/second/my-api.yaml").contains("3.0.0"));
    for project in ["app/openapi/bindgen.yaml", "app/openapi/second/bindgen.yaml"] {
        folder.succeed(&["generate", "--project", project, "--check"]);
    }
    assert!(read(&folder, "app/src/my_api/generated/mod.rs").contains("2.3.4"));
    assert!(header.contains("3.0.0"));

    let scripted = with_crate(MANIFEST);
    scripted.succeed(&["add", "--crate", "app", "--document", "my-api.yaml"]);
    scripted.succeed(&["add", "--crate", "app", "--document", "my-api.yaml", "--module", "second", "--build-script"]);
    let script = read(&scripted, "app/build.rs");
    assert!(script.contains("Project::load(\"openapi/second/bindgen.yaml\")"), "{script}");
    let third = ["add", "--crate", "app", "--document", "my-api.yaml", "--module", "third", "--build-script"];
    let output = fail(&scripted, &third);
    assert!(output.contains("leave out `--build-script`"), "{output}");
}

#[test]
fn entries_of_a_manifest_get_their_missing_features() {
    let manifest = "\
[package]
name = \"app\"

[dependencies.openapi-bindgen-runtime]
path = \"../elsewhere\" # ours
features = [
    \"client\",
    \"gzip\",
]

[dev-dependencies]
tokio = \"1.40\"
";
    let folder = with_crate(manifest);
    let printed = folder.succeed(&["add", "--crate", "app", "--document", "my-api.yaml", "--module", "things"]);
    let own = "Needs  openapi-bindgen-runtime = { path = \"../elsewhere\", features = [\"client\", \"gzip\", \"reqwest\"] }\n";
    assert!(printed.contains(own), "{printed}");
    let printed = folder.succeed(&["generate", "--project", "app/openapi/bindgen.yaml"]);
    assert!(!printed.contains("Needs"), "{printed}");
    let changed = read(&folder, "app/Cargo.toml");
    assert!(changed.contains("path = \"../elsewhere\" # ours\n"), "{changed}");
    assert!(changed.contains("    \"gzip\", \"reqwest\",\n]"), "{changed}");
    assert!(changed.contains("tokio = { version = \"1.40\", features = [\"macros\", \"rt\"] }\n"), "{changed}");
    let mock = "openapi-bindgen-runtime = { path = \"../elsewhere\", features = [\"mock\"] }\n";
    assert!(changed.contains(mock), "{changed}");
    assert!(folder.path("app/src/things/mod.rs").exists());
}

#[test]
fn errors_of_add_come_before_any_write() {
    let folder = with_crate(MANIFEST);
    folder.write("virtual/Cargo.toml", "[workspace]\nmembers = []\n");
    folder.write("broken/Cargo.toml", "[package\n");
    folder.write("built/Cargo.toml", "[package]\nname = \"built\"\nbuild = \"make.rs\"\n");
    folder.write("scripted/Cargo.toml", MANIFEST);
    folder.write("scripted/build.rs", "fn main() {}\n");
    folder.write("module/Cargo.toml", MANIFEST);
    folder.write("module/src/my_api.rs", "");
    for (arguments, expected) in [
        (&["--crate", "gone"][..], "there is no `gone/Cargo.toml`"),
        (&["--crate", "virtual"], "`virtual/Cargo.toml` cannot be changed: it has no `[package]`"),
        (&["--crate", "broken"], "`broken/Cargo.toml` cannot be changed: TOML parse error"),
        (&["--crate", "built", "--build-script"], "it has a build script already"),
        (&["--crate", "scripted", "--build-script"], "`build.rs` exists already"),
        (&["--crate", "module"], "`src/my_api.rs` exists already"),
        (
            &["--crate", "app", "--module", "My-Api"],
            "\"My-Api\" cannot be the name of a module: a module is an identifier",
        ),
        (&["--crate", "app", "--module", "fn"], "\"fn\" cannot be the name of a module: it is a keyword of Rust"),
    ] {
        let output = fail(&folder, &[&["add", "--document", "my-api.yaml"], arguments].concat());
        assert!(output.contains(expected), "{expected} is not in\n{output}");
    }
    let output = fail(&folder, &["add", "--document", "gone.yaml", "--crate", "app"]);
    assert!(output.contains("there is no file `gone.yaml`"), "{output}");
}

#[test]
fn standard_input_is_a_document_too() {
    let folder = Folder::empty();
    let run = folder.run_with_input(&["new", "my-crate", "--document", "-"], DOCUMENT);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(read(&folder, "my-crate/openapi/api.yaml"), DOCUMENT);
}

#[test]
fn generate_says_what_the_manifest_lacks() {
    let folder = with_crate(MANIFEST);
    let needs = |manifest: &str| {
        folder.write("app/Cargo.toml", manifest);
        let printed = folder.succeed(&["generate", "my-api.yaml", "--output", "app/src/generated"]);
        printed.lines().filter(|line| line.starts_with("Needs")).collect::<Vec<_>>().join("\n")
    };
    assert!(needs(MANIFEST).contains("openapi-bindgen-runtime = { version = "), "{}", needs(MANIFEST));
    let with = |features: &str| {
        format!("{MANIFEST}openapi-bindgen-runtime = {{ path = \"../runtime\", features = [{features}] }}\n")
    };
    let lacks = "Needs  the features \"client\", \"reqwest\" of `openapi-bindgen-runtime` in `Cargo.toml` too";
    assert_eq!(needs(&with("\"json\"")), lacks);
    assert_eq!(needs(&with("\"blocking\"")), "");
}
