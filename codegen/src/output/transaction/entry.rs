//! One file of a transaction.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf, absolute};

use sha2::{Digest, Sha256};

use super::FileChange;
use crate::digest::hex;
use crate::output::OutputError;

/// A file that is to change, identified by what it held before and what it is to hold, each as a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The absolute path; of a symbolic link, that of the file.
    pub(super) path: PathBuf,
    /// `None` when there was no file.
    pub(super) before: Option<String>,
    /// `None` when there is to be no file.
    pub(super) after: Option<String>,
    /// The folders that are missing, from the outermost in.
    pub(super) folders: Vec<PathBuf>,
}

/// What taking back a change did to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undone {
    /// It holds what it held before.
    Restored,
    /// Somebody has changed it since, and it was left alone.
    Kept,
}

impl Entry {
    /// What has to happen for the change; nothing when the file is as it should be.
    pub(super) fn of(change: &FileChange) -> Result<Option<Self>, OutputError> {
        let path = if change.path.is_symlink() { fs::canonicalize(&change.path) } else { absolute(&change.path) };
        let path = path.map_err(OutputError::io("find", &change.path))?;
        let before = digest(&path)?;
        let after = change.text.as_deref().map(|text| hex(Sha256::digest(text)));
        let folders = missing_folders(&path);
        Ok((before != after).then_some(Self { path, before, after, folders }))
    }

    /// Writes the new text, and a copy of the old one, beside the file.
    pub(super) fn stage(&self, text: Option<&str>) -> Result<(), OutputError> {
        let failed = |error| OutputError::io("write", &self.path)(error);
        if let Some(text) = text {
            create_folder_of(&self.path)?;
            write_new(&self.staged(), text, &self.path).map_err(failed)?;
        }
        if self.before.is_some() {
            fs::copy(&self.path, self.copy()).and_then(|_| sync(&self.copy())).map_err(failed)?;
        }
        Ok(())
    }

    /// Moves the new text to its place, or removes the file.
    pub(super) fn put(&self) -> Result<(), OutputError> {
        match self.after {
            Some(_) => fs::rename(self.staged(), &self.path).map_err(OutputError::io("write", &self.path)),
            None => fs::remove_file(&self.path).map_err(OutputError::io("remove", &self.path)),
        }
    }

    /// Whether the file is what it is to become.
    pub(super) fn is_put(&self) -> Result<bool, OutputError> {
        Ok(digest(&self.path)? == self.after)
    }

    /// Takes back whatever has been done so far.
    pub(super) fn undo(&self) -> Result<Undone, OutputError> {
        let now = digest(&self.path)?;
        if now != self.before {
            if now != self.after {
                // The copy stays: it may be the only one of what the file held.
                remove_if_there(&self.staged());
                return Ok(Undone::Kept);
            }
            match &self.before {
                None => fs::remove_file(&self.path).map_err(OutputError::io("remove", &self.path))?,
                Some(before) if digest(&self.copy())?.as_ref() == Some(before) => {
                    fs::rename(self.copy(), &self.path).map_err(OutputError::io("restore", &self.path))?;
                }
                Some(_) => return Err(OutputError::Damaged { path: self.path.clone(), copy: self.copy() }),
            }
        }
        self.clean_up();
        for folder in self.folders.iter().rev() {
            // The system refuses to remove a folder that somebody has put something into, and may.
            let _ = fs::remove_dir(folder);
        }
        Ok(Undone::Restored)
    }

    /// Removes what stands beside the file.
    pub(super) fn clean_up(&self) {
        remove_if_there(&self.staged());
        remove_if_there(&self.copy());
    }

    /// Removes the folders that a removed file leaves empty, from the innermost out.
    pub(super) fn remove_empty_folders(&self) {
        if self.after.is_none() {
            // The system refuses to remove a folder that still holds something, which is just what is wanted.
            let _ = self.path.ancestors().skip(1).try_for_each(fs::remove_dir);
        }
    }

    /// The new text, until it is moved.
    fn staged(&self) -> PathBuf {
        self.beside("new")
    }

    /// The copy of what the file held before.
    pub(super) fn copy(&self) -> PathBuf {
        self.beside("old")
    }

    /// In the same folder, because a file moves in one step only within its file system.
    fn beside(&self, what: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.path.with_file_name(format!(".{name}.openapi-bindgen-{what}"))
    }
}

fn write_new(path: &Path, text: &str, like: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(like) {
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()
}

fn sync(path: &Path) -> io::Result<()> {
    // Some systems flush only what is open for writing, and a copy may be read-only as its original is.
    File::options().read(true).open(path)?.sync_all()
}

/// The digest of what a file holds, if there is one.
fn digest(path: &Path) -> Result<Option<String>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(hex(Sha256::digest(bytes)))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::io("read", path)(error)),
    }
}

fn remove_if_there(path: &Path) {
    // What cannot be removed is a copy too many, and loses nothing.
    let _ = fs::remove_file(path);
}

/// The folders that a file at `path` needs and that are not there, from the outermost in.
pub(super) fn missing_folders(path: &Path) -> Vec<PathBuf> {
    let missing = path.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let mut folders: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    folders.reverse();
    folders
}

/// Creates the folder that the file at `path` stands in, if it is missing.
pub(super) fn create_folder_of(path: &Path) -> Result<(), OutputError> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).map_err(OutputError::io("create", folder))
        }
        _ => Ok(()),
    }
}
