//! The parts of a document that pages describe, for people.

use openapi_bindgen::import::Part;

/// What people call a part: `post /things`, `components/schemas/Thing`.
pub(super) fn label(part: &Part) -> String {
    let segments: Vec<_> = part.pointer.segments().collect();
    match &segments[..] {
        [kind, path, method] if kind == "paths" => format!("{method} {path}"),
        segments => segments.join("/"),
    }
}

/// The page that describes the part, with line and column.
pub(super) fn place(part: &Part) -> String {
    part.location.map_or_else(|| part.page.clone(), |at| format!("{}:{at}", part.page))
}
