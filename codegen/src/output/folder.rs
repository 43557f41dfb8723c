//! A folder that is open while it is read and changed, so that a change of its path has no effect.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf, absolute};
use std::rc::Rc;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};
use tempfile::{Builder, TempPath};

use super::{Obstacle, OutputError};

/// A folder in which files are read and written without following symbolic links. Paths in it are
/// relative, with forward slashes.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The absolute path. If the folder exists, it has no `..` and no links.
    real: PathBuf,
    /// The open folder. Empty until the folder exists.
    dir: OnceCell<Dir>,
    /// The open folders of staged files, by path. A process may not open one for each of many
    /// files.
    staging: RefCell<BTreeMap<String, Rc<Dir>>>,
}

/// The kind of entry at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    File,
    Folder,
    Link,
    Other,
}

impl From<cap_std::fs::FileType> for Kind {
    fn from(kind: cap_std::fs::FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

/// A new text in a temporary file beside its target. It is removed if this is dropped before
/// [`Folder::put`].
#[derive(Debug)]
pub(super) struct Staged {
    parent: Rc<Dir>,
    temporary: TempPath,
}

impl Folder {
    /// Opens the folder at `path`, if it exists. See [`check_links`] for links in the path.
    ///
    /// # Errors
    /// Returns an error if the path is not a folder, or if it cannot be opened.
    pub(super) fn open(path: &Path) -> Result<Self, OutputError> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let real = fs::canonicalize(path).or_else(|_| absolute(path)).map_err(OutputError::io("open", path))?;
        let folder = Self { path: path.to_owned(), real, dir: OnceCell::new(), staging: RefCell::default() };
        match Dir::open_ambient_dir(path, ambient_authority()) {
            Ok(dir) => {
                let _ = folder.dir.set(dir);
                Ok(folder)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(folder),
            Err(error) => Err(OutputError::io("open", path)(error)),
        }
    }

    /// Returns the path of a file in the folder, for messages.
    pub(super) fn shown(&self, path: &str) -> PathBuf {
        // The dot for the current folder is omitted.
        if self.path == Path::new(".") { PathBuf::from(path) } else { self.path.join(path) }
    }

    /// Returns a path that is the same for the same file, however the folder was named.
    pub(super) fn identity(&self, path: &str) -> PathBuf {
        self.real.join(path)
    }

    /// Returns the names and kinds of the entries in the folder at `path`, which is empty for this
    /// folder.
    ///
    /// A name that is not Unicode is omitted: the generator does not write one.
    pub(super) fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, OutputError> {
        let failed = |error| OutputError::io("read", self.shown(path))(error);
        let Some(dir) = self.find(path).map_err(failed)? else { return Ok(Vec::new()) };
        let mut list = Vec::new();
        for entry in dir.entries().map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?.into();
            list.extend(entry.file_name().into_string().ok().map(|name| (name, kind)));
        }
        list.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        Ok(list)
    }

    /// Returns the kind of entry at the path. A path below a file is missing.
    pub(super) fn kind(&self, path: &str) -> Result<Kind, OutputError> {
        let (parent, name) = split(path);
        let failed = |error| OutputError::io("read", self.shown(path))(error);
        let Some(parent) = self.find(parent).map_err(failed)? else { return Ok(Kind::Missing) };
        kind(&parent, name).map_err(failed)
    }

    /// Returns the contents of the regular file at the path, if there is one.
    pub(super) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        let (parent, name) = split(path);
        self.find(parent)
            .and_then(|parent| parent.map_or(Ok(None), |parent| read(&parent, name)))
            .map_err(OutputError::io("read", self.shown(path)))
    }

    /// Writes a new text beside its target, and creates the folders that it needs.
    pub(super) fn stage(&self, path: &str, text: &str) -> Result<Staged, OutputError> {
        let (parent, name) = split(path);
        let parent = self.create(parent)?;
        self.stage_in(parent, name, text).map_err(OutputError::io("write", self.shown(path)))
    }

    fn stage_in(&self, parent: Rc<Dir>, name: &str, text: &str) -> io::Result<Staged> {
        let place = Builder::new().prefix(".openapi-bindgen-").suffix(".tmp").make_in(&self.path, |path| {
            let name = path.file_name().unwrap_or_default();
            parent.open_with(name, OpenOptions::new().write(true).create_new(true))
        })?;
        let (mut file, temporary): (File, TempPath) = place.into_parts();
        let staged = Staged { parent, temporary };
        file.write_all(text.as_bytes())?;
        match staged.parent.symlink_metadata(name) {
            Ok(metadata) if metadata.is_file() => file.set_permissions(metadata.permissions())?,
            _ => {}
        }
        file.sync_all()?;
        Ok(staged)
    }

    /// Moves a staged text to its target in one step, if the target is unchanged.
    ///
    /// `before` is the contents that the file had, or `None` if there was no file.
    pub(super) fn put(&self, path: &str, staged: &Staged, before: Option<&[u8]>) -> Result<(), OutputError> {
        let name = split(path).1;
        let put = || match before {
            None => staged.create(name),
            Some(before) if has_contents(&staged.parent, name, before)? => staged.replace(name),
            Some(_) => Ok(false),
        };
        self.outcome("write", path, put())
    }

