//! Tests of writing, replacing and removing files in real folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::generated::{GENERATED_HEADER, GeneratedFile, ROOT_MARK};

fn file(path: &str, text: &str) -> GeneratedFile {
    GeneratedFile::new(path, format!("{GENERATED_HEADER}.\n{text}\n"))
}

/// Returns the `mod.rs` of an output with these modules.
fn root(modules: &[&str]) -> GeneratedFile {
    let modules: Vec<String> = modules.iter().map(|module| format!("mod {module};\n")).collect();
    file("mod.rs", &format!("// {ROOT_MARK} 00\n{}", modules.concat()))
}

/// Returns all files below the folder with their texts, all folders, and all links with their
/// targets.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_symlink() {
            tree.insert(name, format!("-> {}", fs::read_link(&path).unwrap().display()));
        } else if path.is_dir() {
            tree.extend(self::tree(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
            tree.insert(name, "folder".to_owned());
        } else {
            tree.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    tree
}

fn put(folder: &Path, files: &[GeneratedFile]) {
    for file in files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
}

/// Writes to the folder, and checks that this fails and changes nothing.
fn write_error(folder: &Path, output: &Path, files: &[GeneratedFile]) -> String {
    let before = tree(folder);
    let error = write(output, files).unwrap_err();
    assert_eq!(tree(folder), before, "{error}");
    error.to_string()
}

#[test]
fn a_second_time_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("new/output");
    let files = [root(&["operations"]), file("operations/mod.rs", "mod things;"), file("operations/things.rs", "b")];
    assert_eq!(write(&output, &files).unwrap().written, ["mod.rs", "operations/mod.rs", "operations/things.rs"]);
    let second = write(&output, &files).unwrap();
    assert_eq!((second.written.len(), second.unchanged.len()), (0, 3));
    let third = write(&output, &[root(&[])]).unwrap();
    assert_eq!(third.written, ["mod.rs"]);
    assert_eq!(third.removed, ["operations/mod.rs", "operations/things.rs"]);
    assert_eq!(tree(&output).into_keys().collect::<Vec<_>>(), ["mod.rs"], "no folder and no temporary file stays");
}

#[test]
fn foreign_files_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.rs"), "// Mine.\n").unwrap();
    fs::write(folder.path().join("notes.txt"), GENERATED_HEADER).unwrap();
    put(folder.path(), &[file("left.rs", "")]);
    let written = write(folder.path(), &[root(&["mine", "left"])]).unwrap();
    assert_eq!((&written.foreign[0][..], &written.unlisted[0][..]), ("mine.rs", "left.rs"));
    let message = write_error(folder.path(), folder.path(), &[root(&[]), file("mine.rs", "c")]);
    assert!(message.contains("mine.rs` would be overwritten"), "{message}");
    assert!(folder.path().join("notes.txt").exists());
}

#[test]
fn other_outputs_stay_wherever_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let output = |modules: &[&str]| {
        let mut files: Vec<_> = modules.iter().map(|module| file(&format!("{module}.rs"), "")).collect();
        files.push(root(modules));
        files
    };
    for path in ["", "a", "a/v2", "a/v2/operations", "b/operations"] {
        write(&folder.path().join(path), &output(&["client", "models"])).unwrap();
    }
    let before = tree(folder.path());
    for path in ["a/v2", "a", ""] {
        let written = write(&folder.path().join(path), &output(&["models"])).unwrap();
        assert_eq!(written.removed, ["client.rs"], "{path}");
    }
    let mut expected = before;
    for path in ["client.rs", "a/client.rs", "a/v2/client.rs"] {
        expected.remove(path);
    }
    for path in ["mod.rs", "a/mod.rs", "a/v2/mod.rs"] {
        expected.insert(path.to_owned(), root(&["models"]).text);
    }
    assert_eq!(tree(folder.path()), expected);
}

#[test]
fn the_folder_of_another_output_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("operations"), &[root(&["models"]), file("models.rs", "")]).unwrap();
    let files = [root(&["operations"]), file("operations/mod.rs", "mod models;"), file("operations/models.rs", "x")];
    let message = write_error(folder.path(), folder.path(), &files);
    assert!(message.contains("belongs to the output of another document"), "{message}");
    // The second output is in a folder that is also a module of the first.
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files).unwrap();
    let message =
        write_error(folder.path(), &folder.path().join("operations"), &[root(&["models"]), file("models.rs", "")]);
    assert!(message.contains("belongs to the output of another document"), "{message}");
}

