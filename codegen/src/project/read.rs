//! Reads text files, and names them for messages.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::source::Source;

/// Reads the file at `path` as a source with the path as its name.
///
/// # Errors
/// Returns an error if the file cannot be read or is not UTF-8.
pub fn read_source(path: impl AsRef<Path>) -> Result<Source, Diagnostics> {
    let path = path.as_ref();
    read_text(path).map_err(|what| {
        let diagnostic = Diagnostic::error(&Pointer::root(), what);
        let is_url = path.to_str().is_some_and(|path| path.starts_with("https://") || path.starts_with("http://"));
        let help = "nothing is read from the network: download the document, or pipe it into the command with `-`";
        if is_url { diagnostic.help(help) } else { diagnostic }.into()
    })
}

pub(super) fn read_text(path: &Path) -> Result<Source, String> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file `{}`", name(path)),
        _ => format!("cannot read `{}`: {error}", name(path)),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        format!("`{}` is not UTF-8 text, from byte {} on", name(path), error.utf8_error().valid_up_to())
    })?;
    Ok(Source::new(name(path), text))
}

/// Returns the path as in messages: with forward slashes on every system.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Returns the path without `folder/..`, for shorter messages. A path through a symbolic link stays the same, because `..`
/// leads elsewhere there.
pub(super) fn without_detours(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(short.components().next_back(), Some(Component::Normal(_))) => {
                if short.is_symlink() {
                    return path.to_path_buf();
                }
                short.pop();
            }
            other => short.push(other),
        }
    }
    short
}
