use std::error::Error;
use std::fmt::{self, Write};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::generated::GENERATED_HEADER;
use crate::pointer::Pointer;

/// The number of paths that a message lists.
const PATHS_SHOWN: usize = 10;

/// An error when reading or writing files.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The system could not perform an operation on a file or folder.
    #[non_exhaustive]
    Io {
        /// The operation, as a verb: `read`, `write`, `remove`, `create`.
        verb: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A generated file has a path that leaves the output folder or cannot exist on every system.
    /// Nothing has been written.
    #[non_exhaustive]
    Path {
        /// The path of the [`GeneratedFile`](crate::GeneratedFile).
        path: PathBuf,
        /// The reason why the path is invalid.
        reason: &'static str,
    },
    /// Something that is not part of this output is at the path of a file to write. Nothing has
    /// been written.
    #[non_exhaustive]
    Conflict {
        /// The entry at the path of each file.
        conflicts: Vec<Conflict>,
    },
    /// Another program changed or created the file after it was read.
    #[non_exhaustive]
    Changed {
        /// The file, which keeps its contents.
        path: PathBuf,
    },
    /// The changes stopped after some files. Every file has either its old or its new text.
    #[non_exhaustive]
    Unfinished {
        /// The error that stopped them.
        failure: Box<OutputError>,
        /// The files that were written or removed before that.
        done: Vec<PathBuf>,
        /// The files that were not written or removed.
        left: Vec<PathBuf>,
    },
}

/// An entry that is not part of this output, at the path of one of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conflict {
    /// The path. In [`Differences`](super::Differences), it is relative to the output folder.
    pub path: PathBuf,
    /// The kind of entry.
    pub obstacle: Obstacle,
}

impl Conflict {
    pub(super) fn new(path: impl Into<PathBuf>, obstacle: Obstacle) -> Self {
        Self { path: path.into(), obstacle }
    }

    pub(super) fn below(self, folder: &Path) -> Self {
        Self { path: folder.join(self.path), ..self }
    }
}

/// The kind of entry at the path of a generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Obstacle {
    /// A symbolic link, which is never followed.
    Link,
    /// A folder or a device at the path of a file, or a file at the path of a folder.
    Kind,
    /// A file that the generator did not write.
    Foreign,
    /// A file that the generator wrote for another output.
    OtherOutput,
    /// A file that the generator did not write, whose name differs in case only.
    Case,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("is a symbolic link, and links are not followed"),
            Self::Kind => f.write_str("is not a regular file or folder where one is needed"),
            Self::Foreign => {
                write!(
                    f,
                    "would be overwritten, but the generator did not write it (no `{GENERATED_HEADER}` on its first line)"
                )
            }
            Self::OtherOutput => f.write_str("would be overwritten, but belongs to the output of another document"),
            Self::Case => f.write_str("is the same file as a generated one on file systems that ignore case"),
        }
    }
}

impl OutputError {
    /// Returns the error of a failed operation on a file or folder. `verb` names the operation:
    /// `read`, `write`, `remove`, `create`.
    pub fn io(verb: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { verb, path, source }
    }

    pub(super) fn conflict(path: impl Into<PathBuf>, obstacle: Obstacle) -> Self {
        Self::Conflict { conflicts: vec![Conflict::new(path, obstacle)] }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { verb, path, source } => write!(f, "cannot {verb} `{}`: {source}", path.display()),
            Self::Path { path, reason } => {
                write!(f, "cannot write `{}`: {reason}", path.display().to_string().escape_debug())
            }
            Self::Conflict { conflicts } => {
                for Conflict { path, obstacle } in conflicts.iter().take(PATHS_SHOWN) {
                    write!(f, "`{}` {obstacle}; ", path.display())?;
                }
                if let Some(more @ 1..) = conflicts.len().checked_sub(PATHS_SHOWN) {
                    write!(f, "{more} more paths are occupied;  ")?;
                }
                f.write_str("nothing has been written: move it away, or choose another place for the output")
            }
            Self::Changed { path } => {
                write!(
                    f,
                    "`{}` was changed by another program while this one was running: run it again",
                    path.display()
                )
            }
            Self::Unfinished { failure, done, left } => {
                write!(
                    f,
                    "{failure}. Written or removed before that: {}. Not written or removed: {}",
                    list(done),
                    list(left)
                )
            }
        }
    }
}

fn list(paths: &[PathBuf]) -> String {
    if paths.is_empty() {
        return "nothing".to_owned();
    }
    let mut list = String::new();
    for (index, path) in paths.iter().take(PATHS_SHOWN).enumerate() {
        // Writing to a `String` does not fail.
        let _ = write!(list, "{}`{}`", if index == 0 { "" } else { ", " }, path.display());
    }
    if let Some(more @ 1..) = paths.len().checked_sub(PATHS_SHOWN) {
        let _ = write!(list, " and {more} more");
    }
    list
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Unfinished { failure, .. } => Some(failure),
            Self::Path { .. } | Self::Conflict { .. } | Self::Changed { .. } => None,
        }
    }
}

/// Converts the error to a diagnostic without a place.
impl From<OutputError> for Diagnostics {
    fn from(error: OutputError) -> Self {
        Diagnostic::error(&Pointer::root(), error.to_string()).into()
    }
}
