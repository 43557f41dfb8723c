//! Reads the files that a document refers to, from one folder.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::read::{name, read_source, without_detours};
use crate::bundle::FileError;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::pointer::Pointer;
use crate::source::Source;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Reads the document at `path`, and the files that it refers to.
///
/// All files are in the folder `root` or in folders below it. The default is the folder of the document. Neither `..` nor a
/// symbolic link leads out of it, and nothing is read from the network. A reference to a file that cannot be read is left
/// out, with a warning of [`generate`](crate::generate). [`Source::files`] lists the files for a build script to watch.
///
/// # Errors
/// Returns an error if the document cannot be read, is not UTF-8, or is not below `root`.
pub fn read_document(path: impl AsRef<Path>, root: Option<&Path>) -> Result<Source, Diagnostics> {
    read_files(read_source(path)?, root)
}

/// Reads the files that a document refers to, as [`read_document`] does. The name of the document is its path.
///
/// # Errors
/// Returns an error if the document is not below `root`.
pub fn read_files(document: Source, root: Option<&Path>) -> Result<Source, Diagnostics> {
    let mut folder = Root::new(Path::new(document.name()), root)
        .map_err(|message| Diagnostic::error(&Pointer::root(), message).with_location(document.name(), None))?;
    Ok(document.with_files(|path| folder.read(path)))
}

/// The folder that contains all files of a document.
struct Root {
    /// The path of the folder in messages.
    path: PathBuf,
    /// The folder of the document in it.
    document: Vec<String>,
    /// Open once a file is read.
    dir: Option<Dir>,
}

impl Root {
    fn new(document: &Path, root: Option<&Path>) -> Result<Self, String> {
        let folder = document.parent().unwrap_or(Path::new(""));
        let Some(root) = root else {
            return Ok(Self { path: folder.to_owned(), document: Vec::new(), dir: None });
        };
        let real = |path: &Path| {
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            fs::canonicalize(path).map_err(|error| format!("cannot open the folder `{}`: {error}", name(path)))
        };
        let (real_folder, real_root) = (real(folder)?, real(root)?);
        let below = real_folder
            .strip_prefix(&real_root)
            .map_err(|_| format!("`{}` is not below the root `{}`", name(document), name(root)))?;
        let names = below.components().filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        Ok(Self { path: root.to_owned(), document: names.collect(), dir: None })
    }

    /// Reads the file at a path from the folder of the document.
    fn read(&mut self, path: &str) -> Result<Source, FileError> {
        let mut names: Vec<&str> = self.document.iter().map(String::as_str).collect();
        for name in path.split('/') {
            if name != ".." {
                names.push(name);
            } else if names.pop().is_none() {
                let message = format!("`{path}` is outside of the root `{}`", self.shown(""));
                let help =
                    "name a folder that holds all files of the document, with `--root` or `root` of the project file";
                return Err(FileError::new(message).help(help));
            }
        }
        let place = names.join("/");
        let (real, bytes) = self.bytes(&place).map_err(|error| self.failure(&place, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let from = error.utf8_error().valid_up_to();
            FileError::new(format!("`{}` is not UTF-8 text, from byte {from} on", self.shown(&place)))
        })?;
        Ok(Source::new(self.shown(&real), text))
    }

    /// Returns the path without symbolic links of a file in the folder, and its content.
    fn bytes(&mut self, place: &str) -> io::Result<(String, Vec<u8>)> {
        let dir = self.dir()?;
        let real = dir.canonicalize(place)?;
        let metadata = dir.metadata(&real)?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        if metadata.len() > LARGEST {
            return Err(io::Error::other(format!("it has more than {LARGEST} bytes")));
        }
        Ok((real.to_string_lossy().into_owned(), dir.read(&real)?))
    }

