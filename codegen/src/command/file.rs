//! A single file that a command writes.

use std::fs;
use std::path::Path;

use openapi_bindgen::output::{Changes, OutputError};

/// Gives the file at `path` the text, in one step. A pipe or a device, such as `/dev/stdout`, gets it as it is.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), OutputError> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return fs::write(path, text).map_err(|source| OutputError::io("write", path)(source));
    }
    let mut changes = Changes::new();
    changes.file(path, text)?;
    changes.apply().map(drop)
}
