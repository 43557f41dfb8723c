use std::{fmt, io::Read, sync::Arc};

use bytes::Bytes;
use futures_core::Stream;

use super::source::{Origin, Source};
use crate::client::BoxError;

/// Bytes to be sent, as a request body or as a file in one: all of them, or a source that gives them while they are sent.
///
/// Bytes and text become one by themselves, so that a call takes them as they are. What does not fit into memory comes
/// from a stream, or from a reader where the client blocks:
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
/// A source can be read once. So a call with one is sent again only as long as nothing was taken from it, which is when
/// there was no connection; clones share the source, and of two calls that have it the second fails. When a source fails
/// when something was sent already, the call ends with [`TransportErrorKind::Upload`](crate::TransportErrorKind::Upload)
/// and nobody knows what became of it.
///
/// Two are equal when they hold the same bytes, or share one source and its length.
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
    /// Bytes that come in pieces from a stream, for a client whose calls are awaited: an open file, or a body that is
    /// passed on.
    ///
    /// The stream is asked for its next piece when the connection can take one, so that no more than a few of them are in
    /// memory. What it fails with becomes the cause of the call's error.
    pub fn stream<B, E>(stream: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::from_origin(Origin::Stream(Box::pin(stream)))
    }

    /// Bytes that are read from a reader, such as an open file, for a client whose calls block.
    ///
    /// It is read when the connection can take more, 64 KiB at a time. What it fails with becomes the cause of the call's
    /// error.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::from_origin(Origin::Reader(Box::new(reader)))
    }

    fn from_origin(origin: Origin) -> Self {
        Self::new(Content::Source { source: Arc::new(Source::new(origin)), length: None })
    }

    fn new(content: Content) -> Self {
        Self { content, media_type: None }
    }

    /// Says how many bytes the source will give, so that the server is told in advance (`Content-Length`), as some demand.
    /// Without it, the body is sent in chunks.
    ///
    /// A source that gives more bytes, or fewer, fails the call. The length of bytes that are not from a source is known.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Content::Source { length, .. } = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// Says what the bytes are, where they are a request body: `image/png`. Without it, that is the media type that the
    /// document has, or `application/octet-stream` where the document has a range such as `image/*`. In a
    /// [`File`](crate::File), its own media type counts.
    ///
    /// One that cannot stand in a header, such as one with a line break, makes the call one that is not sent.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into().into_boxed_str());
        self
    }

    pub(crate) fn given_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The bytes, unless they come from a source.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Source { .. } => None,
        }
    }

    /// How many bytes there are, as far as that is known.
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
