use std::{
    fmt,
    io::{self, ErrorKind, Read},
    mem,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};

use super::{
    Upload, UploadError, UploadStatus,
    length_check::LengthCheck,
    source::{Origin, read_piece},
    upload::Content,
};
use crate::client::{BlockingTimer, BoxError};

/// The body of a request that a transport sends.
///
/// Most bodies are [whole](Self::into_bytes). The others come from sources, and a transport reads them in pieces: an
/// asynchronous transport as a [`Body`], and a blocking transport as a reader. If either returns an error, the upload
/// has failed. The transport then aborts the request, so that the server does not accept a truncated body. The driver
/// already has the reason.
pub struct RequestBody(Kind);

/// The size, in bytes, of the pieces of a long body. Pieces make its progress known.
pub(super) const PIECE: usize = 64 * 1024;

enum Kind {
    Whole(Bytes),
    /// A long body that is there already.
    Pieces(Bytes, Arc<UploadStatus>),
    Segments(Box<Segments>),
}

struct Segments {
    all: Arc<[Upload]>,
    /// The number of segments that were started.
    begun: usize,
    current: Option<Current>,
    /// The number of bytes that are left.
    left: Option<u64>,
    /// The bytes that a reader has not copied yet.
    piece: Bytes,
    /// The time after which nothing more is read.
    deadline: Option<(Arc<dyn BlockingTimer>, Duration)>,
    upload_status: Arc<UploadStatus>,
}

/// A source that is being read.
struct Current {
    // Some transports want bodies that can be shared between threads, which a lock makes of any source.
    origin: Mutex<Origin>,
    length_check: LengthCheck,
}

impl RequestBody {
    pub(super) fn of_segments(all: Arc<[Upload]>, upload_status: Arc<UploadStatus>) -> Self {
        let left = all.iter().try_fold(0_u64, |sum, segment| sum.checked_add(segment.known_length()?));
        Self(Kind::Segments(Box::new(Segments {
            all,
            begun: 0,
            current: None,
            left,
            piece: Bytes::new(),
            deadline: None,
            upload_status,
        })))
    }

    /// Creates a body from many bytes in memory, which are sent in pieces.
    pub(super) fn in_pieces(bytes: Bytes, upload_status: Arc<UploadStatus>) -> Self {
        Self(Kind::Pieces(bytes, upload_status))
    }

    /// Returns true if the body is long enough to be sent in pieces.
    #[cfg(feature = "reqwest")]
    pub(crate) fn is_long(&self) -> bool {
        matches!(self.0, Kind::Pieces(..))
    }

    /// Limits until when its sources are read, on the clock of `timer`.
    pub(crate) fn set_deadline(&mut self, timer: Arc<dyn BlockingTimer>, deadline: Duration) {
        if let Kind::Segments(segments) = &mut self.0 {
            segments.deadline = Some((timer, deadline));
        }
    }

    /// Returns the bytes of the body that are left, unless they come from sources.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Whole(bytes) | Kind::Pieces(bytes, _) => Some(bytes),
            Kind::Segments(_) => None,
        }
    }

    /// Returns all bytes of the body.
    ///
    /// # Errors
    /// The body itself, if it comes from sources.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Whole(bytes) => Ok(bytes),
            Kind::Pieces(bytes, upload_status) => {
                upload_status.took_all();
                Ok(bytes)
            }
            Kind::Segments(_) => Err(self),
        }
    }

    /// Returns the number of bytes left, for `Content-Length`. Returns `None` if it is not known; the body must then be
    /// sent in chunks.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Whole(bytes) | Kind::Pieces(bytes, _) => Some(bytes.len() as u64),
            Kind::Segments(segments) => segments.left?.checked_add(segments.piece.len() as u64),
        }
    }
}

/// The next part of the segments.
enum Next<'s> {
    Piece(Bytes),
    /// The next bytes of this source.
    Source(&'s mut Origin),
    End,
}

