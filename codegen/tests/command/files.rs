//! The files that a run may write, replace and remove: those of its own output, and the document
//! that it changes.

use std::fs;

use crate::folder::{DOCUMENT, Folder, HEADER};

/// Returns another document, whose generated files have the same names as those of [`DOCUMENT`].
fn other() -> String {
    DOCUMENT
        .replace("title: Things", "title: Others")
        .replace("name:\n          type: string", "name:\n          type: integer")
}

/// Returns a document without operations, whose output has no client.
fn without_operations() -> String {
    DOCUMENT.replace("/things/{id}:", "x-things:")
}

#[test]
fn the_output_of_another_document_stays_wherever_it_is() {
    let folder = Folder::empty();
    folder.write("a.yaml", DOCUMENT);
    folder.write("b.yaml", &other());
    for output in ["src/api/v2", "src/other", "target/debug/out"] {
        folder.succeed(&["generate", "b.yaml", "-o", output]);
    }
    let others = ["src/api/v2", "src/other", "target"].map(|path| folder.files(path));
    for output in ["src/api", "src", "."] {
        folder.write("a.yaml", DOCUMENT);
        folder.succeed(&["generate", "a.yaml", "-o", output]);
        folder.write("a.yaml", &without_operations());
        let printed = folder.succeed(&["generate", "a.yaml", "-o", output]);
        assert!(printed.contains("3 removed"), "{output}: {printed}");
        folder.succeed(&["generate", "a.yaml", "-o", output, "--check"]);
        assert_eq!(["src/api/v2", "src/other", "target"].map(|path| folder.files(path)), others, "{output}");
    }
}

#[test]
fn the_output_of_another_document_is_not_written_into() {
    let folder = Folder::empty();
    folder.write("a.yaml", DOCUMENT);
    folder.write("b.yaml", &other());
    folder.succeed(&["generate", "b.yaml", "-o", "src/operations"]);
    let before = folder.files(".");
    let run = folder.run(&["generate", "a.yaml", "-o", "src"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("`src/operations/mod.rs` would be overwritten, but belongs to the output of"),
        "{}",
        run.stderr
    );
    let run = folder.run(&["generate", "a.yaml", "-o", "src", "--check"]);
    assert!(run.stdout.contains("conflict: src/operations/mod.rs belongs to another output\n"), "{}", run.stdout);
    assert_eq!((run.code, folder.files(".")), (1, before));
}

#[test]
fn an_output_with_conflicts_of_a_merge_is_generated_again() {
    let folder = Folder::with_project();
    folder.succeed(&["generate"]);
    let good = folder.files("generated");
    for (path, (text, _)) in &good {
        let (first, rest) = text.split_once("\n\n").unwrap();
        fs::write(path, format!("{first}\n<<<<<<< ours\nmod a;\n=======\nmod b;\n>>>>>>> theirs\n{rest}")).unwrap();
    }
    folder.write("openapi/api.yaml", &without_operations());
    assert!(folder.succeed(&["generate"]).contains("3 removed"));
    folder.succeed(&["generate", "--check"]);
}

#[test]
fn files_without_a_list_are_left_alone() {
    let folder = Folder::with_project();
    // A file that the generator wrote earlier, for another output.
    folder.write("generated/old.rs", &format!("{HEADER}.\n"));
    folder.write("generated/operations/old.rs", &format!("{HEADER}.\n"));
    let printed = folder.succeed(&["generate"]);
    let expected = "Kept   2 generated files that no `mod.rs` of this output names: old.rs, operations/old.rs\n";
    assert!(printed.contains(expected), "{printed}");
    let printed: serde_json::Value = serde_json::from_str(&folder.succeed(&["generate", "--check", "--json"])).unwrap();
    assert_eq!(printed["unlisted"], serde_json::json!(["old.rs", "operations/old.rs"]));
}

#[test]
fn names_that_windows_keeps_for_devices_get_other_files() {
    let folder = Folder::empty();
    let mut document = "openapi: 3.1.0\ninfo: {title: Devices, version: '1'}\npaths:\n".to_owned();
    for tag in ["con", "NUL", "Aux", "com1", "lpt9", "prn", "mod", "CON"] {
        let operation = format!("{{tags: [{tag}], operationId: get{tag}, responses: {{'204': {{description: ok}}}}}}");
        document.push_str(&format!("  /{tag}:\n    get: {operation}\n"));
    }
    folder.write("api.yaml", &document);
    folder.succeed(&["generate", "api.yaml", "-o", "out"]);
    let files: Vec<String> = folder
        .files("out/operations")
        .keys()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_lowercase())
        .collect();
    for file in &files {
        assert!(!["con", "nul", "aux", "com1", "lpt9", "prn"].contains(&file.as_str()), "{files:?}");
    }
    // One for each tag, and `mod.rs`.
    assert_eq!(files.len(), 9, "{files:?}");
    folder.succeed(&["generate", "api.yaml", "-o", "out", "--check"]);
}

const PAGE: &str = "# Get\n\n```yaml get /things/{id}\nopenapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n  /things/{id}:\n    get: {responses: {'200': {description: ok}}}\n```\n";

