use std::{fmt, io::Read, sync::Arc};

use bytes::Bytes;
use futures_core::Stream;

use super::source::{Origin, Source};
use crate::client::BoxError;

/// Bytes to send, as a request body or as a file in one: in memory, or from a source that is read while they are sent.
///
/// Bytes and text convert into an upload, so that a call accepts them directly. Content that does not fit into memory
/// comes from a stream, or from a reader for a blocking client:
///
/// ```
/// use std::io::Cursor;
/// use openapi_bindgen_runtime::{File, Upload};
///
/// let whole = Upload::from("a few bytes");
/// # let recording = Cursor::new("such as a `std::fs::File`");
/// # let length = recording.get_ref().len() as u64;
/// // `client.add_recording(upload)`, or as a part of `multipart/form-data`:
/// let file = File::new("take-1.mp4", Upload::reader(recording).length(length));
/// ```
///
/// A source can be read once. A call with a source is therefore retried only if nothing was read from it, such as
/// without a connection. Clones share the source, and the second of two calls with it fails. If a source fails after
/// something was sent, the call ends with [`TransportErrorKind::Upload`](crate::TransportErrorKind::Upload), and its
/// outcome is unknown.
///
/// Two uploads are equal if they hold the same bytes, or share one source and have the same length.
#[derive(Clone)]
pub struct Upload {
    pub(super) content: Content,
    media_type: Option<Box<str>>,
}

#[derive(Clone)]
pub(super) enum Content {
    Whole(Bytes),
    Source { source: Arc<Source>, length: Option<u64> },
}

impl Upload {
    /// Creates an upload from a stream, such as an open file or a body that is forwarded, for an asynchronous client.
    ///
    /// The stream is polled for its next piece when the connection can take one, so that few pieces are in memory. If
    /// the stream fails, its error is the source of the call's error.
    pub fn stream<B, E>(stream: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::from_origin(Origin::Stream(Box::pin(stream)))
    }

    /// Creates an upload from a reader, such as an open file, for a blocking client.
    ///
    /// The reader is read when the connection can take more, 64 KiB at a time. If it fails, its error is the source of
    /// the call's error.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::from_origin(Origin::Reader(Box::new(reader)))
    }

    fn from_origin(origin: Origin) -> Self {
        Self::new(Content::Source { source: Arc::new(Source::new(origin)), length: None })
    }

    fn new(content: Content) -> Self {
        Self { content, media_type: None }
    }

    /// Sets the number of bytes that the source has, for the header `Content-Length`, which some servers require.
    /// Without it, the body is sent in chunks.
    ///
    /// The call fails if the source has more or fewer bytes. For bytes in memory, the length is known.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Content::Source { length, .. } = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// Sets the media type of the bytes as a request body, such as `image/png`.
    ///
    /// The default is the media type of the document, or `application/octet-stream` if the document has a range such as
    /// `image/*`. In a [`File`](crate::File), the media type of the file is used instead.
    ///
    /// A call with a media type that is not a valid header value, such as one with a line break, is not sent.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into().into_boxed_str());
        self
    }

    pub(crate) fn given_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// Returns the bytes, unless they come from a source.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Source { .. } => None,
        }
    }

    /// Returns the number of bytes, if it is known.
    pub(super) fn known_length(&self) -> Option<u64> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Source { length, .. } => *length,
        }
    }

    pub(super) fn source(&self) -> Option<&Source> {
        match &self.content {
            Content::Whole(_) => None,
            Content::Source { source, .. } => Some(source),
        }
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        if self.media_type != other.media_type {
            return false;
        }
        match (&self.content, &other.content) {
            (Content::Whole(one), Content::Whole(other)) => one == other,
            (Content::Source { source, length }, Content::Source { source: other, length: other_length }) => {
                Arc::ptr_eq(source, other) && length == other_length
            }
            (Content::Whole(_), Content::Source { .. }) | (Content::Source { .. }, Content::Whole(_)) => false,
        }
    }
}

impl Eq for Upload {}

/// Shows no content, which may be large and private.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.content {
            Content::Whole(_) => "Upload",
            Content::Source { source, .. } => source.kind(),
        };
        let mut shown = f.debug_struct(name);
        if let Some(media_type) = &self.media_type {
            shown.field("media_type", media_type);
        }
        shown.field("length", &self.known_length()).finish()
    }
}

/// Takes the bytes as they are, without a copy.
macro_rules! from_owned {
    ($($owned:ty),+) => {$(
        impl From<$owned> for Upload {
            fn from(bytes: $owned) -> Self {
                Self::new(Content::Whole(bytes.into()))
            }
        }
    )+};
}

/// Copies the bytes, whose owner need not outlive the call.
macro_rules! from_borrowed {
    ($($borrowed:ty),+) => {$(
        impl From<$borrowed> for Upload {
            fn from(bytes: $borrowed) -> Self {
                Self::new(Content::Whole(Bytes::copy_from_slice(bytes.as_ref())))
            }
        }
    )+};
}

from_owned!(Bytes, Vec<u8>, Box<[u8]>, String);
from_borrowed!(&[u8], &Vec<u8>, &str, &String);

impl<const N: usize> From<[u8; N]> for Upload {
    fn from(bytes: [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl<const N: usize> From<&[u8; N]> for Upload {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<&Self> for Upload {
    fn from(upload: &Self) -> Self {
        upload.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn bytes_are_equal_by_content_and_sources_by_identity() {
        assert_eq!(Upload::from("ab"), Upload::from(b"ab"));
        assert_eq!(Upload::from(vec![1, 2]), Upload::from([1, 2]));
        assert_ne!(Upload::from("ab"), Upload::from("a"));
        let reader = || Upload::reader(io::empty());
        let shared = reader();
        assert_eq!(shared.clone(), shared);
        assert_ne!(shared.clone().length(0), shared);
        assert_ne!(reader(), reader());
        assert_ne!(reader(), Upload::from(""));
    }

    #[test]
    fn debug_shows_no_content() {
        assert_eq!(format!("{:?}", Upload::from("secret")), "Upload { length: Some(6) }");
        assert_eq!(format!("{:?}", Upload::reader(io::empty())), "Upload::reader { length: None }");
    }

    #[test]
    fn the_length_of_bytes_is_known() {
        assert_eq!(Upload::from("ab").length(7).known_length(), Some(2));
    }
}
