//! What an output folder holds now.

use std::fs;
use std::io;
use std::path::Path;

use super::OutputError;
use crate::generated::GeneratedFile;

/// The Rust files in `folder` and below it, whoever wrote them, in the order of their paths.
///
/// A folder that does not exist is empty. A symbolic link to a folder is not followed.
///
/// # Errors
/// A folder or file cannot be read.
pub fn existing_files(folder: &Path) -> Result<Vec<GeneratedFile>, OutputError> {
    let mut files = Vec::new();
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(OutputError::io("read", folder)(error)),
        Ok(_) => collect(folder, "", &mut files)?,
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<GeneratedFile>) -> Result<(), OutputError> {
    for entry in fs::read_dir(folder).map_err(OutputError::io("read", folder))? {
        let entry = entry.map_err(OutputError::io("read", folder))?;
        let path = entry.path();
        // A name that is not Unicode is not one that the generator gave.
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let relative = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(OutputError::io("read", &path))?;
        if kind.is_dir() {
            collect(&path, &format!("{relative}/"), files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") && path.is_file() {
            let bytes = fs::read(&path).map_err(OutputError::io("read", &path))?;
            files.push(GeneratedFile::new(relative, String::from_utf8_lossy(&bytes)));
        }
    }
    Ok(())
}
