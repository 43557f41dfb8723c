//! The output folder: what is in it, how that differs from what was generated, and how to bring it up to date.
//!
//! A file belongs to the generator when it starts with [`GENERATED_HEADER`]. Files without that header are somebody's
//! own: they are neither changed nor removed, and a generated file that would take the place of one is an error.

mod compare;
mod existing;
mod transaction;
mod write;

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

pub use compare::{Change, Differences, compare};
pub use existing::existing_files;
pub use transaction::{FileChange, Recovery, Transaction};
pub use write::{Written, plan, write};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::generated::GENERATED_HEADER;
use crate::pointer::Pointer;

/// Why the output folder could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The system refused an operation on a file or folder.
    #[non_exhaustive]
    Io {
        /// What was tried, as a verb: `read`, `write`, `remove`, `create`.
        verb: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Generated files would take the place of files that the generator did not write. Nothing has been written.
    #[non_exhaustive]
    Foreign {
        /// The files that are in the way.
        paths: Vec<PathBuf>,
    },
    /// Another process is changing the same files.
    #[non_exhaustive]
    Busy {
        /// The journal that it holds.
        journal: PathBuf,
    },
    /// A [`Transaction`] failed, and not all of it could be taken back.
    #[non_exhaustive]
    Halfway {
        /// Why it failed.
        failure: Box<OutputError>,
        /// Why it could not be taken back.
        undoing: Box<OutputError>,
        /// The journal, from which the next run takes back the rest.
        journal: PathBuf,
    },
    /// What an earlier run left halfway cannot be taken back, because the copy of a file is not what it was.
    #[non_exhaustive]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The copy of what it held before.
        copy: PathBuf,
    },
}

impl OutputError {
    fn io(verb: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { verb, path, source }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { verb, path, source } => write!(f, "cannot {verb} `{}`: {source}", path.display()),
            Self::Foreign { paths } => {
                let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
                write!(
                    f,
                    "{} would be overwritten, but does not start with `{GENERATED_HEADER}`: move it away, or choose another \
                     output folder",
                    paths.join(", ")
                )
            }
            Self::Busy { journal } => write!(
                f,
                "another run is changing these files: wait until it has ended (it holds `{}`)",
                journal.display()
            ),
            Self::Halfway { failure, undoing, journal } => write!(
                f,
                "{failure}; and what was done before that could not be taken back: {undoing}. The next run tries again, as \
                 `{}` says",
                journal.display()
            ),
            Self::Damaged { path, copy } => write!(
                f,
                "`{}` was changed by a run that did not end, and `{}` is not what it held before: restore the file from \
                 version control, then remove the copy and the journal beside the document",
                path.display(),
                copy.display()
            ),
        }
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Halfway { failure, .. } => Some(failure),
            Self::Foreign { .. } | Self::Busy { .. } | Self::Damaged { .. } => None,
        }
    }
}

/// An error that is about no place in a document.
impl From<OutputError> for Diagnostics {
    fn from(error: OutputError) -> Self {
        Diagnostic::error(&Pointer::root(), error.to_string()).into()
    }
}