impl Segments {
    fn next(&mut self) -> Result<Next<'_>, UploadError> {
        if self.current.is_none()
            && let Some(segment) = self.all.get(self.begun)
        {
            self.begun += 1;
            match &segment.content {
                Content::Whole(bytes) => return Ok(Next::Piece(bytes.clone())),
                Content::Source { source, length } => {
                    let origin = Mutex::new(source.take().ok_or(UploadError::Spent)?);
                    self.current = Some(Current { origin, length_check: LengthCheck::new(*length) });
                }
            }
        }
        Ok(match &mut self.current {
            Some(current) => Next::Source(current.origin.get_mut().unwrap_or_else(PoisonError::into_inner)),
            None => Next::End,
        })
    }

    /// Takes a piece of the current source, or `None` at its end, and returns the bytes that may be sent.
    fn given(&mut self, given: Option<Result<Bytes, BoxError>>) -> Result<Bytes, UploadError> {
        let Some(current) = &mut self.current else { return Ok(Bytes::new()) };
        match given {
            Some(Ok(piece)) => current.length_check.piece(piece),
            Some(Err(error)) => Err(UploadError::Source(error.into())),
            None => {
                let rest = current.length_check.end();
                self.current = None;
                rest
            }
        }
    }

    /// Returns the next piece, which is never empty; `None` at the end.
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, UploadError>>> {
        loop {
            let piece = match self.next() {
                Ok(Next::Piece(piece)) => Ok(piece),
                Ok(Next::Source(Origin::Stream(stream))) => {
                    let given = ready!(stream.as_mut().poll_piece(cx));
                    self.given(given)
                }
                Ok(Next::Source(Origin::Reader(_))) => Err(UploadError::ReaderAwaited),
                Ok(Next::End) => return Poll::Ready(None),
                Err(error) => Err(error),
            };
            if let Some(piece) = self.taken(piece) {
                return Poll::Ready(Some(piece));
            }
        }
    }

    /// Returns the next piece for a blocking transport.
    fn read_piece(&mut self) -> Option<Result<Bytes, UploadError>> {
        loop {
            let piece = match self.next() {
                Ok(Next::Piece(piece)) => Ok(piece),
                Ok(Next::Source(Origin::Reader(reader))) => {
                    let given = read_piece(reader).map(|piece| Some(piece).filter(|piece| !piece.is_empty()));
                    self.given(given.transpose())
                }
                Ok(Next::Source(Origin::Stream(_))) => Err(UploadError::StreamBlocks),
                Ok(Next::End) => return None,
                Err(error) => Err(error),
            };
            if let Some(piece) = self.taken(piece) {
                return Some(piece);
            }
        }
    }

    /// Records a piece that the transport takes. After an error there are no more pieces.
    fn taken(&mut self, piece: Result<Bytes, UploadError>) -> Option<Result<Bytes, UploadError>> {
        match &piece {
            Ok(piece) if piece.is_empty() => return None,
            Ok(piece) => {
                self.left = self.left.map(|left| left.saturating_sub(piece.len() as u64));
                self.upload_status.took_piece();
            }
            Err(error) => {
                self.upload_status.failed(error.clone());
                self.current = None;
                self.begun = self.all.len();
            }
        }
        Some(piece)
    }

    fn is_at_end(&self) -> bool {
        self.current.is_none() && self.begun == self.all.len()
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Kind::Whole(bytes) => {
                let bytes = mem::take(bytes);
                Poll::Ready(bytes.has_remaining().then(|| Ok(Frame::data(bytes))))
            }
            Kind::Pieces(bytes, upload_status) => {
                let piece = bytes.split_to(bytes.len().min(PIECE));
                upload_status.took_piece();
                Poll::Ready(piece.has_remaining().then(|| Ok(Frame::data(piece))))
            }
            Kind::Segments(segments) => {
                segments.poll_piece(cx).map(|piece| piece.map(|piece| piece.map(Frame::data).map_err(Into::into)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Whole(bytes) | Kind::Pieces(bytes, _) => bytes.is_empty(),
            Kind::Segments(segments) => segments.is_at_end(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length().map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// An error of the kind [`TimedOut`](io::ErrorKind::TimedOut) means that the deadline of the call has passed.
impl Read for RequestBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = match &mut self.0 {
            Kind::Whole(bytes) | Kind::Pieces(bytes, _) => bytes,
            Kind::Segments(segments) => {
                if segments.deadline.as_ref().is_some_and(|(timer, deadline)| timer.monotonic() >= *deadline) {
                    return Err(io::Error::new(ErrorKind::TimedOut, "the deadline has passed"));
                }
                if segments.piece.is_empty() && !buffer.is_empty() {
                    segments.piece = segments.read_piece().transpose().map_err(io::Error::other)?.unwrap_or_default();
                }
                &mut segments.piece
            }
        };
        let count = piece.len().min(buffer.len());
        piece.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}

/// A body that is there already.
impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Whole(bytes))
    }
}

/// Shows no content, which may be large and private.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").field("length", &self.length()).finish_non_exhaustive()
    }
}
