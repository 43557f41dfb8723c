//! Changes to files. All of them are checked and staged before the first one is made.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::compare::{Differences, compare};
use super::existing::scan;
use super::folder::{Folder, Kind, check_links};
use super::owned::ROOT;
use super::{Conflict, Obstacle, OutputError};
use crate::file_name::folded;
use crate::generated::GeneratedFile;

/// Changes to files: everything is read and checked before anything is written.
///
/// Each file is first written beside its target, and moved there in one step when all files are
/// staged. No program reads an incomplete file, and a full disk or a missing permission is found
/// before the first file changes. A file that another program changes or creates in the meantime is
/// not overwritten. Symbolic links are not followed.
///
/// ```
/// use openapi_bindgen::output::Changes;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// let mut changes = Changes::new();
/// changes.file(path("report.md"), "# Report\n")?;
/// changes.file(path("openapi/api.json"), "{}\n")?;
/// assert_eq!(changes.apply()?, [path("report.md"), path("openapi/api.json")]);
/// assert_eq!(std::fs::read_to_string(path("openapi/api.json"))?, "{}\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Changes {
    changes: Vec<Change>,
    /// The files that change, each by the path that identifies it.
    paths: HashSet<PathBuf>,
}

/// A change of one file.
#[derive(Debug)]
struct Change {
    folder: Rc<Folder>,
    path: String,
    /// The current contents. `None` if there is no file.
    before: Option<Vec<u8>>,
    /// The new contents. `None` to remove the file.
    after: Option<String>,
}

impl Changes {
    /// Creates an empty list of changes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the text of the file at `path`, whoever wrote it.
    ///
    /// The folder of the file is created if it does not exist. A file that has this text already is
    /// not touched.
    ///
    /// # Errors
    /// Returns an error if the path is a symbolic link or, unless it is absolute, contains one; if
    /// something other than a file is there; if another change is to the same file; or if the file
    /// cannot be read.
    pub fn file(&mut self, path: impl AsRef<Path>, text: impl Into<String>) -> Result<(), OutputError> {
        let path = path.as_ref();
        check_links(path)?;
        let name = path.file_name().and_then(OsStr::to_str);
        let name = name.ok_or_else(|| OutputError::Path {
            path: path.to_owned(),
            reason: "it does not end in the name of a file",
        })?;
        let folder = Folder::open(path.parent().unwrap_or(Path::new(""))).map_err(|error| match error {
            OutputError::Io { source, .. } => OutputError::io("write", path)(source),
            error => error,
        })?;
        match folder.kind(name)? {
            Kind::Missing | Kind::File => {}
            Kind::Link => return Err(OutputError::conflict(path, Obstacle::Link)),
            Kind::Folder | Kind::Other => return Err(OutputError::conflict(path, Obstacle::Kind)),
        }
        let text = text.into();
        let before = folder.read(name)?;
        self.add(Change { folder: Rc::new(folder), path: name.to_owned(), before, after: Some(text) })
    }

    /// Updates an output folder: creates it if it does not exist, writes the files whose text
    /// changes, and removes the files that this output wrote earlier and no longer has.
    ///
    /// The removed files are those that the modules of its `mod.rs` refer to. Other files are kept,
    /// and only the folders with generated files are read at all.
    ///
    /// Returns the differences between the folder and the new output.
    ///
    /// # Errors
    /// Returns an error if a path of `files` leaves the folder or cannot exist on every system; if
    /// something that is not part of this output, such as a symbolic link, is at the path of one of
    /// the files; if another change is to the same file; or if a folder or file cannot be read.
    pub fn output(&mut self, folder: &Path, files: &[GeneratedFile]) -> Result<Differences, OutputError> {
        check_links(folder)?;
        let opened = Rc::new(Folder::open(folder)?);
        let mut existing = scan(&opened, files)?;
        let texts: Vec<_> =
            existing.iter().map(|(path, bytes)| GeneratedFile::new(path, String::from_utf8_lossy(bytes))).collect();
        let differences = compare(&texts, files);
        if !differences.conflicts.is_empty() {
            let conflicts = differences.conflicts.into_iter().map(|conflict: Conflict| conflict.below(folder));
            return Err(OutputError::Conflict { conflicts: conflicts.collect() });
        }
        let unchanged: HashSet<&String> = differences.unchanged.iter().collect();
        let stale = files.iter().filter(|file| !unchanged.contains(&file.path));
        let removed = differences.orphans.iter().map(|path| (path, None));
        let mut changes: Vec<_> = stale.map(|file| (&file.path, Some(file.text.clone()))).chain(removed).collect();
        let written: HashSet<String> = files.iter().map(|file| folded(&file.path)).collect();
        // If the file system ignores case, a removed file may have the name of a written one, so it
        // is removed first.
        changes.sort_by_cached_key(|(path, after)| (order(path), after.is_some() || !written.contains(&folded(path))));
        for (path, after) in changes {
            let before = existing.remove(path);
            self.add(Change { folder: Rc::clone(&opened), path: path.clone(), before, after })?;
        }
        Ok(differences)
    }

    fn add(&mut self, change: Change) -> Result<(), OutputError> {
        if !self.paths.insert(change.folder.identity(&change.path)) {
            return Err(OutputError::Path { path: change.shown(), reason: "two texts are to be written to this file" });
        }
        self.changes.push(change);
        Ok(())
    }

    /// Makes the changes in the order in which they were added. Returns the files that were written
    /// or removed.
    ///
    /// # Errors
    /// Returns [`OutputError::Unfinished`] if some files have been changed before the failure.
    /// Otherwise returns the failure: another program has changed a file, or the system could not
    /// write, move or remove something.
    pub fn apply(self) -> Result<Vec<PathBuf>, OutputError> {
        let changes: Vec<Change> = self.changes.into_iter().filter(Change::is_needed).collect();
        let mut staged = Vec::with_capacity(changes.len());
        for Change { folder, path, after, .. } in &changes {
            staged.push(after.as_deref().map(|text| folder.stage(path, text)).transpose()?);
        }
        let paths: Vec<PathBuf> = changes.iter().map(Change::shown).collect();
        for (index, (change, staged)) in changes.iter().zip(staged).enumerate() {
            let Change { folder, path, before, .. } = change;
            let done = match staged {
                Some(staged) => folder.put(path, &staged, before.as_deref()),
                None => folder.remove(path, before.as_deref().unwrap_or_default()),
            };
            if let Err(failure) = done {
                let (done, left) = paths.split_at(index);
                let failure = Box::new(failure);
                return Err(OutputError::Unfinished { failure, done: done.to_owned(), left: left.to_owned() });
            }
        }
        Ok(paths)
    }
}

impl Change {
    fn shown(&self) -> PathBuf {
        self.folder.shown(&self.path)
    }

    fn is_needed(&self) -> bool {
        self.before.as_deref() != self.after.as_deref().map(str::as_bytes)
    }
}

/// Returns the sort key of a file, in the order of writing.
///
/// A `mod.rs` follows the files that it names, the innermost first. If a run stops in between, the
/// `mod.rs` files still name everything that the next run must update.
fn order(path: &str) -> (bool, Reverse<usize>) {
    let is_index = path.rsplit('/').next() == Some(ROOT);
    (is_index, Reverse(if is_index { path.matches('/').count() } else { 0 }))
}