#[test]
fn an_edited_mod_rs_removes_nothing_outside_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a/b");
    put(folder.path(), &[file("victim.rs", ""), file("a/victim.rs", ""), file("a/b/v2/client.rs", "")]);
    fs::write(folder.path().join("a/b/v2/mod.rs"), root(&["client"]).text).unwrap();
    let lines = "mod ..;\nmod ../victim;\nmod /etc/victim;\n#[path = \"../victim.rs\"]\nmod gone;\nmod v2;\n";
    fs::write(output.join("mod.rs"), format!("{}{lines}", root(&[]).text)).unwrap();
    let before = tree(folder.path());
    assert_eq!(write(&output, &[root(&[])]).unwrap().removed, [""; 0]);
    let changed: Vec<_> = tree(folder.path()).into_iter().filter(|(path, text)| before[path] != *text).collect();
    assert_eq!(changed, [("a/b/mod.rs".to_owned(), root(&[]).text)]);
}

#[test]
fn an_output_without_the_list_of_an_interrupted_run_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    // The first run stopped before it wrote `mod.rs`.
    put(folder.path(), &[file("models.rs", "half"), file("operations/things.rs", "")]);
    let files = [
        root(&["models", "operations"]),
        file("models.rs", ""),
        file("operations/mod.rs", "mod things;"),
        file("operations/things.rs", ""),
    ];
    assert_eq!(write(folder.path(), &files).unwrap().written, ["mod.rs", "models.rs", "operations/mod.rs"]);
    assert!(compare(&existing_files(folder.path(), &files).unwrap(), &files).is_fresh());
}

#[test]
fn something_that_is_not_a_file_is_not_replaced() {
    let files = [root(&["models", "operations"]), file("models.rs", ""), file("operations/mod.rs", "")];
    for (path, is_folder) in [("models.rs", true), ("mod.rs", true), ("operations/mod.rs", true), ("operations", false)]
    {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(path);
        if is_folder {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::write(place, GENERATED_HEADER).unwrap();
        }
        let message = write_error(folder.path(), folder.path(), &files);
        assert!(message.contains("is not a regular file or folder"), "{path}: {message}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    for path in ["file", "file/below"] {
        let message = write_error(folder.path(), &folder.path().join(path), &files);
        assert!(message.contains("cannot open"), "{message}");
    }
}

#[test]
fn a_path_that_leaves_the_folder_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a");
    fs::create_dir(&output).unwrap();
    let absolute = folder.path().join("absolute.rs").display().to_string();
    for path in ["../out.rs", "b/../../out.rs", &absolute, "con.rs", "b\\c.rs"] {
        let message = write_error(folder.path(), &output, &[root(&[]), file(path, "")]);
        assert!(message.starts_with("cannot write `"), "{message}");
    }
}

#[test]
fn a_file_that_appears_or_changes_in_the_meantime_stays() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let files = [root(&["new", "old"]), file("new.rs", "new"), file("old.rs", "new")];
    write(folder.path(), &[root(&["old", "orphan"]), file("old.rs", "old"), file("orphan.rs", "")]).unwrap();
    for changed in ["new.rs", "old.rs", "orphan.rs", "mod.rs"] {
        let old = tree(folder.path());
        let mut changes = Changes::new();
        changes.output(folder.path(), &files).unwrap();
        fs::write(at(changed), "by hand").unwrap();
        let error = changes.apply().unwrap_err();
        let OutputError::Unfinished { failure, done, left } = &error else { panic!("{error}") };
        assert!(matches!(&**failure, OutputError::Changed { path } if *path == at(changed)), "{error}");
        assert_eq!((done.contains(&at(changed)), left[0] == at(changed), done.len() + left.len()), (false, true, 4));
        assert_eq!(fs::read_to_string(at(changed)).unwrap(), "by hand");
        assert!(!tree(folder.path()).keys().any(|path| path.contains("openapi-bindgen-")));
        // The folder has its original contents again.
        fs::remove_dir_all(folder.path()).unwrap();
        put(folder.path(), &old.into_iter().map(|(path, text)| GeneratedFile::new(path, text)).collect::<Vec<_>>());
    }
}

#[test]
fn a_failure_lists_written_and_unwritten_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let mut changes = Changes::new();
    for name in ["a", "b", "c"] {
        changes.file(at(name), "new").unwrap();
    }
    fs::write(at("b"), "by hand").unwrap();
    let message = changes.apply().unwrap_err().to_string();
    let [a, b, c] = ["a", "b", "c"].map(|name| at(name).display().to_string());
    assert_eq!(
        message,
        format!(
            "`{b}` was changed by another program while this one was running: run it again. Written or removed before \
             that: `{a}`. Not written or removed: `{b}`, `{c}`"
        )
    );
}

#[test]
fn one_file_does_not_get_two_texts() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    let mut changes = Changes::new();
    changes.output(&folder.path().join("a"), &[root(&[])]).unwrap();
    changes.file(folder.path().join("b"), "").unwrap();
    for path in ["a/mod.rs", "a/../a/mod.rs", "b", "a/../b"] {
        let error = changes.file(folder.path().join(path), "").unwrap_err();
        assert!(error.to_string().ends_with("two texts are to be written to this file"), "{error}");
    }
}

