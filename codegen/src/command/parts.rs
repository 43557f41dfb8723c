//! Descriptions of the document parts that come from pages.

use openapi_bindgen::import::Part;
use openapi_bindgen::visible;

/// Returns the short name of a part: `post /things`, `components/schemas/Thing`.
pub(super) fn label(part: &Part) -> String {
    let segments: Vec<_> = part.pointer.segments().collect();
    let label = match &segments[..] {
        [kind, path, method] if kind == "paths" => format!("{method} {path}"),
        segments => segments.join("/"),
    };
    visible(&label).into_owned()
}

/// Returns the page that describes the part, with line and column.
pub(super) fn place(part: &Part) -> String {
    part.location.map_or_else(|| part.page.clone(), |at| format!("{}:{at}", part.page))
}
