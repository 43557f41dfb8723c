use std::sync::Arc;

use bytes::Bytes;

use super::{RequestBody, Upload, UploadError, UploadStatus, request_body::PIECE};

/// The body of a request that is ready to be sent, as often as its sources allow.
#[derive(Clone, Debug)]
pub(crate) enum Outgoing {
    Whole(Bytes),
    /// One after the other; at least one of them comes from a source.
    Segments(Arc<[Upload]>),
}

/// How a driver takes what is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallMode {
    Async,
    Blocking,
}

impl Outgoing {
    /// All of `segments`, one after the other.
    pub(crate) fn join(segments: Vec<Upload>) -> Self {
        let pieces: Option<Vec<&[u8]>> = segments.iter().map(|segment| segment.as_bytes().map(AsRef::as_ref)).collect();
        if let Some(pieces) = pieces {
            return Self::Whole(pieces.concat().into());
        }
        Self::Segments(segments.into())
    }

    /// Checks that the sources can be read, and in this way.
    pub(crate) fn check(&self, mode: CallMode) -> Result<(), UploadError> {
        for source in self.segments().iter().filter_map(Upload::source) {
            match (mode, source.is_stream()) {
                (CallMode::Blocking, true) => return Err(UploadError::StreamBlocks),
                (CallMode::Async, false) => return Err(UploadError::ReaderAwaited),
                (CallMode::Blocking, false) | (CallMode::Async, true) if source.is_fresh() => {}
                (CallMode::Blocking, false) | (CallMode::Async, true) => return Err(UploadError::Spent),
            }
        }
        Ok(())
    }

    /// Whether nothing was taken from a source.
    pub(crate) fn is_fresh(&self) -> bool {
        self.segments().iter().filter_map(Upload::source).all(super::source::Source::is_fresh)
    }

    /// Whether some of it comes from a source.
    pub(crate) fn has_source(&self) -> bool {
        matches!(self, Self::Segments(_))
    }

    /// The body of one attempt, and what will be known of it where it is sent in pieces.
    pub(crate) fn begin(&self) -> (RequestBody, Option<Arc<UploadStatus>>) {
        match self {
            Self::Whole(bytes) if bytes.len() > PIECE => {
                let upload_status = Arc::default();
                (RequestBody::in_pieces(bytes.clone(), Arc::clone(&upload_status)), Some(upload_status))
            }
            Self::Whole(bytes) => (bytes.clone().into(), None),
            Self::Segments(segments) => {
                let upload_status = Arc::default();
                (RequestBody::of_segments(Arc::clone(segments), Arc::clone(&upload_status)), Some(upload_status))
            }
        }
    }

    fn segments(&self) -> &[Upload] {
        match self {
            Self::Whole(_) => &[],
            Self::Segments(segments) => segments,
        }
    }
}

impl From<Upload> for Outgoing {
    fn from(upload: Upload) -> Self {
        match upload.as_bytes() {
            Some(bytes) => Self::Whole(bytes.clone()),
            None => Self::Segments([upload].into()),
        }
    }
}
