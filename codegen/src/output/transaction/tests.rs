use std::collections::BTreeMap;

use super::*;

/// Every file below the folder, with its text, and every folder.
fn tree(folder: &Path) -> BTreeMap<String, Option<String>> {
    let mut tree = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            tree.extend(self::tree(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
            tree.insert(name, None);
        } else {
            tree.insert(name, Some(fs::read_to_string(&path).unwrap()));
        }
    }
    tree
}

/// A folder with some files, and the changes of which each kind is one.
fn folder() -> (tempfile::TempDir, Vec<FileChange>) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("old")).unwrap();
    for name in ["changed", "same", "old/removed"] {
        fs::write(path(name), name).unwrap();
    }
    let changes = vec![
        FileChange::write(path("changed"), "new text"),
        FileChange::write(path("same"), "same"),
        FileChange::write(path("a/b/created"), "created"),
        FileChange::remove(path("old/removed")),
        FileChange::write(path("a/other"), "other"),
    ];
    (folder, changes)
}

fn begin(folder: &tempfile::TempDir) -> (Transaction, Option<Recovery>) {
    Transaction::begin(&folder.path().join(".journal")).unwrap()
}

/// Does the first `steps` steps of [`Transaction::apply`], and stops like a process that is killed.
fn stop_after(steps: usize, mut transaction: Transaction, changes: &[FileChange]) -> bool {
    let entries: Vec<_> =
        changes.iter().filter_map(|change| Some((Entry::of(change).unwrap()?, change.text.as_deref()))).collect();
    let journal = Journal { entries: entries.iter().map(|(entry, _)| entry.clone()).collect() };
    transaction.keep = true;
    journal.write(&mut transaction.file, &transaction.path).unwrap();
    let mut todo = steps;
    let mut step = || todo.checked_sub(1).map(|left| todo = left).is_some();
    for (entry, text) in &entries {
        if !step() {
            return true;
        }
        entry.stage(*text).unwrap();
    }
    for entry in &journal.entries {
        if !step() {
            return true;
        }
        entry.put().unwrap();
    }
    if step() {
        journal.entries[0].clean_up();
    }
    false
}

#[test]
fn all_changes_are_made_and_nothing_else_is_left() {
    let (folder, changes) = folder();
    begin(&folder).0.apply(&changes).unwrap();
    let expected = [
        ("a", None),
        ("a/b", None),
        ("a/b/created", Some("created")),
        ("a/other", Some("other")),
        ("changed", Some("new text")),
        ("same", Some("same")),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.map(str::to_owned)));
    assert_eq!(tree(folder.path()), BTreeMap::from(expected));
}

#[test]
fn whatever_step_is_the_last_the_next_run_takes_it_back_or_finishes_it() {
    let mut ended = Vec::new();
    for steps in 0.. {
        let (folder, changes) = folder();
        let before = tree(folder.path());
        let was_stopped = stop_after(steps, begin(&folder).0, &changes);
        let (transaction, recovery) = begin(&folder);
        drop(transaction);
        let recovery = recovery.unwrap();
        ended.push(recovery.clone());
        if recovery == Recovery::Finished {
            assert_eq!(tree(folder.path())["changed"].as_deref(), Some("new text"), "after step {steps}");
        } else {
            assert_eq!(tree(folder.path()), before, "after step {steps}");
        }
        assert!(begin(&folder).1.is_none(), "once is enough");
        if !was_stopped && steps > 8 {
            break;
        }
    }
    let undone = ended.iter().filter(|recovery| matches!(recovery, Recovery::Undone { .. })).count();
    // Four files change, each is staged and put: only after the last step there is nothing to take back.
    assert_eq!((undone, ended.len()), (8, 10));
}

#[test]
fn a_failure_in_the_middle_takes_back_what_was_done() {
    let (folder, mut changes) = folder();
    let before = tree(folder.path());
    // A file cannot take the place of a folder that holds something.
    changes.push(FileChange::write(folder.path().join("same/inside"), "x"));
    let error = begin(&folder).0.apply(&changes).unwrap_err();
    assert!(error.to_string().contains("same"), "{error}");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_file_that_was_changed_since_is_left_alone() {
    let (folder, changes) = folder();
    stop_after(7, begin(&folder).0, &changes);
    fs::write(folder.path().join("changed"), "by hand").unwrap();
    let recovery = begin(&folder).1.unwrap();
    assert!(recovery.to_string().contains("changed`, which has been changed since"), "{recovery}");
    let tree = tree(folder.path());
    assert_eq!(tree["changed"].as_deref(), Some("by hand"));
    assert_eq!(tree[".changed.openapi-bindgen-old"].as_deref(), Some("changed"));
    assert_eq!(tree["old/removed"].as_deref(), Some("old/removed"));
}

#[test]
fn what_cannot_be_taken_back_is_told_and_the_journal_stays() {
    let (folder, changes) = folder();
    stop_after(5, begin(&folder).0, &changes);
    fs::write(folder.path().join(".changed.openapi-bindgen-old"), "half").unwrap();
    for _ in 0..2 {
        let error = Transaction::begin(&folder.path().join(".journal")).unwrap_err();
        assert!(error.to_string().contains("is not what it held before"), "{error}");
    }
}

#[test]
fn only_one_run_changes_files_at_a_time() {
    let (folder, _) = folder();
    let (first, _) = begin(&folder);
    let refused = Transaction::begin(&folder.path().join(".journal")).unwrap_err();
    assert!(refused.to_string().starts_with("another run is changing these files"), "{refused}");
    drop(first);
    begin(&folder);
}

#[test]
fn nothing_is_left_of_a_transaction_that_changes_nothing() {
    let (folder, _) = folder();
    let before = tree(folder.path());
    let (transaction, _) = Transaction::begin(&folder.path().join("new/folder/.journal")).unwrap();
    transaction.apply(&[]).unwrap();
    assert_eq!(tree(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let (folder, _) = folder();
    let [target, link] = ["changed", "link"].map(|name| folder.path().join(name));
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &link).unwrap();
    begin(&folder).0.apply(&[FileChange::write(&link, "new")]).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
}
