//! Changes to several files that happen together or not at all.

mod entry;
mod journal;
mod recovery;

use std::fs::{self, File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

pub use recovery::Recovery;

use super::OutputError;
use entry::{Entry, create_folder_of, missing_folders};
use journal::Journal;

/// What a file is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// Its whole new text; `None` when it is to go.
    pub text: Option<String>,
}

impl FileChange {
    /// The file at `path` holds `text` from now on.
    pub fn write(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: Some(text.into()) }
    }

    /// There is no file at `path` from now on.
    pub fn remove(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), text: None }
    }
}

/// The right to change some files together.
///
/// Everything is written beside its place first, and moved there when all of it is written. When something fails, what
/// was moved already is moved back. What a process leaves that was stopped halfway is known from its journal: the next
/// transaction with the same journal takes it back, or cleans up if nothing was left to do.
///
/// ```
/// use openapi_bindgen::output::{FileChange, Transaction};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// let (transaction, recovery) = Transaction::begin(&path(".journal"))?;
/// assert!(recovery.is_none(), "no earlier run was stopped halfway");
/// transaction.apply(&[FileChange::write(path("a"), "1"), FileChange::write(path("b/c"), "2")])?;
/// assert_eq!(std::fs::read_to_string(path("b/c"))?, "2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Transaction {
    path: PathBuf,
    /// Locked as long as this lives, so that two runs do not mix their changes.
    file: File,
    /// The folders that were made for the journal.
    folders: Vec<PathBuf>,
    /// Whether the journal is still needed by another run.
    keep: bool,
}

impl Transaction {
    /// Takes the right to change the files that go with `journal`, a file that exists only as long as the transaction.
    ///
    /// What an earlier run left halfway is taken back first, so read nothing before this.
    ///
    /// # Errors
    /// Another process holds the same journal, the system refuses to write it, or it refuses to take back what an
    /// earlier run left.
    pub fn begin(journal: &Path) -> Result<(Self, Option<Recovery>), OutputError> {
        let folders = missing_folders(journal);
        create_folder_of(journal)?;
        let file = open(journal)?;
        let mut transaction = Self { path: journal.to_owned(), file, folders, keep: false };
        let mut text = String::new();
        transaction.file.read_to_string(&mut text).map_err(OutputError::io("read", journal))?;
        // Nothing is touched before the journal is complete, so there is nothing to take back without a complete one.
        let recovery = match Journal::parse(&text) {
            Some(left) => {
                transaction.keep = true;
                let recovery = left.recover()?;
                transaction.keep = false;
                Some(recovery)
            }
            None => None,
        };
        Ok((transaction, recovery))
    }

    /// Makes the changes: all of them, or none and an error.
    ///
    /// What comes back are the files that changed: one that holds its text already is not touched. Folders are created where they are missing, and removed where
    /// they are left empty.
    ///
    /// # Errors
    /// The system refuses to read, write, move or remove something.
    pub fn apply(mut self, changes: &[FileChange]) -> Result<Vec<PathBuf>, OutputError> {
        let mut entries = Vec::with_capacity(changes.len());
        for change in changes {
            entries.extend(Entry::of(change)?.map(|entry| (entry, change)));
        }
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let journal = Journal { entries: entries.iter().map(|(entry, _)| entry.clone()).collect() };
        journal.write(&mut self.file, &self.path)?;
        let done = entries
            .iter()
            .try_for_each(|(entry, change)| entry.stage(change.text.as_deref()))
            .and_then(|()| journal.entries.iter().try_for_each(Entry::put));
        let Err(failure) = done else {
            journal.entries.iter().for_each(Entry::clean_up);
            journal.entries.iter().for_each(Entry::remove_empty_folders);
            return Ok(entries.iter().map(|(_, change)| change.path.clone()).collect());
        };
        match journal.recover() {
            Ok(_) => Err(failure),
            Err(undoing) => {
                self.keep = true;
                Err(OutputError::Halfway {
                    failure: Box::new(failure),
                    undoing: Box::new(undoing),
                    journal: self.path.clone(),
                })
            }
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if !self.keep {
            // A journal that stays is empty or says that nothing is to be done. The folders may hold something by now.
            let _ = fs::remove_file(&self.path);
            for folder in self.folders.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// Opens the journal and locks it.
fn open(journal: &Path) -> Result<File, OutputError> {
    loop {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(journal)
            .map_err(OutputError::io("write", journal))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(OutputError::Busy { journal: journal.to_owned() }),
            // Not every file system has locks. Without one, nothing is lost but the message above.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        // Another run may have ended, and removed the file, between the opening and the lock.
        if journal.exists() {
            return Ok(file);
        }
    }
}

#[cfg(test)]
mod tests;
