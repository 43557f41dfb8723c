use std::{error::Error, fmt, sync::Arc};

/// The reason why the bytes of an [`Upload`](crate::Upload) could not be sent.
///
/// It is the kind of a [`RequestError`](crate::RequestError), or the source of a
/// [`TransportError`](crate::TransportError) if something was already sent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// The stream or reader failed.
    Source(Arc<dyn Error + Send + Sync>),
    /// The source ended early.
    #[non_exhaustive]
    TooShort {
        /// The number of bytes that the source had.
        given: u64,
        /// The number of bytes that was set.
        length: u64,
    },
    /// The source had more bytes than the length that was set.
    #[non_exhaustive]
    TooLong {
        /// The number of bytes that was set.
        length: u64,
    },
    /// The source was read already, for a call that has a clone of it.
    Spent,
    /// The call blocks, and a stream must be awaited.
    StreamBlocks,
    /// The call is awaited, and a reader would block its thread.
    ReaderAwaited,
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::TooShort { given, length } => {
                write!(f, "it ended after {given} of the announced {length} bytes")
            }
            Self::TooLong { length } => write!(f, "it has more than the announced {length} bytes"),
            Self::Spent => f.write_str("the source of its upload was already read; create a new upload for each call"),
            Self::StreamBlocks => {
                f.write_str("a blocking call cannot upload from a stream; use a reader with `Upload::reader`")
            }
            Self::ReaderAwaited => {
                f.write_str("an asynchronous call cannot upload from a reader; use a stream with `Upload::stream`")
            }
        }
    }
}

/// The message of a failed source is that of its error, so the source of this error is the source of that one.
impl Error for UploadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Source(error) => error.source(),
            Self::TooShort { .. } | Self::TooLong { .. } | Self::Spent | Self::StreamBlocks | Self::ReaderAwaited => {
                None
            }
        }
    }
}
