use super::part_media_type::MediaTypes;

/// The encoding of one member of a `multipart/form-data` body (OpenAPI, "Encoding Object").
///
/// ```
/// use openapi_bindgen_runtime::__private::PartEncoding;
///
/// const PICTURE: PartEncoding = PartEncoding::new("picture").media_type("image/png").headers(&[("X-Kind", "cover")]);
/// assert_eq!(PICTURE.name(), "picture");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartEncoding {
    name: &'static str,
    media_type: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
}

impl PartEncoding {
    /// Creates the default encoding of the member `name`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, media_type: None, headers: &[] }
    }

    /// Sets the media type of the part: of a file without a media type, or of a value, which is written as JSON if that
    /// is the media type. It may be a list or a range, such as `image/png, image/*`, of which the part has one.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets the headers of the part, each a name and a value.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Returns the member's name in the document.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn media_types(&self) -> Option<MediaTypes> {
        self.media_type.map(MediaTypes::new)
    }

    /// Returns the lines of the headers in the head of a part.
    pub(super) fn header_lines(&self) -> String {
        self.headers.iter().fold(String::new(), |lines, (name, value)| format!("{lines}{name}: {value}\r\n"))
    }
}