#[test]
fn a_journal_beside_the_document_is_a_file_like_any_other() {
    let folder = Folder::empty();
    folder.write("page.md", PAGE);
    folder.write("victim.txt", "precious");
    folder.write("openapi/.victim.txt.openapi-bindgen-old", "other");
    let victim = folder.path("victim.txt");
    let sha = crate::folder::digest("precious");
    let journal = serde_json::json!({ "files": [
        { "path": victim, "before": null, "after": sha, "folders": [folder.path("empty")] },
    ] });
    folder.write("openapi/.api.json.journal", &format!("{journal}\n"));
    fs::create_dir(folder.path("empty")).unwrap();
    let run = folder.run(&["import", "page.md", "--into", "openapi/api.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(fs::read_to_string(victim).unwrap(), "precious");
    assert!(folder.path("empty").exists() && folder.path("openapi/.api.json.journal").exists());
}

#[test]
fn a_report_does_not_overwrite_an_input() {
    let folder = Folder::empty();
    folder.write("openapi/bindgen.yaml", "document: api.json\noutput: ../generated\n");
    folder.write("page.md", PAGE);
    folder.succeed(&["import", "page.md", "--into", "openapi/api.json"]);
    folder.write("page.md", &PAGE.replace("description: ok", "description: fine"));
    let before = folder.files(".");
    for (report, expected) in [
        ("page.md", "the report would overwrite `page.md`, which is an input"),
        ("openapi/../openapi/api.json", "which is an input"),
    ] {
        let run = folder.run(&["update", "page.md", "--report", report]);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert_eq!((run.code, folder.files(".")), (2, before.clone()));
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::*;

    /// Runs the command, which must exit with 2 and leave every file unchanged.
    fn assert_rejected(folder: &Folder, arguments: &[&str]) {
        let before = folder.files(".");
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("is a symbolic link"), "{arguments:?}: {}", run.stderr);
        assert_eq!(folder.files("."), before, "{arguments:?}");
    }

    fn link(folder: &Folder, target: &str, path: &str) {
        let path = folder.path(path);
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(folder.path(target), path).unwrap();
    }

    #[test]
    fn generate_does_not_follow_links() {
        for (target, path) in [
            ("victim/models.rs", "generated/models.rs"),
            ("victim/mod.rs", "generated/mod.rs"),
            ("victim/operations", "generated/operations"),
            ("victim/operations/mod.rs", "generated/operations/mod.rs"),
            ("missing", "generated/client.rs"),
            ("victim", "generated"),
        ] {
            let folder = Folder::with_project();
            folder.write("b.yaml", &other());
            folder.succeed(&["generate", "b.yaml", "-o", "victim"]);
            if Path::new(path).components().count() > 1 {
                folder.succeed(&["generate"]);
            }
            link(&folder, target, path);
            if target != "missing" {
                assert_rejected(&folder, &["generate"]);
                assert_rejected(&folder, &["generate", "--check"]);
            }
            let run = folder.run(&["generate"]);
            assert!(run.code == 2 && !folder.path("missing").exists(), "{path}");
        }
    }

    #[test]
    fn a_link_on_the_path_of_an_output_is_not_followed() {
        let folder = Folder::empty();
        folder.write("api.yaml", DOCUMENT);
        folder.write("b.yaml", &other());
        folder.succeed(&["generate", "b.yaml", "-o", "victim/api"]);
        link(&folder, "victim", "src");
        assert_rejected(&folder, &["generate", "api.yaml", "-o", "src/api"]);
        assert_rejected(&folder, &["generate", "api.yaml", "-o", "./src/../src/api"]);
    }

    #[test]
    fn import_and_update_do_not_follow_links() {
        for path in ["openapi/api.json", "openapi/api.pages.yaml", "generated/models.rs", "report.md", "openapi"] {
            let folder = Folder::empty();
            folder.write("page.md", PAGE);
            folder.write("openapi/bindgen.yaml", "document: api.json\noutput: ../generated\n");
            folder.succeed(&["import", "page.md", "--into", "openapi/api.json"]);
            folder.succeed(&["generate"]);
            folder.write("report.md", "");
            folder.write("page.md", &PAGE.replace("\n```\n", "\ncomponents: {schemas: {A: {type: object}}}\n```\n"));
            if path == "generated/models.rs" {
                folder.write(path, &format!("{HEADER}.\n"));
            }
            let victim = folder.path("victim");
            fs::rename(folder.path(path), &victim).unwrap();
            symlink(&victim, folder.path(path)).unwrap();
            assert_rejected(&folder, &["update", "page.md", "--report", "report.md"]);
            if path.starts_with("openapi") {
                assert_rejected(&folder, &["import", "page.md", "--into", "openapi/api.json", "--replace"]);
            }
        }
    }

    #[test]
    fn a_file_with_one_document_does_not_follow_links() {
        let folder = Folder::with_project();
        folder.write("victim", "precious");
        link(&folder, "victim", "effective.yaml");
        assert_rejected(&folder, &["overlay", "--output", "effective.yaml"]);
    }
}
