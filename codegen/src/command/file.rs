//! Writes a single file.

use std::fs;
use std::path::Path;

use openapi_bindgen::output::{Changes, OutputError};

/// Replaces the text of the file at `path` in one step. A pipe or a device, such as `/dev/stdout`,
/// is written to directly.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), OutputError> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return fs::write(path, text).map_err(|source| OutputError::io("write", path)(source));
    }
    let mut changes = Changes::new();
    changes.file(path, text)?;
    changes.apply().map(drop)
}
