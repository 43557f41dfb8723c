//! The media type of a part, out of those that the document allows.

use crate::client::response::{essence, is_json};

/// The media types of files by the extension of their name.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("avi", "video/x-msvideo"),
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("m4a", "audio/mp4"),
    ("md", "text/markdown"),
    ("mkv", "video/x-matroska"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("mpeg", "video/mpeg"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("opus", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("wav", "audio/wav"),
    ("weba", "audio/webm"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("zip", "application/zip"),
];

/// The media types that a part may have: one, a list, or ranges such as `image/*`. A part is sent with one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct MediaTypes(&'static str);

impl MediaTypes {
    pub(super) fn new(declared: &'static str) -> Self {
        Self(declared)
    }

    /// Returns the media type of a file: of several the one for the extension of its name, or else the first.
    pub(super) fn of_file(self, name: &str) -> Option<&'static str> {
        if let Some(only) = self.only() {
            return Some(only);
        }
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let known = BY_EXTENSION.iter().filter(|(known, _)| known.eq_ignore_ascii_case(extension));
        let found = known.filter_map(|(_, media_type)| {
            let given = self.all().find(|given| essence(given).eq_ignore_ascii_case(media_type));
            given.or_else(|| self.all().any(|range| covers(range, media_type)).then_some(*media_type))
        });
        found.into_iter().next().or_else(|| self.concrete().next())
    }

    /// Returns the media type of a value that is written as JSON.
    pub(super) fn of_json(self) -> &'static str {
        let json = || self.concrete().find(|given| is_json(given));
        self.only().or_else(json).unwrap_or("application/json")
    }

    /// Returns the media type of a text, unless any is allowed.
    pub(super) fn of_text(self) -> Option<&'static str> {
        let is_text = |given: &&str| essence(given).to_ascii_lowercase().starts_with("text/");
        self.only().or_else(|| self.concrete().find(is_text)).or_else(|| self.concrete().next())
    }

    /// Returns the only media type.
    fn only(self) -> Option<&'static str> {
        let mut all = self.all();
        all.next().filter(|first| all.next().is_none() && !is_range(first))
    }

    fn concrete(self) -> impl Iterator<Item = &'static str> {
        self.all().filter(|given| !is_range(given))
    }

    fn all(self) -> impl Iterator<Item = &'static str> {
        let mut is_quoted = false;
        let split = self.0.split(move |sign| {
            is_quoted ^= sign == '"';
            sign == ',' && !is_quoted
        });
        split.map(str::trim).filter(|given| !given.is_empty())
    }
}

/// Returns true if a text is several media types: a list, or a range.
pub(super) fn is_several(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.contains(['*', ',']) || media_type.split('"').step_by(2).any(|outside| outside.contains(','))
}

fn is_range(media_type: &str) -> bool {
    essence(media_type).contains('*')
}

/// Returns true if a range, such as `image/*`, covers a media type.
fn covers(range: &str, media_type: &str) -> bool {
    let Some(start) = essence(range).strip_suffix('*') else { return false };
    start == "*/" || media_type.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_media_type_for_its_extension() {
        let types = MediaTypes::new("image/png, IMAGE/JPEG; q=1, video/*");
        assert_eq!(types.of_file("a.jpg"), Some("IMAGE/JPEG; q=1"));
        assert_eq!(types.of_file("a.b.WEBM"), Some("video/webm"));
        for name in ["a.gif", "a", "png", "", ".", "a.ä"] {
            assert_eq!(types.of_file(name), Some("image/png"), "{name}");
        }
        assert_eq!(MediaTypes::new("*/*").of_file("a.pdf"), Some("application/pdf"));
        assert_eq!(MediaTypes::new("image/*").of_file("a.pdf"), None);
        assert_eq!(MediaTypes::new("image/png").of_file("a.jpg"), Some("image/png"));
        assert_eq!(MediaTypes::new("a/b; c=\"d,e\"").of_file("a.jpg"), Some("a/b; c=\"d,e\""));
        assert_eq!(MediaTypes::new(" , ").of_file("a.jpg"), None);
    }

    #[test]
    fn a_value_has_the_media_type_of_its_form() {
        let types = MediaTypes::new("application/xml, application/vnd.x+json, text/plain");
        assert_eq!((types.of_json(), types.of_text()), ("application/vnd.x+json", Some("text/plain")));
        let types = MediaTypes::new("application/xml, application/*");
        assert_eq!((types.of_json(), types.of_text()), ("application/json", Some("application/xml")));
        assert_eq!(MediaTypes::new("text/*").of_text(), None);
    }

    #[test]
    fn several_media_types_are_known_as_such() {
        for several in ["image/*", "*/*;q=1", "a/b,c/d", "a/b; x=1, c/d"] {
            assert!(is_several(several), "{several}");
        }
        for one in ["image/png", "a/b; c=\"d,e*\"", ""] {
            assert!(!is_several(one), "{one}");
        }
    }
}
