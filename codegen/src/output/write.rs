//! Updates an output folder.

use std::path::Path;

use super::{Changes, Differences, OutputError};
use crate::generated::GeneratedFile;

/// The changes to an output folder. Paths are relative to it, with forward slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The files that were new or had another text.
    pub written: Vec<String>,
    /// The files that were up to date.
    pub unchanged: Vec<String>,
    /// The files that an earlier run of this output wrote, that are no longer generated, and that
    /// are now removed.
    pub removed: Vec<String>,
    /// Rust files in the folders of the output that the generator did not write. They are kept.
    pub foreign: Vec<String>,
    /// Files in the folders of the output that the generator wrote and no `mod.rs` of this output
    /// names. They are kept.
    pub unlisted: Vec<String>,
}

/// Converts the differences to what [`write`](fn@write) changes. The paths of the written files are
/// sorted.
impl From<Differences> for Written {
    fn from(differences: Differences) -> Self {
        let Differences { changed, missing: mut written, orphans: removed, unchanged, foreign, unlisted, .. } =
            differences;
        written.extend(changed.into_iter().map(|change| change.path));
        written.sort_unstable();
        Self { written, unchanged, removed, foreign, unlisted }
    }
}

/// Updates the folder: creates it if it is missing, writes the files whose text changes, and
/// removes the files that this output wrote earlier and `files` no longer has.
///
/// Each file is replaced in one step, so that no program reads an incomplete file. If nothing changes,
/// no file is touched, and no modification time changes. See [`Changes::output`] for what is
/// removed, and [`Changes`] for what is checked.
///
/// # Errors
/// Returns an error if something that is not part of this output, such as a symbolic link or a file
/// written by hand, is at the path of one of the files; if a path of `files` leaves the folder
/// or cannot exist on every system; or if the system cannot read, write or remove something. Unless
/// the error is [`OutputError::Unfinished`], nothing has been written.
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    let mut changes = Changes::new();
    let differences = changes.output(folder, files)?;
    changes.apply()?;
    Ok(differences.into())
}
