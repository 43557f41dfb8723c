//! Brings an output folder up to date.

use std::fs;
use std::path::Path;

use super::{Differences, FileChange, OutputError, compare, existing_files};
use crate::generated::GeneratedFile;

/// What was done to an output folder. Paths are relative to it, with forward slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The files that were new or had another text.
    pub written: Vec<String>,
    /// The files that needed no writing.
    pub unchanged: Vec<String>,
    /// The files that were generated once and no longer are, now removed.
    pub removed: Vec<String>,
    /// Rust files in the folder that somebody else wrote, left alone.
    pub foreign: Vec<String>,
}

/// Brings the folder up to date: creates it if it is missing, writes the files whose text changes, and removes the
/// generated files that `files` no longer has.
///
/// Each file is replaced in one step, so that nobody reads half of one. When nothing changes, nothing is touched, and
/// no modification time moves.
///
/// # Errors
/// A file would take the place of one that the generator did not write (then nothing has been written), or the system
/// refuses to read, write or remove something.
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    let (changes, written) = plan(folder, files)?;
    for FileChange { path, text } in &changes {
        match text {
            Some(text) => replace(path, text)?,
            None => fs::remove_file(path).map_err(OutputError::io("remove", path))?,
        }
    }
    written.removed.iter().for_each(|orphan| remove_empty_parents(folder, orphan));
    Ok(written)
}

/// What [`write`](fn@write) would change, and what it would answer: for a [`Transaction`](super::Transaction) that changes other
/// files too.
///
/// # Errors
/// A file would take the place of one that the generator did not write, or the system refuses to read something.
pub fn plan(folder: &Path, files: &[GeneratedFile]) -> Result<(Vec<FileChange>, Written), OutputError> {
    let differences = compare(&existing_files(folder)?, files);
    if !differences.conflicts.is_empty() {
        return Err(OutputError::Foreign {
            paths: differences.conflicts.iter().map(|path| folder.join(path)).collect(),
        });
    }
    let stale = files.iter().filter(|file| is_stale(&file.path, &differences));
    let (written, mut changes): (Vec<String>, Vec<FileChange>) =
        stale.map(|file| (file.path.clone(), FileChange::write(folder.join(&file.path), file.text.as_str()))).unzip();
    let Differences { orphans: removed, unchanged, foreign, .. } = differences;
    changes.extend(removed.iter().map(|orphan| FileChange::remove(folder.join(orphan))));
    Ok((changes, Written { written, unchanged, removed, foreign }))
}

fn is_stale(path: &str, differences: &Differences) -> bool {
    differences.missing.iter().any(|missing| missing == path)
        || differences.changed.iter().any(|change| change.path == path)
}

fn replace(path: &Path, text: &str) -> Result<(), OutputError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
    }
    // In the same folder, because a file moves in one step only within its file system.
    let partial = path.with_extension(format!("{}.partial", std::process::id()));
    let replaced = fs::write(&partial, text).and_then(|()| fs::rename(&partial, path));
    replaced.map_err(|error| {
        // There may be nothing to remove; the first error is the one to tell.
        let _ = fs::remove_file(&partial);
        OutputError::io("write", path)(error)
    })
}

/// Removes the folders that an orphan leaves empty, from the innermost out, but not the output folder itself.
fn remove_empty_parents(folder: &Path, orphan: &str) {
    for parent in Path::new(orphan).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        // The system refuses to remove a folder that still holds something, which is just what is wanted.
        if fs::remove_dir(folder.join(parent)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::GENERATED_HEADER;

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile::new(path, format!("{GENERATED_HEADER}.\n{text}\n"))
    }

    #[test]
    fn a_second_time_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("new/output");
        let files = [file("mod.rs", "a"), file("operations/things.rs", "b")];
        assert_eq!(write(&output, &files).unwrap().written, ["mod.rs", "operations/things.rs"]);
        let second = write(&output, &files).unwrap();
        assert_eq!((second.written.len(), second.unchanged.len()), (0, 2));
        let third = write(&output, &[file("mod.rs", "c")]).unwrap();
        assert_eq!(third.written, ["mod.rs"]);
        assert_eq!(third.removed, ["operations/things.rs"]);
        assert!(!output.join("operations").exists());
        assert_eq!(fs::read_dir(&output).unwrap().count(), 1, "no partial file stays");
    }

    #[test]
    fn what_somebody_else_wrote_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.rs"), "// Mine.\n").unwrap();
        fs::write(folder.path().join("notes.txt"), GENERATED_HEADER).unwrap();
        let written = write(folder.path(), &[file("mod.rs", "a")]).unwrap();
        assert_eq!(written.foreign, ["mine.rs"]);
        let refused = write(folder.path(), &[file("mod.rs", "b"), file("mine.rs", "c")]).unwrap_err();
        assert!(refused.to_string().contains("mine.rs` would be overwritten"), "{refused}");
        assert_eq!(existing_files(folder.path()).unwrap()[1], file("mod.rs", "a"), "nothing is written then");
        assert!(folder.path().join("notes.txt").exists());
    }
}
