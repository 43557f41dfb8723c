//! Media types in documents.

pub(crate) const JSON: &str = "application/json";

/// Returns a media type without parameters, in lower case.
///
/// From a list of media types, returns JSON or else the first.
pub(crate) fn essence(media_type: &str) -> String {
    let mut all =
        media_type.split(',').map(|one| one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let first = all.next().unwrap_or_default();
    let is_json = |name: &String| name == JSON || name.ends_with("+json");
    if is_json(&first) { first } else { all.find(is_json).unwrap_or(first) }
}

/// Returns true if a media type is a sequence of JSON values, each on a line or after a separator
/// (RFC 7464).
pub(crate) fn is_json_lines(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(
        essence.as_str(),
        "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/x-json-lines"
            | "application/json-seq"
            | "application/x-json-stream"
            | "application/stream+json"
    ) || essence.ends_with("+json-seq")
}

/// Returns true if a media type is a stream of events.
pub(crate) fn is_events(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}
