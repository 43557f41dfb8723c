//! Reads the current contents of an output folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::folder::{Folder, Kind, check_links};
use super::owned::{children, is_generated};
use super::path::check_paths;
use super::{Conflict, Obstacle, OutputError};
use crate::generated::GeneratedFile;

/// Returns the Rust files in an output folder, whoever wrote them, sorted by path.
///
/// Only the folders that `generated` or the generated files in the folder use are read. A folder
/// that does not exist is empty. Symbolic links are not followed.
///
/// # Errors
/// Returns an error if a path of `generated` leaves the folder or cannot exist on every system; if
/// a symbolic link, or something else that is not a regular file, is at the path of a generated
/// file; or if a folder or file cannot be read.
pub fn existing_files(folder: &Path, generated: &[GeneratedFile]) -> Result<Vec<GeneratedFile>, OutputError> {
    check_links(folder)?;
    let files = scan(&Folder::open(folder)?, generated)?;
    Ok(files.into_iter().map(|(path, bytes)| GeneratedFile::new(path, String::from_utf8_lossy(&bytes))).collect())
}

/// Returns the contents of the files, by path.
pub(super) fn scan(folder: &Folder, generated: &[GeneratedFile]) -> Result<BTreeMap<String, Vec<u8>>, OutputError> {
    check_paths(generated)?;
    let mut files = BTreeMap::new();
    let mut kinds = BTreeMap::new();
    let needed: BTreeSet<&str> = generated.iter().map(|file| file.path.as_str()).collect();
    let needed_folders: BTreeSet<String> = generated.iter().flat_map(|file| parents(&file.path)).collect();
    // The modules that the files in the folder name, with their paths.
    let mut named = BTreeSet::new();
    let mut next: Vec<String> = needed_folders.iter().cloned().chain([String::new()]).collect();
    let mut seen = BTreeSet::new();
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        for (name, kind) in folder.list(&path)? {
            let path = join(&path, &name);
            kinds.insert(path.clone(), kind);
            let is_rust = Path::new(&name).extension().is_some_and(|extension| extension == "rs");
            let Some(bytes) = (if is_rust && kind == Kind::File { folder.read(&path)? } else { None }) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            if is_generated(&text) {
                for child in children(&path, &text) {
                    next.extend(parents(&child));
                    named.extend(parents(&child));
                    named.insert(child);
                }
            }
            files.insert(path, bytes);
        }
    }
    let conflicts: Vec<Conflict> = kinds
        .iter()
        .filter_map(|(path, kind)| {
            let (is_file, is_folder) = (needed.contains(path.as_str()), needed_folders.contains(path));
            let obstacle = match kind {
                Kind::Link if is_file || is_folder || named.contains(path) => Obstacle::Link,
                Kind::Folder | Kind::Other if is_file => Obstacle::Kind,
                Kind::File | Kind::Other if is_folder => Obstacle::Kind,
                _ => return None,
            };
            Some(Conflict::new(folder.shown(path), obstacle))
        })
        .collect();
    if conflicts.is_empty() { Ok(files) } else { Err(OutputError::Conflict { conflicts }) }
}

/// Returns the folders that contain a path, the outermost first.
fn parents(path: &str) -> impl Iterator<Item = String> {
    path.match_indices('/').map(|(end, _)| path[..end].to_owned())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
