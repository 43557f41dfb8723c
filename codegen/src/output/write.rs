//! Brings an output folder up to date.

use std::path::Path;

use super::{Changes, Differences, OutputError};
use crate::generated::GeneratedFile;

/// What was done to an output folder. Paths are relative to it, with forward slashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The files that were new or had another text.
    pub written: Vec<String>,
    /// The files that needed no writing.
    pub unchanged: Vec<String>,
    /// The files that an earlier run of this output wrote and that are no longer generated, now removed.
    pub removed: Vec<String>,
    /// Rust files in the folders of the output that somebody else wrote, left alone.
    pub foreign: Vec<String>,
    /// Files in the folders of the output that the generator wrote, but that no `mod.rs` of this output names, left alone.
    pub unlisted: Vec<String>,
}

/// What [`write`](fn@write) does to a folder that differs so. The paths of the files written are in alphabetical order.
impl From<Differences> for Written {
    fn from(differences: Differences) -> Self {
        let Differences { changed, missing: mut written, orphans: removed, unchanged, foreign, unlisted, .. } =
            differences;
        written.extend(changed.into_iter().map(|change| change.path));
        written.sort_unstable();
        Self { written, unchanged, removed, foreign, unlisted }
    }
}

/// Brings the folder up to date: creates it if it is missing, writes the files whose text changes, and removes the files that
/// this output wrote earlier and `files` no longer has.
///
/// Each file is replaced in one step, so that nobody reads half of one. When nothing changes, nothing is touched, and no
/// modification time moves. See [`Changes::output`] for what is removed, and [`Changes`] for what is checked.
///
/// # Errors
/// Something that is not of this output, such as a symbolic link or a file that somebody wrote, has the place of one of the
/// files; a path of `files` leaves the folder or cannot exist on every system; or the system does not read, write or remove
/// something. Unless the error is [`OutputError::Unfinished`], nothing has been written.
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    let mut changes = Changes::new();
    let differences = changes.output(folder, files)?;
    changes.apply()?;
    Ok(differences.into())
}