    fn dir(&mut self) -> io::Result<&Dir> {
        if self.dir.is_none() {
            let path = if self.path.as_os_str().is_empty() { Path::new(".") } else { &self.path };
            self.dir = Some(Dir::open_ambient_dir(path, ambient_authority())?);
        }
        self.dir.as_ref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn failure(&mut self, place: &str, error: &io::Error) -> FileError {
        let shown = self.shown(place);
        match error.kind() {
            io::ErrorKind::NotFound => {
                let missing = FileError::new(format!("there is no file `{shown}`"));
                match self.alike(place) {
                    Some(alike) => missing.help(format!("a similar file exists: `{}`", self.shown(&alike))),
                    None => missing,
                }
            }
            io::ErrorKind::PermissionDenied => FileError::new(format!("cannot read `{shown}`: {error}")).help(
                "a symbolic link must not lead out of the root, which `--root` or `root` of the project file names",
            ),
            _ => FileError::new(format!("cannot read `{shown}`: {error}")),
        }
    }

    /// Returns the file in the same folder whose name is most similar to that of a missing file.
    fn alike(&mut self, place: &str) -> Option<String> {
        let (folder, name) = place.rsplit_once('/').unwrap_or((".", place));
        let entries = self.dir().ok()?.read_dir(folder).ok()?;
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).take(MOST_NAMES).collect();
        names.sort_unstable();
        let alike = nearest(name, names).into_iter().next()?;
        Some(if folder == "." { alike } else { format!("{folder}/{alike}") })
    }

    /// Returns a path of the folder for messages.
    fn shown(&self, place: &str) -> String {
        let path = without_detours(&self.path.join(place));
        if path.as_os_str().is_empty() { ".".to_owned() } else { name(&path) }
    }
}

/// The maximum number of names that are compared with a missing one.
const MOST_NAMES: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn read(folder: &Path, root: Option<&str>, path: &str) -> Result<Source, FileError> {
        let root = root.map(|root| folder.join(root));
        Root::new(&folder.join("apis/shop/api.yaml"), root.as_deref()).unwrap().read(path)
    }

    #[test]
    fn files_are_read_below_the_root_alone() {
        let folder = folder(&[("apis/shop/api.yaml", ""), ("apis/shop/a/b.yaml", "b"), ("apis/common.yaml", "c")]);
        let text = |root, path| read(folder.path(), root, path).map(|source| source.text().to_owned());
        assert_eq!(text(None, "a/b.yaml").unwrap(), "b");
        assert_eq!(text(Some("apis"), "../common.yaml").unwrap(), "c");
        assert!(text(None, "../common.yaml").unwrap_err().message.contains("is outside of the root"));
        assert!(text(Some("apis"), "../../x.yaml").unwrap_err().help.unwrap().contains("`--root`"));
        assert!(text(None, "a").unwrap_err().message.contains("it is not a file"));
    }

    #[test]
    fn a_document_is_below_its_root() {
        let folder = folder(&[("apis/shop/api.yaml", ""), ("other/x", "")]);
        let document = folder.path().join("apis/shop/api.yaml");
        let error = read_document(&document, Some(&folder.path().join("other"))).unwrap_err().to_string();
        assert!(error.contains("is not below the root"), "{error}");
    }

    #[test]
    fn a_missing_file_is_reported_with_one_like_it() {
        let folder = folder(&[("apis/shop/api.yaml", ""), ("apis/shop/models/pet.yaml", "")]);
        let error = read(folder.path(), None, "models/pte.yaml").unwrap_err();
        assert!(error.message.starts_with("there is no file `") && error.message.ends_with("models/pte.yaml`"));
        assert!(error.help.unwrap().ends_with("apis/shop/models/pet.yaml`"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_the_file_that_it_means_and_not_out_of_the_root() {
        use std::os::unix::fs::symlink;
        let folder = folder(&[("apis/shop/api.yaml", ""), ("apis/shop/real.yaml", "r"), ("secret.yaml", "s")]);
        symlink("real.yaml", folder.path().join("apis/shop/link.yaml")).unwrap();
        symlink("../../secret.yaml", folder.path().join("apis/shop/out.yaml")).unwrap();
        let [link, real] = ["link.yaml", "real.yaml"].map(|path| read(folder.path(), None, path).unwrap());
        assert_eq!(link.name(), real.name());
        let error = read(folder.path(), None, "out.yaml").unwrap_err();
        assert!(error.help.unwrap().contains("symbolic link"), "{}", error.message);
    }
}
