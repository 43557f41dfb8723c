//! What became of a run that was stopped halfway.

use std::fmt;
use std::path::PathBuf;

/// What became of a run that was stopped halfway. It displays as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recovery {
    /// It had done all it was to do.
    Finished,
    /// What it had done was taken back.
    #[non_exhaustive]
    Undone {
        /// Files that somebody has changed since, each with the copy of what it held before the run. They were left
        /// alone.
        kept: Vec<(PathBuf, PathBuf)>,
    },
}

impl fmt::Display for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => {
                f.write_str("an earlier run was stopped when it had done everything; its traces are removed")
            }
            Self::Undone { kept } => {
                f.write_str("an earlier run was stopped halfway; what it had done is taken back")?;
                for (path, copy) in kept {
                    write!(
                        f,
                        ", except for `{}`, which has been changed since (what it held before is in `{}`)",
                        path.display(),
                        copy.display()
                    )?;
                }
                Ok(())
            }
        }
    }
}