#[test]
fn many_files_do_not_need_as_many_open_folders() {
    let folder = tempfile::tempdir().unwrap();
    let mut files: Vec<_> = (0..2000).map(|number| file(&format!("operations/m{number}.rs"), "")).collect();
    files.push(root(&["operations"]));
    assert_eq!(write(folder.path(), &files).unwrap().written.len(), 2001);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_not_followed() {
        let files = [root(&["models", "operations"]), file("models.rs", "new"), file("operations/mod.rs", "new")];
        // Each case is the place of the link, its target, and the folder that is written to.
        for (place, target, output) in [
            ("out/models.rs", "victim/models.rs", "out"),
            ("out/models.rs", "victim/none.rs", "out"),
            ("out/mod.rs", "victim/mod.rs", "out"),
            ("out/operations", "victim/operations", "out"),
            ("out/operations/mod.rs", "victim/mod.rs", "out"),
            ("out/old", "victim", "out"),
            ("out/client.rs", "victim/models.rs", "out"),
            ("link", "victim", "link"),
            ("link", "none", "link"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let victim = [root(&["models", "operations"]), file("models.rs", "old"), file("operations/mod.rs", "")];
            put(&folder.path().join("victim"), &victim);
            if !place.ends_with("mod.rs") || place.contains("operations") {
                put(&folder.path().join("out"), &[root(&["client", "old", "operations"])]);
            }
            let link = folder.path().join(place);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(folder.path().join(target), &link).unwrap();
            let message = write_error(folder.path(), &folder.path().join(output), &files);
            assert!(message.contains("is a symbolic link"), "{place}: {message}");
        }
    }

    #[test]
    fn a_link_that_no_generated_file_needs_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("victim"), &[file("a.rs", "")]);
        fs::create_dir(folder.path().join("out")).unwrap();
        symlink("../victim", folder.path().join("out/link")).unwrap();
        symlink("../victim/a.rs", folder.path().join("out/a.rs")).unwrap();
        let before = tree(folder.path());
        write(&folder.path().join("out"), &[root(&[])]).unwrap();
        let mut after = tree(folder.path());
        after.remove("out/mod.rs");
        assert_eq!(after, before);
    }

    #[test]
    fn a_link_that_appears_in_the_meantime_is_not_followed() {
        for place in ["out/models.rs", "out/operations", "out"] {
            let folder = tempfile::tempdir().unwrap();
            let at = |path: &str| folder.path().join(path);
            put(&at("victim"), &[root(&["models"]), file("models.rs", "old"), file("operations/mod.rs", "old")]);
            fs::create_dir(at("out")).unwrap();
            let victim = tree(&at("victim"));
            let mut changes = Changes::new();
            let files = [root(&["models", "operations"]), file("models.rs", "new"), file("operations/mod.rs", "new")];
            changes.output(&at("out"), &files).unwrap();
            if place == "out" {
                fs::rename(at("out"), at("moved")).unwrap();
            }
            symlink(at("victim").join(place.strip_prefix("out/").unwrap_or("")), at(place)).unwrap();
            let outcome = changes.apply();
            assert_eq!(tree(&at("victim")), victim, "{place}");
            if place == "out" {
                // The folder that was checked is the one that is written to.
                outcome.unwrap();
                assert!(at("moved/operations/mod.rs").is_file());
            } else {
                outcome.unwrap_err();
            }
        }
    }

    #[test]
    fn a_single_file_is_not_written_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::write(at("victim"), "old").unwrap();
        symlink("victim", at("link")).unwrap();
        let error = Changes::new().file(at("link"), "new").unwrap_err();
        assert!(error.to_string().contains("is a symbolic link"), "{error}");
        assert_eq!(fs::read_to_string(at("victim")).unwrap(), "old");
    }

    #[test]
    fn permissions_stay_and_new_files_have_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        for name in ["usual", "own"] {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        fs::set_permissions(folder.path().join("own"), fs::Permissions::from_mode(0o640)).unwrap();
        let mut changes = Changes::new();
        for name in ["own", "new"] {
            changes.file(folder.path().join(name), "new").unwrap();
        }
        changes.apply().unwrap();
        assert_eq!((mode("own"), mode("new")), (0o640, mode("usual")));
    }

    #[test]
    fn a_pipe_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("models.rs")).status().unwrap();
        assert!(made.success());
        let error = write(folder.path(), &[root(&["models"]), file("models.rs", "")]).unwrap_err();
        assert!(error.to_string().contains("is not a regular file"), "{error}");
    }
}
