//! Removes paths that are too long.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Report};
use crate::pointer::Pointer;

/// The maximum length of a URL or a path, in bytes. Every pointer below a path contains it.
pub(crate) const LONGEST_URL: usize = 4_000;

/// Returns true if a path is too long for a URL.
pub(crate) fn is_too_long(path: &str) -> bool {
    path.len() > LONGEST_URL
}

/// Removes the paths that are too long, with a warning for each.
pub(crate) fn drop_long_paths(document: &mut Value, report: &mut Report) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let at = Pointer::root().child("paths");
    paths.retain(|path, _| {
        let is_dropped = is_too_long(path);
        if is_dropped {
            let start: String = path.chars().take(40).collect();
            let message = format!("the path `{start}…` is longer than {LONGEST_URL} bytes, and is left out");
            report.push(Diagnostic::warning(&at, message).help("shorten it: no server accepts a URL of this length"));
        }
        !is_dropped
    });
}