    /// Removes the file at the path if its contents are still `before`, and then the folders that
    /// become empty.
    pub(super) fn remove(&self, path: &str, before: &[u8]) -> Result<(), OutputError> {
        let (parent, name) = split(path);
        let remove = || match self.find(parent)? {
            Some(parent) if has_contents(&parent, name, before)? => parent.remove_file(name).map(|()| true),
            _ => Ok(false),
        };
        self.outcome("remove", path, remove())?;
        let mut folder = parent;
        while !folder.is_empty() {
            let (parent, name) = split(folder);
            // The system does not remove a folder that is not empty, as required here.
            let Ok(Some(Ok(()))) = self.find(parent).map(|parent| parent.map(|parent| parent.remove_dir(name))) else {
                break;
            };
            folder = parent;
        }
        Ok(())
    }

    fn outcome(&self, verb: &'static str, path: &str, outcome: io::Result<bool>) -> Result<(), OutputError> {
        match outcome {
            Ok(true) => Ok(()),
            Ok(false) => Err(OutputError::Changed { path: self.shown(path) }),
            Err(error) => Err(OutputError::io(verb, self.shown(path))(error)),
        }
    }

    /// Returns the folder at the path, if it exists and the path contains no link.
    fn find(&self, path: &str) -> io::Result<Option<Dir>> {
        let Some(root) = self.dir.get() else { return Ok(None) };
        let mut dir = root.try_clone()?;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if kind(&dir, name)? != Kind::Folder {
                return Ok(None);
            }
            // If a link replaces it now, `Dir` ensures that the link cannot leave this folder.
            dir = dir.open_dir(name)?;
        }
        Ok(Some(dir))
    }

    /// Returns the folder at the path, and creates it if it does not exist.
    fn create(&self, path: &str) -> Result<Rc<Dir>, OutputError> {
        if let Some(dir) = self.staging.borrow().get(path) {
            return Ok(Rc::clone(dir));
        }
        let failed = |error| OutputError::io("create", self.shown(path))(error);
        let mut dir = self.root().map_err(OutputError::io("create", &self.path))?.try_clone().map_err(failed)?;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if kind(&dir, name).map_err(failed)? == Kind::Missing {
                dir.create_dir(name).map_err(failed)?;
            }
            if kind(&dir, name).map_err(failed)? != Kind::Folder {
                return Err(OutputError::Changed { path: self.shown(path) });
            }
            dir = dir.open_dir(name).map_err(failed)?;
        }
        let dir = Rc::new(dir);
        self.staging.borrow_mut().insert(path.to_owned(), Rc::clone(&dir));
        Ok(dir)
    }

    fn root(&self) -> io::Result<&Dir> {
        if self.dir.get().is_none() {
            fs::create_dir_all(&self.path)?;
            let _ = self.dir.set(Dir::open_ambient_dir(&self.path, ambient_authority())?);
        }
        self.dir.get().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Staged {
    fn temporary_name(&self) -> &Path {
        Path::new(self.temporary.file_name().unwrap_or_default())
    }

    /// Gives the text its name, unless the name exists already.
    fn create(&self, name: &str) -> io::Result<bool> {
        match self.parent.hard_link(self.temporary_name(), &self.parent, name) {
            // Dropping `self` removes the temporary name.
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            // Not every file system has hard links.
            Err(_) if kind(&self.parent, name)? == Kind::Missing => self.replace(name),
            Err(error) => Err(error),
        }
    }

    fn replace(&self, name: &str) -> io::Result<bool> {
        self.parent.rename(self.temporary_name(), &self.parent, name).map(|()| true)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a rename there is nothing to remove. The open folder is used, because its path may
        // have changed.
        let _ = self.parent.remove_file(self.temporary_name());
        self.temporary.disable_cleanup(true);
    }
}

/// Returns true if the contents of the regular file `name` are `before`.
fn has_contents(parent: &Dir, name: &str, before: &[u8]) -> io::Result<bool> {
    Ok(read(parent, name)?.is_some_and(|bytes| bytes == before))
}

fn read(parent: &Dir, name: &str) -> io::Result<Option<Vec<u8>>> {
    if kind(parent, name)? != Kind::File {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    parent.open(name)?.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn kind(parent: &Dir, name: &str) -> io::Result<Kind> {
    match parent.symlink_metadata(name) {
        Ok(metadata) => Ok(metadata.file_type().into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kind::Missing),
        Err(error) => Err(error),
    }
}

/// Splits a path in a [`Folder`] into the folder and the name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Checks that a path is not a symbolic link and, if it is relative, does not contain one: a
/// checkout may have created it.
///
/// The links in an absolute path belong to the system, such as `/tmp` on macOS.
pub(super) fn check_links(path: &Path) -> Result<(), OutputError> {
    let mut current = PathBuf::new();
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        current.push(component);
        let is_checked = path.is_relative() || components.peek().is_none();
        if is_checked && !matches!(component, Component::ParentDir | Component::CurDir) && current.is_symlink() {
            return Err(OutputError::conflict(current, Obstacle::Link));
        }
    }
    Ok(())
}
